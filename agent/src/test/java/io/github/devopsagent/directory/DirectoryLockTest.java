package io.github.devopsagent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.JavaProcess;
import io.vavr.control.Either;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

    private static final Instant NOW = Instant.parse("2025-12-31T14:00:00Z");

    private static final DurableFiles DURABLE = new DurableFiles(Disk.real());

    @TempDir
    private Path directory;

    private DirectoryLock acquired() {
        Either<String, DirectoryLock> lock = DirectoryLock.acquire(DURABLE, directory, NOW);
        assertThat(lock.isRight()).as(lock.toString()).isTrue();
        return lock.get();
    }

    /** Another process: takes the lock, prints t or f, and holds it until its input ends. */
    public static void main(String[] arguments) throws IOException {
        Either<String, DirectoryLock> lock = DirectoryLock.acquire(DURABLE, Path.of(arguments[0]), NOW);
        System.out.write(lock.isRight() ? 't' : 'f');
        System.out.flush();
        System.in.read();
        Runtime.getRuntime().halt(9);
    }

    private Process other() throws IOException {
        return JavaProcess.of(DirectoryLockTest.class, directory.toString()).start();
    }

    @Test
    void a_lock_can_be_taken_again_when_it_was_released() {
        acquired().close();
        acquired().close();
        assertThat(directory.resolve("lock")).exists();
        assertThat(directory.resolve("lock-owner")).doesNotExist();
    }

    @Test
    void who_holds_it_is_told() throws IOException {
        try (DirectoryLock held = acquired()) {
            assertThat(held).isNotNull();
            assertThat(DirectoryLock.acquire(DURABLE, directory, NOW).getLeft())
                    .contains(
                            "in this process", "pid " + ProcessHandle.current().pid(), "held since " + NOW);
            assertThat(DirectoryLock.acquire(DURABLE, directory.resolve("../" + directory.getFileName()), NOW)
                            .isLeft())
                    .as("by another name")
                    .isTrue();
        }
    }

    @Test
    void it_ends_with_the_process_that_holds_it() throws Exception {
        Process other = other();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('t');
            assertThat(DirectoryLock.acquire(DURABLE, directory, NOW).getLeft()).contains("pid " + other.pid());
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        acquired().close();
    }

    @Test
    void a_class_loader_that_is_refused_does_not_take_it_away() throws Exception {
        String main = System.getProperty("java.class.path");
        URL[] path = Arrays.stream(main.split(File.pathSeparator))
                .map(DirectoryLockTest::url)
                .toArray(URL[]::new);
        try (DirectoryLock held = acquired();
                URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            assertThat(held).isNotNull();
            Class<?> durable = loader.loadClass(DurableFiles.class.getName());
            Class<?> disk = loader.loadClass(Disk.class.getName());
            Object refused = loader.loadClass(DirectoryLock.class.getName())
                    .getMethod("acquire", durable, Path.class, Instant.class)
                    .invoke(
                            null,
                            durable.getConstructor(disk)
                                    .newInstance(disk.getMethod("real").invoke(null)),
                            directory,
                            NOW);
            assertThat(refused)
                    .hasToString("Left("
                            + DirectoryLock.acquire(DURABLE, directory, NOW).getLeft() + ")");

            Process other = other();
            try {
                assertThat(other.getInputStream().read()).isEqualTo('f');
            } finally {
                other.destroyForcibly();
            }
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    @Test
    void it_is_free_again_if_nobody_could_be_told_who_holds_it() throws IOException {
        Path owner = Files.createDirectories(directory.resolve("lock-owner/full"));
        assertThatThrownBy(() -> DirectoryLock.acquire(DURABLE, directory, NOW))
                .isInstanceOf(BrokenFileException.class);
        Files.delete(owner);
        Files.delete(directory.resolve("lock-owner"));
        acquired().close();
    }
}
