package io.github.devopsagent.shell.internal.probe;

import static io.github.devopsagent.shell.TestStep.aProbe;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.shell.TestServer;
import io.github.devopsagent.shell.TestStep;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a name leads: asked of a command that stands in for getent, and of a file. */
class NamesOfProbesTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nUP";

    @TempDir
    Path directory;

    private Path names;

    @BeforeEach
    void setUp() throws IOException {
        names = Files.createDirectory(directory.resolve("names"));
    }

    @Test
    void a_name_is_resolved_afresh_for_each_probe() throws IOException {
        try (TestServer server = TestServer.answering(OK)) {
            leads("shop.internal", "127.0.0.1");
            assertThat(http("shop.internal", server).isSuccess()).isTrue();
            assertThat(tcp("shop.internal", server).isSuccess()).isTrue();

            leads("shop.internal", "127.0.0.9");
            assertThat(http("shop.internal", server).reason())
                    .contains("cannot connect to shop.internal:" + server.port()
                            + ": connection refused (127.0.0.9), after ");
            assertThat(tcp("shop.internal", server).reason()).contains("connection refused (127.0.0.9)");

            leads("shop.internal", "127.0.0.1");
            assertThat(http("shop.internal", server).isSuccess()).isTrue();
        }
    }

    @Test
    void every_address_is_tried_and_named() throws IOException {
        try (TestServer server = TestServer.answering(OK)) {
            leads("dual", "127.0.0.8", "127.0.0.9", "127.0.0.1");
            assertThat(http("dual", server).isSuccess()).isTrue();
            assertThat(tcp("dual", server).reason()).startsWith("connected to 127.0.0.1:");

            leads("dual", "127.0.0.9", "127.0.0.8");
            assertThat(http("dual", server).reason())
                    .contains("connection refused (127.0.0.9), connection refused (127.0.0.8), after ");
        }
    }

    @Test
    void the_order_is_kept_and_what_is_said_several_times_is_taken_once() throws IOException {
        leads("many", "127.0.0.9", "127.0.0.1", "127.0.0.9", "::1", "127.0.0.1");

        assertThat(resolved("many"))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.0.9", "127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void the_host_header_is_the_name_as_it_is_written() throws IOException {
        try (TestServer server = TestServer.answering(OK)) {
            leads("my_app", "127.0.0.1");
            leads("xn--bcher-kva.example", "127.0.0.1");

            assertThat(http("my_app", server).isSuccess()).isTrue();
            assertThat(http("bücher.example", server).isSuccess()).isTrue();
            assertThat(tcp("bücher.example", server).isSuccess()).isTrue();

            assertThat(server.requests())
                    .contains("Host: my_app:" + server.port(), "Host: xn--bcher-kva.example:" + server.port());
        }
    }

    @Test
    void an_address_in_numbers_is_not_asked_for() throws IOException {
        assertThat(resolved("127.0.0.1", "::1", "fe80::1")).hasSize(3);
        assertThat(directory.resolve("asked")).doesNotExist();
    }

    @Test
    void a_name_that_is_not_there_is_named() throws IOException {
        assertThat(tcp("nosuch", 80).reason())
                .startsWith("the host 'nosuch' cannot be resolved: the system's resolver (getent) finds no address");
        assertThat(Files.readString(directory.resolve("asked"))).isEqualTo("--no-addrconfig ahosts nosuch\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "a.localhost", "localhost."})
    void localhost_is_both_loopback_addresses(String localhost) throws IOException {
        leads("localhost", "127.0.0.1");

        assertThat(resolved(localhost))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void a_name_of_localhost_that_leads_elsewhere_is_not_asked_here() throws IOException {
        leads("shop.localhost", "192.0.2.7");
        leads("localhost", "127.0.0.1", "192.0.2.7");
        Path hosts = Files.writeString(directory.resolve("hosts"), "192.0.2.7 shop.localhost localhost\n");

        assertThat(resolved("shop.localhost"))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("192.0.2.7");
        assertThat(resolved("localhost"))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.0.1", "192.0.2.7");
        assertThat(new HostsFile(hosts).resolve("shop.localhost", new ProbeScope()))
                .isEqualTo(new HostsFile(hosts).resolve("localhost", new ProbeScope()))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("192.0.2.7");
    }

    @Test
    void a_getent_that_does_not_know_ahosts_is_asked_for_hosts() throws IOException {
        Path old = script("[ $1 = hosts ] || { echo 'Unknown database' >&2; exit 1; }; echo 127.0.0.7 $2");

        assertThat(new Getent(old.toString()).resolve("h", new ProbeScope()))
                .containsExactly(InetAddress.getByName("127.0.0.7"));
    }

    @Test
    void a_getent_that_knows_no_option_is_asked_in_both_ways() throws IOException {
        Path old = script("case $1 in ahosts) echo 127.0.0.7 STREAM $2;; hosts) echo ::7 $2;; *) exit 64;; esac");

        assertThat(new Getent(old.toString()).resolve("h", new ProbeScope()))
                .containsExactly(InetAddress.getByName("127.0.0.7"), InetAddress.getByName("::7"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "unshare is a command of Linux")
    void no_address_is_left_out_where_the_machine_has_none_of_its_kind() throws Exception {
        String alone = "mount --bind " + directory.resolve("hosts")
                + " /etc/hosts && ip link set lo up && ip address add 192.0.2.1/32 dev lo";
        Files.writeString(directory.resolve("hosts"), "192.0.2.7 both\n2001:db8::7 both\n2001:db8::8 six\n");
        assumeTrue(
                succeeds("unshare", "-rnm", "sh", "-c", alone + " && getent --no-addrconfig ahosts six"),
                "namespaces of Linux, ip, and a getent that knows --no-addrconfig");
        String getent = script("exec unshare -rnm sh -c '" + alone + " && exec getent \"$@\"' getent \"$@\"")
                .toString();

        assertThat(new Getent(getent).resolve("both", new ProbeScope()))
                .extracting(InetAddress::getHostAddress)
                .containsExactlyInAnyOrder("192.0.2.7", "2001:db8:0:0:0:0:0:7");
        assertThat(new Getent(getent).resolve("six", new ProbeScope())).hasSize(1);
    }

    @Test
    void a_getent_that_fails_is_quoted() throws IOException {
        Path broken = script("printf 'no \\033[2Jresolver'; exit 3");

        assertThat(tcp(new Getent(broken.toString()), "h", 80).reason())
                .startsWith("the host 'h' cannot be resolved: getent ended with exit code 3: no \uFFFD[2Jresolver");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
    void a_getent_that_hangs_is_ended_with_all_that_it_began() throws Exception {
        Path hanging = script("sleep 987654 & echo $! >\"$0.pid\"; wait");
        Path pid = Path.of(hanging + ".pid");

        StepResult result = aProbe(directory, new TcpExecutor(new Getent(hanging.toString()), List.of()))
                .with("address", "h:80")
                .within(Duration.ofSeconds(1))
                .run();

        assertThat(result.reason()).contains("it timed out while ");
        assumeTrue(Files.exists(pid), "the script had begun before it was ended");
        Path commandLine = Path.of("/proc", Files.readString(pid).strip(), "cmdline");
        TestStep.await(() -> !isThere(commandLine), "the end of the script's child");
    }

    /** That of a process which has ended and was not waited for is empty. */
    private static boolean isThere(Path commandLine) {
        try {
            return Files.readAllBytes(commandLine).length > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "cat /dev/zero"})
    void a_getent_that_prints_without_end_is_ended(String endless) throws IOException {
        assertThat(tcp(new Getent(script("exec " + endless).toString()), "h", 80)
                        .reason())
                .startsWith("the host 'h' cannot be resolved: getent ended with exit code 1");
    }

    @Test
    void without_getent_a_warning_says_what_the_jvm_does() {
        SystemResolver resolver = new SystemResolver(Optional.empty());

        assertThat(new HttpExecutor(new HttpGet(resolver)).warnings())
                .isEqualTo(new TcpExecutor(resolver).warnings())
                .singleElement()
                .asString()
                .contains("no getent");
        assertThat(new TcpExecutor(new SystemResolver(Optional.of("/usr/bin/getent"))).warnings())
                .isEmpty();
    }

    @Test
    void a_file_of_hosts_is_read_as_the_jvm_reads_it() throws IOException {
        Path hosts = Files.writeString(
                directory.resolve("hosts"),
                "# 127.0.0.3 a\n127.0.0.4\ta.example  A # b\n::1 a\n127.0.0.4 a\nnonsense a\nfe80::1%nosuch0 a\n256.1.1.1 a\n010.0.0.1 a\n",
                UTF_8);

        assertThat(new HostsFile(hosts).resolve("a", new ProbeScope()))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.0.4", "0:0:0:0:0:0:0:1");
        assertThat(tcp(new HostsFile(hosts), "b", 80).reason())
                .startsWith(
                        "the host 'b' cannot be resolved: it does not stand with an address in the file of jdk.net.hosts.file");
        assertThat(tcp(new HostsFile(directory.resolve("none")), "a", 80).reason())
                .startsWith("the host 'a' cannot be resolved: the file of jdk.net.hosts.file cannot be read");
    }

    @Test
    void localhost_is_both_loopback_addresses_by_a_file_of_hosts_and_by_the_jvm_as_well() throws IOException {
        Path hosts = Files.writeString(directory.resolve("hosts"), "::1 localhost\n127.0.0.4 b.localhost\n");

        assertThat(new HostsFile(hosts).resolve("LOCALHOST", new ProbeScope()))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("0:0:0:0:0:0:0:1", "127.0.0.1");
        assertThat(new HostsFile(hosts).resolve("b.localhost", new ProbeScope()))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.0.4");
        assertThat(new HostsFile(hosts).resolve("a.localhost", new ProbeScope()))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(new SystemResolver(Optional.empty()).resolve("localhost", new ProbeScope()))
                .extracting(InetAddress::getHostAddress)
                .contains("127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void an_address_that_is_none_here_takes_nothing_from_the_others() throws IOException {
        leads("linked", "fe80::1%nosuch0", "127.0.0.1");

        assertThat(resolved("linked")).extracting(InetAddress::getHostAddress).containsExactly("127.0.0.1");
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void leads(String name, String... addresses) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String address : addresses) {
            lines.append(address).append("       STREAM ").append(name).append('\n');
            lines.append(address).append("       DGRAM  \n");
        }
        Files.writeString(names.resolve(name), lines);
    }

    private Resolver resolver() throws IOException {
        return new SystemResolver(Optional.of(script("echo \"$*\" >>\"" + directory + "/asked\"; [ -f \"" + names
                        + "/$3\" ] || exit 2; cat \"" + names + "/$3\"")
                .toString()));
    }

    private Path script(String text) throws IOException {
        Path script = Files.writeString(directory.resolve("getent"), "#!/bin/sh\n" + text + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private List<InetAddress> resolved(String... hosts) throws IOException {
        Resolver resolver = resolver();
        List<InetAddress> all = new ArrayList<>();
        for (String host : hosts) {
            all.addAll(resolver.resolve(host, new ProbeScope()));
        }
        return all;
    }

    private StepResult http(String host, TestServer server) throws IOException {
        return aProbe(directory, new HttpExecutor(resolver(), List.of()))
                .with("url", "http://" + host + ":" + server.port() + "/health")
                .run();
    }

    private StepResult tcp(String host, TestServer server) throws IOException {
        return tcp(host, server.port());
    }

    private StepResult tcp(String host, int port) throws IOException {
        return tcp(resolver(), host, port);
    }

    private StepResult tcp(Resolver resolver, String host, int port) {
        return aProbe(directory, new TcpExecutor(resolver, List.of()))
                .with("address", host + ":" + port)
                .run();
    }
}
