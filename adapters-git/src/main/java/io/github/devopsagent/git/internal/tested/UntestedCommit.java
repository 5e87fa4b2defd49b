package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision.Why;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoRule;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.util.Optional;

/** What would be deployed is what was tested: the same commit, or another one with the same files. */
public final class UntestedCommit implements VetoRule {

    private static final Source COMMIT = new Source(TestResults.FILE, "/environment/commit");

    /** The code of its vetoes: {@value}. */
    public static final String CODE = "untested_commit";

    private final Path repository;

    public UntestedCommit(Path repository) {
        this.repository = repository;
    }

    @Override
    public Either<Veto, Ok> judge(Evidence evidence) {
        return judge(repository, evidence);
    }

    static Either<Veto, Ok> judge(Path repository, Evidence evidence) {
        Optional<CommitFact> fact = evidence.facts().stream()
                .filter(CommitFact.class::isInstance)
                .map(CommitFact.class::cast)
                .filter(each -> each.repository().equals(repository))
                .findFirst();
        return fact.map(found -> judge(found, evidence.testResults().isPresent())
                        .flatMap(ok -> found.coverage()
                                .gap(
                                        evidence,
                                        "nobody knows whether qa tested it. Name the tested commit by its full id.")
                                .map(gap -> veto(gap, Source.of(Plan.FILE), Role.TECH_LEAD))
                                .orElse(Either.right(ok))))
                .orElseGet(() -> veto(UntestedReason.withoutEvidence(repository), COMMIT, Role.TECH_LEAD));
    }

    private static Either<Veto, Ok> judge(CommitFact fact, boolean hasTestResults) {
        UntestedReason reason = new UntestedReason(fact, hasTestResults);
        if (fact.deployed().isLeft()) {
            return veto(reason.ofUnknownDeployed(), naming(fact), Role.TECH_LEAD);
        }
        if (fact.tested().isLeft()) {
            return veto(reason.ofUnknownTested(), hasTestResults ? COMMIT : Source.of(TestResults.FILE), Role.QA);
        }
        if (fact.isAsTested()) {
            return Either.right(new Ok(reason.consent()));
        }
        return isBehind(fact)
                ? veto(reason.ofDifference(), naming(fact), Role.TECH_LEAD)
                : veto(reason.ofDifference(), COMMIT, Role.QA);
    }

    /** The plan goes back to before what was tested: more tests would not help, another ref would. */
    private static boolean isBehind(CommitFact fact) {
        return fact.step().isPresent()
                && fact.difference().untested().effective().isEmpty();
    }

    private static Source naming(CommitFact fact) {
        PlannedGitStep step = fact.step().orElseThrow();
        boolean hasName = fact.deployed().fold(fault -> fault.why() != Why.ABSENT, found -> true);
        return new Source(Plan.FILE, hasName ? step.pointerToName() : step.pointer());
    }

    private static Either<Veto, Ok> veto(String reason, Source where, Role addressee) {
        return Either.left(new Veto(CODE, reason, where, addressee));
    }
}
