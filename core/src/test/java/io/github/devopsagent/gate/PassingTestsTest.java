package io.github.devopsagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.domain.TestResults.Contradiction;
import io.github.devopsagent.domain.TestResults.Counts;
import io.github.devopsagent.domain.TestResults.Scenario;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What test results must be to pass, whatever format they come in. */
class PassingTestsTest {

    private static final Scenario SKIP = new Scenario("/tests/1", "test_a", "xfailed");
    private static final String AGAIN =
            "; qa runs the tests again when what fails is mended, and puts the report there as the tool writes it";

    private static TestResults report(
            Counts counts, List<Scenario> failed, List<Scenario> skips, Contradiction... contradictions) {
        return new TestResults(
                TestFormat.PYTEST, Optional.empty(), counts, failed, skips, List.of(contradictions), Optional.empty());
    }

    private static Either<Veto, Ok> judge(TestResults results, boolean skipsAllowed) {
        return PassingTests.judge(Optional.of(results), skipsAllowed);
    }

    @Test
    void a_report_without_a_test_is_a_veto() {
        Veto veto =
                judge(report(new Counts(0, 0, 0), List.of(), List.of()), true).getLeft();
        assertThat(veto.reason()).isEqualTo("there is no test at all" + AGAIN);
        assertThat(veto.where()).isEqualTo(new Source(TestResults.FILE, "/tests"));
        assertThat(veto.addressee()).isEqualTo(Role.QA);
    }

    @Test
    void skips_are_a_veto_that_names_them_apart_from_failures() {
        TestResults results =
                report(new Counts(3, 1, 1), List.of(new Scenario("/tests/2", "test_b", "error")), List.of(SKIP));
        Veto veto = judge(results, false).getLeft();
        assertThat(veto.reason())
                .isEqualTo("1 of 3 tests did not pass: test_b (error); 1 of 3 tests was skipped: test_a (xfailed)"
                        + AGAIN);
        assertThat(veto.where().pointer()).isEqualTo("/tests/2");
    }

    @Test
    void skips_that_are_allowed_are_named_all_the_same() {
        TestResults results = report(new Counts(2, 1, 1), List.of(), List.of(SKIP));
        assertThat(judge(results, false).getLeft().reason())
                .startsWith("1 of 2 tests was skipped: test_a (xfailed); a skipped test proves nothing")
                .contains("allowSkippedTests()");
        assertThat(judge(results, true).get())
                .isEqualTo(new Ok(
                        "1 of 2 tests passed; 1 of 2 tests was skipped: test_a (xfailed) (the host allows" + " that)"));
    }

    @Test
    void tests_that_were_all_skipped_prove_nothing_to_anybody() {
        TestResults results = report(new Counts(1, 0, 1), List.of(), List.of(SKIP));
        assertThat(judge(results, true).getLeft().reason()).startsWith("no test passed: all 1 were skipped");
    }

    @Test
    void a_contradiction_is_a_veto_beside_tests_that_passed() {
        TestResults results = report(
                new Counts(2, 2, 0),
                List.of(),
                List.of(),
                new Contradiction("/exitcode", "exitcode is 1 (tests failed)"),
                new Contradiction("/summary/total", "summary.total is 3, but there are 2"));
        Veto veto = judge(results, true).getLeft();
        assertThat(veto.reason())
                .isEqualTo("not all of it says that the tests passed: exitcode is 1 (tests failed), summary.total is 3,"
                        + " but there are 2" + AGAIN);
        assertThat(veto.where().pointer()).isEqualTo("/exitcode");
    }

    @Property
    void only_what_has_passed_in_all_respects_passes(
            @ForAll @LongRange(max = 3) long passed,
            @ForAll @LongRange(max = 2) long skipped,
            @ForAll @LongRange(max = 2) long failed,
            @ForAll @LongRange(max = 1) long wrong,
            @ForAll boolean skipsAllowed) {
        TestResults results = report(
                new Counts(passed + skipped + failed, passed, skipped),
                List.of(),
                List.of(),
                Collections.nCopies((int) wrong, new Contradiction("/summary/total", "summary.total is too large"))
                        .toArray(Contradiction[]::new));
        boolean fine = passed > 0 && failed == 0 && wrong == 0 && (skipped == 0 || skipsAllowed);
        assertThat(judge(results, skipsAllowed).isRight()).isEqualTo(fine);
    }
}
