package io.github.devopsagent.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurableFilesTest {

    private static final byte[] NEW = {'n', 'e', 'w'};

    private final DurableFiles durable = new DurableFiles(Disk.real());

    @TempDir
    private Path directory;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r--r--", "rw-rw-rw-", "r--r-----", "rwxr-x---"})
    void a_file_that_is_replaced_keeps_its_permissions(String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        durable.replace(file, NEW);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(permissions);
        assertThat(names()).containsExactly("file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwx------", "rwxr-x---"})
    void a_new_file_is_readable_by_those_who_can_read_its_directory(String permissions) throws IOException {
        Path private0 = Files.createDirectory(directory.resolve("private"));
        Files.setPosixFilePermissions(private0, PosixFilePermissions.fromString(permissions));
        durable.createDirectories(private0.resolve("below"));
        durable.replace(private0.resolve("below/file"), NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(private0.resolve("below"))))
                .isEqualTo(permissions);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(private0.resolve("below/file"))))
                .isEqualTo(permissions.replace('x', '-'));
    }

    @Test
    void a_file_of_our_own_is_closed_to_others_whatever_its_directory_or_the_old_one_is() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path file = Files.writeString(directory.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        durable.replaceOwn(file, NEW);
        durable.reserve(directory.resolve("reserve"), 100);
        durable.openNew(directory.resolve("new")).close();
        for (String each : List.of("file", "reserve", "new")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(each))))
                    .as(each)
                    .endsWith("---");
        }
        assertThat(file).hasBinaryContent(NEW);
    }

    @Test
    void a_file_of_our_own_is_not_written_through_a_link() throws IOException {
        Path real = Files.writeString(directory.resolve("real"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        assertThatThrownBy(() -> durable.replaceOwn(link, NEW))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("symbolic link");
        assertThat(real).hasContent("old");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void what_a_link_leads_to_is_replaced_and_not_the_link() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
        durable.replace(link, NEW);
        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(NEW);
    }

    @Test
    void nothing_is_left_of_a_write_that_failed() throws IOException {
        Files.createDirectories(directory.resolve("file/with/something"));
        assertThatThrownBy(() -> durable.replace(directory.resolve("file"), NEW))
                .isInstanceOfSatisfying(
                        BrokenFileException.class, e -> assertThat(e.path()).isEqualTo(directory.resolve("file")));
        assertThat(names()).containsExactly("file");
    }

    @Test
    void a_reader_sees_the_old_file_or_the_new_one_to_its_end() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        try (var reader = Files.newBufferedReader(file)) {
            durable.replace(file, NEW);
            assertThat(reader.readLine()).isEqualTo("old");
        }
    }

    @Test
    void a_file_in_place_of_a_directory_is_told() throws IOException {
        Files.writeString(directory.resolve("file"), "x");
        assertThatThrownBy(() -> durable.createDirectories(directory.resolve("file/below")))
                .isInstanceOf(BrokenFileException.class);
        assertThatThrownBy(() -> durable.createDirectories(directory.resolve("file")))
                .isInstanceOf(BrokenFileException.class);
    }

    @Test
    void a_directory_that_is_there_is_left_as_it_is() throws IOException {
        Path there = Files.createDirectory(directory.resolve("there"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwx------"));
        durable.createDirectories(there);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there)))
                .isEqualTo("rwx------");
    }

    @Test
    void what_cannot_be_deleted_stays_and_disturbs_nobody() throws IOException {
        Files.createDirectories(directory.resolve("a/b"));
        Files.writeString(directory.resolve("ab"), "x");
        Files.writeString(directory.resolve("c"), "x");
        assertThat(durable.names(directory)).containsExactly("a", "ab", "c");
        assertThat(durable.names(directory.resolve("nowhere"))).isEmpty();
        durable.deleteQuietly(directory.resolve("a"));
        durable.deleteQuietly(directory.resolve("ab"));
        durable.deleteQuietly(directory.resolve("nowhere"));
        assertThat(names()).containsExactly("a", "c");
    }

    private static final int MOST_OPERATIONS = 20;

    @ParameterizedTest
    @EnumSource(value = FaultyDisk.Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatever_happens_at_any_operation_the_file_is_the_old_one_or_the_new_one(FaultyDisk.Fault fault)
            throws IOException {
        Path file = directory.resolve("file");
        int operation = 0;
        boolean done = false;
        while (!done) {
            assertThat(operation).isLessThan(MOST_OPERATIONS);
            Files.writeString(file, "old");
            FaultyDisk disk = FaultyDisk.below(directory).having(fault, operation);
            try {
                new DurableFiles(disk).replace(file, NEW);
                done = true;
            } catch (BrokenFileException | FaultyDisk.Crash e) {
                String at = fault + " at " + disk.operations().get(operation);
                assertThat(Files.readString(file)).as(at).isIn("old", "new");
                if (fault == FaultyDisk.Fault.FAIL || fault == FaultyDisk.Fault.FULL) {
                    assertThat(names()).as(at).containsExactly("file");
                }
                durable.sweep(directory);
                assertThat(names()).as(at).containsExactly("file");
            }
            operation++;
        }
        assertThat(file).hasContent("new");
        assertThat(operation).isEqualTo(fault == FaultyDisk.Fault.FULL ? 3 : 7);
    }

    @Test
    void only_our_temporary_files_are_swept() throws IOException {
        Files.writeString(directory.resolve(DurableFiles.TEMPORARY_PREFIX + "1"), "half");
        Files.writeString(directory.resolve("file"), "whole");
        Files.writeString(directory.resolve(".tmp"), "another's");
        durable.sweep(directory);
        durable.sweep(directory.resolve("nowhere"));
        assertThat(names()).containsExactly(".tmp", "file");
    }

    @Test
    void a_reserve_takes_room_and_is_taken_once() throws IOException {
        Path file = directory.resolve("reserve");
        durable.reserve(file, 5000);
        byte[] reserved = Files.readAllBytes(file);
        assertThat(reserved).hasSize(5000).doesNotContain(0);
        FaultyDisk disk = FaultyDisk.below(directory);
        new DurableFiles(disk).reserve(file, 5000);
        assertThat(disk.operations()).isEmpty();
        new DurableFiles(disk).reserve(file, 6000);
        assertThat(file).hasSize(6000);
    }
}
