package io.github.devopsagent;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** Prints a line for each thing that happens, with its time (UTC). */
final class ProgressPrinter implements RunListener {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PrintStream out;

    ProgressPrinter(PrintStream out) {
        this.out = Objects.requireNonNull(out, "out");
    }

    @Override
    public void started(RunView run) {
        out.println(run.deploymentId()
                + run.rollsBack()
                        .map(undone -> ", the rollback of " + undone + ",")
                        .orElse("") + " of " + run.epicId() + " to " + run.environment());
    }

    @Override
    public void happened(RunEvent event, RunView run) {
        String text = event.fold(new Wording(run));
        if (!text.isEmpty()) {
            out.println(TIME.format(event.at()) + " " + text);
        }
    }

    @Override
    public void printed(String name, String line) {
        out.println("           | " + line);
    }

    @Override
    public void retrying(String name, int attempt, int attempts, Duration pause) {
        out.println("           " + Durations.format(pause) + " until attempt " + attempt + " of " + attempts + " of '"
                + name + "'");
    }

    @Override
    public void stillRunning(String name, Duration elapsed) {
        out.println("           '" + name + "' still runs, for " + Durations.format(elapsed));
    }

    @Override
    public void waiting(String why, Duration atMost) {
        out.println("waits" + (atMost.isZero() ? "" : " for at most " + Durations.format(atMost)) + ": " + why);
    }

    @Override
    public void ended(Outcome outcome) {
        out.println(outcome);
    }

    @Override
    public void failed(DevOpsAgentException failure) {
        out.println("NO OUTCOME: " + failure.getMessage());
    }

    private record Wording(RunView run) implements RunEvent.EventCases<String> {

        @Override
        public String readinessChecked(RunEvent.ReadinessChecked event) {
            return event.findings().isEmpty()
                    ? "ready: every step, check and rollback can run"
                    : "found: "
                            + String.join(
                                    "; ",
                                    event.findings().stream()
                                            .map(Object::toString)
                                            .toList());
        }

        @Override
        public String probed(RunEvent.Probed event) {
            String name = run.checks().get(event.check());
            return purpose(event.purpose()) + " '" + name + "' " + (event.healthy() ? "healthy" : "NOT HEALTHY") + ": "
                    + event.detail();
        }

        @Override
        public String measured(RunEvent.Measured event) {
            String name = run.metrics().get(event.metric());
            // Nothing is verified by it then.
            boolean isRolledBack = event.purpose() == Purpose.VERIFY_ROLLBACK;
            return (isRolledBack ? "after rollback" : purpose(event.purpose())) + " metric '" + name + "': "
                    + event.reading().fold(Object::toString, missing -> "NO NUMBER: " + missing);
        }

        private static String purpose(Purpose purpose) {
            return switch (purpose) {
                case BASELINE -> "before";
                case VERIFY -> "verify";
                case MONITOR -> "monitor";
                case VERIFY_ROLLBACK -> "verify rollback";
            };
        }

        @Override
        public String gateConfirmed(RunEvent.GateConfirmed event) {
            return event.reasons().isEmpty() ? "gate confirmed" : "gate closed: " + event.reasons();
        }

        @Override
        public String stepIntended(RunEvent.StepIntended event) {
            return event.step().stage().label() + " " + positioned(event.step())
                    + (event.attempt() > 1 ? ", attempt " + event.attempt() : "");
        }

        /** Such as {@code step 3 of 7 'migrate' (deployment_steps/1)}. */
        private String positioned(StepRef step) {
            return run.positionOf(step) + " " + run.nameOf(step).replaceFirst("^step ", "");
        }

        @Override
        public String stepStarted(RunEvent.StepStarted event) {
            return "";
        }

        @Override
        public String stepLost(RunEvent.StepLost event) {
            return event.step().stage().label() + " " + run.nameOf(event.step()) + " is in doubt: "
                    + (event.reason().isEmpty() ? "the agent before was killed while it ran" : event.reason());
        }

        @Override
        public String stepEnded(RunEvent.StepEnded event) {
            StepResult result = event.result();
            String word = result.isSuccess() ? "done" : "FAILED";
            String taken = run.begunAt(event.step())
                    .map(begun -> " after " + Durations.format(Duration.between(begun, event.at())))
                    .orElse("");
            return event.step().stage().label() + " " + word + taken
                    + (result.reason().isEmpty() ? "" : ": " + result.reason());
        }

        @Override
        public String cancelled(RunEvent.Cancelled event) {
            return event.reason();
        }

        @Override
        public String stuck(RunEvent.Stuck event) {
            return event.reason();
        }

        @Override
        public String resumed(RunEvent.Resumed event) {
            return "goes on after it was interrupted";
        }
    }
}
