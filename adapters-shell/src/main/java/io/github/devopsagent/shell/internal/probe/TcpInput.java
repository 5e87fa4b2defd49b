package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.address.TcpAddress;
import io.github.devopsagent.address.UrlCredentials;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.internal.input.KnownInput;
import io.vavr.control.Either;
import java.util.List;

/** What the executor {@code tcp} is given. */
final class TcpInput {

    private static final KnownInput KNOWN = new KnownInput(
            "tcp",
            List.of("address"),
            "it connects, and sends nothing: write anything else as a command, {\"run\": \"openssl s_client …\"}");

    private TcpInput() {}

    static Either<StepFinding, TcpAddress> address(Input input) {
        return KNOWN.checked(input)
                .flatMap(known -> parse(known.text("address").orElse("")))
                .mapLeft(StepFinding::cannotRun);
    }

    private static Either<String, TcpAddress> parse(String text) {
        return TcpAddress.parse(text)
                .mapLeft(demand -> "'address' " + demand + ", found '" + UrlCredentials.maskedAddress(text) + "'");
    }
}
