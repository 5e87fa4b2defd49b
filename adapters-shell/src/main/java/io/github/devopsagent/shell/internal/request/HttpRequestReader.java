package io.github.devopsagent.shell.internal.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.address.HttpUrl;
import io.github.devopsagent.address.TcpAddress;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.http.Credential;
import io.github.devopsagent.http.HttpOptions;
import io.github.devopsagent.http.RequestHeader;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a request of what a plan says and of the run's variables, among which the secrets are.
 *
 * @param url where to
 * @param options what else is asked
 * @param context where it is asked
 */
public record HttpRequestReader(HttpUrl url, HttpOptions options, ExecutionContext context) {

    /**
     * Looks up what the plan names.
     *
     * @return the request, or what is missing
     */
    public Either<StepFinding, HttpRequest> request() {
        if (!url.isSecure() && !options.followsRedirects() && (options.isInsecure() || isOtherCa())) {
            String name = options.isInsecure() ? "insecure" : "ca_file";
            return cannotRun("'" + name + "' is of TLS, found '" + url + "': write https://, or remove it");
        }
        ServerTrust trust = new ServerTrust(
                options.caFile().map(file -> context.workingDirectory().resolve(Path.of(file))), options.isInsecure());
        return trust.context()
                .mapLeft(fault -> fault.isMissing()
                        ? StepFinding.missingNow(fault.message())
                        : StepFinding.cannotRun(fault.message()))
                .flatMap(known -> headers())
                .map(headers -> new HttpRequest(
                        options.method(), url, headers, options.followsRedirects(), trust, secrets(headers)));
    }

    /** What people should know of it. */
    public Optional<String> warning() {
        boolean sends = !options.credentials().isEmpty();
        if (options.isInsecure()) {
            return Optional.of("it is insecure: any certificate is taken, for any name, so that whoever answers counts"
                    + " as the service" + (sends ? ", and gets the credentials" : "") + "; write 'ca_file' instead");
        }
        return sends && !url.isSecure() && !isLoopback()
                ? Optional.of(
                        "the credentials are sent without TLS, so that others on the way can read them: write https://")
                : Optional.empty();
    }

    private boolean isOtherCa() {
        return options.caFile().isPresent();
    }

    private boolean isLoopback() {
        String host = url.address().host();
        return host.matches("(?i)localhost\\.?|::1") || (host.startsWith("127.") && TcpAddress.isIpv4(host));
    }

    private Either<StepFinding, Map<String, String>> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (RequestHeader header : options.headers()) {
            if (header.credential().isEmpty()) {
                headers.put(header.name(), header.text());
                continue;
            }
            Either<StepFinding, String> value = value(header.credential().get())
                    .flatMap(text -> carried(text, header.credential().get()));
            if (value.isLeft()) {
                return Either.left(value.getLeft());
            }
            headers.put(header.name(), value.get());
        }
        return authorization().map(authorization -> {
            authorization.ifPresent(text -> headers.put("Authorization", text));
            return headers;
        });
    }

    private Either<StepFinding, Optional<String>> authorization() {
        if (options.bearerToken().isPresent()) {
            Credential token = options.bearerToken().get();
            return value(token).flatMap(text -> carried(text, token)).map(text -> Optional.of("Bearer " + text));
        }
        if (options.basicAuth().isEmpty()) {
            return Either.right(Optional.empty());
        }
        String user = options.basicAuth().get().user();
        return value(options.basicAuth().get().password())
                .map(password -> Optional.of(
                        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8))));
    }

    private Either<StepFinding, String> value(Credential credential) {
        String value = context.variables().get(credential.name());
        return value == null || value.isEmpty()
                ? cannotRun("there is no secret '" + credential.name() + "': give its value to the agent with secret(\""
                        + credential.name() + "\", …)")
                : Either.right(value);
    }

    /** Most of those that cannot be sent were read from a file with the end of its line. */
    private static Either<StepFinding, String> carried(String value, Credential credential) {
        return RequestHeader.carries(value)
                ? Either.right(value)
                : cannotRun(
                        "the secret '" + credential.name() + "' cannot be sent in a header: it has a line break, a"
                                + " blank at an end, or a character that is not of ASCII; strip it where the agent is given it");
    }

    private Set<String> secrets(Map<String, String> headers) {
        Set<String> secrets = new HashSet<>();
        for (Credential credential : options.credentials()) {
            secrets.add(context.variables().getOrDefault(credential.name(), ""));
        }
        if (options.basicAuth().isPresent()) {
            secrets.add(headers.getOrDefault("Authorization", "").replaceFirst("^Basic ", ""));
        }
        secrets.remove("");
        return secrets;
    }

    private static <T> Either<StepFinding, T> cannotRun(String why) {
        return Either.left(StepFinding.cannotRun(why));
    }
}
