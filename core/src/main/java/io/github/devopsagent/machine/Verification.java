package io.github.devopsagent.machine;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.machine.CheckProgress.Verdict;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.run.RunEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        List<CheckProgress> checks = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            if (all.get(index).after().deploy()) {
                checks.add(CheckProgress.begin(index, all.get(index), now));
            }
        }
        return new Verification(checks);
    }

    static Verification afterRollback(List<HealthCheck> all, Instant now) {
        List<CheckProgress> checks = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            if (all.get(index).after().rollback()) {
                checks.add(CheckProgress.begin(index, all.get(index), now));
            }
        }
        return new Verification(checks);
    }

    /** Of every check, before anything changes. */
    static Verification baseline(List<HealthCheck> all, Instant now) {
        List<CheckProgress> checks = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            checks.add(CheckProgress.beginBaseline(index, all.get(index), now));
        }
        return new Verification(checks);
    }

    Verification after(RunEvent.Probed probe) {
        List<CheckProgress> asked = new ArrayList<>();
        for (CheckProgress check : checks) {
            asked.add(check.index() == probe.check() ? check.after(probe) : check);
        }
        return new Verification(asked);
    }

    /** Without any check there is nothing that could pass. */
    boolean passed() {
        for (CheckProgress check : checks) {
            if (check.verdict() != Verdict.PASSED) {
                return false;
            }
        }
        return !checks.isEmpty();
    }

    boolean isPending() {
        return due().isPresent();
    }

    boolean failedSteadily(int index) {
        return checks.stream().anyMatch(check -> check.index() == index && check.failedSteadily());
    }

    List<CheckProgress> failed() {
        List<CheckProgress> failed = new ArrayList<>();
        for (CheckProgress check : checks) {
            if (check.verdict() == Verdict.FAILED) {
                failed.add(check);
            }
        }
        return failed;
    }

    Optional<CheckProgress> due() {
        CheckProgress first = null;
        for (CheckProgress check : checks) {
            if (check.verdict() == Verdict.PENDING
                    && (first == null || check.due().isBefore(first.due()))) {
                first = check;
            }
        }
        return Optional.ofNullable(first);
    }

    String reason() {
        return checks.isEmpty()
                ? "no health check applies, so nothing is proven"
                : failed().stream().map(Verification::describe).collect(joining("; "));
    }

    private static String describe(CheckProgress check) {
        return "health check '" + check.check().name() + "' failed after " + check.probes()
                + (check.probes() == 1 ? " probe: " : " probes: ") + check.detail();
    }
}
