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
    private final LazyRecords records;
    private final Optional<byte[]> latest;
    private final DeploymentRegister register;

    private EpicRecords(String epicId, LazyRecords records, Optional<byte[]> latest, DeploymentRegister register) {
        this.epicId = epicId;
        this.records = records;
        this.latest = latest;
        this.register = register;
    }

    public static EpicRecords read(Snapshot snapshot, String epicId, DeploymentRegister register) {
        SortedMap<String, Content> files = new TreeMap<>();
        for (Map.Entry<String, Content> entry : snapshot.in(Deployment.DIRECTORY)) {
            String name = entry.getKey().substring(Deployment.DIRECTORY.length() + 1);
            String id = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
            if (DeploymentIds.isId(id)) {
                files.put(id, entry.getValue());
            }
        }
        Optional<Content> latest = snapshot.find(Deployment.FILE);
        return new EpicRecords(
                epicId,
                new LazyRecords(files),
                latest.isPresent() ? Optional.of(LazyRecords.read(latest.get())) : Optional.empty(),
                register);
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
        // Where the register knows the epic, no older record has a higher number than the newest.
        Map<String, byte[]> looked = register.isKnown(epicId) ? records.newest(epicId, "") : records.all();
        return DeploymentIds.next(epicId, records.ids(), looked, latest, runs, highest);
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
        return newest(run).flatMap(id -> AbortedRecord.read(bytes(id))
                .filter(record -> record.deploymentId().equals(id))
                .filter(record -> isOurs(id) || record.lastDeploymentId().equals(run)));
    }

    /** The epic's newest record beside that of a run, as it lies there. */
    public Optional<Provenance.PreviousRecord> newestBefore(String run) {
        Optional<String> id = newest(run);
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
        Optional<String> other = newest(deploymentId);
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

    /** The id of the epic's newest record, unless that is this one. */
    private Optional<String> newest(String but) {
        return records.newest(epicId, but).keySet().stream().findFirst();
    }

    private byte[] bytes(String id) {
        return find(id).orElse(new byte[0]);
    }

    /** The record of a deployment. */
    public Optional<byte[]> find(String id) {
        return records.find(id);
    }

    /** Whether these bytes lie under an id. */
    boolean has(byte[] record) {
        return records.has(record);
    }

    /** The content of {@code deployment.json}. */
    public Optional<byte[]> latest() {
        return latest;
    }
}
