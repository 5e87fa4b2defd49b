package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.document.RecordedResult;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The deployment that what is live now comes from, by the records of all epics, if it stayed healthy. */
public final class ProvenDeployment {

    /** All times have one form, so that they are in order as text; no time may be any. */
    private static final Comparator<RecordedResult> BY_TIME = Comparator.comparing(
                    (RecordedResult record) -> record.timestamp().isEmpty() ? "~" : record.timestamp())
            .thenComparing(record -> DeploymentIds.order(record.deploymentId()));

    private ProvenDeployment() {}

    /**
     * The last deployment that changed what is live, if it succeeded. What was aborted changed nothing, and what was rolled
     * back is no longer there.
     *
     * @return epic and deployment id; empty if it did not succeed, or nothing is certain
     */
    public static Optional<String> in(Snapshot snapshot) {
        List<RecordedResult> records = snapshot.in(Deployment.DIRECTORY).stream()
                .filter(entry -> entry.getKey().endsWith(".json"))
                .map(entry -> RecordedResult.read(bytes(entry.getValue())))
                .toList();
        Set<String> undone = records.stream()
                .filter(record -> record.is(Deployment.Result.ROLLED_BACK))
                .map(RecordedResult::rollsBack)
                .collect(Collectors.toSet());
        return records.stream()
                .filter(record -> !undone.contains(record.deploymentId()))
                .filter(record -> !record.is(Deployment.Result.ABORTED) && !record.is(Deployment.Result.ROLLED_BACK))
                .max(BY_TIME)
                .filter(record -> record.is(Deployment.Result.SUCCESS))
                .map(record -> record.epicId() + "/" + record.deploymentId());
    }

    private static byte[] bytes(Content record) {
        try {
            return record.read(EpicRecords.LONGEST_RECORD);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
