package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.run.RunEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

// tag::opentelemetry
/** A span of OpenTelemetry for each run, and below it one for each attempt of a step. */
final class RunSpans implements RunListener {

    private final Tracer tracer;
    private Span run = Span.getInvalid();

    RunSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void started(RunView view) {
        run = tracer.spanBuilder("deployment of " + view.epicId())
                .setNoParent()
                .setStartTimestamp(view.startedAt())
                .setAttribute("deployment.id", view.deploymentId())
                .setAttribute("deployment.environment.name", view.environment())
                .startSpan();
    }

    @Override
    public void happened(RunEvent event, RunView view) {
        if (event instanceof RunEvent.StepEnded end) {
            Span step = tracer.spanBuilder(view.shortNameOf(end.step()))
                    .setParent(Context.root().with(run))
                    .setStartTimestamp(view.begunAt(end.step()).orElse(end.at()))
                    .setAttribute("deployment.step", end.step().path())
                    .startSpan();
            if (!end.result().isSuccess()) {
                step.setStatus(StatusCode.ERROR, end.result().reason());
            }
            step.end(end.at());
        }
    }

    @Override
    public void ended(Outcome outcome) {
        if (!outcome.isDeployed()) {
            run.setStatus(StatusCode.ERROR, outcome.toString());
        }
        run.end();
    }

    @Override
    public void failed(DevOpsAgentException failure) {
        run.recordException(failure).setStatus(StatusCode.ERROR).end();
    }
}
// end::opentelemetry
