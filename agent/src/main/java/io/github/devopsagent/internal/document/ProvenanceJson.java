package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.Provenance.Approval;
import io.github.devopsagent.domain.Provenance.JournalSeal;
import io.github.devopsagent.domain.Provenance.PreviousRecord;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** On what a deployment rests, in the journal and, as part of {@code evidence}, in {@code deployment.json}. */
public final class ProvenanceJson {

    private static final String DEPLOYED = "deployed_commit";
    private static final String TESTED = "tested_commit";
    private static final String APPROVALS = "approvals";
    private static final String PREVIOUS = "previous_record";
    private static final String JOURNAL = "journal";
    private static final String DIGEST = "sha256";

    private ProvenanceJson() {}

    /** Adds what is known. */
    public static void write(Provenance provenance, ObjectNode node) {
        TrustedJson.put(node, DEPLOYED, provenance.deployedCommit());
        TrustedJson.put(node, TESTED, provenance.testedCommit());
        if (!provenance.approvals().isEmpty()) {
            ArrayNode approvals = node.putArray(APPROVALS);
            for (Approval approval : provenance.approvals()) {
                ObjectNode each =
                        approvals.addObject().put("role", approval.role()).put("commit", approval.commit());
                TrustedJson.put(each, "key", approval.key());
            }
        }
        if (provenance.previous().isPresent()) {
            PreviousRecord previous = provenance.previous().get();
            node.putObject(PREVIOUS)
                    .put("deployment_id", previous.deploymentId())
                    .put(DIGEST, previous.digest());
        }
        if (provenance.journal().isPresent()) {
            JournalSeal seal = provenance.journal().get();
            node.putObject(JOURNAL).put("bytes", seal.bytes()).put(DIGEST, seal.digest());
        }
    }

    /** Reads what {@link #write} has written into a journal. */
    public static Provenance read(Fields fields) {
        return new Provenance(
                fields.find(DEPLOYED).map(TrustedJsonCursor::text),
                fields.find(TESTED).map(TrustedJsonCursor::text),
                fields.find(APPROVALS)
                        .map(all -> all.list(each -> each.object(ProvenanceJson::approval)))
                        .orElse(List.of()),
                fields.find(PREVIOUS).map(each -> each.object(ProvenanceJson::previous)),
                fields.find(JOURNAL).map(each -> each.object(ProvenanceJson::seal)));
    }

    private static Approval approval(Fields fields) {
        return new Approval(
                fields.get("role").text(),
                fields.get("commit").text(),
                fields.find("key").map(TrustedJsonCursor::text));
    }

    private static PreviousRecord previous(Fields fields) {
        return new PreviousRecord(
                fields.get("deployment_id").text(), fields.get(DIGEST).text());
    }

    private static JournalSeal seal(Fields fields) {
        return new JournalSeal(fields.get("bytes").whole(), fields.get(DIGEST).text());
    }

    /** Reads what stands in a record, which somebody may have changed; what is not as it is written there is not known. */
    static Provenance of(JsonNode evidence) {
        return new Provenance(
                text(evidence.path(DEPLOYED)),
                text(evidence.path(TESTED)),
                evidence.path(APPROVALS).values().stream()
                        .map(each -> new Approval(
                                each.path("role").asString(""),
                                each.path("commit").asString(""),
                                text(each.path("key"))))
                        .toList(),
                Optional.of(evidence.path(PREVIOUS))
                        .filter(JsonNode::isObject)
                        .map(each -> new PreviousRecord(
                                each.path("deployment_id").asString(""),
                                each.path(DIGEST).asString(""))),
                Optional.of(evidence.path(JOURNAL))
                        .filter(JsonNode::isObject)
                        .map(each -> new JournalSeal(
                                each.path("bytes").asLong(-1), each.path(DIGEST).asString(""))));
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node.asString("")).filter(text -> !text.isEmpty());
    }
}
