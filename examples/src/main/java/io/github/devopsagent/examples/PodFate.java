package io.github.devopsagent.examples;

import io.github.devopsagent.coordination.Coordination.Fate;
import io.github.devopsagent.coordination.Worker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks Kubernetes what became of a worker, whose host's name is that of its pod: if there is no such pod, or one that was
 * made after the worker's process began, the worker is dead. It needs the right to {@code get} pods.
 */
public final class PodFate implements Function<Worker, Fate> {

    private static final Pattern CREATED = Pattern.compile("\"creationTimestamp\"\\s*:\\s*\"([^\"]+)\"");

    private final HttpClient client;
    private final URI pods;
    private final Supplier<String> token;

    /**
     * For the pods of a namespace.
     *
     * @param client that trusts the API server
     * @param pods such as {@code https://kubernetes.default.svc/api/v1/namespaces/shop/pods/}
     * @param token of the service account, read anew each time, since it is renewed
     */
    public PodFate(HttpClient client, URI pods, Supplier<String> token) {
        this.client = client;
        this.pods = pods;
        this.token = token;
    }

    // tag::pod-fate
    @Override
    public Fate apply(Worker worker) {
        HttpRequest request = HttpRequest.newBuilder(pods.resolve(worker.host()))
                .header("Authorization", "Bearer " + token.get())
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return switch (answer.statusCode()) {
                case 404 -> Fate.DEAD;
                case 200 -> isSuccessor(answer.body(), worker) ? Fate.DEAD : Fate.UNKNOWN;
                default -> Fate.UNKNOWN;
            };
        } catch (IOException e) {
            return Fate.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Fate.UNKNOWN;
        }
    }

    /** A StatefulSet gives the name of a pod that is gone to the next one. */
    private static boolean isSuccessor(String pod, Worker worker) {
        Matcher created = CREATED.matcher(pod);
        return created.find()
                && worker.process()
                        .startedAt()
                        .filter(Instant.parse(created.group(1)).minusSeconds(60)::isAfter)
                        .isPresent();
    }
    // end::pod-fate
}
