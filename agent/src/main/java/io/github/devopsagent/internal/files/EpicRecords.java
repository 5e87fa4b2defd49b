package io.github.devopsagent.internal.files;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.AbortedRecord;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.document.DeploymentRegister;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records of deployments that lie in a consensus directory, and which of them are as this agent wrote them. */
public final class EpicRecords {

    /** A longer file is no record of ours, and its number is passed over. */
    public static final int LONGEST_RECORD = 64 << 20;

    private static final String SUFFIX = ".json";

    private final String epicId;
    private final SortedMap<String, byte[]> records;
    private final Optional<byte[]> latest;
    private final DeploymentRegister register;

    private EpicRecords(
            String epicId, SortedMap<String, byte[]> records, Optional<byte[]> latest, DeploymentRegister register) {
        this.epicId = epicId;
        this.records = records;
        this.latest = latest;
        this.register = register;
    }

    public static EpicRecords read(Snapshot snapshot, String epicId, DeploymentRegister register) {
        SortedMap<String, byte[]> records = new TreeMap<>();
        for (Map.Entry<String, Content> entry : snapshot.in(Deployment.DIRECTORY)) {
            String name = entry.getKey().substring(Deployment.DIRECTORY.length() + 1);
            String id = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
            if (DeploymentIds.isId(id)) {
                records.put(id, bytes(entry.getValue()));
            }
        }
        Optional<Content> latest = snapshot.find(Deployment.FILE);
        return new EpicRecords(
                epicId, records, latest.isPresent() ? Optional.of(bytes(latest.get())) : Optional.empty(), register);
    }

    /** A record that cannot be read is refused before a run begins; here it is empty, so that a run can be recorded. */
    private static byte[] bytes(Content content) {
        try {
            return content.read(LONGEST_RECORD + 1);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** Where the record of a deployment lies. */
    public static String path(String deploymentId) {
        return Deployment.DIRECTORY + "/" + deploymentId + SUFFIX;
    }

    /** Where a page for people lies that shows it. */
    public static String pagePath(String deploymentId) {
        return Deployment.DIRECTORY + "/" + deploymentId + ".html";
    }

    /** The next id of the epic: one that no run of it ever had, as far as anything that is left tells. */
    public String nextId(Status status, List<String> runs) {
        int highest = register.highest();
        for (Blocker blocker : status.blockers()) {
            if (blocker.isOurs()) {
                highest = Math.max(highest, DeploymentIds.leading(blocker.reason()));
            }
        }
        return DeploymentIds.next(epicId, records, latest, runs, highest);
    }

    /** The newest record of the epic, if it tells of an abort, and is as this agent wrote it. */
    public Optional<AbortedRecord> newestAbort() {
        return newestAbortBefore("");
    }

    /**
     * The newest record of the epic beside that of a run, if it tells of an abort, and is as this agent wrote it. What
     * the run itself has written, before its agent was killed, counts as that.
     */
    public Optional<AbortedRecord> newestAbortBefore(String run) {
        return DeploymentIds.newest(epicId, records, run).flatMap(id -> AbortedRecord.read(bytes(id))
                .filter(record -> record.deploymentId().equals(id))
                .filter(record -> isOurs(id) || record.lastDeploymentId().equals(run)));
    }

    /** The epic's newest record beside that of a run, as it lies there. */
    public Optional<Provenance.PreviousRecord> newestBefore(String run) {
        Optional<String> id = DeploymentIds.newest(epicId, records, run);
        return id.isPresent()
                ? Optional.of(new Provenance.PreviousRecord(id.get(), Digest.of(bytes(id.get()))))
                : Optional.empty();
    }

    /** The success that the epic stands at: no run of it was begun afterwards, as far as anything that is left tells. */
    public Optional<DeploymentRegister.Success> standing() {
        Optional<DeploymentRegister.Success> success = register.standing(epicId);
        return success.isPresent() && isNewest(success.get().deploymentId()) ? success : Optional.empty();
    }

    private boolean isNewest(String deploymentId) {
        Optional<String> other = DeploymentIds.newest(epicId, records, deploymentId);
        return other.isEmpty() || DeploymentIds.order(other.get()) <= DeploymentIds.order(deploymentId);
    }

    /** Whether a record is as it was written. Where that is not remembered, the latest record must say the same. */
    public boolean isOurs(String id) {
        return register.digest(epicId, id).map(Digest.of(bytes(id))::equals).orElseGet(() -> latest.filter(
                        copy -> Arrays.equals(copy, bytes(id)))
                .isPresent());
    }

    /** Whether this was once written as the record of a deployment of the epic that was aborted. */
    boolean wasWritten(byte[] record) {
        return register.aborted(epicId).containsValue(Digest.of(record));
    }

    private byte[] bytes(String id) {
        return records.getOrDefault(id, new byte[0]);
    }

    /** The record of a deployment. */
    public Optional<byte[]> find(String id) {
        return Optional.ofNullable(records.get(id));
    }

    /** Whether these bytes lie under an id. */
    boolean has(byte[] record) {
        for (byte[] each : records.values()) {
            if (Arrays.equals(each, record)) {
                return true;
            }
        }
        return false;
    }

    /** The content of {@code deployment.json}. */
    public Optional<byte[]> latest() {
        return latest;
    }
}
