package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.json.TrustedJson;
import java.time.Instant;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * By what a record is told to come from one certain run, whoever of its agents wrote it.
 *
 * @param epicId such as {@code EP-1}
 * @param run the run's id
 * @param startedAt when the run began
 * @param digests of the evidence that was judged
 */
public record RunMark(String epicId, String run, Instant startedAt, Deployment.Digests digests) {

    /**
     * Whether a record is the run's.
     *
     * @param record its bytes
     * @return true if id, epic, time and evidence are the run's
     */
    public boolean isOn(byte[] record) {
        JsonNode root = TrustedJson.read(record);
        return isOn(root, "deployment_id", "started_at") || isOn(root, "last_deployment_id", "last_tried_at");
    }

    /**
     * Whether a record leaves a person in doubt about what is deployed.
     *
     * @param record its bytes
     * @return true if its status is {@code rollback_failed}
     */
    public static boolean isInDoubt(byte[] record) {
        return same(TrustedJson.read(record), "status", Deployment.Result.ROLLBACK_FAILED.label());
    }

    private boolean isOn(JsonNode root, String id, String time) {
        JsonNode evidence = root.path("evidence");
        return Stream.of(
                        same(root, id, run),
                        same(root, time, TrustedJson.seconds(startedAt)),
                        same(root, "epic_id", epicId),
                        same(evidence, "plan_sha256", digests.plan()),
                        same(evidence, "test_results_sha256", digests.testResults()))
                .allMatch(each -> each);
    }

    private static boolean same(JsonNode node, String field, String expected) {
        return expected.equals(node.path(field).asString(""));
    }
}
