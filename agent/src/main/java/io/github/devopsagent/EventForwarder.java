package io.github.devopsagent;

import io.github.devopsagent.run.RunEvent;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/** Makes a value of each thing that a listener is told. */
final class EventForwarder implements RunListener {

    private final Consumer<ListenerEvent> sink;

    EventForwarder(Consumer<ListenerEvent> sink) {
        this.sink = Objects.requireNonNull(sink, "sink");
    }

    @Override
    public void started(RunView run) {
        sink.accept(ListenerEvent.started(run));
    }

    @Override
    public void happened(RunEvent event, RunView run) {
        sink.accept(ListenerEvent.happened(event, run));
    }

    @Override
    public void printed(String name, String line) {
        sink.accept(ListenerEvent.printed(name, line));
    }

    @Override
    public void retrying(String name, int attempt, int attempts, Duration pause) {
        sink.accept(ListenerEvent.retrying(name, attempt, attempts, pause));
    }

    @Override
    public void ended(Outcome outcome) {
        sink.accept(ListenerEvent.ended(outcome));
    }
}
