package io.github.devopsagent.internal.answer;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.internal.document.DeploymentJson;
import io.github.devopsagent.internal.document.ReceivedJson;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer to a host, as a JSON object that is being made. A list stays one, however many elements it has. */
public final class AnswerJson {

    private final ObjectNode node = TrustedJson.object();

    /** An object without fields. */
    public AnswerJson() {}

    /** An answer of a type, which is its first field. */
    public static AnswerJson of(String type) {
        return new AnswerJson().put("type", type);
    }

    public AnswerJson put(String name, String text) {
        node.put(name, text);
        return this;
    }

    public AnswerJson put(String name, long number) {
        node.put(name, number);
        return this;
    }

    public AnswerJson put(String name, double number) {
        node.put(name, number);
        return this;
    }

    public AnswerJson put(String name, boolean is) {
        node.put(name, is);
        return this;
    }

    public AnswerJson put(String name, AnswerJson object) {
        node.set(name, object.node);
        return this;
    }

    /** A text or a time; what is not known is left out. */
    public AnswerJson putKnown(String name, Optional<?> value) {
        value.ifPresent(known -> node.put(name, known.toString()));
        return this;
    }

    public AnswerJson texts(String name, List<String> texts) {
        ArrayNode array = node.putArray(name);
        texts.forEach(array::add);
        return this;
    }

    public AnswerJson objects(String name, List<AnswerJson> objects) {
        ArrayNode array = node.putArray(name);
        objects.forEach(object -> array.add(object.node));
        return this;
    }

    /** What is a document already stays one, and does not become a text that has to be read again; an empty text is none. */
    public AnswerJson document(String name, String json) {
        if (!json.isEmpty()) {
            node.set(name, TrustedJson.read(json.getBytes(StandardCharsets.UTF_8)));
        }
        return this;
    }

    public AnswerJson refusals(String name, List<Refusal> refusals) {
        return objects(
                name,
                refusals.stream()
                        .map(refusal -> judged(refusal.code(), refusal.reason(), refusal.where()))
                        .toList());
    }

    public AnswerJson vetoes(List<Veto> vetoes) {
        return objects(
                "vetoes",
                vetoes.stream()
                        .map(veto -> judged(veto.code(), veto.reason(), veto.where())
                                .put("addressee", veto.addressee().label())
                                .refusals("faults", veto.faults()))
                        .toList());
    }

    /** The pointer is an empty text where the whole file is meant. */
    private static AnswerJson judged(String code, String reason, Source where) {
        return new AnswerJson()
                .put("code", code)
                .put("reason", reason)
                .put("file", where.file())
                .put("pointer", where.pointer());
    }

    public AnswerJson findings(List<Finding> findings) {
        return objects(
                "findings",
                findings.stream()
                        .map(finding -> new AnswerJson()
                                .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                                .put("where", finding.path())
                                .put("message", finding.message()))
                        .toList());
    }

    /** A record, without its settings. */
    public AnswerJson deployment(Deployment deployment) {
        node.set("deployment", DeploymentJson.of(deployment));
        return this;
    }

    /** What should be known, and what lay in our inbox. */
    public AnswerJson remarks(List<String> warnings, List<ReceivedMessage> inbox) {
        texts("warnings", warnings);
        ReceivedJson.write(inbox, node.putArray("inbox"));
        return this;
    }

    /** One line. */
    public String text() {
        return new String(TrustedJson.compact(node), StandardCharsets.UTF_8);
    }
}
