package io.github.devopsagent.internal.publish;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.internal.document.FaultLines;
import io.github.devopsagent.internal.document.OutgoingMessage;
import io.github.devopsagent.internal.document.StatusEdit;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.store.StoredDocument;
import io.github.devopsagent.internal.store.StoredDocument.WriteMode;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.run.Health;
import io.github.devopsagent.veto.Veto;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What other roles are told: the change of the status, and the messages to those who must act. */
public final class StatusChanges {

    private static final Set<Blocker.Type> JUDGED_AFRESH = EnumSet.of(Blocker.Type.VETO, Blocker.Type.DEPENDENCY);

    private static final int LONGEST_REASON = 2000;
    private static final int MOST_OUTPUT_LINES = 10;

    private StatusChanges() {}

    public static StatusEdit vetoed(List<Veto> vetoes, int iteration, Instant at) {
        List<Blocker> blockers = vetoes.stream()
                .map(veto -> new Blocker(Blocker.Type.VETO, Role.DEVOPS.label(), bounded(veto)))
                .toList();
        return new StatusEdit(Optional.of(Phase.TESTING), Optional.of(iteration), false, JUDGED_AFRESH, blockers, at);
    }

    static StatusEdit ended(RunState state, Ending ending) {
        Instant at = state.endedAt();
        return switch (ending) {
            case DEPLOYED ->
                new StatusEdit(Optional.of(Phase.DONE), Optional.empty(), true, JUDGED_AFRESH, List.of(), at);
            case ABORTED -> aborted(aborted(state), at);
            case ROLLED_BACK ->
                new StatusEdit(
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        JUDGED_AFRESH,
                        List.of(blocker(Blocker.Type.QUESTION, rolledBack(state))),
                        at);
            case ROLLBACK_FAILED ->
                new StatusEdit(
                        Optional.of(Phase.BLOCKED),
                        Optional.empty(),
                        false,
                        JUDGED_AFRESH,
                        List.of(blocker(Blocker.Type.QUESTION, rollbackFailed(state))),
                        at);
        };
    }

    /** The change after a run that was aborted as the one before, of which the status may tell already. */
    static StatusEdit abortedAgain(RunState state, String firstId, Optional<Blocker> standing) {
        Blocker blocker = standing.orElseGet(
                () -> blocker(Blocker.Type.DEPENDENCY, firstId + AbortMessage.WAS_ABORTED + reason(state)));
        return aborted(blocker, state.endedAt());
    }

    private static StatusEdit aborted(Blocker blocker, Instant at) {
        return new StatusEdit(Optional.empty(), Optional.empty(), false, JUDGED_AFRESH, List.of(blocker), at);
    }

    static List<StoredDocument> statusMessages(RunHeader header, RunState state, Ending ending) {
        String epicId = header.epicId();
        int iteration = header.iteration();
        if (ending == Ending.DEPLOYED) {
            return List.of();
        }
        if (ending == Ending.ABORTED) {
            List<String> output = lastOutput(state).toList();
            return Addressees.of(Role.TECH_LEAD, header.mode()).stream()
                    .map(role -> document(AbortMessage.of(role, epicId, state, output), iteration, id(state)))
                    .toList();
        }
        boolean rolledBack = ending == Ending.ROLLED_BACK;
        String doubt = state.isBeyondReturn()
                ? "Impact: the deployment is incomplete or unhealthy, and nothing of it is undone; the epic is blocked until a"
                        + " person has decided"
                : "Impact: it is in doubt what is deployed; the epic is blocked until a person has looked";
        String impact = rolledBack
                ? "Impact: the deployment is undone, and the health checks say: "
                        + state.health().label()
                : doubt;
        List<String> next = rolledBack
                ? List.of(
                        "Find the cause, with " + Deployment.FILE + " and the output files that it names",
                        "Remove the blocker of devops from status.json when it may be deployed again")
                : List.of(
                        "Look at the system, with " + Deployment.FILE + ", and bring it into a known state",
                        "Remove the blocker of devops, and set the phase, when it may be deployed again");
        return Stream.of(Role.DEVELOPER, Role.TECH_LEAD)
                .map(role -> document(
                        new OutgoingMessage(
                                role,
                                "status",
                                epicId,
                                day(state.endedAt()),
                                Stream.of(
                                                Stream.of(rolledBack ? rolledBack(state) : rollbackFailed(state)),
                                                lastOutput(state),
                                                Stream.of(impact))
                                        .flatMap(lines -> lines)
                                        .toList(),
                                next,
                                List.of(Deployment.FILE),
                                state.endedAt()),
                        iteration,
                        id(state)))
                .toList();
    }

    /** What still runs may have effects, so someone must look before it is tried again. */
    private static Blocker aborted(RunState state) {
        Blocker.Type type = state.inDoubt().isEmpty() ? Blocker.Type.DEPENDENCY : Blocker.Type.QUESTION;
        return blocker(type, id(state) + AbortMessage.WAS_ABORTED + reason(state));
    }

    private static String rolledBack(RunState state) {
        String health = state.health() == Health.AS_BEFORE
                ? "the health checks fail as they did before the deployment"
                : "the health checks pass";
        String what = state.rollsBack()
                .map(undone -> id(state) + " has rolled " + undone + " back on demand, and ")
                .orElseGet(() -> id(state) + " was rolled back, and ");
        return what + health + "; the cause: " + reason(state);
    }

    private static String rollbackFailed(RunState state) {
        String ofDeployment =
                state.isBeyondReturn() ? " failed, and was not rolled back: " : " failed, and so did its rollback: ";
        String what = state.rollsBack()
                .map(undone -> " was to roll " + undone + " back on demand, and failed: ")
                .orElse(ofDeployment);
        return id(state) + what + String.join("; ", state.rollbackFaults()) + "; the cause: " + reason(state);
    }

    private static Stream<String> lastOutput(RunState state) {
        List<String> lines =
                state.failure().map(Failure::outputTail).orElse("").lines().toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - MOST_OUTPUT_LINES))
                .map("Last output: "::concat);
    }

    private static String id(RunState state) {
        return state.deploymentId();
    }

    private static String reason(RunState state) {
        return state.failure().map(Failure::reason).orElse("unknown");
    }

    private static Blocker blocker(Blocker.Type type, String reason) {
        return new Blocker(type, Role.DEVOPS.label(), shortened(reason));
    }

    /** A status is read by everybody, all the time; the whole reason is in the record and in the message. */
    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + " …";
    }

    /** The headline, and as many kinds of faults as there is room for; all faults are in the message. */
    private static String bounded(Veto veto) {
        StringBuilder text = new StringBuilder(shortened(Blocker.inOneLine(veto.headline())));
        List<String> lines = FaultLines.of(veto.faults());
        int named = 0;
        while (named < lines.size() && text.length() + lines.get(named).length() <= LONGEST_REASON) {
            text.append("\n- ").append(lines.get(named));
            named++;
        }
        return named == lines.size()
                ? text.toString()
                : text + "\n- and " + (lines.size() - named) + " more, in the message to "
                        + VetoMessages.addressee(veto).label();
    }

    public static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    public static StoredDocument document(OutgoingMessage message, int iteration, String run) {
        String path = "messages/inbox/" + message.to().label() + "/" + message.fileName(iteration, run);
        return new StoredDocument(path, message.toBytes(), WriteMode.CREATE);
    }
}
