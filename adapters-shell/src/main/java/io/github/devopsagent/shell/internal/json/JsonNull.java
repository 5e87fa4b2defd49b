package io.github.devopsagent.shell.internal.json;

/** The value {@code null} of a JSON document. */
public enum JsonNull {
    NULL;

    @Override
    public String toString() {
        return "null";
    }
}
