package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
     * @param faults is told of what cannot be read: the place, what was found there, and what is expected
     * @return the register
     */
    public static DeploymentRegister read(byte[] document, Consumer<String> faults) {
        SortedMap<String, Epic> epics = new TreeMap<>();
        readable(
                        () -> TrustedJsonCursor.document(document)
                                .map(epic -> readable(() -> epic.openObject(fields -> epic(fields, faults)), faults)),
                        faults)
                .ifPresent(all -> all.forEach((id, epic) -> epic.ifPresent(known -> epics.put(id, known))));
        return new DeploymentRegister(epics);
    }

    private static <T> Optional<T> readable(Supplier<T> part, Consumer<String> faults) {
        try {
            return Optional.of(part.get());
        } catch (IllegalArgumentException e) {
            faults.accept(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Epic epic(Fields fields, Consumer<String> faults) {
        int highest = fields.get("highest").integer(0);
        if (highest > DeploymentIds.HIGHEST) {
            throw new IllegalArgumentException("no id has so many digits: " + highest);
        }
        return new Epic(
                highest,
                fields.get("aborted_records").map(TrustedJsonCursor::text),
                // An earlier version of ours did not write it.
                fields.find("last_success")
                        .flatMap(success -> readable(() -> success.openObject(Success::read), faults)));
    }

    /**
     * The bytes of the register's file.
     *
     * @return the document: the same bytes for the same register, always
     */
    public byte[] toBytes() {
        ObjectNode root = TrustedJson.object();
        epics.forEach((id, epic) -> {
            ObjectNode node = root.putObject(id).put("highest", epic.highest());
            ObjectNode aborted = node.putObject("aborted_records");
            new TreeMap<>(epic.aborted()).forEach(aborted::put);
            epic.success().ifPresent(success -> success.write(node.putObject("last_success")));
        });
        return TrustedJson.pretty(root);
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
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @return their digests, by id
     */
    public Map<String, String> aborted(String epicId) {
        return epic(epicId).aborted();
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
        return epic(epicId)
                .success()
                .filter(success -> DeploymentIds.order(success.deploymentId())
                        == epic(epicId).highest());
    }

    /**
     * The register after a deployment succeeded.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @param success what it stands at from then on
     * @return a register that says so
     */
    public DeploymentRegister succeeded(String epicId, Success success) {
        return with(epicId, epic -> new Epic(epic.highest(), epic.aborted(), Optional.of(success)));
    }

    /**
     * The register after a deployment was undone on demand, or was to be: it is no longer what the epic stands at.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @param deploymentId such as {@code DEP-001}
     * @return a register that says so
     */
    public DeploymentRegister undone(String epicId, String deploymentId) {
        return with(
                epicId,
                epic -> new Epic(
                        epic.highest(), epic.aborted(), epic.success().filter(success -> !success.deploymentId()
                                .equals(deploymentId))));
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
        return with(epicId, epic -> new Epic(Math.max(epic.highest(), number), epic.aborted(), epic.success()));
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
        return with(epicId, epic -> {
            Map<String, String> aborted = new HashMap<>(epic.aborted());
            aborted.put(deploymentId, digest);
            return new Epic(epic.highest(), aborted, epic.success());
        });
    }

    /**
     * The register after the record of an aborted deployment was removed.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @param deploymentId such as {@code DEP-001}
     * @return a register that says so
     */
    public DeploymentRegister removed(String epicId, String deploymentId) {
        return with(epicId, epic -> {
            Map<String, String> aborted = new HashMap<>(epic.aborted());
            aborted.remove(deploymentId);
            return new Epic(epic.highest(), aborted, epic.success());
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
