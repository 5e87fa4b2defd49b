package io.github.devopsagent.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final DurableFiles DURABLE = new DurableFiles(Disk.real());

    @TempDir
    private Path directory;

    private static void write(Spool spool, String text) {
        byte[] bytes = (">" + text).getBytes(StandardCharsets.UTF_8);
        spool.write(bytes, 1, bytes.length - 1);
    }

    @Test
    void what_is_written_is_in_the_file() {
        Spool spool = new Spool(DURABLE, directory.resolve("log"), "runs/log");
        write(spool, "one\n");
        write(spool, "two\n");
        spool.close();
        assertThat(directory.resolve("log")).hasContent("one\ntwo\n");
        assertThat(spool.written()).contains("runs/log");
    }

    @Test
    void there_is_no_file_without_output() {
        Spool spool = new Spool(DURABLE, directory.resolve("log"), "runs/log");
        write(spool, "");
        spool.close();
        assertThat(directory).isEmptyDirectory();
        assertThat(spool.written()).isEmpty();
    }

    @Test
    void it_ends_at_its_limit_and_says_so() throws IOException {
        Spool spool = new Spool(DURABLE, directory.resolve("log"), "runs/log");
        String mebibyte = "x".repeat(1 << 20);
        for (int i = 0; i < 18; i++) {
            write(spool, mebibyte);
        }
        assertThat(Files.size(directory.resolve("log"))).isBetween(Spool.MOST_BYTES, Spool.MOST_BYTES + 100);
        assertThat(Files.readString(directory.resolve("log")))
                .endsWith("xxx\n[cut off here: the output is larger than the limit]\n");
    }

    /** As when the host may write no larger files. */
    @Test
    void where_the_system_takes_no_more_it_ends_and_says_so() {
        FaultyDisk disk = FaultyDisk.below(directory);
        Spool spool = new Spool(new DurableFiles(disk), directory.resolve("log"), "runs/log");
        write(spool, "x".repeat(100));
        disk.having(FaultyDisk.Fault.FAIL, disk.operations().size());
        write(spool, "y".repeat(100));
        write(spool, "z");

        assertThat(directory.resolve("log")).content().matches("x{50,}\\n\\[cut off here: the system took no more]\\n");
        assertThat(spool.written()).contains("runs/log");
    }

    @Test
    void a_file_that_cannot_be_written_disturbs_nobody() {
        Spool spool = new Spool(DURABLE, directory.resolve("nowhere/log"), "runs/log");
        write(spool, "one\n");
        write(spool, "two\n");
        spool.close();
        assertThat(spool.written()).isEmpty();
    }
}
