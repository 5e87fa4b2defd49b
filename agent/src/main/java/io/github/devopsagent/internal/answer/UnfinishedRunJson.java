package io.github.devopsagent.internal.answer;

import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.plan.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Writes what {@code inspect} tells; its JSON Schema is {@code unfinished-run.schema.json}. */
public final class UnfinishedRunJson {

    private UnfinishedRunJson() {}

    /** One line. */
    public static String write(UnfinishedRun run) {
        ObjectNode node = TrustedJson.object();
        node.put("type", "unfinished_run");
        put(node, "deployment_id", run.run());
        put(node, "epic_id", run.epicId());
        node.put("life", run.life().name().toLowerCase(Locale.ROOT));
        run.agent().ifPresent(agent -> write(agent, node.putObject("agent")));
        put(node, "started_at", run.startedAt().map(Instant::toString));
        put(node, "stage", run.stage().map(Stage::label));
        run.step().ifPresent(step -> write(step, node.putObject("step")));
        node.put("may_have_deployed", run.mayHaveDeployed());
        node.put("summary", run.summary());
        return new String(TrustedJson.compact(node), StandardCharsets.UTF_8);
    }

    private static void write(UnfinishedRun.Worker agent, ObjectNode node) {
        node.put("host", agent.host());
        node.put("user", agent.user());
        node.put("pid", agent.pid());
        put(node, "since", agent.since().map(Instant::toString));
    }

    private static void write(UnfinishedRun.StepUnderWay step, ObjectNode node) {
        node.put("path", step.path());
        node.put("name", step.name());
        node.put("number", step.number());
        node.put("count", step.count());
        node.put("attempt", step.attempt());
        node.put("since", step.since().toString());
    }

    private static void put(ObjectNode node, String name, Optional<String> text) {
        text.ifPresent(known -> node.put(name, known));
    }
}
