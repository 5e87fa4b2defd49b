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
        sink.accept(ListenerEventJson.started(run));
    }

    @Override
    public void happened(RunEvent event, RunView run) {
        sink.accept(event.fold(new ListenerEventJson(run)));
    }

    @Override
    public void printed(String name, String line) {
        sink.accept(ListenerEventJson.printed(name, line));
    }

    @Override
    public void retrying(String name, int attempt, int attempts, Duration pause) {
        sink.accept(ListenerEventJson.retrying(name, attempt, attempts, pause));
    }

    @Override
    public void stillRunning(String name, Duration elapsed) {
        sink.accept(ListenerEventJson.stillRunning(name, elapsed));
    }

    @Override
    public void waiting(String why, Duration atMost) {
        sink.accept(ListenerEventJson.waiting(why, atMost));
    }

    @Override
    public void failed(DevOpsAgentException failure) {
        sink.accept(ListenerEventJson.failed(failure));
    }

    @Override
    public void ended(Outcome outcome) {
        sink.accept(ListenerEventJson.ended(outcome));
    }
}
