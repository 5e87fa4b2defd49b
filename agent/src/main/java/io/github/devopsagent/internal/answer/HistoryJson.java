package io.github.devopsagent.internal.answer;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.internal.json.TrustedJson;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the history of an epic; its JSON Schema is {@code history.schema.json}. */
public final class HistoryJson {

    private HistoryJson() {}

    /** One line. */
    public static String write(DeploymentHistory history) {
        ObjectNode node = TrustedJson.object();
        node.put("type", "history");
        history.epicId().ifPresent(epic -> node.put("epic_id", epic));
        ArrayNode deployments = node.putArray("deployments");
        history.deployments().forEach(entry -> write(entry, deployments.addObject()));
        ArrayNode unreadable = node.putArray("unreadable");
        history.unreadable()
                .forEach(each -> unreadable.addObject().put("file", each.file()).put("reason", each.reason()));
        node.put("not_read", history.notRead());
        return new String(TrustedJson.compact(node), StandardCharsets.UTF_8);
    }

    private static void write(DeploymentHistory.Entry entry, ObjectNode node) {
        node.put("deployment_id", entry.deploymentId());
        node.put("epic_id", entry.epicId());
        node.put("environment", entry.environment());
        node.put("status", entry.result().label());
        node.put("started_at", entry.startedAt().toString());
        node.put("timestamp", entry.endedAt().toString());
        node.put("duration_ms", entry.duration().toMillis());
        entry.reason().ifPresent(reason -> node.put("reason", reason));
        entry.rollsBack().ifPresent(other -> node.put("rolls_back", other));
        entry.rolledBackBy().ifPresent(other -> node.put("rolled_back_by", other));
    }
}
