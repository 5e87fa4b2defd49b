package io.github.devopsagent.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashPointsTest {

    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private CrashPoints points = CrashPoints.in(Path.of("."));
    private Disk disk = Disk.real();

    @BeforeEach
    void aDisk() {
        points = CrashPoints.in(directory);
        disk = FaultyDisk.below(directory).watchedBy(points);
    }

    private List<String> found() {
        return points.from(0).stream().map(points.operations()::get).toList();
    }

    @Test
    void a_sync_is_none_but_before_a_write_which_may_be_done_by_half() throws IOException {
        try (Disk.OpenFile file = disk.create(directory.resolve("a"))) {
            file.sync();
            file.write(TEXT);
            file.sync();
        }
        disk.syncDirectory(directory);
        disk.move(directory.resolve("a"), directory.resolve("b"));
        disk.syncDirectory(directory);
        disk.delete(directory.resolve("b"));
        assertThat(found()).containsExactly("create a", "sync a", "write a", "move a to b", "delete b");
    }

    @Test
    void the_last_operation_is_always_one() throws IOException {
        disk.syncDirectory(directory);
        disk.syncDirectory(directory);
        assertThat(points.from(0)).containsExactly(1);
    }

    @Test
    void a_sync_is_one_where_somebody_else_changes_something_before_the_next_operation() throws IOException {
        disk.syncDirectory(directory);
        Files.writeString(directory.resolve("effects"), "one");
        disk.syncDirectory(directory);
        Files.writeString(directory.resolve("effects"), "two, and more");
        disk.syncDirectory(directory);
        assertThat(points.from(0)).containsExactly(0, 1, 2);
        assertThat(points.from(1)).containsExactly(1, 2);
    }
}
