package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The deployment that what is live now comes from, by the records of all epics, if it stayed healthy. */
public final class ProvenDeployment {

    private ProvenDeployment() {}

    /**
     * The last deployment that changed what is live, if it succeeded. What was aborted changed nothing, and what was rolled
     * back is no longer there.
     *
     * @return epic and deployment id; empty if it did not succeed, or nothing is certain
     */
    public static Optional<String> in(Snapshot snapshot) {
        return snapshot.in(Deployment.DIRECTORY).stream()
                .filter(entry -> entry.getKey().endsWith(".json"))
                .map(entry -> read(entry.getValue()))
                .filter(record -> !is(record, Deployment.Result.ABORTED) && !is(record, Deployment.Result.ROLLED_BACK))
                // As text, since all have one form; one without a time is not certain to be an earlier one.
                .max(Comparator.comparing(
                                (JsonNode record) -> record.path("timestamp").asString("~"))
                        .thenComparing(record ->
                                DeploymentIds.order(record.path("deployment_id").asString(""))))
                .filter(record -> is(record, Deployment.Result.SUCCESS))
                .map(record -> record.path("epic_id").asString("") + "/"
                        + record.path("deployment_id").asString(""));
    }

    private static boolean is(JsonNode record, Deployment.Result result) {
        return record.path("status").asString("").equals(result.label());
    }

    private static JsonNode read(Content record) {
        try {
            return TrustedJson.read(record.read(EpicRecords.LONGEST_RECORD));
        } catch (IOException e) {
            return TrustedJson.object();
        }
    }
}
