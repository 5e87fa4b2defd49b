package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.executor.Problem;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.internal.input.KnownInput;
import io.vavr.control.Either;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port.
 *
 * @param host a name or an address, without brackets
 * @param port from 1 to 65535
 */
record TcpAddress(String host, int port) {

    private static final KnownInput KNOWN = new KnownInput(
            "tcp",
            List.of("address"),
            "it connects, and sends nothing: write anything else as a command, {\"run\": \"openssl s_client …\"}");
    private static final Pattern FORM =
            Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.%\\w]+)]|(?<host>[^\\s:/@\\[\\]]+)):(?<port>\\d{1,5})");

    static Either<Problem, TcpAddress> from(Input input) {
        return KNOWN.checked(input)
                .mapLeft(Problem::cannotRun)
                .flatMap(known -> parse(known.text("address").orElse("")));
    }

    private static Either<Problem, TcpAddress> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return wrong("must be host:port or [IPv6 address]:port, such as localhost:5432", text);
        }
        int port = Integer.parseInt(form.group("port"));
        return port < 1 || port > 65_535
                ? wrong("must have a port from 1 to 65535", text)
                : Either.right(new TcpAddress(
                        Optional.ofNullable(form.group("v6")).orElseGet(() -> form.group("host")), port));
    }

    private static Either<Problem, TcpAddress> wrong(String demand, String found) {
        return Either.left(
                Problem.cannotRun("'address' " + demand + ", found '" + UrlCredentials.maskedIn(found) + "'"));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
