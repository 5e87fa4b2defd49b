package io.github.devopsagent.shell.internal.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;

/** Says what went wrong with a connection, in words that name the other side. */
final class ConnectionFailure {

    private ConnectionFailure() {}

    static String describe(IOException failure, String host, int port) {
        if (failure instanceof UnknownHostException) {
            return "the host '" + host + "' cannot be resolved";
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return "cannot connect to " + host + ":" + port + ": "
                    + message(failure).toLowerCase(Locale.ROOT);
        }
        if (failure instanceof SSLException) {
            return "no secure connection to " + host + ":" + port + ": " + message(failure);
        }
        return "the connection to " + host + ":" + port + " ended before a complete answer: " + message(failure);
    }

    private static String message(IOException failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }
}
