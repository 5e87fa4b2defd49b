package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * What must be known of deployments whose records and directories may be gone: for each epic the highest number that was
 * given, the last deployment that succeeded, and the digests of the records of aborted deployments, by which a record that
 * somebody has changed is told.
 *
 * @param epics by id
 */
public record DeploymentRegister(SortedMap<String, Epic> epics) {

    /** Nothing was ever deployed here, or nobody knows. */
    public static final DeploymentRegister EMPTY = new DeploymentRegister(new TreeMap<>());

    public DeploymentRegister {
        epics = Collections.unmodifiableSortedMap(new TreeMap<>(epics));
    }

    /**
     * What is known of an epic.
     *
     * @param highest the highest number that one of its deployments was given
     * @param aborted SHA-256 of the records of aborted deployments, by their id
     * @param success the last deployment that succeeded; empty if there is none, or an earlier version of ours wrote this
     */
    public record Epic(int highest, Map<String, String> aborted, Optional<Success> success) {

        static final Epic UNKNOWN = new Epic(0, Map.of(), Optional.empty());

        public Epic {
            aborted = Map.copyOf(aborted);
        }
    }

    /**
     * A deployment that succeeded.
     *
     * @param deploymentId such as {@code DEP-001}
     * @param at when it came to its end
     * @param environment where to
     * @param iteration of the status when it was judged
     * @param digests of the plan and the test results that were judged
     */
    public record Success(
            String deploymentId, Instant at, String environment, int iteration, Deployment.Digests digests) {

        private static Success read(Fields fields) {
            return new Success(
                    fields.get("deployment_id").text(),
                    fields.get("at").instant(),
                    fields.get("environment").text(),
                    fields.get("iteration").integer(1),
                    new Deployment.Digests(
                            fields.get("plan_sha256").text(),
                            fields.get("test_results_sha256").text()));
        }

        private void write(ObjectNode node) {
            node.put("deployment_id", deploymentId)
                    .put("at", at.toString())
                    .put("environment", environment)
                    .put("iteration", iteration)
                    .put("plan_sha256", digests.plan())
                    .put("test_results_sha256", digests.testResults());
        }
    }

    /**
     * Reads a register. What of it cannot be read is passed over, since it must not stop a run for ever, and told; what
     * a later version of ours may have written beside the rest is passed over.
     *
     * @param document its bytes
     * @param faults to which is added what cannot be read: the place, what was found there, and what is expected
     * @return the register
     */
    public static DeploymentRegister read(byte[] document, List<String> faults) {
        SortedMap<String, Epic> epics = new TreeMap<>();
        for (Map.Entry<String, TrustedJsonCursor> each :
                values(document, faults).entrySet()) {
            Optional<Epic> epic = epic(each.getValue(), faults);
            if (epic.isPresent()) {
                epics.put(each.getKey(), epic.get());
            }
        }
        return new DeploymentRegister(epics);
    }

    private static Map<String, TrustedJsonCursor> values(byte[] document, List<String> faults) {
        try {
            return TrustedJsonCursor.document(document).values();
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
            return Map.of();
        }
    }

    private static Optional<Epic> epic(TrustedJsonCursor object, List<String> faults) {
        try {
            return Optional.of(epic(object.fields(), faults));
        } catch (IllegalArgumentException e) {
            faults.add(object.fault(e));
            return Optional.empty();
        }
    }

    private static Optional<Success> success(TrustedJsonCursor object, List<String> faults) {
        try {
            return Optional.of(Success.read(object.fields()));
        } catch (IllegalArgumentException e) {
            faults.add(object.fault(e));
            return Optional.empty();
        }
    }

    private static Epic epic(Fields fields, List<String> faults) {
        int highest = fields.get("highest").integer(0);
        if (highest > DeploymentIds.HIGHEST) {
            throw new IllegalArgumentException("no id has so many digits: " + highest);
        }
        Map<String, String> aborted = fields.get("aborted_records").texts();
        // An earlier version of ours did not write it.
        Optional<TrustedJsonCursor> success = fields.find("last_success");
        return new Epic(highest, aborted, success.isPresent() ? success(success.get(), faults) : Optional.empty());
    }

    /**
     * The bytes of the register's file.
     *
     * @return the document: the same bytes for the same register, always
     */
    public byte[] toBytes() {
        ObjectNode root = TrustedJson.object();
        for (Map.Entry<String, Epic> each : epics.entrySet()) {
            Epic epic = each.getValue();
            ObjectNode node = root.putObject(each.getKey()).put("highest", epic.highest());
            TrustedJson.put(node.putObject("aborted_records"), new TreeMap<>(epic.aborted()));
            if (epic.success().isPresent()) {
                epic.success().get().write(node.putObject("last_success"));
            }
        }
        return TrustedJson.pretty(root);
    }

    /**
     * The highest number that was given, to whatever epic: their records lie in one directory, and those that were
     * removed are still named in messages.
     *
     * @return the number; 0 if none is known
     */
    public int highest() {
        int highest = 0;
        for (Epic epic : epics.values()) {
            highest = Math.max(highest, epic.highest());
        }
        return highest;
    }

    /**
     * The records of an epic's aborted deployments.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @return their digests, by id
     */
    public Map<String, String> aborted(String epicId) {
        return epic(epicId).aborted();
    }

    /**
     * Whether it remembers a run of an epic.
     *
     * @param epicId such as {@code EP-1}
     * @return false if there was none, or the register was lost since
     */
    public boolean isKnown(String epicId) {
        return epic(epicId).highest() > 0;
    }

    /**
     * The digest of a record.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @param deploymentId such as {@code DEP-001}
     * @return SHA-256 of its bytes as they were written last; empty if it is not known
     */
    public Optional<String> digest(String epicId, String deploymentId) {
        return Optional.ofNullable(epic(epicId).aborted().get(deploymentId));
    }

    /**
     * The deployment that an epic stands at: its last run, if that succeeded.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @return the deployment; empty if another run was begun after it, or if none is known
     */
    public Optional<Success> standing(String epicId) {
        Epic epic = epic(epicId);
        boolean isLast = epic.success().isPresent()
                && DeploymentIds.order(epic.success().get().deploymentId()) == epic.highest();
        return isLast ? epic.success() : Optional.empty();
    }

    /**
     * The register after a deployment succeeded.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @param success what it stands at from then on
     * @return a register that says so
     */
    public DeploymentRegister succeeded(String epicId, Success success) {
        Epic epic = epic(epicId);
        return with(epicId, new Epic(epic.highest(), epic.aborted(), Optional.of(success)));
    }

    /**
     * The register after a deployment was undone on demand, or was to be: it is no longer what the epic stands at.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @param deploymentId such as {@code DEP-001}
     * @return a register that says so
     */
    public DeploymentRegister undone(String epicId, String deploymentId) {
        Epic epic = epic(epicId);
        Optional<Success> stands =
                epic.success().filter(success -> !success.deploymentId().equals(deploymentId));
        return with(epicId, new Epic(epic.highest(), epic.aborted(), stands));
    }

    /**
     * The register after a veto has raised the iteration of an epic: nobody has asked for another deployment by that, so that
     * a success at the iteration before counts for the next one.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @param from the iteration before
     * @param to the iteration now
     * @return a register that says so
     */
    public DeploymentRegister raised(String epicId, int from, int to) {
        return standing(epicId)
                .filter(success -> success.iteration() == from)
                .map(success -> succeeded(
                        epicId,
                        new Success(
                                success.deploymentId(), success.at(), success.environment(), to, success.digests())))
                .orElse(this);
    }

    /**
     * The register after an id was given.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @param deploymentId such as {@code DEP-001}
     * @return a register that says so
     */
    public DeploymentRegister given(String epicId, String deploymentId) {
        int number = DeploymentIds.number(deploymentId).orElse(0);
        Epic epic = epic(epicId);
        return with(epicId, new Epic(Math.max(epic.highest(), number), epic.aborted(), epic.success()));
    }

    /**
     * The register after the record of an aborted deployment was written.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @param deploymentId such as {@code DEP-001}
     * @param digest SHA-256 of the record
     * @return a register that says so
     */
    public DeploymentRegister written(String epicId, String deploymentId, String digest) {
        Epic epic = epic(epicId);
        Map<String, String> aborted = new HashMap<>(epic.aborted());
        aborted.put(deploymentId, digest);
        return with(epicId, new Epic(epic.highest(), aborted, epic.success()));
    }

    /**
     * The register after the record of an aborted deployment was removed.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @param deploymentId such as {@code DEP-001}
     * @return a register that says so
     */
    public DeploymentRegister removed(String epicId, String deploymentId) {
        Epic epic = epic(epicId);
        Map<String, String> aborted = new HashMap<>(epic.aborted());
        aborted.remove(deploymentId);
        return with(epicId, new Epic(epic.highest(), aborted, epic.success()));
    }

    private Epic epic(String epicId) {
        return epics.getOrDefault(epicId, Epic.UNKNOWN);
    }

    private DeploymentRegister with(String epicId, Epic epic) {
        SortedMap<String, Epic> changed = new TreeMap<>(epics);
        changed.put(epicId, epic);
        return new DeploymentRegister(changed);
    }
}
