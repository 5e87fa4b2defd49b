package io.github.devopsagent.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyDiskTest {

    private static final byte[] BYTES = {'b', 'y', 't', 'e', 's', '!'};
    private static final String FULL = "No space left on device";

    @TempDir
    private Path directory;

    private Path path(String name) {
        return directory.resolve(name);
    }

    private void write(Disk disk, String name) throws IOException {
        try (Disk.OpenFile open = disk.create(path(name))) {
            open.write(BYTES);
            open.sync();
        }
    }

    @Test
    void two_clean_runs_are_the_same_operations() {
        List<String> once = replaced();
        assertThat(once)
                .containsExactly(
                        "create directory artifacts",
                        "sync directory .",
                        "create artifacts/.devops-tmp-…",
                        "write artifacts/.devops-tmp-…",
                        "sync artifacts/.devops-tmp-…",
                        "move artifacts/.devops-tmp-… to artifacts/file",
                        "sync directory artifacts");
        new DurableFiles(Disk.real()).deleteQuietly(path("artifacts/file"));
        directory.resolve("artifacts").toFile().delete();
        assertThat(replaced()).isEqualTo(once);
    }

    private List<String> replaced() {
        FaultyDisk disk = FaultyDisk.below(directory);
        DurableFiles durable = new DurableFiles(disk);
        durable.createDirectories(path("artifacts"));
        durable.replace(path("artifacts/file"), BYTES);
        return disk.operations();
    }

    @Test
    void one_that_stops_does_half_a_write_and_then_nothing_any_more() throws IOException {
        FaultyDisk disk = FaultyDisk.below(directory).stopAt(1);
        Disk.OpenFile open = disk.create(path("file"));
        assertThatThrownBy(() -> open.write(BYTES)).isInstanceOf(FaultyDisk.Crash.class);
        assertThatThrownBy(() -> open.write(BYTES)).isInstanceOf(FaultyDisk.Crash.class);
        assertThatThrownBy(() -> disk.delete(path("file"))).isInstanceOf(FaultyDisk.Crash.class);
        assertThatCode(open::close).doesNotThrowAnyException();
        assertThat(path("file")).hasContent("byt");
    }

    @Test
    void one_that_fails_once_works_afterwards() throws IOException {
        FaultyDisk disk = FaultyDisk.below(directory).failAt(0);
        assertThatIOException().isThrownBy(() -> write(disk, "file")).withMessageStartingWith("injected");
        assertThat(path("file")).doesNotExist();
        write(disk, "file");
        assertThat(path("file")).hasBinaryContent(BYTES);
    }

    @Test
    void one_that_fails_for_good_does_nothing_any_more() throws IOException {
        write(Disk.real(), "file");
        FaultyDisk disk = FaultyDisk.below(directory).failFrom(1);
        disk.move(path("file"), path("moved"));
        assertThatIOException().isThrownBy(() -> disk.move(path("moved"), path("file")));
        assertThatIOException().isThrownBy(() -> disk.delete(path("moved")));
        assertThatIOException().isThrownBy(() -> disk.syncDirectory(directory));
        assertThat(path("moved")).exists();
    }

    @Test
    void one_that_is_full_takes_nothing_more_until_enough_is_deleted() throws IOException {
        Files.write(path("large"), new byte[100]);
        Files.write(path("small"), new byte[99]);
        FaultyDisk disk = FaultyDisk.below(directory).fullFrom(1).untilFreed(100);
        try (Disk.OpenFile open = disk.create(path("file"))) {
            assertThatIOException().isThrownBy(() -> open.write(BYTES)).withMessage(FULL);
            assertThat(path("file")).hasContent("byt");
            open.truncate(0);
        }
        disk.delete(path("small"));
        disk.move(path("file"), path("moved"));
        assertThatIOException().isThrownBy(() -> write(disk, "file")).withMessage(FULL);
        assertThatIOException()
                .isThrownBy(() -> disk.createDirectory(path("below")))
                .withMessage(FULL);
        disk.delete(path("large"));
        write(disk, "file");
        assertThat(path("file")).hasBinaryContent(BYTES);
    }

    @Test
    void who_watches_it_can_let_an_operation_fail() {
        FaultyDisk disk = FaultyDisk.below(directory).watchedBy(operation -> {
            throw new IOException("not " + operation);
        });
        assertThatIOException().isThrownBy(() -> write(disk, "file")).withMessage("not create file");
    }
}
