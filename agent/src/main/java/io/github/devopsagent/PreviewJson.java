package io.github.devopsagent;

import io.github.devopsagent.internal.answer.AnswerJson;
import io.github.devopsagent.veto.Ok;
import java.util.Locale;
import java.util.Optional;

/** What a run would do, by {@code preview.schema.json}. */
final class PreviewJson {

    private PreviewJson() {}

    static AnswerJson of(Preview preview) {
        AnswerJson json = AnswerJson.of("preview")
                .put("next", preview.next().name().toLowerCase(Locale.ROOT))
                .put("would_deploy", preview.wouldDeploy())
                .put("digest", preview.digest());
        AnswerJson basis = new AnswerJson();
        preview.basis().forEach(basis::put);
        json.put("basis", basis);
        preview.unfinished().ifPresent(run -> json.put("unfinished", run.json()));
        Optional<Preview.ReadPlan> plan = preview.plan();
        plan.ifPresent(read -> json.put("environment", read.environment()));
        plan.flatMap(Preview.ReadPlan::pointOfNoReturn).ifPresent(step -> json.put("point_of_no_return", step.path()));
        json.refusals("refusals", preview.refusals())
                .vetoes(preview.vetoes())
                .texts("consents", preview.consents().stream().map(Ok::note).toList())
                .findings(preview.findings())
                .objects(
                        "readings",
                        plan.stream()
                                .flatMap(read -> read.readings().stream())
                                .map(PreviewJson::reading)
                                .toList())
                .remarks(preview.warnings(), preview.inbox());
        plan.flatMap(Preview.ReadPlan::proposal)
                .ifPresent(proposal -> json.put(
                        "proposal",
                        new AnswerJson().document("plan", proposal.plan()).texts("left_out", proposal.leftOut())));
        return json.document("settings", plan.map(Preview.ReadPlan::settings).orElse(""));
    }

    private static AnswerJson reading(Preview.Reading reading) {
        return new AnswerJson()
                .put("place", reading.path())
                .put("name", reading.name())
                .put("text", reading.text())
                .put("how", reading.how());
    }
}
