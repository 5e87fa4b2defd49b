package io.github.devopsagent.git.internal.tested;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision.Why;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** What holds for each fact: it consents to what was tested and to nothing else, and its reasons can be read. */
class UntestedCommitLawsTest {

    private static final Path APP = Path.of("/srv/app");

    @Property(tries = 1000)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void it_consents_if_and_only_if_both_commits_are_known_and_no_file_differs(@ForAll("facts") CommitFact fact) {
        boolean same = fact.deployed().isRight()
                && fact.tested().isRight()
                && fact.difference().files().isEmpty()
                && fact.uncommitted().isEmpty();

        assertThat(judge(fact).isRight()).isEqualTo(same);
        Statistics.collect(same);
        Statistics.coverage(each -> {
            each.check(true).percentage(share -> share > 2);
            each.check(false).percentage(share -> share > 50);
        });
    }

    @Property(tries = 1000)
    @FewerTries
    void its_reason_fits_a_screen_and_does_not_end_with_a_command(@ForAll("facts") CommitFact fact) {
        judge(fact).peekLeft(veto -> {
            List<String> lines = veto.reason().lines().toList();
            assertThat(lines).hasSizeLessThanOrEqualTo(1 + 4 * (1 + FirstPaths.LIMIT + 1) + 4);
            assertThat(lines).noneMatch(String::isBlank);
            assertThat(lines.get(lines.size() - 1)).doesNotStartWith(" ");
        });
    }

    @Property(tries = 1000)
    @FewerTries
    void its_counts_are_those_of_the_fact(@ForAll("facts") CommitFact fact) {
        judge(fact).peekLeft(veto -> {
            if (fact.deployed().isRight() && fact.tested().isRight()) {
                CommitDifference difference = fact.difference();
                assertThat(sum(veto.reason(), "would be deployed untested"))
                        .isEqualTo(difference.untested().effective().count());
                assertThat(sum(veto.reason(), "would be missing"))
                        .isEqualTo(difference.missing().effective().count());
                assertThat(sum(veto.reason(), "differ"))
                        .isEqualTo(difference.files().count());
                assertThat(sum(veto.reason(), "uncommitted changes:"))
                        .isEqualTo(fact.uncommitted().count());
            }
        });
    }

    /** The lines below the heading: those that are shown, and those that the last one says are not. */
    private static int sum(String reason, String heading) {
        List<String> below = reason.lines()
                .dropWhile(line -> !(line.matches("\\d.*:") && line.contains(heading)))
                .skip(1)
                .takeWhile(line -> line.startsWith("  "))
                .toList();
        return below.stream()
                .mapToInt(line -> line.matches("  and \\d+ more") ? Integer.parseInt(line.replaceAll("\\D", "")) : 1)
                .sum();
    }

    private static Either<Veto, Ok> judge(CommitFact fact) {
        Optional<TestResults> results = Optional.of(JudgedDeployment.results(Optional.empty()));
        return UntestedCommit.judge(APP, JudgedDeployment.evidence(List.of(), results, List.of(fact)));
    }

    @Provide
    Arbitrary<CommitFact> facts() {
        Arbitrary<Optional<PlannedGitStep>> steps = Arbitraries.just(new PlannedGitStep(
                        "/deployment_steps/0",
                        "release",
                        "git/checkout",
                        Input.of("ref", "v2"),
                        Optional.empty(),
                        false))
                .optional();
        return steps.flatMap(step -> Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of("consensus", "log").list().uniqueElements(),
                        step.isPresent() ? named() : found(),
                        named(),
                        differences(),
                        step.isPresent() ? Arbitraries.just(FirstOf.<String>none()) : several("file"))
                .as((shallow, ignored, deployed, tested, difference, uncommitted) -> new CommitFact(
                        APP,
                        shallow,
                        ignored,
                        step,
                        deployed,
                        tested,
                        deployed.isRight() && tested.isRight() ? difference : CommitDifference.NONE,
                        uncommitted,
                        StepCoverage.NONE,
                        List.of())));
    }

    private static Arbitrary<Either<UnresolvedRevision, ResolvedRevision>> named() {
        Arbitrary<Either<UnresolvedRevision, ResolvedRevision>> faults = Combinators.combine(
                        Arbitraries.of(Why.class), Arbitraries.strings().ofMaxLength(5), several("candidate"))
                .as((why, name, candidates) -> Either.left(
                        new UnresolvedRevision(why, PrintableText.of(name, PrintableText.NAME), candidates)));
        return Arbitraries.oneOf(found(), found(), faults);
    }

    private static Arbitrary<Either<UnresolvedRevision, ResolvedRevision>> found() {
        return Arbitraries.of("a", "b")
                .map(digit ->
                        Either.right(new ResolvedRevision(new CommitSummary(digit.repeat(40), "subject"), "commit")));
    }

    private static Arbitrary<CommitDifference> differences() {
        Arbitrary<CommitDifference.CommitSet> commits = Combinators.combine(
                        several(new CommitSummary("c".repeat(40), "subject")),
                        Arbitraries.integers().between(0, 3))
                .as(CommitDifference.CommitSet::new);
        return Combinators.combine(commits, commits, several("M file"), Arbitraries.of(true, false))
                .as(CommitDifference::new);
    }

    private static <T> Arbitrary<FirstOf<T>> several(T each) {
        return Arbitraries.oneOf(
                        Arbitraries.just(0),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().greaterOrEqual(1))
                .map(count -> new FirstOf<>(Collections.nCopies(Math.min(count, FirstPaths.LIMIT), each), count));
    }
}
