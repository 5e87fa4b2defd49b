package io.github.devopsagent.gate;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.domain.TestResults.Contradiction;
import io.github.devopsagent.domain.TestResults.Scenario;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoCodes;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rule about test results: each test passed, none was skipped unless the host allows it, and nothing speaks against it. */
final class PassingTests {

    private static final String WHAT_PASSES = "a scenario counts only if its status is \"pass\", \"passed\", \"ok\","
            + " \"success\" or \"succeeded\"; qa runs the tests again when what fails is mended, and writes what came of"
            + " them to scenarios";
    private static final String AGAIN =
            "qa runs the tests again when what fails is mended, and puts the report there as the tool writes it";
    private static final String HOW_SKIPS_PASS =
            "a skipped test proves nothing: have it run, take it out, or have the host allow it with allowSkippedTests()";

    private final TestResults results;
    private final boolean skipsAllowed;

    private PassingTests(TestResults results, boolean skipsAllowed) {
        this.results = results;
        this.skipsAllowed = skipsAllowed;
    }

    static Either<Veto, Ok> judge(Optional<TestResults> results, boolean skipsAllowed) {
        return results.isPresent()
                ? new PassingTests(results.get(), skipsAllowed).judge()
                : veto("test_results.json is missing; " + WHAT_PASSES, Source.of(TestResults.FILE));
    }

    /** What was skipped, for people; empty if nothing was. */
    static Optional<String> skipped(TestResults results) {
        return results.skipped() == 0
                ? Optional.empty()
                : Optional.of(
                        results.skipped() + " of " + all(results) + " " + (results.skipped() == 1 ? "was" : "were")
                                + " skipped: " + named(results.skips(), results.skipped()));
    }

    private Either<Veto, Ok> judge() {
        List<String> why = new ArrayList<>();
        List<String> where = new ArrayList<>();
        long failed = results.counts().failed();
        if (failed > 0) {
            why.add(failed + " of " + all(results) + " did not pass: " + named(results.notPassed(), failed));
            results.notPassed().stream().findFirst().map(Scenario::pointer).ifPresent(where::add);
        }
        if (!results.contradictions().isEmpty()) {
            why.add("not all of it says that the tests passed: "
                    + results.contradictions().stream().map(Contradiction::text).collect(joining(", ")));
            where.add(results.contradictions().get(0).pointer());
        }
        if (results.skipped() > 0 && !skipsAllowed) {
            skipped(results).ifPresent(why::add);
            results.skips().stream().findFirst().map(Scenario::pointer).ifPresent(where::add);
        }
        if (results.passed() == 0 && why.isEmpty()) {
            why.add(
                    results.scenarios() == 0
                            ? "there is no " + results.format().unit() + " at all"
                            : "no test passed: all " + results.scenarios() + " were skipped");
        }
        return why.isEmpty() ? ok() : veto(String.join("; ", why) + "; " + fix(failed), source(where));
    }

    private String fix(long failed) {
        boolean onlySkips = failed == 0 && results.contradictions().isEmpty() && results.skipped() > 0;
        return onlySkips ? HOW_SKIPS_PASS : results.format() == TestFormat.SCENARIOS ? WHAT_PASSES : AGAIN;
    }

    private Source source(List<String> where) {
        return new Source(
                TestResults.FILE,
                where.stream().findFirst().orElse(results.format().pointer()));
    }

    private Either<Veto, Ok> ok() {
        Optional<String> skips = skipped(results);
        String passed = skips.isPresent()
                ? results.passed() + " of " + all(results) + " passed; " + skips.get() + " (the host allows that)"
                : "all " + all(results) + " passed";
        return Either.right(new Ok(passed));
    }

    private static String all(TestResults results) {
        return results.scenarios() + " " + results.format().unit() + (results.scenarios() == 1 ? "" : "s");
    }

    private static String named(List<Scenario> first, long all) {
        return first.stream().map(PassingTests::describe).collect(joining(", ")) + (all > first.size() ? ", …" : "");
    }

    private static String describe(Scenario scenario) {
        String id = scenario.id().isEmpty() ? scenario.pointer().substring(1) : scenario.id();
        return id + " (" + (scenario.status().isEmpty() ? "no status" : scenario.status()) + ")";
    }

    private static Either<Veto, Ok> veto(String reason, Source where) {
        return Either.left(new Veto(VetoCodes.TESTS_NOT_PASSING, reason, where, Role.QA));
    }
}
