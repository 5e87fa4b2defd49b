package io.github.devopsagent.machine;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.machine.CheckProgress.Verdict;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.run.RunEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Health checks on their way to a common verdict.
 *
 * @param checks those that apply
 */
record Verification(List<CheckProgress> checks) {

    Verification {
        checks = List.copyOf(checks);
    }

    static Verification afterDeploy(List<HealthCheck> all, Instant now) {
        return begin(all, check -> check.after().deploy(), now);
    }

    static Verification afterRollback(List<HealthCheck> all, Instant now) {
        return begin(all, check -> check.after().rollback(), now);
    }

    private static Verification begin(List<HealthCheck> all, Predicate<HealthCheck> applies, Instant now) {
        return new Verification(IntStream.range(0, all.size())
                .filter(index -> applies.test(all.get(index)))
                .mapToObj(index -> CheckProgress.begin(index, all.get(index), now))
                .toList());
    }

    /** Of every check, before anything changes. */
    static Verification baseline(List<HealthCheck> all, Instant now) {
        return new Verification(IntStream.range(0, all.size())
                .mapToObj(index -> CheckProgress.beginBaseline(index, all.get(index), now))
                .toList());
    }

    Verification after(RunEvent.Probed probe) {
        return new Verification(checks.stream()
                .map(check -> check.index() == probe.check() ? check.after(probe) : check)
                .toList());
    }

    /** Without any check there is nothing that could pass. */
    boolean passed() {
        return !checks.isEmpty() && checks.stream().allMatch(check -> check.verdict() == Verdict.PASSED);
    }

    boolean isPending() {
        return due().isPresent();
    }

    boolean failedSteadily(int index) {
        return checks.stream().anyMatch(check -> check.index() == index && check.failedSteadily());
    }

    Stream<CheckProgress> failed() {
        return checks.stream().filter(check -> check.verdict() == Verdict.FAILED);
    }

    Optional<CheckProgress> due() {
        return checks.stream()
                .filter(check -> check.verdict() == Verdict.PENDING)
                .min(Comparator.comparing(CheckProgress::due));
    }

    String reason() {
        return checks.isEmpty()
                ? "no health check applies, so nothing is proven"
                : failed().map(Verification::describe).collect(joining("; "));
    }

    private static String describe(CheckProgress check) {
        return "health check '" + check.check().name() + "' failed after " + check.probes()
                + (check.probes() == 1 ? " probe: " : " probes: ") + check.detail();
    }
}
