package io.github.devopsagent;

/**
 * One thing that a {@link RunListener} is told, as a value that can be queued, stored or sent. Immutable; secrets are masked
 * in it as in all that a listener is told.
 */
public final class ListenerEvent {

    private final String kind;
    private final String json;

    ListenerEvent(String kind, String json) {
        this.kind = kind;
        this.json = json;
    }

    /**
     * What happened.
     *
     * @return as {@code kind} in {@link #toJson()}, such as {@code started}, {@code step_ended}, {@code printed} or {@code
     *     ended}
     */
    public String kind() {
        return kind;
    }

    /**
     * The event for other programs.
     *
     * @return a JSON object in one line, by {@link JsonSchema#EVENT}
     */
    public String toJson() {
        return json;
    }

    @Override
    public String toString() {
        return json;
    }
}
