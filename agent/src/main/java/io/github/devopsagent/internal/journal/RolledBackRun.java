package io.github.devopsagent.internal.journal;

import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * The deployment that a run undoes, as its own journal tells it: that run keeps a copy of this journal.
 *
 * @param deploymentId such as {@code DEP-001}
 * @param journal SHA-256 of the copy
 */
public record RolledBackRun(String deploymentId, String journal) {

    public RolledBackRun {
        Objects.requireNonNull(deploymentId, "deploymentId");
        Objects.requireNonNull(journal, "journal");
    }

    void write(ObjectNode node) {
        node.put("deployment_id", deploymentId).put("journal_sha256", journal);
    }

    static RolledBackRun read(Fields fields) {
        return new RolledBackRun(
                fields.get("deployment_id").text(), fields.get("journal_sha256").text());
    }
}
