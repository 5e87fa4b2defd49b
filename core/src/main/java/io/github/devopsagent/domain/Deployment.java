package io.github.devopsagent.domain;

import io.github.devopsagent.metric.Sample;
import io.github.devopsagent.plan.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The record of a deployment: what {@code artifacts/deployment.json} says. Immutable. */
public interface Deployment {

    /** Where the latest record lies in a consensus directory: {@value}. */
    String FILE = "artifacts/deployment.json";

    /** Where all records lie in a consensus directory: {@value}. */
    String DIRECTORY = "artifacts/deployments";

    /**
     * Which epic it is of.
     *
     * @return its id, such as {@code EP-AUTH-001}
     */
    String epicId();

    /**
     * Which deployment it is.
     *
     * @return such as {@code DEP-001}; ids count per epic
     */
    String deploymentId();

    /**
     * Which deployment the run has undone, or tried to, since somebody asked for it.
     *
     * @return its id, such as {@code DEP-001}; empty if the run made a deployment
     */
    Optional<String> rollsBack();

    /**
     * When the run began.
     *
     * @return the moment
     */
    Instant startedAt();

    /**
     * When the run ended.
     *
     * @return the moment; {@code deployment.json} has it in UTC, in whole seconds
     */
    Instant timestamp();

    /**
     * Where it was deployed to.
     *
     * @return such as {@code production}
     */
    String environment();

    /**
     * Who carried it out, and on which machine.
     *
     * @return the agent that began it; empty if nobody knows
     */
    Optional<AgentEntry> agent();

    /**
     * How the deployment ended: whether it stands, is undone, or was never begun.
     *
     * @return one of four
     */
    Result result();

    /**
     * The stages that were entered.
     *
     * @return one entry for each, in order
     */
    List<StageEntry> stages();

    /**
     * What a person can paste to undo what is left of it.
     *
     * @return a line for a shell; empty if nothing is left, or if there is no such command
     */
    String rollbackCommand();

    /**
     * The first thing that went wrong.
     *
     * @return the failure; empty for a success
     */
    Optional<FailureEntry> failure();

    /**
     * What became of the rollback.
     *
     * @return the rollback; empty if there was none
     */
    Optional<RollbackEntry> rollback();

    /**
     * The health checks, and what they observed.
     *
     * @return in the order of the plan, and behind them those of the host
     */
    List<CheckEntry> checks();

    /**
     * What the health checks and metrics said while the deployment was watched.
     *
     * @return the window; empty if it was not reached
     */
    Optional<MonitorEntry> monitoring();

    /**
     * What did not stop the run, but should be known.
     *
     * @return sentences for people
     */
    List<String> warnings();

    /**
     * The digests of the evidence that was judged.
     *
     * @return of plan and test results
     */
    Digests digests();

    /**
     * On what it rests, and what it comes after.
     *
     * @return who approved which commit, and the digests of the record before and of the journal
     */
    Provenance provenance();

    /**
     * Whether the deployment was tried again, with the same end.
     *
     * @return how often; empty if it was not
     */
    Optional<Repetition> repetition();

    /**
     * What lay in our inbox when the run looked last: it looks there until nothing can be stopped any more.
     *
     * @return an entry for each file
     */
    List<ReceivedMessage> inbox();

    /**
     * Whether something is left that a person can undo with a command.
     *
     * @return true if there is a rollback command
     */
    default boolean isRollbackAvailable() {
        return !rollbackCommand().isEmpty();
    }

    /**
     * How long it took, with a rollback if there was one, and with the time in which no agent worked on it.
     *
     * @return from its beginning to its end; of one that was tried again, from the beginning of the last of these runs
     */
    default Duration duration() {
        Instant begun = repetition().isPresent() ? repetition().get().lastTriedAt() : startedAt();
        Duration whole = Duration.between(begun, timestamp());
        return whole.isNegative() ? Duration.ZERO : whole;
    }

    /** How a deployment ended. */
    enum Result {
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
    enum Mark {
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
     * The agent that began a deployment.
     *
     * @param host the name of its machine, or of its container; {@code unknown} if it could not be found out
     * @param user whose process it was
     * @param version of this library; empty if an earlier one did not write it
     */
    record AgentEntry(String host, String user, Optional<String> version) {
        public AgentEntry {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(version, "version");
        }
    }

    /**
     * A stage that was entered.
     *
     * @param stage one of those that are entered in order
     * @param mark what became of it
     * @param startedAt when it was entered
     * @param endedAt when it was left
     * @param steps its steps that were intended, in order
     */
    record StageEntry(Stage stage, Mark mark, Instant startedAt, Instant endedAt, List<StepEntry> steps) {
        public StageEntry {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A step that was intended.
     *
     * @param name as in the plan; its command, if it has none there
     * @param path where it is defined in the plan, such as {@code deployment_steps/1/rollback/0}
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
    record StepEntry(
            String name,
            String path,
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
     * @param path of the step that failed; empty if none did
     * @param outputTail the last output of that step; may be empty
     */
    record FailureEntry(String reason, Stage stage, Optional<String> path, String outputTail) {}

    /**
     * What became of a rollback.
     *
     * @param health what the health checks say after it
     * @param faults what went wrong on the way; empty if nothing did
     * @param inDoubt the places of steps whose result nobody knows
     * @param metrics what the metrics are after it, which decides nothing; empty if they were not looked at
     */
    record RollbackEntry(String health, List<String> faults, List<String> inDoubt, List<MetricEntry> metrics) {
        public RollbackEntry {
            faults = List.copyOf(faults);
            inDoubt = List.copyOf(inDoubt);
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * A health check and what it observed.
     *
     * @param name as plan or host define it; its command, if they give none
     * @param source where it was defined
     * @param action its command, or its executor's name
     * @param baseline before anything changed; empty if it was not asked
     * @param verification after the deployment; empty if it was not asked
     * @param afterRollback after the rollback; empty if it was not asked
     */
    record CheckEntry(
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
     * @param last the last answers, the newest at the end, 40 at most
     */
    record Observation(String verdict, int probes, String detail, List<ProbeEntry> last) {
        public Observation {
            last = List.copyOf(last);
        }
    }

    /**
     * One answer of a health check.
     *
     * @param at when it was asked
     * @param took until it had answered
     * @param healthy the answer
     * @param detail what was observed, cut after 200 characters
     */
    record ProbeEntry(Instant at, Duration took, boolean healthy, String detail) {
        public ProbeEntry {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(took, "took");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /**
     * A health check in the monitor window.
     *
     * @param name as plan or host define it; its command, if they give none
     * @param source where it was defined
     * @param probes how often it was asked
     * @param failedProbes how many of the answers were not healthy
     * @param last the last answers, the newest at the end, 40 at most
     */
    record MonitoredCheck(String name, String source, int probes, int failedProbes, List<ProbeEntry> last) {
        public MonitoredCheck {
            last = List.copyOf(last);
        }
    }

    /**
     * What was seen while the deployment was watched.
     *
     * @param samples how many samples were taken
     * @param failedSamples how many of them failed
     * @param lastFailure what was observed at the last failure; empty if there was none
     * @param checks the health checks that were asked in it
     * @param metrics what was sampled in it besides the health checks
     */
    record MonitorEntry(
            int samples,
            int failedSamples,
            String lastFailure,
            List<MonitoredCheck> checks,
            List<MetricEntry> metrics) {
        public MonitorEntry {
            checks = List.copyOf(checks);
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * A metric in the monitor window. Its size does not grow with the window.
     *
     * @param name as plan or host define it
     * @param source where it was defined
     * @param rule what had to hold, as a plan writes it
     * @param verdict on the newest sample: {@code good}, {@code undecided}, {@code no_number} or {@code bad}
     * @param detail what the newest sample says, for people
     * @param samples how often it was asked
     * @param badSamples how many of the answers broke the rule
     * @param before the values before the deployment; none for a rule that compares with nothing
     * @param last the last samples, the newest at the end, 20 at most
     */
    record MetricEntry(
            String name,
            String source,
            String rule,
            String verdict,
            String detail,
            int samples,
            int badSamples,
            List<Double> before,
            List<Sample> last) {
        public MetricEntry {
            before = List.copyOf(before);
            last = List.copyOf(last);
        }
    }

    /**
     * SHA-256 of the evidence that was judged, as lower-case hexadecimal digits.
     *
     * @param plan of {@code plan.json}
     * @param testResults of {@code test_results.json}
     */
    record Digests(String plan, String testResults) {}

    /**
     * That a deployment was tried again, and ended in the same way.
     *
     * @param times how often, at least once
     * @param lastTriedAt when the last of these runs began
     * @param lastDeploymentId the id under which its steps ran
     */
    record Repetition(int times, Instant lastTriedAt, String lastDeploymentId) {
        /**
         * Refuses a repetition of nothing.
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
