package io.github.devopsagent.shell.internal.probe;

import static io.github.devopsagent.shell.TestStep.aProbe;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.shell.TestServer;
import io.github.devopsagent.shell.TestStep;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a probe ends, nothing of it is left: no thread and no connection. */
class ProbeEndTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nabc",
                "HTTP/1.1 103 Early Hints\r\n\r\n"
            })
    void a_server_that_goes_no_further_is_left_at_the_deadline(String sent) throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (TestServer server = TestServer.answering((to, self) -> {
            to.write(sent.getBytes(ISO_8859_1));
            to.flush();
            drip(to, left);
        })) {
            StepResult result = probe(server, SHORT).run();

            assertThat(result.reason()).contains("no complete answer within 300 ms: it timed out while ");
            assertThat(left.await(5, TimeUnit.MINUTES)).isTrue();
            assertNoThread();
        }
    }

    @Test
    void so_is_it_on_an_interruption() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (TestServer server = TestServer.answering((to, self) -> drip(to, left))) {
            TestStep step = probe(server, Duration.ofMinutes(1)).start();
            TestStep.await(() -> !server.requests().isEmpty(), "the request");

            step.interrupt();

            assertThat(step.result().reason()).contains(": interrupted while ");
            assertThat(left.await(5, TimeUnit.MINUTES)).isTrue();
            assertNoThread();
        }
    }

    @Test
    void a_silent_address_does_not_keep_an_answer_from_the_next() throws Exception {
        try (SilentServer silent = new SilentServer(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}));
                TestServer server = TestServer.answering("HTTP/1.1 200 OK\r\n\r\n", silent.port())) {
            List<InetAddress> both = List.of(silent.address(), InetAddress.getLoopbackAddress());

            StepResult result = aProbe(Path.of("/"), new HttpExecutor((host, scope) -> both, List.of()))
                    .with("url", "http://both:" + server.port() + "/")
                    .within(Duration.ofMinutes(5))
                    .run();

            assertThat(result.reason()).startsWith("200 in ");
        }
    }

    private static TestStep probe(TestServer server, Duration limit) {
        return aProbe(
                        Path.of("/"),
                        new HttpExecutor((host, scope) -> List.of(InetAddress.getLoopbackAddress()), List.of()))
                .with("url", server.url())
                .within(limit);
    }

    /** Bytes that lead to no end, until the client has gone. */
    private static void drip(OutputStream to, CountDownLatch left) throws InterruptedException {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(20);
                to.write('X');
            }
        } catch (IOException e) {
            left.countDown();
        }
    }

    private static void assertNoThread() {
        List<Thread> all = new ArrayList<>(Thread.getAllStackTraces().keySet());
        assertThat(all).extracting(Thread::getName).doesNotContain("devops-agent-probe");
    }
}
