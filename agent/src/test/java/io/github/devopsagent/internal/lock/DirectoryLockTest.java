package io.github.devopsagent.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.JavaProcess;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.vavr.control.Either;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryLockTest {

    private static final LeaseKey KEY = LeaseKey.directory("consensus");

    private static final Instant NOW = Instant.parse("2025-12-31T14:00:00Z");

    private static final DurableFiles DURABLE = new DurableFiles(Disk.real());

    @TempDir
    private Path directory;

    private Either<String, DirectoryLock> acquire() {
        return DirectoryLock.acquire(KEY, DURABLE, directory, AgentIdentity.current(), NOW);
    }

    private DirectoryLock acquired() {
        Either<String, DirectoryLock> lock = acquire();
        assertThat(lock.isRight()).as(lock.toString()).isTrue();
        return lock.get();
    }

    /** Another process: takes the lock, prints t or f, and holds it until its input ends. */
    public static void main(String[] arguments) throws IOException {
        Either<String, DirectoryLock> lock =
                DirectoryLock.acquire(KEY, DURABLE, Path.of(arguments[0]), AgentIdentity.current(), NOW);
        if (arguments.length > 1) {
            // As any code does that reads a directory as a whole.
            Files.readAllBytes(Path.of(arguments[0]).resolve("lock"));
        }
        System.out.write(lock.isRight() ? 't' : 'f');
        System.out.flush();
        System.in.read();
        Runtime.getRuntime().halt(9);
    }

    private Process other() throws IOException {
        return JavaProcess.of(DirectoryLockTest.class, directory.toString()).start();
    }

    @Test
    void a_file_that_loses_its_name_while_it_is_locked_is_not_taken_for_the_lock() throws IOException {
        AtomicInteger removed = new AtomicInteger();
        FaultyDisk disk = FaultyDisk.below(directory).watchedBy(operation -> {
            if (operation.contains("lock") && !operation.contains("owner") && removed.getAndIncrement() < 3) {
                Files.deleteIfExists(directory.resolve("lock"));
            }
        });
        DirectoryLock lock = DirectoryLock.acquire(KEY, new DurableFiles(disk), directory, AgentIdentity.current(), NOW)
                .get();
        assertThat(lock.stands()).isTrue();
        Process other = other();
        assertThat(other.getInputStream().read()).isEqualTo('f');
        other.destroyForcibly();
        lock.close();
    }

    @Test
    void a_lock_stands_until_its_file_is_removed_and_can_be_taken_again_then() throws Exception {
        DirectoryLock lock = acquired();
        lock.announce("DEP-001");
        assertThat(lock.stands()).isTrue();
        Files.delete(directory.resolve("lock"));
        Files.delete(directory.resolve("lock-owner"));
        assertThat(lock.stands()).isFalse();
        assertThat(lock.retake()).isEmpty();
        assertThat(lock.stands()).isTrue();
        assertThat(directory.resolve("lock-owner")).content().contains("run DEP-001");
        Process other = other();
        assertThat(other.getInputStream().read()).isEqualTo('f');
        other.destroyForcibly();
        lock.close();
        assertThat(directory.resolve("lock-owner")).doesNotExist();
        acquired().close();
    }

    @Test
    void a_lock_that_another_one_has_taken_meanwhile_is_not() throws Exception {
        DirectoryLock lock = acquired();
        Files.delete(directory.resolve("lock"));
        Files.delete(directory.resolve("lock-owner"));
        Process other = other();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('t');
            assertThat(lock.retake())
                    .hasValueSatisfying(holder -> assertThat(holder).startsWith("pid " + other.pid()));
            lock.lose();
            lock.close();
            assertThat(directory.resolve("lock-owner")).exists();
        } finally {
            other.destroyForcibly();
        }
    }

    /** Others would take it for held as long as this process lives. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_lock_whose_file_was_removed_leaves_no_record_behind(boolean isLost) throws IOException {
        DirectoryLock lock = acquired();
        lock.announce("DEP-001");
        Files.delete(directory.resolve("lock"));
        if (isLost) {
            lock.lose();
        }
        lock.close();
        assertThat(directory.resolve("lock-owner")).doesNotExist();
    }

    @Test
    void a_lock_whose_file_was_removed_leaves_the_record_of_another_one() throws IOException {
        DirectoryLock lock = acquired();
        Files.delete(directory.resolve("lock"));
        Files.writeString(directory.resolve("lock-owner"), "pid 1, which has the new file");
        lock.close();
        assertThat(directory.resolve("lock-owner")).exists();
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
            assertThat(acquire().getLeft())
                    .contains(
                            "in this process", "pid " + ProcessHandle.current().pid(), "held since " + NOW);
            assertThat(DirectoryLock.acquire(
                                    KEY,
                                    DURABLE,
                                    directory.resolve("../" + directory.getFileName()),
                                    AgentIdentity.current(),
                                    NOW)
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
            assertThat(acquire().getLeft()).contains("pid " + other.pid());
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(10, TimeUnit.MINUTES)).isTrue();
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
            Class<?> key = loader.loadClass(LeaseKey.class.getName());
            Class<?> durable = loader.loadClass(DurableFiles.class.getName());
            Class<?> disk = loader.loadClass(Disk.class.getName());
            Class<?> holder = loader.loadClass(AgentIdentity.class.getName());
            Object refused = loader.loadClass(DirectoryLock.class.getName())
                    .getMethod("acquire", key, durable, Path.class, holder, Instant.class)
                    .invoke(
                            null,
                            key.getMethod("directory", String.class).invoke(null, "consensus"),
                            durable.getConstructor(disk)
                                    .newInstance(disk.getMethod("real").invoke(null)),
                            directory,
                            holder.getMethod("current").invoke(null),
                            NOW);
            assertThat(refused).hasToString("Left(" + acquire().getLeft() + ")");

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
    void it_is_held_even_if_nobody_can_be_told_who_holds_it() throws IOException {
        Files.createDirectories(directory.resolve("lock-owner/full"));
        try (DirectoryLock held = acquired()) {
            held.announce("DEP-001");
            assertThat(acquire().getLeft()).isEqualTo("another agent in this process");
        }
        acquired().close();
    }

    @Test
    void a_disk_that_is_full_leaves_no_record_of_an_earlier_holder() throws IOException {
        Files.writeString(directory.resolve("lock-owner"), "pid 1, killed long ago");
        DurableFiles durable = new DurableFiles(FaultyDisk.below(directory).fullFrom(1));
        DirectoryLock.acquire(KEY, durable, directory, AgentIdentity.current(), NOW)
                .get()
                .close();
        assertThat(directory.resolve("lock-owner")).doesNotExist();
    }

    /** Its file was moved, or the kernel's lock was dropped since somebody closed the file in that process. */
    @FewerCases(every = 4)
    @ParameterizedTest
    @ValueSource(strings = {"moved", "dropped", "replaced", "removed"})
    void a_holder_that_lives_holds_it_whatever_became_of_the_file(String how) throws Exception {
        Path lock = directory.resolve("lock");
        Process other = how.equals("dropped")
                ? JavaProcess.of(DirectoryLockTest.class, directory.toString(), how)
                        .start()
                : other();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('t');
            if (how.equals("removed")) {
                Files.delete(lock);
            } else if (!how.equals("dropped")) {
                Files.move(lock, directory.resolve("elsewhere"));
            }
            if (how.equals("replaced")) {
                Files.createFile(lock);
            }
            assertThat(acquire().getLeft()).contains("pid " + other.pid(), "that process lives");
            assertThat(acquire().getLeft()).contains("pid " + other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        acquired().close();
    }

    @Test
    void what_it_is_held_for_is_told_when_that_is_known() {
        AgentIdentity holder = new AgentIdentity(
                "elsewhere",
                "ann",
                Optional.empty(),
                Optional.empty(),
                new ProcessId("boot", 17, Optional.of(NOW.minusSeconds(5))));
        try (DirectoryLock held =
                DirectoryLock.acquire(KEY, DURABLE, directory, holder, NOW).get()) {
            String known =
                    "pid 17 on host elsewhere, user ann, process started 2025-12-31T13:59:55Z, held since " + NOW;
            assertThat(directory.resolve("lock-owner")).content().startsWith(known + "\n");
            held.announce("DEP-007");
            assertThat(directory.resolve("lock-owner")).content().startsWith(known + ", run DEP-007\n");
        }
    }

    @Test
    void a_process_that_stops_at_any_operation_leaves_it_free() throws IOException {
        int operations = 0;
        boolean stopped = true;
        while (stopped) {
            DurableFiles durable = new DurableFiles(FaultyDisk.below(directory).stopAt(operations));
            try {
                DirectoryLock.acquire(KEY, durable, directory, AgentIdentity.current(), NOW)
                        .get()
                        .close();
                stopped = false;
            } catch (FaultyDisk.Crash e) {
                acquired().close();
                operations++;
            }
        }
        assertThat(operations).isEqualTo(8);
    }

    @Test
    void another_users_lock_names_its_holder() throws IOException {
        DurableFiles durable = new DurableFiles(FaultyDisk.below(directory).watchedBy(operation -> {
            throw new AccessDeniedException(operation);
        }));
        assertThatThrownBy(() -> DirectoryLock.acquire(KEY, durable, directory, AgentIdentity.current(), NOW))
                .isInstanceOf(BrokenFileException.class);
        Files.writeString(directory.resolve("lock-owner"), "pid 17, user ann\n");
        assertThat(DirectoryLock.acquire(KEY, durable, directory, AgentIdentity.current(), NOW)
                        .getLeft())
                .isEqualTo("pid 17, user ann (this user may not open its lock file)");
        Files.delete(directory.resolve("lock-owner"));
        acquired().close();
    }

    @Test
    void the_holder_is_this_process() {
        AgentIdentity self = AgentIdentity.current();
        assertThat(self).isEqualTo(AgentIdentity.current());
        assertThat(self.process().pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.host()).isNotBlank();
        assertThat(self.user()).isEqualTo(System.getProperty("user.name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs4",
                "cifs",
                "smb2",
                "SMB3",
                "smbfs",
                "ceph",
                "9p",
                "afs",
                "fuse.sshfs",
                "lustre",
                "gfs2"
            })
    void a_file_system_that_hosts_share_is_told(String type) {
        assertThat(LockWarning.ofType(type, false))
                .hasValueSatisfying(text -> assertThat(text).contains("'" + type + "'", "not reliable"));
        assertThat(LockWarning.ofType(type, true))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("a veto or a HOLD").doesNotContain("locks"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "apfs", "NTFS", "fuseblk", ""})
    void a_file_system_of_one_host_needs_no_word(String type) {
        assertThat(LockWarning.ofType(type, false)).isEmpty();
    }
}
