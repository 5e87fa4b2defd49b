package io.github.devopsagent.machine;

import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import java.util.Optional;

/**
 * The health checks are asked after the deployment.
 *
 * @param facts of the run
 * @param checks how far they have come
 */
record VerifyingPhase(RunFacts facts, Verification checks) implements ForwardPhase {

    static VerifyingPhase begin(RunFacts facts) {
        return new VerifyingPhase(facts, Verification.afterDeploy(facts.plan().checks(), facts.now()));
    }

    @Override
    public VerifyingPhase with(RunFacts other) {
        return new VerifyingPhase(other, checks);
    }

    @Override
    public VerifyingPhase again() {
        return begin(facts);
    }

    @Override
    public Stage stage() {
        return Stage.HEALTH_CHECK;
    }

    @Override
    public Optional<Verification> verification() {
        return Optional.of(checks);
    }

    @Override
    public RunFacts known() {
        return facts.with(facts.observed().withVerification(checks));
    }

    @Override
    public NextAction next() {
        return actions().probe(Purpose.VERIFY, checks);
    }

    @Override
    public RunPhase probed(RunEvent.Probed event) {
        return event.purpose() == Purpose.VERIFY ? new VerifyingPhase(facts, checks.after(event)) : this;
    }

    @Override
    public RunPhase concluded() {
        if (checks.passed()) {
            return MonitoringPhase.begin(known());
        }
        boolean failed = !checks.isPending() || !checks.failed().isEmpty();
        return failed ? failed(Stage.HEALTH_CHECK, checks.reason()).settled() : this;
    }
}
