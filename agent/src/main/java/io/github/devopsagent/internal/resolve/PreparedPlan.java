package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.Preview;
import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.internal.document.ExecutablePlan;
import io.github.devopsagent.internal.document.MaskedPlan;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.document.TestSkips;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.plan.RunbookPlan;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.run.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A plan that is ready, as far as it can be.
 *
 * @param plan what is carried out
 * @param findings what was found on the way
 * @param readings how each step and each check was read
 * @param proseRollback why the plan's rollback_plan is prose; empty if it is not
 * @param remarks how the plan was read
 */
public record PreparedPlan(
        ExecutablePlan plan,
        List<Finding> findings,
        List<Preview.Reading> readings,
        Optional<String> proseRollback,
        List<PlanRemark> remarks) {

    /** Begins how a text was read that is prose. */
    static final String PROSE = "prose: ";

    /** What a later agent needs to carry out the very same. */
    public PinnedRun copy(AgentSettings settings) {
        return new PinnedRun(
                plan.pinned(settings.given().unwritten()),
                settings.bareStrings(),
                proseRollback,
                remarks,
                HostVariables.hashed(plan.withSecrets(), settings.processEnvironment()),
                settings.target(),
                new TestSkips(settings.skippedTestsAllowed(), Optional.empty()));
    }

    /**
     * What the plan could be, if texts of it that are read as prose are a runbook.
     *
     * @param document the plan as it was read
     */
    public Optional<Preview.ProposedPlan> proposal(byte[] document, RunMask mask) {
        Set<String> prose = new HashSet<>();
        for (Preview.Reading reading : readings) {
            if (reading.how().startsWith(PROSE)) {
                prose.add(reading.text());
            }
        }
        if (prose.isEmpty()) {
            return Optional.empty();
        }
        return RunbookPlan.of(document, prose)
                .map(each -> new Preview.ProposedPlan(
                        mask.texts(List.of(each.json())).get(0), mask.texts(each.leftOut())));
    }

    /** What people see of it. */
    public Shown masked(RunMask mask) {
        return new Shown(mask.plan(plan), mask.findings(findings), mask.readings(readings));
    }

    /**
     * A plan that is ready, as everybody may see it.
     *
     * @param plan what is carried out
     * @param findings what was found on the way
     * @param readings how each step and each check was read
     */
    public record Shown(MaskedPlan plan, List<Finding> findings, List<Preview.Reading> readings) {}
}
