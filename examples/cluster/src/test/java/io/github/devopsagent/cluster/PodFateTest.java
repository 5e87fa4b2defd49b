package io.github.devopsagent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.devopsagent.coordination.Coordination.Fate;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.executor.ProcessId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Kubernetes says of a worker. */
class PodFateTest {

    private static final Instant BEGIN = Instant.parse("2026-01-02T10:00:00Z");

    private HttpServer server;
    private int status = 200;
    private String body = "";

    @BeforeEach
    void an_api_server() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/pods/shop-0", exchange -> {
            boolean isKnown = "Bearer t".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isKnown ? status : 401, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.createContext("/pods/ours", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private Fate fate() {
        return fate("ours");
    }

    private Fate fate(String self) {
        URI pods = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/pods/");
        Worker worker = new Worker(
                "shop-0", "ci", Optional.empty(), Optional.empty(), new ProcessId("", 1, Optional.of(BEGIN)));
        return new PodFate(HttpClient.newHttpClient(), pods, () -> "t", self).apply(worker);
    }

    private void isCreated(Instant at) {
        body = "{\"metadata\": {\"name\": \"shop-0\", \"creationTimestamp\": \"" + at + "\"}}";
    }

    @Test
    void a_pod_that_is_gone_is_dead_and_a_page_that_is_not_there_says_nothing() {
        status = 404;
        assertThat(fate()).isEqualTo(Fate.UNKNOWN);
        body = "{\"kind\": \"Status\", \"reason\": \"NotFound\"}";
        assertThat(fate()).isEqualTo(Fate.DEAD);
    }

    /** As with the network of the host, where the name is that of the node. */
    @Test
    void whoever_does_not_find_its_own_pod_says_nothing_of_others() {
        status = 404;
        body = "{\"kind\": \"Status\", \"reason\": \"NotFound\"}";
        assertThat(fate("node-7")).isEqualTo(Fate.UNKNOWN);
    }

    @Test
    void a_pod_that_is_there_may_work() {
        isCreated(BEGIN.minusSeconds(30));
        assertThat(fate()).isEqualTo(Fate.UNKNOWN);
    }

    @Test
    void a_pod_of_the_same_name_that_was_made_later_is_another_one() {
        isCreated(BEGIN.plusSeconds(3600));
        assertThat(fate()).isEqualTo(Fate.DEAD);
    }

    private void hasContainer(String state) {
        body = "{\"metadata\": {\"creationTimestamp\": \"" + BEGIN.minusSeconds(30)
                + "\"}, \"status\": {\"containerStatuses\": [{\"state\": {" + state + "}}]}}";
    }

    @Test
    void a_worker_whose_container_has_ended_or_was_begun_anew_is_dead() {
        hasContainer("\"running\": {\"startedAt\": \"" + BEGIN.minusSeconds(20) + "\"}");
        assertThat(fate()).isEqualTo(Fate.UNKNOWN);
        hasContainer("\"running\": {\"startedAt\": \"" + BEGIN.plusSeconds(300) + "\"}");
        assertThat(fate()).isEqualTo(Fate.DEAD);
        hasContainer("\"terminated\": {\"exitCode\": 137}");
        assertThat(fate()).isEqualTo(Fate.DEAD);
    }

    @Test
    void what_the_server_does_not_tell_is_not_known() {
        status = 503;
        assertThat(fate()).isEqualTo(Fate.UNKNOWN);
        server.stop(0);
        assertThat(fate()).isEqualTo(Fate.UNKNOWN);
    }
}
