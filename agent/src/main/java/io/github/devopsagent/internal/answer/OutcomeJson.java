package io.github.devopsagent.internal.answer;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.document.DeploymentJson;
import io.github.devopsagent.internal.document.ReceivedJson;
import io.github.devopsagent.internal.json.TrustedJson;
import tools.jackson.databind.node.ObjectNode;

/** What a run came to, by {@code outcome.schema.json}. */
public final class OutcomeJson {

    private OutcomeJson() {}

    /**
     * Writes an outcome.
     *
     * @param outcome what a run came to
     * @return one line
     */
    public static String write(Outcome outcome) {
        return AnswerJson.text(of(outcome));
    }

    static ObjectNode of(Outcome outcome) {
        ObjectNode node = TrustedJson.object()
                .put("type", "outcome")
                .put("result", result(outcome))
                .put("exit_code", outcome.exitCode());
        outcome.fold(
                deployed -> deployment(deployed.deployment(), node),
                vetoed -> {
                    node.put("epic_id", vetoed.epicId()).put("iteration", vetoed.iteration());
                    return AnswerJson.vetoes(vetoed.vetoes(), node);
                },
                refused -> AnswerJson.refusals("refusals", refused.refusals(), node),
                aborted -> deployment(aborted.deployment(), node.put("reason", aborted.reason())),
                rolledBack -> deployment(
                        rolledBack.deployment(),
                        node.put("reason", rolledBack.reason())
                                .put("health", rolledBack.health().label())),
                failed -> deployment(
                        failed.deployment(),
                        AnswerJson.texts("faults", failed.faults(), node.put("reason", failed.reason()))));
        AnswerJson.texts("warnings", outcome.warnings(), node);
        ReceivedJson.write(outcome.inbox(), node.putArray("inbox"));
        return node;
    }

    /** The kind of an outcome, as {@code result} has it. */
    private static String result(Outcome outcome) {
        return outcome.fold(
                deployed -> "deployed",
                vetoed -> "vetoed",
                refused -> "refused",
                aborted -> Deployment.Result.ABORTED.label(),
                rolledBack -> Deployment.Result.ROLLED_BACK.label(),
                rollbackFailed -> Deployment.Result.ROLLBACK_FAILED.label());
    }

    private static ObjectNode deployment(Deployment deployment, ObjectNode node) {
        node.set("deployment", DeploymentJson.of(deployment));
        return node;
    }
}
