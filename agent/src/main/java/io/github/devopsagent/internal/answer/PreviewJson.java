package io.github.devopsagent.internal.answer;

import io.github.devopsagent.Preview;
import io.github.devopsagent.internal.document.ReceivedJson;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.veto.Ok;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a run would do, by {@code preview.schema.json}. */
public final class PreviewJson {

    private PreviewJson() {}

    /**
     * Writes a preview.
     *
     * @param preview what a run would do
     * @return one line
     */
    public static String write(Preview preview) {
        ObjectNode node = TrustedJson.object().put("type", "preview").put("would_deploy", preview.wouldDeploy());
        preview.environment().ifPresent(environment -> node.put("environment", environment));
        preview.pointOfNoReturn().map(StepRef::path).ifPresent(place -> node.put("point_of_no_return", place));
        AnswerJson.refusals("refusals", preview.refusals(), node);
        AnswerJson.vetoes(preview.vetoes(), node);
        AnswerJson.texts("consents", preview.consents().stream().map(Ok::note).toList(), node);
        AnswerJson.findings(preview.findings(), node);
        ArrayNode readings = node.putArray("readings");
        preview.readings().forEach(reading -> readings.addObject()
                .put("place", reading.path())
                .put("name", reading.name())
                .put("text", reading.text())
                .put("how", reading.how()));
        AnswerJson.texts("warnings", preview.warnings(), node);
        ReceivedJson.write(preview.inbox(), node.putArray("inbox"));
        preview.proposal().ifPresent(proposal -> {
            ObjectNode proposed = node.putObject("proposal");
            document("plan", proposal.plan(), proposed);
            AnswerJson.texts("left_out", proposal.leftOut(), proposed);
        });
        document("settings", preview.settings(), node);
        return AnswerJson.text(node);
    }

    /** What is a document already stays one, and does not become a text that has to be read again. */
    private static void document(String name, String json, ObjectNode node) {
        if (!json.isEmpty()) {
            node.set(name, TrustedJson.read(json.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
