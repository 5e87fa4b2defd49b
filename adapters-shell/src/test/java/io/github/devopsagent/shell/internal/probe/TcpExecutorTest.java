package io.github.devopsagent.shell.internal.probe;

import static io.github.devopsagent.shell.TestStep.aProbe;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.Failed;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpExecutorTest {

    private static final InetAddress LOOPBACK = loopback(1);
    private static final InetAddress OTHER_LOOPBACK = loopback(2);

    @Test
    void who_listens_is_healthy() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            StepResult result = probe("127.0.0.1:" + server.getLocalPort()).run();

            assertThat(result.isSuccess()).isTrue();
            assertThat(result.reason()).matches("connected to 127.0.0.1:" + server.getLocalPort() + " in \\d+ ms");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_connection_that_is_closed_at_once_as_by_a_proxy_is_not_healthy(boolean resets) throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, LOOPBACK)) {
            StepResult result = probe(
                            proxy, socket -> socket.setSoLinger(resets, 0), "127.0.0.1:" + proxy.getLocalPort())
                    .run();

            assertThat(result).isInstanceOf(Failed.class);
            // A reset may come as early as while it connects.
            assertThat(result.reason())
                    .containsPattern(
                            "took the connection, and closed it at once without a word|connection reset by peer");
        }
    }

    @Test
    void who_greets_and_hangs_up_is_healthy() throws Exception {
        try (ServerSocket greeting = new ServerSocket(0, 1, LOOPBACK)) {
            String address = "127.0.0.1:" + greeting.getLocalPort();

            assertThat(probe(greeting, socket -> socket.getOutputStream().write('2'), address)
                            .run())
                    .matches(StepResult::isSuccess);
        }
    }

    /** What a server does before it closes a connection. */
    @FunctionalInterface
    private interface Farewell {
        void to(Socket socket) throws IOException;
    }

    private static TestStep probe(ServerSocket server, Farewell farewell, String address) {
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                farewell.to(socket);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        Resolver resolver = (host, scope) -> List.of(LOOPBACK);
        return aProbe(Path.of("/"), new TcpExecutor(resolver, List.of(), Duration.ofMinutes(2)))
                .with("address", address);
    }

    @Test
    void a_refused_connection_is_named() throws Exception {
        int port = portWithoutServer();

        StepResult result = probe("127.0.0.1:" + port).run();

        assertThat(result).isInstanceOf(Failed.class);
        assertThat(result.reason())
                .matches("cannot connect to 127.0.0.1:" + port + ": connection refused, after \\d+ ms");
    }

    @Test
    void an_unknown_host_is_named() {
        assertThat(probe("no-such-host.invalid:1").run().reason())
                .contains("the host 'no-such-host.invalid' cannot be resolved");
    }

    @Test
    void every_address_of_a_host_is_tried() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            Resolver resolver = (host, scope) -> List.of(OTHER_LOOPBACK, LOOPBACK);

            StepResult result = probe("both:" + server.getLocalPort(), resolver).run();

            assertThat(result.reason()).startsWith("connected to 127.0.0.1:");
        }
    }

    @Test
    void an_address_that_does_not_answer_leaves_time_for_the_next() throws Exception {
        try (SilentServer silent = new SilentServer(OTHER_LOOPBACK);
                ServerSocket server = new ServerSocket(silent.port(), 1, LOOPBACK)) {
            Resolver resolver = (host, scope) -> List.of(OTHER_LOOPBACK, LOOPBACK);

            StepResult result = probe("both:" + server.getLocalPort(), resolver)
                    .within(Duration.ofMinutes(5))
                    .run();

            assertThat(result.reason()).startsWith("connected to 127.0.0.1:");
        }
    }

    @Test
    void a_server_that_does_not_answer_runs_into_the_deadline() throws Exception {
        try (SilentServer silent = new SilentServer(LOOPBACK)) {
            StepResult result = probe("127.0.0.1:" + silent.port())
                    .within(Duration.ofMillis(300))
                    .run();

            assertThat(result).isInstanceOf(Failed.class);
            assertThat(result.reason())
                    .startsWith("no complete answer within 300 ms: it timed out while connecting to 127.0.0.1:"
                            + silent.port() + ": no answer, after ");
        }
    }

    @Test
    void a_name_service_that_does_not_answer_runs_into_the_deadline() {
        CountDownLatch never = new CountDownLatch(1);

        StepResult result = probe("slow:1", (host, scope) -> waitFor(never, scope))
                .within(Duration.ofMillis(300))
                .run();

        assertThat(result.reason())
                .startsWith("no complete answer within 300 ms: it timed out while resolving, after ");
    }

    @Test
    void an_interruption_ends_it_at_once() throws Exception {
        CountDownLatch resolving = new CountDownLatch(1);
        TestStep step = probe("slow:1", (host, scope) -> {
                    scope.enter(() -> "resolving");
                    resolving.countDown();
                    return waitFor(new CountDownLatch(1), scope);
                })
                .within(Duration.ofMinutes(1))
                .start();
        resolving.await();

        step.interrupt();

        assertThat(step.result().reason()).startsWith("interrupted while resolving, after ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:",
                ":80",
                "localhost:0",
                "localhost:65536",
                "::1:80",
                "a b:80",
                "http://localhost:80",
                "localhost:80/",
                "[::1]",
                "[]:80"
            })
    void an_address_that_is_none_is_found_out_before(String address) {
        TestStep step = probe(address);

        StepFinding finding = executor().check(step.input(), step.context()).orElseThrow();

        assertThat(finding.certainty()).isEqualTo(StepFinding.Certainty.CANNOT_RUN);
        assertThat(finding.message()).contains("'address'").contains("found '" + address + "'");
        assertThat(step.run()).isEqualTo(new NotStarted(finding.message()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://me:hunter2@db:5432", "me:hunter2@db:5432", "hunter2@db:5432"})
    void credentials_in_an_address_are_not_repeated(String address) {
        TestStep step = probe(address);

        assertThat(executor().check(step.input(), step.context()).orElseThrow().message())
                .contains("***@db:5432")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:80", "127.0.0.1:65535", "[::1]:80", "[fe80::1%eth0]:80", "a-b.example:1"})
    void an_address_that_is_one_is_no_finding(String address) {
        TestStep step = probe(address);

        assertThat(executor().check(step.input(), step.context())).isEmpty();
    }

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static TcpExecutor executor() {
        return new TcpExecutor(SystemResolver.of(MachineTools.here()));
    }

    private static TestStep probe(String address) {
        return aProbe(Path.of("/"), executor()).with("address", address);
    }

    private static TestStep probe(String address, Resolver resolver) {
        return aProbe(Path.of("/"), new TcpExecutor(resolver, List.of())).with("address", address);
    }

    private static List<InetAddress> waitFor(CountDownLatch never, ProbeScope scope) throws UnknownHostException {
        scope.enter(() -> "resolving");
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException("abandoned");
        }
        return List.of(LOOPBACK);
    }

    private static int portWithoutServer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            return server.getLocalPort();
        }
    }
}
