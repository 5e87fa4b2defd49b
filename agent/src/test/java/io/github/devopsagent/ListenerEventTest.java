package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a listener is told, as values. */
class ListenerEventTest {

    private static final Instant AT = Instant.parse("2025-12-31T14:00:00.123Z");
    private static final String PLAN = """
            "deployment_steps": [ {"name": "go", "run": "deploy", "idempotent": true, "retries": 1, "retry_delay": "1ms"} ],
            "rollback_plan": {"run": "undo"},
            "monitoring": { "duration": "0s", "period": "1ms", "failure_limit": 0,
              "metrics": [ {"name": "load", "run": "load", "at_most": 5} ] }
            """;

    @TempDir
    private Path temporary;

    private final List<ListenerEvent> events = new CopyOnWriteArrayList<>();
    private final List<RunView> views = new CopyOnWriteArrayList<>();

    @BeforeEach
    void aRun() {
        Outcome outcome = aConsensus()
                .withPlanOf(PLAN)
                .in(temporary)
                .run(
                        aShell().doing("deploy", step -> {
                            step.output().line("with hunter2hunter2");
                            return StepResult.failure("deploy is broken");
                        }),
                        agent -> agent.secret("TOKEN", "hunter2hunter2")
                                .listener(RunListener.ofEvents(events::add))
                                .listener(new RunListener() {
                                    @Override
                                    public void started(RunView run) {
                                        views.add(run);
                                    }
                                }));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
    }

    private static JsonNode json(ListenerEvent event) {
        assertThat(Schemas.EVENT.errorsIn(event.toJson())).as(event.toJson()).isEmpty();
        assertThat(event.toJson()).startsWith("{\"type\":\"event\",\"kind\":\"" + event.kind() + "\",");
        return TrustedJson.strict(event.toJson().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_run_is_told_from_its_beginning_to_its_end() {
        assertThat(events)
                .extracting(ListenerEvent::kind)
                .startsWith("started", "readiness_checked")
                .containsSubsequence(
                        "step_intended", "printed", "step_ended", "retrying", "step_intended", "step_ended")
                .endsWith("ended");
        List<JsonNode> told = events.stream().map(ListenerEventTest::json).toList();
        JsonNode started = told.get(0);
        assertThat(started.path("steps").get(0).path("place").asString()).isEqualTo("deployment_steps/0");
        assertThat(started.path("steps").get(0).path("name").asString()).isEqualTo("go");
        assertThat(started.path("metrics").get(0).asString()).isEqualTo("load");
        JsonNode ended = told.get(told.size() - 1).path("outcome");
        assertThat(ended.path("result").asString()).isEqualTo("rolled_back");
        assertThat(ended.path("deployment").path("status").asString()).isEqualTo("rolled_back");
        assertThat(told.toString()).contains("with ***").doesNotContain("hunter2");
    }

    @Test
    void a_step_is_of_its_own_stage_also_where_it_was_the_last_one_of_that() {
        assertThat(events.stream()
                        .map(ListenerEventTest::json)
                        .filter(event -> event.path("kind").asString().equals("step_ended"))
                        .map(event -> event.path("place").asString() + " "
                                + event.path("stage").asString()))
                .startsWith("deployment_steps/0 deploy", "deployment_steps/0 deploy")
                .allMatch(told -> told.matches("deployment_steps/0 deploy|.*rollback.* rollback"));
    }

    @Test
    void every_kind_of_event_is_described() {
        StepRef step = StepRef.of(StepRef.Part.DEPLOY, 0);
        List<RunEvent> all = List.of(
                new RunEvent.ReadinessChecked(AT, List.of(new Finding(Finding.Severity.NOTE, "PATH", "is long"))),
                new RunEvent.Probed(AT, Purpose.VERIFY, 0, AT, true, "HTTP 200"),
                new RunEvent.Measured(AT, Purpose.MONITOR, 0, AT, new Measurement.Figure(0.1)),
                new RunEvent.GateConfirmed(AT, List.of()),
                new RunEvent.StepIntended(AT, step, 1, "key"),
                new RunEvent.StepStarted(AT, step, 1, new ProcessId("", 7, Optional.empty())),
                new RunEvent.StepEnded(AT, step, 1, StepResult.success(), Output.NONE),
                new RunEvent.Cancelled(AT, "why"),
                new RunEvent.Stuck(AT, "why"),
                new RunEvent.StepLost(AT, step, 1),
                new RunEvent.Resumed(AT, Recovery.ROLL_BACK));
        assertThat(all).hasSize(RunEvent.class.getPermittedSubclasses().length);
        RunView run = views.get(0);
        List<ListenerEvent> told = new ArrayList<>(all.stream()
                .map(event -> event.fold(new ListenerEventJson(run)))
                .toList());
        told.add(ListenerEventJson.started(run));
        told.add(ListenerEventJson.printed("go", "line"));
        told.add(ListenerEventJson.retrying("go", 2, 3, Duration.ofSeconds(90)));
        told.add(ListenerEventJson.stillRunning("go", Duration.ofSeconds(30)));
        told.add(ListenerEventJson.waiting("another agent works here", Duration.ofMinutes(5)));
        told.add(ListenerEventJson.failed(new DevOpsAgentException("the disk is full", temporary, new IOException())));
        told.add(events.get(events.size() - 1));
        told.forEach(ListenerEventTest::json);
        JsonNode kinds = TrustedJson.strict(JsonSchema.EVENT.text().getBytes(StandardCharsets.UTF_8))
                .path("properties")
                .path("kind")
                .path("enum");
        assertThat(told)
                .extracting(ListenerEvent::kind)
                .containsExactlyInAnyOrderElementsOf(
                        kinds.values().stream().map(JsonNode::asString).toList());
    }

    @Test
    void each_way_in_which_an_attempt_ends_is_described() {
        List.of(
                        StepResult.success(),
                        StepResult.failure("no"),
                        new StepResult.NotStarted("there is none"),
                        new StepResult.StillRunning("process 7"))
                .forEach(result ->
                        json(new RunEvent.StepEnded(AT, StepRef.of(StepRef.Part.DEPLOY, 0), 1, result, Output.NONE)
                                .fold(new ListenerEventJson(views.get(0)))));
        Measurement none = new Measurement.Missing(Measurement.MissingCause.NO_ANSWER, "none");
        JsonNode missing = json(
                new RunEvent.Measured(AT, Purpose.BASELINE, 0, AT, none).fold(new ListenerEventJson(views.get(0))));
        assertThat(missing.path("missing").asString()).isEqualTo("none");
    }
}
