package io.github.devopsagent.internal.publish;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.internal.document.OutgoingMessage;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.Failure;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Tells the tech lead, once, why a deployment was aborted, and what is to be done. */
final class AbortMessage {

    static final String WAS_ABORTED = " was aborted: ";

    private static final String IMPACT = "Impact: nothing was deployed; the epic stays in the phase deployment";

    private AbortMessage() {}

    /**
     * Makes the message of a run that was aborted.
     *
     * @param to who is told
     * @param epicId such as {@code EP-1}
     * @param state what the run came to
     * @param lastOutput lines that tell what was printed last
     * @return a message that asks for what the abort needs
     */
    static OutgoingMessage of(Role to, String epicId, RunState state, List<String> lastOutput) {
        String id = state.deploymentId();
        List<String> errors = UnchangedAbort.errors(state.findings());
        Stream<String> cause = errors.isEmpty()
                ? Stream.concat(
                        Stream.of(id
                                + WAS_ABORTED
                                + state.failure().map(Failure::reason).orElse("unknown")),
                        lastOutput.stream())
                : Stream.concat(
                        Stream.of(id + WAS_ABORTED + "pre-flight found " + errors.size()
                                + (errors.size() == 1 ? " error" : " errors") + ", before anything was executed"),
                        bounded(errors, id).stream());
        return new OutgoingMessage(
                to,
                "status",
                epicId,
                LocalDate.ofInstant(state.endedAt(), ZoneOffset.UTC),
                Stream.concat(cause, Stream.of(IMPACT)).toList(),
                next(state, errors.isEmpty(), id),
                errors.isEmpty() ? List.of(EpicRecords.path(id)) : List.of(Plan.FILE, EpicRecords.path(id)),
                state.endedAt());
    }

    private static List<String> bounded(List<String> errors, String id) {
        return MessageRoom.lines(
                errors,
                error -> error,
                rest -> List.of(
                        "and " + rest.size() + " more, which are among the warnings of " + EpicRecords.path(id)));
    }

    private static List<String> next(RunState state, boolean foundNothing, String id) {
        if (!state.inDoubt().isEmpty()) {
            return List.of(
                    "Look at what may still run, with " + EpicRecords.path(id) + ", and bring it to its end",
                    "Remove the blocker of devops from status.json when it may be deployed again");
        }
        if (!foundNothing) {
            return List.of(
                    "Mend each line above in " + Plan.FILE
                            + ", where the line begins with the place, or provide what is" + " missing",
                    "Devops tries again when the plan or what pre-flight finds is another, or when its blocker is"
                            + " removed from status.json; until then it sends no further message");
        }
        boolean aStepFailed = state.failure().flatMap(Failure::step).isPresent();
        return List.of(
                aStepFailed
                        ? "Mend what is named above; " + EpicRecords.path(id) + " has the output, and names its file"
                        : "Nothing failed in a step: what is named above kept the deployment from beginning",
                "The next run of devops judges everything afresh; as long as plan and reason stay the same it counts"
                        + " that in the record (repeated, last_tried_at), and sends no further message");
    }
}
