package io.github.devopsagent.json;

import io.github.devopsagent.json.OwnValue.Fields;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * What must be known of deployments whose records and directories may be gone: for each epic the highest number that was
 * given, and the digests of the records of aborted deployments, by which a record that somebody has changed is told.
 *
 * @param epics by id
 */
public record DeploymentRegister(SortedMap<String, Epic> epics) {

    /** Nothing was ever deployed here, or nobody knows. */
    public static final DeploymentRegister EMPTY = new DeploymentRegister(new TreeMap<>());

    /** Copies. */
    public DeploymentRegister {
        epics = Collections.unmodifiableSortedMap(new TreeMap<>(epics));
    }

    /**
     * What is known of an epic.
     *
     * @param highest the highest number that one of its deployments was given
     * @param aborted SHA-256 of the records of aborted deployments, by their id
     */
    public record Epic(int highest, Map<String, String> aborted) {

        static final Epic UNKNOWN = new Epic(0, Map.of());

        /** Copies. */
        public Epic {
            aborted = Map.copyOf(aborted);
        }
    }

    /**
     * Reads a register. One that cannot be read is an empty one: it must not stop a run for ever.
     *
     * @param document its bytes
     * @return the register
     */
    public static DeploymentRegister read(byte[] document) {
        try {
            return new DeploymentRegister(
                    new TreeMap<>(OwnValue.document(document).map(epic -> epic.object(DeploymentRegister::epic))));
        } catch (IllegalArgumentException e) {
            return EMPTY;
        }
    }

    private static Epic epic(Fields fields) {
        int highest = fields.get("highest").integer(0);
        if (highest > DeploymentIds.HIGHEST) {
            throw new IllegalArgumentException("no id has so many digits: " + highest);
        }
        return new Epic(highest, fields.get("aborted_records").map(OwnValue::text));
    }

    /**
     * Writes it.
     *
     * @return the document: the same bytes for the same register, always
     */
    public byte[] toBytes() {
        ObjectNode root = OwnJson.object();
        epics.forEach((id, epic) -> {
            ObjectNode node = root.putObject(id).put("highest", epic.highest());
            ObjectNode aborted = node.putObject("aborted_records");
            new TreeMap<>(epic.aborted()).forEach(aborted::put);
        });
        return OwnJson.pretty(root);
    }

    /**
     * The highest number that was given, to whatever epic: their records lie in one directory, and those that were
     * removed are still named in messages.
     *
     * @return the number; 0 if none is known
     */
    public int highest() {
        return epics.values().stream().mapToInt(Epic::highest).max().orElse(0);
    }

    /**
     * The records of an epic's aborted deployments.
     *
     * @param epicId an epic
     * @return their digests, by id
     */
    public Map<String, String> aborted(String epicId) {
        return epic(epicId).aborted();
    }

    /**
     * The digest of a record.
     *
     * @param epicId its epic
     * @param deploymentId its id
     * @return SHA-256 of its bytes as they were written last; empty if it is not known
     */
    public Optional<String> digest(String epicId, String deploymentId) {
        return Optional.ofNullable(epic(epicId).aborted().get(deploymentId));
    }

    /**
     * The register after an id was given.
     *
     * @param epicId the epic
     * @param deploymentId the id
     * @return the register
     */
    public DeploymentRegister given(String epicId, String deploymentId) {
        int number = DeploymentIds.number(deploymentId).orElse(0);
        return with(epicId, epic -> new Epic(Math.max(epic.highest(), number), epic.aborted()));
    }

    /**
     * The register after the record of an aborted deployment was written.
     *
     * @param epicId the epic
     * @param deploymentId the id
     * @param digest SHA-256 of the record
     * @return the register
     */
    public DeploymentRegister written(String epicId, String deploymentId, String digest) {
        return with(epicId, epic -> {
            Map<String, String> aborted = new HashMap<>(epic.aborted());
            aborted.put(deploymentId, digest);
            return new Epic(epic.highest(), aborted);
        });
    }

    /**
     * The register after the record of an aborted deployment was removed.
     *
     * @param epicId the epic
     * @param deploymentId the id
     * @return the register
     */
    public DeploymentRegister removed(String epicId, String deploymentId) {
        return with(epicId, epic -> {
            Map<String, String> aborted = new HashMap<>(epic.aborted());
            aborted.remove(deploymentId);
            return new Epic(epic.highest(), aborted);
        });
    }

    private Epic epic(String epicId) {
        return epics.getOrDefault(epicId, Epic.UNKNOWN);
    }

    private DeploymentRegister with(String epicId, UnaryOperator<Epic> change) {
        SortedMap<String, Epic> changed = new TreeMap<>(epics);
        changed.put(epicId, change.apply(epic(epicId)));
        return new DeploymentRegister(changed);
    }
}
