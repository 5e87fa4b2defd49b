package io.github.devopsagent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {

    private static final DurableFiles FILES = new DurableFiles(Disk.real());

    @TempDir
    private Path directory;

    @Test
    void it_is_free_when_its_process_has_ended_and_not_before() throws Exception {
        Path file = directory.resolve("process-lock");
        assertThat(ProcessLock.isOfEndedProcess(FILES, file))
                .as("nobody took it")
                .isFalse();
        Process other = JavaProcess.of(ProcessLockTest.class, file.toString()).start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('h');
            assertThat(ProcessLock.isOfEndedProcess(FILES, file)).isFalse();
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ProcessLock.isOfEndedProcess(FILES, file)).isTrue();
    }

    @Test
    void ones_own_is_that_of_a_living_process_until_it_lets_go() {
        Path file = directory.resolve("process-lock");
        ProcessLock.hold(FILES, file);
        ProcessLock.hold(FILES, file);
        assertThat(ProcessLock.isOfEndedProcess(FILES, file)).isFalse();
        ProcessLock.release(file);
        assertThat(ProcessLock.isOfEndedProcess(FILES, file)).isTrue();
    }

    @Test
    void a_link_is_neither_locked_nor_a_proof() throws IOException {
        Path file = directory.resolve("process-lock");
        Path made = directory.resolve("made");
        Files.createSymbolicLink(file, made);
        assertThatThrownBy(() -> ProcessLock.hold(FILES, file)).isInstanceOf(BrokenFileException.class);
        assertThat(made).doesNotExist();
        Files.createFile(made);
        assertThat(ProcessLock.isOfEndedProcess(FILES, file)).isFalse();
    }

    /** The other process. */
    public static void main(String[] arguments) throws IOException {
        ProcessLock.hold(FILES, Path.of(arguments[0]));
        System.out.write('h');
        System.out.flush();
        System.in.read();
    }
}
