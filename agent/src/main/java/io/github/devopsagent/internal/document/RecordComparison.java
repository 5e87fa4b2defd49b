package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.internal.json.TrustedJson;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A record of a deployment, beside what it should say. */
public final class RecordComparison {

    private static final String STARTED = "started_at";
    private static final String MASK = "***";
    private static final String AGENT = "agent";
    private static final String LAST = "last";

    /** What the versions did not write that wrote no {@link #AGENT}. */
    private static final Set<String> ADDED = Set.of(AGENT, "duration_ms", "health_checks", LAST);

    /** What a run comes to, whoever records it; the rest depends on what was seen meanwhile. */
    private static final List<String> COMPARED = List.of(
            "rolls_back",
            "timestamp",
            "environment",
            AGENT,
            "duration_ms",
            "status",
            "steps_executed",
            "rollback_available",
            "rollback_command",
            "failure",
            "rollback",
            "health_checks",
            "monitoring",
            "settings");

    private final JsonNode record;
    private final boolean isOfAnEarlierVersion;

    /** Of a record's bytes; one that cannot be read says nothing. */
    public RecordComparison(byte[] record) {
        this.record = TrustedJson.read(record);
        this.isOfAnEarlierVersion = !this.record.has(AGENT);
    }

    /** The id that it says it has; empty if it has none. */
    public String deploymentId() {
        return record.path("deployment_id").asString("");
    }

    /** The epic that it says it is of; empty if it says none. */
    public String epicId() {
        return record.path("epic_id").asString("");
    }

    /** When its run, or the first of them, began, as it says; empty if it says nothing that can be read. */
    public Optional<Instant> startedAt() {
        try {
            return Optional.of(Instant.parse(record.path(STARTED).asString("")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The id of the last run, if it was tried again. */
    public Optional<String> lastDeploymentId() {
        return Optional.of(record.path("last_deployment_id").asString("")).filter(DeploymentIds::isId);
    }

    /** The deployment that it says was undone on demand, or was to be; empty if it is of a deployment. */
    public Optional<String> rollsBack() {
        return Optional.of(record.path("rolls_back").asString("")).filter(id -> !id.isEmpty());
    }

    /** The digests of what was judged. */
    public Deployment.Digests digests() {
        JsonNode evidence = record.path("evidence");
        return new Deployment.Digests(
                evidence.path("plan_sha256").asString(""),
                evidence.path("test_results_sha256").asString(""));
    }

    /** On what it rests. */
    public Provenance provenance() {
        return ProvenanceJson.of(record.path("evidence"));
    }

    /** The fields in which it says something else than one that was written again. */
    public List<String> differingFrom(byte[] again) {
        JsonNode other = TrustedJson.read(again);
        // Of a deployment that was tried again, the journal is that of the last run.
        String start = lastDeploymentId().isPresent() ? "last_tried_at" : STARTED;
        return Stream.concat(
                        COMPARED.stream()
                                .filter(field -> !isAdded(record, field))
                                .filter(field -> !isSame(other.path(field), record.path(field))),
                        Stream.of(start).filter(field -> !isSame(other.path(STARTED), record.path(field))))
                .toList();
    }

    /** What a secret stood in cannot be made again without the secret. */
    private boolean isSame(JsonNode again, JsonNode found) {
        if (found.isString() && found.asString().contains(MASK)) {
            return again.isString();
        }
        if (found.isObject() && again.isObject()) {
            return again.properties().stream()
                            .allMatch(each -> isAdded(found, each.getKey())
                                    || isSame(lasting(each, found), found.path(each.getKey())))
                    && found.properties().stream().allMatch(each -> again.has(each.getKey()));
        }
        if (found.isArray() && again.isArray() && found.size() == again.size()) {
            for (int i = 0; i < found.size(); i++) {
                if (!isSame(again.get(i), found.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return found.equals(again);
    }

    private boolean isAdded(JsonNode found, String field) {
        return isOfAnEarlierVersion && ADDED.contains(field) && !found.has(field);
    }

    /** Earlier versions told of fewer samples. */
    private JsonNode lasting(Map.Entry<String, JsonNode> again, JsonNode found) {
        JsonNode value = again.getValue();
        JsonNode known = found.path(again.getKey());
        if (!isOfAnEarlierVersion || !again.getKey().equals(LAST) || value.size() <= known.size()) {
            return value;
        }
        ArrayNode newest = JsonNodeFactory.instance.arrayNode();
        value.values().stream().skip(value.size() - known.size()).forEach(newest::add);
        return newest;
    }
}
