package io.github.devopsagent.internal.answer;

import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What several answers say in the same way. */
final class AnswerJson {

    private AnswerJson() {}

    static String text(ObjectNode node) {
        return new String(TrustedJson.compact(node), StandardCharsets.UTF_8);
    }

    /** A list stays one, however many texts it has. */
    static ObjectNode texts(String name, List<String> texts, ObjectNode node) {
        ArrayNode array = node.putArray(name);
        texts.forEach(array::add);
        return node;
    }

    static ObjectNode refusals(String name, List<Refusal> refusals, ObjectNode node) {
        ArrayNode array = node.putArray(name);
        refusals.forEach(refusal -> judged(refusal.code(), refusal.reason(), refusal.where(), array.addObject()));
        return node;
    }

    static ObjectNode vetoes(List<Veto> vetoes, ObjectNode node) {
        ArrayNode array = node.putArray("vetoes");
        vetoes.forEach(veto -> refusals(
                "faults",
                veto.faults(),
                judged(veto.code(), veto.reason(), veto.where(), array.addObject())
                        .put("addressee", veto.addressee().label())));
        return node;
    }

    static ObjectNode findings(List<Finding> findings, ObjectNode node) {
        ArrayNode array = node.putArray("findings");
        findings.forEach(finding -> array.addObject()
                .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("where", finding.path())
                .put("message", finding.message()));
        return node;
    }

    /** The pointer is an empty text where the whole file is meant. */
    private static ObjectNode judged(String code, String reason, Source where, ObjectNode node) {
        return node.put("code", code)
                .put("reason", reason)
                .put("file", where.file())
                .put("pointer", where.pointer());
    }
}
