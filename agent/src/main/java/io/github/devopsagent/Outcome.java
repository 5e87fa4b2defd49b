package io.github.devopsagent;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.gate.Gate;
import io.github.devopsagent.internal.document.FaultLines;
import io.github.devopsagent.run.Health;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Veto;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a run came to. Its {@code toString} is for people, the reason first. */
public sealed interface Outcome {

    /**
     * Calls the function for this kind of outcome.
     *
     * @param deployed for {@link Deployed}
     * @param vetoed for {@link Vetoed}
     * @param refused for {@link Refused}
     * @param aborted for {@link Aborted}
     * @param rolledBack for {@link RolledBack}
     * @param rollbackFailed for {@link RollbackFailed}
     * @param fenced for {@link Fenced}
     * @param <T> the type of the result
     * @return the function's result
     */
    default <T> T fold(
            Function<? super Deployed, ? extends T> deployed,
            Function<? super Vetoed, ? extends T> vetoed,
            Function<? super Refused, ? extends T> refused,
            Function<? super Aborted, ? extends T> aborted,
            Function<? super RolledBack, ? extends T> rolledBack,
            Function<? super RollbackFailed, ? extends T> rollbackFailed,
            Function<? super Fenced, ? extends T> fenced) {
        if (this instanceof Deployed one) {
            return deployed.apply(one);
        }
        if (this instanceof Vetoed one) {
            return vetoed.apply(one);
        }
        if (this instanceof Refused one) {
            return refused.apply(one);
        }
        if (this instanceof Aborted one) {
            return aborted.apply(one);
        }
        if (this instanceof RolledBack one) {
            return rolledBack.apply(one);
        }
        if (this instanceof RollbackFailed one) {
            return rollbackFailed.apply(one);
        }
        return fenced.apply((Fenced) this);
    }

    /**
     * Whether it was deployed, verified and watched to the end of the monitor window.
     *
     * @return true for {@link Deployed}, false for any other
     */
    default boolean isDeployed() {
        return this instanceof Deployed;
    }

    /**
     * With what a process ends that was started for this run: for schedulers and scripts. 1 and 2 are none of them, since a
     * JVM ends with 1 on an exception, and shells and command lines with 2 on wrong use.
     *
     * @return 0 deployed; 10 nothing to do, since the epic is in another phase, which is not {@code blocked}, and that is all; 11 refused
     *     for another reason; 12 vetoed;
     *     13 aborted; 14 rolled back; 15 the rollback failed, or it is in doubt; 16 another worker has the run by now
     */
    default int exitCode() {
        return fold(
                deployed -> 0,
                vetoed -> 12,
                refused -> refused.isNothingToDo() ? 10 : 11,
                aborted -> 13,
                rolledBack -> 14,
                rollbackFailed -> 15,
                fenced -> 16);
    }

    /**
     * The outcome for other programs.
     *
     * @return a JSON object in one line, by {@link JsonSchema#OUTCOME}: {@code type} is {@code outcome}, and {@code result}
     *     tells its kind. A record in it is that of {@code deployment.json} without {@code settings}. Lists are there also
     *     if they are empty
     */
    default String toJson() {
        return OutcomeJson.of(this).text();
    }

    /**
     * What did not decide anything, but should be known: what an executor
     * cannot promise on this machine, what others changed meanwhile.
     *
     * @return sentences for people
     */
    List<String> warnings();

    /**
     * What lay in our inbox when it was read: messages for people, too. First come those of which something was made,
     * such as a file that is not understood.
     *
     * @return an entry for each file; empty if the inbox was not read
     */
    List<ReceivedMessage> inbox();

    /**
     * Deployed, verified, and healthy for the whole monitor window.
     *
     * @param deployment the record
     * @param warnings what should be known
     * @param inbox what lay in our inbox when it was read
     */
    record Deployed(Deployment deployment, List<String> warnings, List<ReceivedMessage> inbox) implements Outcome {
        public Deployed {
            warnings = List.copyOf(warnings);
            inbox = List.copyOf(inbox);
        }

        @Override
        public String toString() {
            return OutcomeText.of(
                    "DEPLOYED",
                    deployment.deploymentId() + " of " + deployment.epicId() + " to " + deployment.environment()
                            + ", verified and monitored",
                    this);
        }
    }

    /**
     * The evidence is wanting: the epic is back in {@code testing}.
     *
     * @param epicId of {@code status.json}
     * @param iteration the epic's iteration now
     * @param vetoes why
     * @param warnings what should be known
     * @param inbox what lay in our inbox when it was read
     */
    record Vetoed(String epicId, int iteration, List<Veto> vetoes, List<String> warnings, List<ReceivedMessage> inbox)
            implements Outcome {
        public Vetoed {
            vetoes = List.copyOf(vetoes);
            warnings = List.copyOf(warnings);
            inbox = List.copyOf(inbox);
        }

        @Override
        public String toString() {
            return OutcomeText.of(
                    "VETOED",
                    OutcomeText.indented(vetoes.stream().flatMap(OutcomeText::lines))
                            + "\nnothing was deployed; iteration " + iteration + " of " + epicId + "\nto do, by "
                            + roles() + ": mend it, and set phase back to deployment",
                    this);
        }

        private String roles() {
            return vetoes.stream()
                    .map(veto -> veto.addressee().label())
                    .distinct()
                    .collect(joining(" and "));
        }
    }

    /**
     * This is not the moment, the evidence cannot be read, or the run would only be aborted as the last one was. Nothing
     * was changed.
     *
     * @param refusals why
     * @param vetoes what would be vetoed if it were not on hold; empty if that was not found out
     * @param warnings what should be known
     * @param inbox what lay in our inbox when it was read
     */
    record Refused(List<Refusal> refusals, List<Veto> vetoes, List<String> warnings, List<ReceivedMessage> inbox)
            implements Outcome {
        public Refused {
            refusals = List.copyOf(refusals);
            vetoes = List.copyOf(vetoes);
            warnings = List.copyOf(warnings);
            inbox = List.copyOf(inbox);
        }

        /**
         * A refusal beside which no rule was asked.
         *
         * @param refusals why
         * @param warnings what should be known
         * @param inbox what lay in our inbox when it was read
         */
        public Refused(List<Refusal> refusals, List<String> warnings, List<ReceivedMessage> inbox) {
            this(refusals, List.of(), warnings, inbox);
        }

        private static boolean isOfAnotherPhase(Refusal refusal) {
            return refusal.code().equals(RefusalCodes.WRONG_PHASE);
        }

        /**
         * Whether nobody has anything to do: the epic is in another phase, which is not {@code blocked}, and that is all.
         *
         * @return true if the exit code is 10
         */
        public boolean isNothingToDo() {
            return !refusals.isEmpty()
                    && refusals.stream().allMatch(Refused::isOfAnotherPhase)
                    && refusals.stream().noneMatch(Gate::isBlocked);
        }

        @Override
        public String toString() {
            return OutcomeText.of(
                    "REFUSED",
                    OutcomeText.indented(Stream.concat(
                            OutcomeText.bounded(FaultLines.of(refusals)),
                            vetoes.stream().flatMap(OutcomeText::lines).map("it would be vetoed, too: "::concat))),
                    this);
        }
    }

    /**
     * Pre-flight or backup failed; no deploy step was started. Nothing is written of a run whose lock another agent has
     * taken, which the reason says.
     *
     * @param deployment the record; it has the id of an earlier run, and a {@linkplain Deployment#repetition()
     *     repetition}, if that was aborted with the same plan and for the same reason
     * @param reason what went wrong
     * @param warnings what should be known
     * @param inbox what lay in our inbox when it was read
     */
    record Aborted(Deployment deployment, String reason, List<String> warnings, List<ReceivedMessage> inbox)
            implements Outcome {
        public Aborted {
            warnings = List.copyOf(warnings);
            inbox = List.copyOf(inbox);
        }

        @Override
        public String toString() {
            return OutcomeText.of(
                    "ABORTED",
                    reason + "\nno deploy step was started\nto do: mend what the reason names, and run again",
                    deployment,
                    this);
        }
    }

    /**
     * Something failed; what was deployed is undone, and that is verified.
     *
     * @param deployment the record
     * @param reason what went wrong
     * @param health {@link Health#HEALTHY} or {@link Health#AS_BEFORE}
     * @param warnings what should be known
     * @param inbox what lay in our inbox when it was read
     */
    record RolledBack(
            Deployment deployment, String reason, Health health, List<String> warnings, List<ReceivedMessage> inbox)
            implements Outcome {
        public RolledBack {
            warnings = List.copyOf(warnings);
            inbox = List.copyOf(inbox);
        }

        @Override
        public String toString() {
            return OutcomeText.of(
                    "ROLLED BACK",
                    reason + "\nthe rollback succeeded; health after it: " + health.label()
                            + "\nto do: find the cause; when it may be deployed again, remove the blocker of devops from"
                            + " status.json",
                    deployment,
                    this);
        }
    }

    /**
     * Something failed, and it is in doubt whether all of it is undone: a person is needed.
     *
     * <p>Also if another agent has taken the lock of a run whose lock file was removed: then nothing was rolled back, and
     * nothing is written of the run, which the fault says.
     *
     * @param deployment the record
     * @param reason what went wrong first
     * @param faults what went wrong on the way back
     * @param warnings what should be known
     * @param inbox what lay in our inbox when it was read
     */
    record RollbackFailed(
            Deployment deployment,
            String reason,
            List<String> faults,
            List<String> warnings,
            List<ReceivedMessage> inbox)
            implements Outcome {
        public RollbackFailed {
            faults = List.copyOf(faults);
            warnings = List.copyOf(warnings);
            inbox = List.copyOf(inbox);
        }

        @Override
        public String toString() {
            return OutcomeText.of(
                    "ROLLBACK FAILED, a person is needed",
                    reason
                            + (faults.isEmpty()
                                    ? ""
                                    : "\nand then:" + OutcomeText.indented(OutcomeText.bounded(faults)))
                            + "\nto do: look at the system at once, and bring it into a known state" + undoing()
                            + "\nthen remove the blocker of devops from status.json, and set phase to deployment"
                            + again(),
                    deployment,
                    this);
        }

        private String again() {
            return deployment.rollsBack().isPresent()
                    ? "; or set only the phase, and ask for the rollback again, which does what is left"
                    : "";
        }

        private String undoing() {
            return deployment.isRollbackAvailable()
                    ? "; this undoes what is left:\n  " + deployment.rollbackCommand()
                    : "";
        }
    }

    /**
     * Another worker has the lease of the directory or of the target by now, and brings the run to its end: only with a {@code
     * coordination} of the builder. This one ended its own step, undid nothing, and wrote nothing since then. Of a run that had not
     * begun there is nothing to be done.
     *
     * @param reason which lease was lost, and to whom if that is known
     * @param warnings what should be known
     * @param inbox what lay in our inbox when it was read
     */
    record Fenced(String reason, List<String> warnings, List<ReceivedMessage> inbox) implements Outcome {
        public Fenced {
            warnings = List.copyOf(warnings);
            inbox = List.copyOf(inbox);
        }

        @Override
        public String toString() {
            return OutcomeText.of(
                    "FENCED",
                    reason + "\nnothing was undone, and nothing more is written here"
                            + "\nto do: nothing; the other worker tells what the run came to",
                    this);
        }
    }
}
