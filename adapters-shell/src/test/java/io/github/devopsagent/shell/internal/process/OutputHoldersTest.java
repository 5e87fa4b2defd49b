package io.github.devopsagent.shell.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "what is looked at is in Linux's /proc")
class OutputHoldersTest {

    private static final Path PROC = Path.of("/proc");

    @TempDir
    Path directory;

    private Process holder;

    @BeforeEach
    void a_process_that_holds_an_output() throws IOException {
        Files.createDirectories(directory.resolve("real/place"));
        Files.createDirectories(directory.resolve("other"));
        holder = new ProcessBuilder("sleep", "300")
                .redirectOutput(
                        Redirect.to(directory.resolve("real/place/output-1").toFile()))
                .start();
        Files.createFile(directory.resolve("other/output-1"));
    }

    @AfterEach
    void it_ends() {
        holder.destroyForcibly();
    }

    @Test
    void who_holds_it_is_found_on_whatever_way_its_path_leads_there() throws IOException {
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));

        for (String way : new String[] {"real/place", "link/place", "real/../link/place"}) {
            assertThat(OutputHolders.of("output-1", directory.resolve(way).resolve("output-1"), PROC))
                    .as(way)
                    .containsExactly(holder.pid() + " (sleep)");
        }
    }

    @Test
    void what_has_the_same_name_elsewhere_is_another() {
        assertThat(OutputHolders.of("output-1", directory.resolve("other/output-1"), PROC))
                .isEmpty();
        assertThat(OutputHolders.of("output-1", directory.resolve("gone/output-1"), PROC))
                .isEmpty();
    }
}
