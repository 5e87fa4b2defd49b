package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.testkit.ConsensusBuilder;
import io.github.devopsagent.testkit.ScriptedAnswer;
import io.github.devopsagent.testkit.ScriptedExecutor;
import io.github.devopsagent.testkit.VirtualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listeners that docs/observability.md shows. */
class ObservabilityTest {

    @TempDir
    Path directory;

    private final ScriptedExecutor shell = ScriptedExecutor.in(VirtualTime.start());

    private Outcome run(RunListener listener) {
        Path consensus = ConsensusBuilder.ready().in(directory.resolve("consensus"));
        return shell.agent(consensus).listener(listener).run();
    }

    @Test
    void a_deployment_is_counted_and_its_steps_are_timed() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();

        assertThat(run(new RunMetrics(registry)).isDeployed()).isTrue();

        assertThat(registry.get("devops.run")
                        .tag("outcome", "Deployed")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("devops.step").tag("succeeded", "true").timer().count())
                .isEqualTo(1);
        assertThat(registry.get("devops.probe").tag("healthy", "true").counter().count())
                .isPositive();
    }

    @Test
    void a_step_that_fails_is_counted_as_such_and_so_is_its_rollback() {
        shell.on("deploy", ScriptedAnswer.fail("no such table"));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();

        run(new RunMetrics(registry));

        assertThat(registry.get("devops.run")
                        .tag("outcome", "RolledBack")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("devops.step").tag("succeeded", "false").timer().count())
                .isEqualTo(1);
    }

    @Test
    void the_spans_of_steps_are_below_that_of_their_run() {
        shell.on("deploy", ScriptedAnswer.fail("no such table"));
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        Tracer tracer = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build()
                .get("deployer");

        run(new RunSpans(tracer));

        List<SpanData> ended = spans.getFinishedSpanItems();
        assertThat(ended).hasSize(3);
        SpanData run = ended.get(2);
        assertThat(run.getName()).isEqualTo("deployment of EP-1");
        assertThat(run.getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(ended.subList(0, 2))
                .allMatch(step -> step.getParentSpanId().equals(run.getSpanId()))
                .allMatch(step -> step.getStartEpochNanos() <= step.getEndEpochNanos())
                .extracting(step -> step.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
    }
}
