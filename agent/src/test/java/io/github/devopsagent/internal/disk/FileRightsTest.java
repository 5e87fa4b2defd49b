package io.github.devopsagent.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is another user's needs root, and is not run where a test may not give a file away. */
class FileRightsTest {

    static final int STRANGER = 61234;

    @TempDir
    private Path directory;

    private Path file(String name) throws IOException {
        return Files.writeString(directory.resolve(name), "old");
    }

    private static Path strangers(Path file) throws IOException {
        try {
            Files.setAttribute(file, "unix:uid", STRANGER);
            Files.setAttribute(file, "unix:gid", STRANGER + 1);
        } catch (FileSystemException e) {
            assumeTrue(false, "this user may not give a file away: " + e);
        }
        return file;
    }

    private static List<Object> owners(Path file) throws IOException {
        return List.of(Files.getAttribute(file, "unix:uid"), Files.getAttribute(file, "unix:gid"));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void replace(Disk disk, Path file) {
        new DurableFiles(disk).replace(file, new byte[] {'n', 'e', 'w'});
    }

    @Test
    void a_file_that_is_replaced_stays_its_owners() throws IOException {
        Path file = strangers(file("file"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        replace(Disk.real(), file);
        assertThat(file).hasContent("new");
        assertThat(owners(file)).containsExactly(STRANGER, STRANGER + 1);
        assertThat(permissions(file)).isEqualTo("rw-rw-r--");
    }

    @Test
    void a_link_stays_and_what_it_leads_to_stays_its_owners() throws IOException {
        Path file = strangers(file("file"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
        replace(Disk.real(), link);
        assertThat(link).isSymbolicLink();
        assertThat(owners(file)).containsExactly(STRANGER, STRANGER + 1);
    }

    @Test
    void a_new_file_is_that_of_its_directory() throws IOException {
        strangers(directory);
        Path file = directory.resolve("new");
        replace(Disk.real(), file);
        assertThat(owners(file)).containsExactly(STRANGER, STRANGER + 1);
        new DurableFiles(Disk.real()).createDirectories(directory.resolve("a/b"));
        assertThat(owners(directory.resolve("a/b"))).containsExactly(STRANGER, STRANGER + 1);
    }

    @Test
    void a_private_file_stays_this_users() throws IOException {
        List<Object> ours = owners(directory);
        strangers(directory);
        new DurableFiles(Disk.real()).createPrivate(directory.resolve("new"), new byte[0]);
        assertThat(owners(directory.resolve("new"))).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({"4755, rwxr-xr-x", "2664, rw-rw-r--", "6777, rwxrwxrwx", "1644, rw-r--r--"})
    void setuid_setgid_and_the_sticky_bit_are_never_set(String mode, String permissions) throws IOException {
        Path file = file("file");
        Files.setAttribute(file, "unix:mode", Integer.parseInt(mode, 8));
        replace(Disk.real(), file);
        assertThat(permissions(file)).isEqualTo(permissions);
        assertThat((int) Files.getAttribute(file, "unix:mode") & 07000).isZero();
    }

    /** Who may write the directory can put a link in place of a file whose name he sees. */
    @ParameterizedTest
    @CsvSource({"set group of", "set permissions of", "set owner of"})
    void nothing_is_given_away_through_a_link(String operation) throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "secret");
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
        List<Object> before = owners(victim);
        Path below = strangers(Files.createDirectory(directory.resolve("below")));
        Path file = strangers(Files.writeString(below.resolve("file"), "old"));
        FaultyDisk disk = FaultyDisk.below(below).watchedBy(each -> {
            if (each.startsWith(operation)) {
                Path temporary = temporary(below);
                Files.delete(temporary);
                Files.createSymbolicLink(temporary, victim);
            }
        });
        try {
            replace(disk, file);
        } catch (BrokenFileException e) {
            assertThat(e).hasMessageContaining("file");
        }
        assertThat(owners(victim)).isEqualTo(before);
        assertThat(permissions(victim)).isEqualTo("rw-------");
        assertThat(disk.operations()).anyMatch(each -> each.startsWith(operation));
    }

    private static Path temporary(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(each -> each.getFileName().toString().startsWith(DurableFiles.TEMPORARY_PREFIX))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** It is group first, permissions then, the owner last: at no time has anybody more than he had and shall have. */
    @Test
    void the_group_comes_before_the_permissions_and_the_owner_after_them() throws IOException {
        Path file = strangers(file("file"));
        FaultyDisk disk = FaultyDisk.below(directory);
        replace(disk, file);
        assertThat(disk.operations().stream().map(each -> each.replaceAll(" \\.devops.*", "")))
                .containsSubsequence("create", "write", "set group of", "set permissions of", "set owner of", "sync");
    }

    /** A disk of a user who may give nothing away. */
    private static FaultyDisk refusing(Path directory, List<String> refused) {
        return FaultyDisk.below(directory).watchedBy(each -> {
            if (refused.stream().anyMatch(each::startsWith)) {
                throw new FileSystemException(each, null, "Operation not permitted");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"rw-rw----, rw-------", "rw-rw-r--, rw-r--r--", "rw-rw-rw-, rw-rw-rw-", "rwxrwx--x, rwx--x--x"})
    void a_group_that_cannot_be_kept_leaves_another_one_no_more_than_everybody_has(String before, String after)
            throws IOException {
        Path file = strangers(file("file"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(before));
        replace(refusing(directory, List.of("set group", "set owner")), file);
        assertThat(file).hasContent("new");
        assertThat(permissions(file)).isEqualTo(after);
    }

    @Test
    void a_disk_that_fails_is_not_taken_for_a_missing_right() throws IOException {
        Path file = strangers(file("file"));
        FaultyDisk disk = FaultyDisk.below(directory).watchedBy(each -> {
            if (each.startsWith("set owner")) {
                throw new IOException("input/output error");
            }
        });
        assertThatThrownBy(() -> replace(disk, file))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("input/output error");
        assertThat(file).hasContent("old");
    }

    @Test
    void a_file_that_is_replaced_is_never_open_to_more_people_than_before() throws IOException {
        Path file = file("file");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        FaultyDisk disk = FaultyDisk.below(directory).watchedBy(each -> {
            if (each.startsWith("write ") || each.startsWith("sync .devops-tmp")) {
                assertThat(permissions(temporary(directory))).isEqualTo("rw-------");
            }
        });
        replace(disk, file);
        assertThat(disk.operations()).anyMatch(each -> each.startsWith("sync .devops-tmp"));
    }

    @Test
    void a_directory_of_ours_is_closed_to_others_even_if_it_was_open() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path fresh = directory.resolve("fresh");
        Path old = Files.createDirectory(directory.resolve("old"));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
        DurableFiles durable = new DurableFiles(Disk.real());
        for (Path each : List.of(fresh, old)) {
            durable.createPrivateDirectory(each);
            assertThat(permissions(each)).startsWith("rwx").endsWith("---");
        }
        FaultyDisk disk = FaultyDisk.below(directory);
        new DurableFiles(disk).createPrivateDirectory(old);
        assertThat(disk.operations()).as("what is right is left alone").isEmpty();
    }

    /** As vfat and some network file systems do. */
    @Test
    void where_there_are_no_permissions_a_directory_of_ours_is_used_as_it_is() throws IOException {
        Path old = Files.createDirectory(directory.resolve("old"));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
        FaultyDisk disk = refusing(directory, List.of("set "));
        new DurableFiles(disk).createPrivateDirectory(old);
        assertThat(disk.operations()).anyMatch(each -> each.startsWith("set permissions of old"));
        assertThat(permissions(old)).isEqualTo("rwxr-xr-x");
    }
}
