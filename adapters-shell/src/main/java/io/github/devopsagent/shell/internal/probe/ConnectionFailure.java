package io.github.devopsagent.shell.internal.probe;

import java.util.Locale;
import java.util.Objects;

/** Says what went wrong with a connection. */
final class ConnectionFailure {

    private ConnectionFailure() {}

    static String message(Throwable failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }

    /** In the middle of a sentence. */
    static String inSentence(Throwable failure) {
        return message(failure).toLowerCase(Locale.ROOT);
    }
}
