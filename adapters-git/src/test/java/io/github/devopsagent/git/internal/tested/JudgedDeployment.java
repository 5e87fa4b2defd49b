package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Site;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A deployment from a repository that has the consensus directory in it, as the rule sees it. */
public record JudgedDeployment(GitAdapter adapter, Site site, List<Step> steps, Optional<TestResults> testResults) {

    public static JudgedDeployment deploymentOf(TestRepository repo) {
        return new JudgedDeployment(
                GitAdapter.of(repo.path()),
                new Site(repo.path().resolve("consensus"), repo.path()),
                List.of(),
                Optional.empty());
    }

    public JudgedDeployment tested(String commit) {
        return new JudgedDeployment(adapter, site, steps, Optional.of(results(Optional.of(commit))));
    }

    JudgedDeployment testedNobodyKnowsWhat() {
        return new JudgedDeployment(adapter, site, steps, Optional.of(results(Optional.empty())));
    }

    JudgedDeployment ignoring(Path directory) {
        return new JudgedDeployment(adapter.ignoring(directory), site, steps, testResults);
    }

    public JudgedDeployment workingIn(Path directory) {
        return new JudgedDeployment(adapter, new Site(site.consensus(), directory), steps, testResults);
    }

    public JudgedDeployment withConsensus(Path consensus) {
        return new JudgedDeployment(adapter, new Site(consensus, site.workingDirectory()), steps, testResults);
    }

    public JudgedDeployment then(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new JudgedDeployment(adapter, site, more, testResults);
    }

    /** With a step 'release' that checks this out. */
    public JudgedDeployment checkingOut(String ref) {
        return then(checkout(ref));
    }

    public static Step checkout(String ref) {
        return Step.of("release", new Action.Use("git/checkout", Input.of("ref", ref)));
    }

    static Step in(String directory, Step step) {
        return new Step(
                step.name(),
                step.action(),
                step.compensation(),
                step.timeout(),
                step.variables(),
                Optional.of(directory),
                step.idempotent(),
                step.retries(),
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of());
    }

    static TestResults results(Optional<String> commit) {
        return new TestResults(
                TestFormat.SCENARIOS,
                Optional.of("EP-1"),
                new TestResults.Counts(1, 1, 0),
                List.of(),
                List.of(),
                List.of(),
                commit);
    }

    /** Of no steps, and no results. */
    public static Evidence evidence() {
        return evidence(List.of(), Optional.empty(), List.of());
    }

    static Evidence evidence(List<Step> steps, Optional<TestResults> testResults, List<Record> facts) {
        Status status = new Status("EP-1", Tier.STANDARD, Phase.DEPLOYMENT, Mode.FULL, 1, Set.of("qa"), List.of());
        Plan plan = new Plan(
                "EP-1",
                Optional.empty(),
                List.of(),
                List.of(),
                steps,
                List.of(),
                List.of(),
                Monitoring.DEFAULT,
                List.of(),
                Map.of(),
                List.of());
        return new Evidence(status, Optional.of(plan), testResults, List.of(), List.of(), facts);
    }

    /** As the agent does it: the facts, and then the rule. */
    public Either<Veto, Ok> verdict() throws Exception {
        Record fact = adapter.testedCommitEvidence().collect(evidence(steps, testResults, List.of()), site);
        return adapter.testedCommitRule().judge(evidence(steps, testResults, List.of(fact)));
    }

    /** Where the host has the source of another repository as well. */
    Either<Veto, Ok> besides(JudgedDeployment other) throws Exception {
        Evidence nothing = evidence(steps, testResults, List.of());
        List<Record> facts = List.of(
                adapter.testedCommitEvidence().collect(nothing, site),
                other.adapter.testedCommitEvidence().collect(nothing, site));
        return adapter.testedCommitRule().judge(evidence(steps, testResults, facts));
    }

    public String consent() throws Exception {
        return verdict()
                .fold(
                        veto -> {
                            throw new AssertionError(veto.toString());
                        },
                        Ok::note);
    }

    Veto veto() throws Exception {
        return verdict().fold(veto -> veto, ok -> {
            throw new AssertionError(ok.note());
        });
    }

    public String reason() throws Exception {
        return veto().reason();
    }
}
