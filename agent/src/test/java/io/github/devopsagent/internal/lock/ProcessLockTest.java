package io.github.devopsagent.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.JavaProcess;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FewerCases(every = 2)
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
        assertThat(other.waitFor(10, TimeUnit.MINUTES)).isTrue();
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
    void a_copy_in_its_place_proves_nothing_and_is_not_what_stands() throws Exception {
        Path file = directory.resolve("process-lock");
        ProcessLock.hold(FILES, file);
        assertThat(ProcessLock.stands(file)).isTrue();
        copied(file);
        copied(directory.resolve("process-lock" + ProcessLock.IDENTITY));
        assertThat(ProcessLock.stands(file)).isFalse();
        assertThat(ProcessLock.isOfEndedProcess(FILES, file)).isFalse();
        assertThat(isFreeForAnother(file)).isFalse();

        ProcessLock.hold(FILES, file);
        assertThat(ProcessLock.stands(file)).isTrue();
        assertThat(isFreeForAnother(file)).isFalse();
        ProcessLock.release(file);
        assertThat(isFreeForAnother(file)).isTrue();
    }

    @Test
    void what_was_moved_away_and_back_is_still_held() throws Exception {
        Path file = directory.resolve("process-lock");
        ProcessLock.hold(FILES, file);
        Files.move(file, directory.resolve("away"));
        assertThat(ProcessLock.stands(file)).isFalse();
        ProcessLock.hold(FILES, file);
        Files.move(directory.resolve("away"), file, StandardCopyOption.REPLACE_EXISTING);
        ProcessLock.hold(FILES, file);
        assertThat(isFreeForAnother(file)).isFalse();
        ProcessLock.release(file);
        assertThat(isFreeForAnother(file)).isTrue();
    }

    /** Opening it once more, and closing it, would give it back. */
    @Test
    void by_another_name_it_is_the_same_lock() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        Path file = real.resolve("process-lock");
        ProcessLock.hold(FILES, file);
        for (Path other : List.of(link.resolve("process-lock"), link.resolve("../real/process-lock"))) {
            ProcessLock.hold(FILES, other);
            assertThat(ProcessLock.isOfEndedProcess(FILES, other)).isFalse();
            assertThat(ProcessLock.stands(other)).isTrue();
            assertThat(isFreeForAnother(file)).as(other.toString()).isFalse();
        }
        ProcessLock.release(link.resolve("process-lock"));
        assertThat(isFreeForAnother(file)).isTrue();
    }

    private void copied(Path file) throws IOException {
        Path away = Files.move(file, directory.resolve("away-" + file.getFileName()));
        Files.copy(away, file);
    }

    private static boolean isFreeForAnother(Path file) throws IOException {
        Process other = JavaProcess.of(Look.class, file.toString()).start();
        return new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).startsWith("true");
    }

    /** A process that looks. */
    public static final class Look {

        public static void main(String[] arguments) {
            System.out.println(ProcessLock.isOfEndedProcess(FILES, Path.of(arguments[0])));
        }
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
