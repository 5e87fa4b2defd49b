package io.github.devopsagent.cluster;

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
 * Asks Kubernetes what became of a worker, whose host's name is that of its pod: if there is no such pod, or none of its
 * containers runs that was started before the worker's process began, the worker is dead. It needs the right to {@code get} pods.
 * All workers must be pods of that namespace whose host's name is that of the pod: with {@code hostNetwork}, {@code hostname} or
 * {@code setHostnameAsFQDN} it is another one, by which no pod is found. So whoever does not find its own pod says nothing of others that it does not find.
 */
public final class PodFate implements Function<Worker, Fate> {

    private static final Pattern NOT_FOUND = Pattern.compile("\"reason\"\\s*:\\s*\"NotFound\"");

    private static final Pattern CREATED = Pattern.compile("\"creationTimestamp\"\\s*:\\s*\"([^\"]+)\"");

    private static final Pattern STATUSES = Pattern.compile("\"containerStatuses\"\\s*:\\s*\\[");

    private static final Pattern RUNNING =
            Pattern.compile("\"running\"\\s*:\\s*\\{\\s*\"startedAt\"\\s*:\\s*\"([^\"]+)\"");

    private final HttpClient client;
    private final URI pods;
    private final Supplier<String> token;
    private final String self;

    /**
     * For the pods of a namespace.
     *
     * @param client that trusts the API server
     * @param pods such as {@code https://kubernetes.default.svc/api/v1/namespaces/shop/pods/}
     * @param token of the service account, read anew each time, since it is renewed
     * @param self the name of the host that asks, as {@code /proc/sys/kernel/hostname} has it
     */
    public PodFate(HttpClient client, URI pods, Supplier<String> token, String self) {
        this.client = client;
        this.pods = pods;
        this.token = token;
        this.self = self;
    }

    // tag::pod-fate
    @Override
    public Fate apply(Worker worker) {
        try {
            HttpResponse<String> answer = pod(worker.host());
            boolean isDead =
                    switch (answer.statusCode()) {
                        case 404 ->
                            NOT_FOUND.matcher(answer.body()).find() && pod(self).statusCode() == 200;
                        case 200 -> isSuccessor(answer.body(), worker);
                        default -> false;
                    };
            return isDead ? Fate.DEAD : Fate.UNKNOWN;
        } catch (IOException e) {
            return Fate.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Fate.UNKNOWN;
        }
    }

    private HttpResponse<String> pod(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(pods.resolve(name))
                .header("Authorization", "Bearer " + token.get())
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** A StatefulSet gives the name of a pod that is gone to the next one; and a container that ended is begun anew in its pod. */
    private static boolean isSuccessor(String pod, Worker worker) {
        Matcher created = CREATED.matcher(pod);
        boolean isAnother = created.find() && isLater(created.group(1), worker);
        boolean isAnew = STATUSES.matcher(pod).find()
                && RUNNING.matcher(pod).results().allMatch(container -> isLater(container.group(1), worker));
        return isAnother || isAnew;
    }

    private static boolean isLater(String time, Worker worker) {
        return worker.process()
                .startedAt()
                .filter(Instant.parse(time).minusSeconds(60)::isAfter)
                .isPresent();
    }
    // end::pod-fate
}
