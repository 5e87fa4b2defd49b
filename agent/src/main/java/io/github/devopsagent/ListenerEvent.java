package io.github.devopsagent;

import io.github.devopsagent.internal.answer.ListenerEventJson;
import io.github.devopsagent.internal.answer.ListenerEventJson.WrittenEvent;
import io.github.devopsagent.run.RunEvent;
import java.time.Duration;

/**
 * One thing that a {@link RunListener} is told, as a value that can be queued, stored or sent. Immutable; secrets are masked
 * in it as in all that a listener is told.
 */
public final class ListenerEvent {

    private final WrittenEvent event;

    private ListenerEvent(WrittenEvent event) {
        this.event = event;
    }

    static ListenerEvent started(RunView run) {
        return new ListenerEvent(ListenerEventJson.started(run));
    }

    static ListenerEvent happened(RunEvent event, RunView run) {
        return new ListenerEvent(ListenerEventJson.happened(event, run));
    }

    static ListenerEvent printed(String name, String line) {
        return new ListenerEvent(ListenerEventJson.printed(name, line));
    }

    static ListenerEvent retrying(String name, int attempt, int attempts, Duration pause) {
        return new ListenerEvent(ListenerEventJson.retrying(name, attempt, attempts, pause));
    }

    static ListenerEvent ended(Outcome outcome) {
        return new ListenerEvent(ListenerEventJson.ended(outcome));
    }

    /**
     * What happened.
     *
     * @return as {@code kind} in {@link #toJson()}, such as {@code started}, {@code step_ended}, {@code printed} or {@code
     *     ended}
     */
    public String kind() {
        return event.kind();
    }

    /**
     * The event for other programs.
     *
     * @return a JSON object in one line, by {@link JsonSchema#EVENT}
     */
    public String toJson() {
        return event.json();
    }

    @Override
    public String toString() {
        return event.json();
    }
}
