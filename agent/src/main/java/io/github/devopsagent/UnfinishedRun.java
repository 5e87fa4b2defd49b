package io.github.devopsagent;

import io.github.devopsagent.internal.answer.AnswerJson;
import io.github.devopsagent.plan.Stage;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A run that has not come to its end, as its journal and the lock of its directory tell it: an agent works on it, or its
 * agent was killed.
 *
 * @param run its id, such as {@code DEP-001}; empty if nothing tells it
 * @param epicId its epic; empty if its journal does not tell
 * @param rollsBack the deployment that it undoes on demand; empty of any other run, and if its journal does not tell
 * @param life whether its agent works on it now
 * @param agent who works on it, or did last; empty if nothing tells
 * @param startedAt when the run began, by whatever agent; empty if its journal does not tell
 * @param stage the stage that it is in; empty for a veto, and if that cannot be known
 * @param step the step that is under way, or was when its agent was killed; empty if none
 * @param mayHaveDeployed whether a deploy step may have had an effect; true if that cannot be known
 * @param summary what is known, for people
 */
public record UnfinishedRun(
        Optional<String> run,
        Optional<String> epicId,
        Optional<String> rollsBack,
        Life life,
        Optional<LastAgent> agent,
        Optional<Instant> startedAt,
        Optional<Stage> stage,
        Optional<StepUnderWay> step,
        boolean mayHaveDeployed,
        String summary) {

    public UnfinishedRun {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(epicId, "epicId");
        Objects.requireNonNull(rollsBack, "rollsBack");
        Objects.requireNonNull(life, "life");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(summary, "summary");
    }

    /** Whether an agent works on a run. */
    public enum Life {
        /** It works: its process lives, and has the lock of the directory. */
        ALIVE,
        /** It does not: its process has ended, or has left the directory. */
        DEAD,
        /**
         * That cannot be known from here: its process is on another machine, in another container or PID namespace, or is
         * another user's that cannot be looked at.
         */
        UNKNOWN
    }

    /**
     * The process of an agent.
     *
     * @param host the name of its host; {@code unknown} if it could not find that out
     * @param user who runs it
     * @param pid its number, in its own PID namespace
     * @param since when it began to work on the directory; empty if nothing tells
     */
    public record LastAgent(String host, String user, long pid, Optional<Instant> since) {

        public LastAgent {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(since, "since");
        }

        private AnswerJson json() {
            return new AnswerJson()
                    .put("host", host)
                    .put("user", user)
                    .put("pid", pid)
                    .putKnown("since", since);
        }

        /** One line for people. */
        @Override
        public String toString() {
            return "pid " + pid + " on host " + host + ", user " + user
                    + since.map(at -> ", since " + at).orElse("");
        }
    }

    /**
     * A step that is under way.
     *
     * @param path where it stands in the plan, such as {@code deployment_steps/1}
     * @param name as the plan has it
     * @param number which one it is of those that the run carries out in this direction, from 1
     * @param count how many these are, as far as is known
     * @param attempt from 1
     * @param since when the attempt was about to begin
     */
    public record StepUnderWay(String path, String name, int number, int count, int attempt, Instant since) {

        public StepUnderWay {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(since, "since");
        }

        private AnswerJson json() {
            return new AnswerJson()
                    .put("place", path)
                    .put("name", name)
                    .put("number", number)
                    .put("count", count)
                    .put("attempt", attempt)
                    .put("since", since.toString());
        }

        /** One line for people. */
        @Override
        public String toString() {
            return "step " + number + " of " + count + " '" + name + "' (" + path + ")"
                    + (attempt > 1 ? ", attempt " + attempt : "");
        }
    }

    /**
     * Whether nobody can tell, because of this run, what of a deployment that succeeded is left: it undoes that one on demand,
     * or nothing tells what it did.
     *
     * @param deploymentId such as {@code DEP-001}
     */
    public boolean mayHaveUndone(String deploymentId) {
        return rollsBack.map(deploymentId::equals).orElse(run.isEmpty() && mayHaveDeployed);
    }

    /**
     * The run as JSON, of the schema {@code unfinished-run.schema.json}; what is not known is left out.
     *
     * @return an object in one line, with {@code "type": "unfinished_run"} first
     */
    public String toJson() {
        return json().text();
    }

    AnswerJson json() {
        AnswerJson json = AnswerJson.of("unfinished_run")
                .putKnown("deployment_id", run)
                .putKnown("epic_id", epicId)
                .putKnown("rolls_back", rollsBack)
                .put("life", life.name().toLowerCase(Locale.ROOT));
        agent.ifPresent(worker -> json.put("agent", worker.json()));
        json.putKnown("started_at", startedAt).putKnown("stage", stage.map(Stage::label));
        step.ifPresent(open -> json.put("step", open.json()));
        return json.put("may_have_deployed", mayHaveDeployed).put("summary", summary);
    }

    @Override
    public String toString() {
        return summary;
    }
}
