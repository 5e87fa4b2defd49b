package io.github.devopsagent.domain;

import io.github.devopsagent.plan.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The record of a deployment: what {@code artifacts/deployment.json} says.
 *
 * @param epicId the epic
 * @param deploymentId such as {@code DEP-001}
 * @param startedAt when the run began
 * @param timestamp when it ended
 * @param environment where it was deployed to
 * @param result how it ended
 * @param stages one entry for each stage that was entered, in order
 * @param rollbackCommand what a person can paste to undo what is left of it; empty if nothing is, or if there is no such
 *     command
 * @param failure the first thing that went wrong; empty for a success
 * @param rollback what became of the rollback; empty if there was none
 * @param checks the health checks and what they observed
 * @param monitoring the monitor window; empty if it was not reached
 * @param warnings what did not stop the run, but should be known
 * @param digests of the evidence that was judged
 * @param repetition that it was tried again with the same end; empty if it was not
 * @param inbox what lay in our inbox when the run began
 */
public record Deployment(
        String epicId,
        String deploymentId,
        Instant startedAt,
        Instant timestamp,
        String environment,
        Result result,
        List<StageEntry> stages,
        String rollbackCommand,
        Optional<FailureEntry> failure,
        Optional<RollbackEntry> rollback,
        List<CheckEntry> checks,
        Optional<MonitorEntry> monitoring,
        List<String> warnings,
        Digests digests,
        Optional<Repetition> repetition,
        List<ReceivedMessage> inbox) {

    /** Where the latest record lies in a consensus directory: {@value}. */
    public static final String FILE = "artifacts/deployment.json";

    /** Where all records lie in a consensus directory: {@value}. */
    public static final String DIRECTORY = "artifacts/deployments";

    /** Checks and copies. */
    public Deployment {
        Objects.requireNonNull(epicId, "epicId");
        Objects.requireNonNull(deploymentId, "deploymentId");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(result, "result");
        stages = List.copyOf(stages);
        Objects.requireNonNull(rollbackCommand, "rollbackCommand");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(rollback, "rollback");
        checks = List.copyOf(checks);
        Objects.requireNonNull(monitoring, "monitoring");
        warnings = List.copyOf(warnings);
        Objects.requireNonNull(digests, "digests");
        Objects.requireNonNull(repetition, "repetition");
        inbox = List.copyOf(inbox);
    }

    /**
     * The same record, with more that should be known.
     *
     * @param more further warnings
     * @return the record
     */
    public Deployment withWarnings(List<String> more) {
        return with(copy ->
                copy.warnings = Stream.concat(warnings.stream(), more.stream()).toList());
    }

    /**
     * The record of a deployment that was tried again, by this one, and ended in the same way: it has the id and the
     * beginning of the first, and tells everything else of this one.
     *
     * @param firstId the id of the first
     * @param firstStartedAt when the first began
     * @param times how often it was tried again, this time included
     * @return the record
     * @throws IllegalArgumentException if it was not tried again
     */
    public Deployment repeating(String firstId, Instant firstStartedAt, int times) {
        return with(copy -> {
            copy.deploymentId = firstId;
            copy.startedAt = firstStartedAt;
            copy.repetition = Optional.of(new Repetition(times, startedAt, deploymentId));
        });
    }

    /**
     * The same record, with what lay in our inbox.
     *
     * @param messages what lay there when the run began
     * @return the record
     */
    public Deployment withInbox(List<ReceivedMessage> messages) {
        return with(copy -> copy.inbox = messages);
    }

    /**
     * The same record of a deployment of which nobody knows whether it is undone, whatever it had come to before.
     *
     * @param entry what went wrong, if nothing else did before
     * @param health what the health checks say, if nothing is known of a rollback
     * @return the record, of {@link Result#ROLLBACK_FAILED}, with the reason as the only fault of its rollback
     */
    public Deployment withFailedRollback(FailureEntry entry, String health) {
        return with(copy -> {
            copy.result = Result.ROLLBACK_FAILED;
            copy.failure = failure.or(() -> Optional.of(entry));
            copy.rollback = Optional.of(new RollbackEntry(
                    rollback.map(RollbackEntry::health).orElse(health),
                    List.of(entry.reason()),
                    rollback.map(RollbackEntry::inDoubt).orElse(List.of())));
        });
    }

    private Deployment with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.made();
    }

    /** A record of which something is changed. */
    private static final class Copy {

        private final Deployment original;
        private String deploymentId;
        private Instant startedAt;
        private Result result;
        private Optional<FailureEntry> failure;
        private Optional<RollbackEntry> rollback;
        private List<String> warnings;
        private Optional<Repetition> repetition;
        private List<ReceivedMessage> inbox;

        Copy(Deployment original) {
            this.original = original;
            deploymentId = original.deploymentId;
            startedAt = original.startedAt;
            result = original.result;
            failure = original.failure;
            rollback = original.rollback;
            warnings = original.warnings;
            repetition = original.repetition;
            inbox = original.inbox;
        }

        Deployment made() {
            return new Deployment(
                    original.epicId,
                    deploymentId,
                    startedAt,
                    original.timestamp,
                    original.environment,
                    result,
                    original.stages,
                    original.rollbackCommand,
                    failure,
                    rollback,
                    original.checks,
                    original.monitoring,
                    warnings,
                    original.digests,
                    repetition,
                    inbox);
        }
    }

    /**
     * Whether something is left that a person can undo with a command.
     *
     * @return true if there is a rollback command
     */
    public boolean isRollbackAvailable() {
        return !rollbackCommand.isEmpty();
    }

    /** How a deployment ended. */
    public enum Result {
        /** Deployed, verified, and healthy for the whole monitor window. */
        SUCCESS,
        /** Given up before a deploy step was started. */
        ABORTED,
        /** Undone, and the undoing verified. */
        ROLLED_BACK,
        /** A person is needed. */
        ROLLBACK_FAILED;

        /**
         * The name of this constant in {@code deployment.json}.
         *
         * @return lower case with underscores
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of a stage or a step. */
    public enum Mark {
        /** It did what it should. */
        SUCCESS,
        /** It did not. */
        FAILED,
        /** Nobody knows. */
        IN_DOUBT;

        /**
         * The name of this constant in {@code deployment.json}.
         *
         * @return lower case with underscores
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A stage that was entered.
     *
     * @param stage the stage
     * @param mark what became of it
     * @param startedAt when it was entered
     * @param endedAt when it was left
     * @param steps its steps that were intended, in order
     */
    public record StageEntry(Stage stage, Mark mark, Instant startedAt, Instant endedAt, List<StepEntry> steps) {
        /** Copies. */
        public StageEntry {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A step that was intended.
     *
     * @param name its name
     * @param place where it is defined in the plan, such as {@code deployment_steps/1/rollback/0}
     * @param action its command, or its executor's name
     * @param mark what became of it
     * @param attempts how often it was tried
     * @param startedAt when the first attempt was about to begin
     * @param endedAt when the last attempt ended; empty if nobody knows
     * @param exitCode of the last attempt's process; empty if there was none
     * @param signal that ended the last attempt's process; empty if none did
     * @param reason why it failed, or a note; may be empty
     * @param outputHead the beginning of the last attempt's output, if that is not part of the tail
     * @param outputTail the end of the last attempt's output; may be empty
     * @param outputBytes how much the last attempt printed
     * @param outputFile where that was spooled, relative to the consensus directory; empty if nowhere
     */
    public record StepEntry(
            String name,
            String place,
            String action,
            Mark mark,
            int attempts,
            Instant startedAt,
            Optional<Instant> endedAt,
            Optional<Integer> exitCode,
            Optional<String> signal,
            String reason,
            String outputHead,
            String outputTail,
            long outputBytes,
            Optional<String> outputFile) {}

    /**
     * The first thing that went wrong.
     *
     * @param reason what went wrong
     * @param stage in which stage
     * @param place in which step; empty if in none
     * @param outputTail the last output of that step; may be empty
     */
    public record FailureEntry(String reason, Stage stage, Optional<String> place, String outputTail) {}

    /**
     * What became of a rollback.
     *
     * @param health what the health checks say after it
     * @param faults what went wrong on the way; empty if nothing did
     * @param inDoubt the places of steps whose result nobody knows
     */
    public record RollbackEntry(String health, List<String> faults, List<String> inDoubt) {
        /** Copies. */
        public RollbackEntry {
            faults = List.copyOf(faults);
            inDoubt = List.copyOf(inDoubt);
        }
    }

    /**
     * A health check and what it observed.
     *
     * @param name its name
     * @param source where it was defined
     * @param action its command, or its executor's name
     * @param baseline before anything changed; empty if it was not asked
     * @param verification after the deployment; empty if it was not asked
     * @param afterRollback after the rollback; empty if it was not asked
     */
    public record CheckEntry(
            String name,
            String source,
            String action,
            Optional<Observation> baseline,
            Optional<Observation> verification,
            Optional<Observation> afterRollback) {}

    /**
     * What a health check observed.
     *
     * @param verdict {@code passed}, {@code failed} or {@code pending}
     * @param probes how often it was asked
     * @param detail what was observed last
     */
    public record Observation(String verdict, int probes, String detail) {}

    /**
     * The monitor window.
     *
     * @param samples how many samples were taken
     * @param failedSamples how many of them failed
     * @param lastFailure what was observed at the last failure; empty if there was none
     */
    public record MonitorEntry(int samples, int failedSamples, String lastFailure) {}

    /**
     * SHA-256 of the evidence that was judged, as lower-case hexadecimal digits.
     *
     * @param plan of {@code plan.json}
     * @param testResults of {@code test_results.json}
     */
    public record Digests(String plan, String testResults) {}

    /**
     * That a deployment was tried again, and ended in the same way.
     *
     * @param times how often, at least once
     * @param lastTriedAt when the last of these runs began
     * @param lastDeploymentId the id under which its steps ran
     */
    public record Repetition(int times, Instant lastTriedAt, String lastDeploymentId) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if it was not tried again
         */
        public Repetition {
            if (times < 1) {
                throw new IllegalArgumentException("times starts at 1, found " + times);
            }
            Objects.requireNonNull(lastTriedAt, "lastTriedAt");
            Objects.requireNonNull(lastDeploymentId, "lastDeploymentId");
        }
    }
}
