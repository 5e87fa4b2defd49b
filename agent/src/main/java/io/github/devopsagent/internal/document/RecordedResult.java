package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.json.TrustedJson;
import tools.jackson.databind.JsonNode;

/**
 * How a deployment ended, as its record says. What a record does not say is empty.
 *
 * @param epicId such as {@code EP-1}
 * @param deploymentId such as {@code DEP-001}
 * @param rollsBack the deployment that was undone on demand, or was to be
 * @param timestamp when it ended, as it is written
 * @param status how it ended, as it is written
 */
public record RecordedResult(String epicId, String deploymentId, String rollsBack, String timestamp, String status) {

    /** Of a record, whoever wrote it. */
    public static RecordedResult read(byte[] record) {
        JsonNode root = TrustedJson.read(record);
        return new RecordedResult(
                text(root, "epic_id"),
                text(root, "deployment_id"),
                text(root, "rolls_back"),
                text(root, "timestamp"),
                text(root, "status"));
    }

    private static String text(JsonNode root, String field) {
        return root.path(field).asString("");
    }

    public boolean is(Deployment.Result result) {
        return status.equals(result.label());
    }
}
