package io.github.devopsagent;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.answer.AnswerJson;

/** What a run came to, by {@code outcome.schema.json}. */
final class OutcomeJson {

    private OutcomeJson() {}

    static AnswerJson of(Outcome outcome) {
        AnswerJson json =
                AnswerJson.of("outcome").put("result", result(outcome)).put("exit_code", outcome.exitCode());
        return outcome.fold(
                        deployed -> json.deployment(deployed.deployment()),
                        vetoed -> json.put("epic_id", vetoed.epicId())
                                .put("iteration", vetoed.iteration())
                                .vetoes(vetoed.vetoes()),
                        refused -> json.refusals("refusals", refused.refusals()).vetoes(refused.vetoes()),
                        aborted -> json.put("reason", aborted.reason()).deployment(aborted.deployment()),
                        rolledBack -> json.put("reason", rolledBack.reason())
                                .put("health", rolledBack.health().label())
                                .deployment(rolledBack.deployment()),
                        failed -> json.put("reason", failed.reason())
                                .texts("faults", failed.faults())
                                .deployment(failed.deployment()),
                        fenced -> json.put("reason", fenced.reason()))
                .remarks(outcome.warnings(), outcome.inbox());
    }

    private static String result(Outcome outcome) {
        return outcome.fold(
                deployed -> "deployed",
                vetoed -> "vetoed",
                refused -> "refused",
                aborted -> Deployment.Result.ABORTED.label(),
                rolledBack -> Deployment.Result.ROLLED_BACK.label(),
                rollbackFailed -> Deployment.Result.ROLLBACK_FAILED.label(),
                fenced -> "fenced");
    }
}
