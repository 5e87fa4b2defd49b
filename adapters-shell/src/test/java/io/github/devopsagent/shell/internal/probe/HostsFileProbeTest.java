package io.github.devopsagent.shell.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.shell.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM of its own, whose names are those of a file. */
class HostsFileProbeTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"30", "-1"})
    void the_cache_of_the_jvm_hides_no_dead_instance(String seconds) throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 shop.internal\n");
        try (TestServer server = TestServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                ProbeJvm jvm = new ProbeJvm(hosts, "-Dsun.net.inetaddr.ttl=" + seconds)) {
            String url = "http://shop.internal:" + server.port() + "/";
            assertThat(jvm.ask(url)).startsWith("200 in ");

            Files.writeString(hosts, "127.0.0.9 shop.internal\n");
            assertThat(jvm.ask(url)).contains("connection refused (127.0.0.9)");

            Files.writeString(hosts, "127.0.0.9 shop.internal\n127.0.0.1 shop.internal\n");
            assertThat(jvm.ask(url)).startsWith("200 in ");
        }
    }

    @Test
    void the_host_that_a_file_does_not_have_is_unknown() throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 shop.internal\n");
        try (ProbeJvm jvm = new ProbeJvm(hosts, "-Dx=y")) {
            assertThat(jvm.ask("http://other.internal:1/")).contains("the host 'other.internal' cannot be resolved");
        }
    }
}
