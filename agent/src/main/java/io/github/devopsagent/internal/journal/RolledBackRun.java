package io.github.devopsagent.internal.journal;

import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import io.github.devopsagent.machine.vocabulary.EarlierRollbacks;
import io.github.devopsagent.run.StepRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The deployment that a run undoes, as its own journal tells it: that run keeps a copy of this journal.
 *
 * @param deploymentId such as {@code DEP-001}
 * @param journal SHA-256 of the copy
 * @param earlier how far runs that failed have undone it
 */
public record RolledBackRun(String deploymentId, String journal, EarlierRollbacks earlier) {

    private static final String TRIED = "tried";
    private static final String DONE = "done";

    public RolledBackRun {
        Objects.requireNonNull(deploymentId, "deploymentId");
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(earlier, "earlier");
    }

    /** An earlier version would do again what is done. */
    int format() {
        return earlier.tried().isEmpty() ? JournalFormat.ROLLBACK_ON_DEMAND : JournalFormat.REPEATED_ROLLBACK;
    }

    void write(ObjectNode node) {
        node.put("deployment_id", deploymentId).put("journal_sha256", journal);
        if (!earlier.tried().isEmpty()) {
            write(earlier.tried(), node.putArray(TRIED));
            write(earlier.done(), node.putArray(DONE));
        }
    }

    private static void write(List<StepRef> steps, ArrayNode array) {
        for (StepRef step : steps) {
            array.add(step.path());
        }
    }

    static RolledBackRun read(Fields fields) {
        return new RolledBackRun(
                fields.get("deployment_id").text(),
                fields.get("journal_sha256").text(),
                new EarlierRollbacks(steps(fields.find(TRIED)), steps(fields.find(DONE))));
    }

    private static List<StepRef> steps(Optional<TrustedJsonCursor> written) {
        return written.map(all -> all.list(each -> each.text("a step of the plan", StepRef::parse, StepRef::path)))
                .orElse(List.of());
    }
}
