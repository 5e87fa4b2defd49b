package io.github.devopsagent;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.audit.HistoryReader;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.engine.RunCoordinator;
import io.github.devopsagent.internal.engine.RunThread;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.files.StatusFile;
import io.github.devopsagent.internal.recovery.UnfinishedRunScan;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.internal.settings.HostConfirmation;
import io.github.devopsagent.internal.settings.TimeLimits;
import io.github.devopsagent.internal.settings.WarmUp;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Plays the devops role over a consensus directory: decides whether a deployment may happen, carries it out with a way
 * back, and leaves a true record.
 *
 * <pre>{@code
 * Outcome outcome = DevOpsAgent.builder().consensus(Path.of("consensus")).run();
 * }</pre>
 *
 * <p>An agent is immutable and can be used again, by several threads; two runs on one directory at the same time are
 * {@link Outcome.Refused}, but for one.
 *
 * <p>Interrupting the thread that called {@link #run()} cancels the run: the step that is under way is ended, and what
 * was deployed is rolled back. The call returns when that is done, with the thread's interrupt status set.
 */
public final class DevOpsAgent {

    /** Where it is deployed to if neither the plan nor the host says so: {@value}. */
    public static final String DEFAULT_ENVIRONMENT = AgentSettings.DEFAULT_ENVIRONMENT;

    /** How long a rollback may take unless the host says otherwise: 30 minutes. */
    public static final Duration DEFAULT_ROLLBACK_BUDGET = RunPlan.DEFAULT_ROLLBACK_BUDGET;

    /**
     * How long a run may go forward unless the host says otherwise: 24 hours. Monitor windows take hours, and a run that
     * has not come to its end after a day hangs.
     */
    public static final Duration DEFAULT_FORWARD_BUDGET = RunPlan.DEFAULT_FORWARD_BUDGET;

    /**
     * How long a call of the host's code may take unless the host says otherwise: a minute. To compare a large work tree
     * with a commit can take half of that; whoever waits for an answer gives up sooner.
     */
    public static final Duration DEFAULT_HOST_CODE_LIMIT = TimeLimits.DEFAULT_HOST_CODE_LIMIT;

    /**
     * How long the answer to {@link Builder#confirm} may take unless the host says otherwise: an hour. A person must notice
     * that something is asked, and look.
     */
    public static final Duration DEFAULT_CONFIRMATION_LIMIT = HostConfirmation.DEFAULT_LIMIT;

    private final AgentSettings settings;

    DevOpsAgent(AgentSettings settings) {
        this.settings = settings;
    }

    /**
     * Begins to describe an agent.
     *
     * @return a builder; {@link Builder#consensus(Path)} is required
     */
    public static Builder builder() {
        WarmUp.begin();
        return new Builder();
    }

    /**
     * Decides, deploys, verifies, monitors, rolls back if need be, and records.
     *
     * @return what it came to
     * @throws DevOpsAgentException if the world is broken, for instance the disk is full, or if {@code status.json} cannot
     *     be read or written when the run has come to its end; then the next run completes its record, and executes
     *     nothing of it again
     */
    public Outcome run() {
        return RunThread.call(settings, RunCoordinator::run);
    }

    /**
     * Does exactly what was previewed, or nothing: if anything on which the preview rests is not the same any more, the run
     * is {@link Outcome.Refused}, {@code preview_outdated}, and the reason names what has changed.
     *
     * <p>Compared are, by digest: what would be done, and the id of the deployment; what is judged of {@code status.json};
     * plan, test results, and each file in our inbox, byte by byte; each fact of an evidence source, by what the record
     * consists of, or else by its text; of an
     * unfinished run its journal; and the host's choices: directories, environment, target, time limits, what is inherited,
     * the names and values of variables, the names of secrets, executors, rules, hold rules and rollback points, what plans may use, health checks and
     * metrics. Not compared are the values of secrets, the code behind a name, and what a command finds when it runs.
     *
     * @param shown what {@link #preview()} of an agent of the same choices has told
     * @return what it came to
     * @throws DevOpsAgentException as {@link #run()}
     */
    public Outcome runAsPreviewed(Preview shown) {
        Objects.requireNonNull(shown, "shown");
        return RunThread.call(settings, coordinator -> coordinator.runAsPreviewed(shown));
    }

    /**
     * The same for a host that has kept nothing but the digest, such as a command line: what has changed is not named.
     *
     * @param digest {@link Preview#digest()} of what was shown
     * @return what it came to
     * @throws DevOpsAgentException as {@link #run()}
     */
    public Outcome runAsPreviewed(String digest) {
        Objects.requireNonNull(digest, "digest");
        return RunThread.call(settings, coordinator -> coordinator.runAsPreviewed(digest));
    }

    /**
     * Goes on with a run that did not come to its end, as {@link #run()} does, and never begins a deployment. This is what
     * a scheduler calls that looks after what other agents have left, as often as it likes: between its look and this call
     * another agent may have brought the run to its end.
     *
     * <p>{@link Outcome.Refused}, {@code nothing_unfinished}, if no run is unfinished; a run that has come to its end, and
     * whose agent was killed before it was put away, is put away then. No hold is in the way of it.
     *
     * @return what the run came to
     * @throws DevOpsAgentException as {@link #run()}
     */
    public Outcome recover() {
        return RunThread.call(settings, RunCoordinator::goOn);
    }

    /**
     * Finds out what {@link #run()} would do. Nothing is written, and nothing is executed.
     *
     * @return what would happen
     * @throws DevOpsAgentException if the world is broken, for instance a directory cannot be listed
     */
    public Preview preview() {
        return RunThread.call(settings, RunCoordinator::preview);
    }

    /**
     * Rolls a deployment back that succeeded, however long it has been live. A person or a host asks for that: it is
     * allowed in the phases {@code done} and {@code deployment}, whatever blocks the epic, and nothing stops it, since it
     * is a way back. What is executed is what a rollback of that run would have been: its own copy of the plan, with the
     * executors and secrets of this agent; then the health checks.
     *
     * <p>It is a run of its own, with an id and a record of its own, which says what it {@linkplain Deployment#rollsBack()
     * rolls back}: {@link Outcome.RolledBack} or {@link Outcome.RollbackFailed}. The epic is in the phase {@code
     * deployment} then (or {@code blocked}), without the approval of devops, and a blocker keeps it from being deployed
     * again until someone removes that. If its agent is killed, the next {@link #run()} or this call goes on with it.
     *
     * <p>If it fails, it can be asked for again, once someone has looked and set the phase again: what is done by then is not
     * done again; what failed is tried again, and then the health checks.
     *
     * <p>{@link Outcome.Refused} if the deployment is not of this epic, did not succeed, was rolled back already, or is not
     * the last of this consensus directory that stands; if a step of a rollback that failed is in doubt, and not idempotent;
     * if a step of it is irreversible, or nothing undoes it; if its plan and journal are not kept any more; if an executor or
     * a secret is missing; if another run is unfinished, or another agent works here. What other directories have
     * deployed since then is not known.
     *
     * @param id of the deployment, such as {@code DEP-001}
     * @return what it came to
     * @throws DevOpsAgentException if the world is broken, as {@link #run()}
     */
    public Outcome rollBack(String id) {
        Objects.requireNonNull(id, "id");
        return RunThread.call(settings, coordinator -> coordinator.rollBack(id));
    }

    /**
     * Finds out what {@link #rollBack} would do: what it would execute, in which order, or why it would refuse. Nothing is
     * written, and nothing is executed.
     *
     * @param id of the deployment, such as {@code DEP-001}
     * @return what would happen: {@link Preview.Next#ROLL_BACK_DEPLOYMENT} or {@link Preview.Next#REFUSE}; if a rollback of
     *     it is unfinished, how that would be gone on with
     * @throws DevOpsAgentException as {@link #preview()}
     */
    public Preview previewRollBack(String id) {
        Objects.requireNonNull(id, "id");
        return RunThread.call(settings, coordinator -> coordinator.previewRollBack(id));
    }

    /**
     * Looks for a run that has not come to its end, and whether an agent works on it. Nothing is changed, locked or executed.
     * An agent that works on the directory without a run, as while it decides, is told as well if it can be seen from here.
     *
     * @param consensus the consensus directory
     * @return what is known of the run; empty if there is none
     */
    public static Optional<UnfinishedRun> inspect(Path consensus) {
        RunDirectories files = new RunDirectories(
                new DurableFiles(Disk.real()), consensus.toAbsolutePath().normalize());
        return UnfinishedRunScan.look(files, new RunMask(List.of())).inspect(files);
    }

    /**
     * Lists the deployments of the epic of {@code status.json}, as the records in {@code artifacts/deployments} tell them.
     * Nothing is changed; a run that has not come to its end has no record yet, and {@link #inspect} tells of it. A record
     * that cannot be read is named.
     *
     * @param consensus the consensus directory
     * @return the newest first; none if there is no record
     * @throws DevOpsAgentException if the directory of the records cannot be listed
     */
    public static DeploymentHistory history(Path consensus) {
        return history(consensus, StatusFile.read(consensus).map(Status::epicId));
    }

    /** That of another epic than the one of {@code status.json}; empty for all epics. */
    static DeploymentHistory history(Path consensus, Optional<String> epic) {
        try {
            return HistoryReader.of(consensus.toAbsolutePath().normalize(), epic);
        } catch (BrokenFileException e) {
            throw new DevOpsAgentException(String.valueOf(e.getMessage()), e.path(), e);
        }
    }

    /**
     * Gives up a run that did not come to its end, and that no agent can go on with: its machine is lost, or its journal
     * is damaged. A person decides that, who has looked at the system and brought it into a known state. Nothing is
     * executed, and no process is ended; what the run has deployed stays as it is. It works on any machine, and for a
     * damaged journal as well, which is kept.
     *
     * <p>If a deploy step may have had an effect this is {@link Outcome.RollbackFailed}, otherwise {@link
     * Outcome.Aborted}, with the reason and who gave it in the record. A run that had come to its end, and a veto, are
     * only recorded wholly. If no run is unfinished, or an agent works on the directory, it is {@link Outcome.Refused}.
     *
     * @param consensus the consensus directory
     * @param reason what was found and done, for the record
     * @return what was recorded
     * @throws IllegalArgumentException if the reason is blank
     * @throws DevOpsAgentException if the world is broken, as {@link #run()}
     */
    public static Outcome giveUp(Path consensus, String reason) {
        return builder().consensus(consensus).withoutDiscovery().build().giveUp(reason);
    }

    /**
     * The same for the directory of this agent, with its {@code coordination} if it has one.
     *
     * @param reason what was found and done, for the record
     * @return what was recorded
     * @throws IllegalArgumentException if the reason is blank
     * @throws DevOpsAgentException if the world is broken, as {@link #run()}
     */
    public Outcome giveUp(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a reason must say what was found and done, found a blank one");
        }
        return RunThread.call(settings, session -> session.giveUp(reason.strip()));
    }

    /** Where it works, and the names of its variables: no value of any. */
    @Override
    public String toString() {
        return "DevOpsAgent[consensus=" + settings.consensus() + ", workingDirectory=" + settings.workingDirectory()
                + ", " + settings.given() + "]";
    }

    /**
     * Describes an agent. Optionals may come in any order; each argument is checked where it is given, and conflicts
     * when the agent is built. A null argument is a {@link NullPointerException}.
     */
    public static final class Builder extends AgentBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Builds the agent.
         *
         * @return an agent that can be used again; this builder can be changed without changing it
         * @throws IllegalStateException if there is no consensus directory, if two discovered executors have one name,
         *     if a variable and a secret have one name, or if the clock is the virtual one of the test kit, and something
         *     is not scripted
         */
        public DevOpsAgent build() {
            return new DevOpsAgent(settings());
        }

        /**
         * Builds the agent and runs it once.
         *
         * @return what it came to
         * @throws IllegalStateException as {@link #build()}
         * @throws DevOpsAgentException as {@link DevOpsAgent#run()}
         */
        public Outcome run() {
            return build().run();
        }

        /**
         * Builds the agent, and rolls a deployment back that succeeded.
         *
         * @param id of the deployment, such as {@code DEP-001}
         * @return what it came to
         * @throws IllegalStateException as {@link #build()}
         * @throws DevOpsAgentException as {@link DevOpsAgent#rollBack(String)}
         */
        public Outcome rollBack(String id) {
            return build().rollBack(id);
        }

        /**
         * Builds the agent, and finds out what {@link #rollBack} would do.
         *
         * @param id of the deployment, such as {@code DEP-001}
         * @return what would happen
         * @throws IllegalStateException as {@link #build()}
         * @throws DevOpsAgentException as {@link DevOpsAgent#preview()}
         */
        public Preview previewRollBack(String id) {
            return build().previewRollBack(id);
        }

        /**
         * Builds the agent, and finds out what {@link #run()} would do.
         *
         * @return what would happen
         * @throws IllegalStateException as {@link #build()}
         * @throws DevOpsAgentException as {@link DevOpsAgent#preview()}
         */
        public Preview preview() {
            return build().preview();
        }
    }
}
