package io.github.devopsagent.internal.ownership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a record that cannot be written. */
class ReliableJournalTest {

    @TempDir
    Path directory;

    private FaultyDisk disk;
    private RunDirectories files;
    private RunDirectory kept;
    private ReliableJournal journal;

    @BeforeEach
    void a_run_that_has_recorded_something() {
        disk = FaultyDisk.below(directory);
        DurableFiles durable = new DurableFiles(disk);
        files = new RunDirectories(durable, directory);
        files.create();
        kept = files.keep("DEP-001");
        kept.keep("{}".getBytes(UTF_8), "{}".getBytes(UTF_8));
        journal = new ReliableJournal(
                Journal.create(durable, files.journal()),
                kept,
                new OwnershipGuard(OwnershipGuard.WatchTiming.STANDARD, new Cancellation(), why -> {}).shared());
        record("first");
    }

    private void record(String text) {
        journal.record(text.getBytes(UTF_8));
    }

    private List<String> recorded() {
        return Journal.read(files.journal()).records().stream()
                .map(bytes -> new String(bytes, UTF_8))
                .toList();
    }

    private void fails(String... what) {
        disk.watchedBy(operation -> {
            for (String each : what) {
                if (operation.contains(each)) {
                    throw new IOException("injected: " + operation);
                }
            }
        });
    }

    @Test
    void a_reserve_that_is_gone_marks_it_so_that_the_run_goes_on() {
        fails("journal");
        record("second");
        assertThat(journal.isBehind()).isTrue();
        assertThat(journal.failure()).isPresent();
        assertThat(kept.hasReserve()).isFalse();

        disk.watchedBy(operation -> {});
        record("third");
        assertThat(journal.isBehind()).isFalse();
        assertThat(recorded()).containsExactly("first", "second", "third");
    }

    @Test
    void where_not_even_that_can_be_marked_nothing_goes_on() {
        fails("journal", "reserve");
        assertThatThrownBy(() -> record("second")).isInstanceOf(BrokenFileException.class);
        assertThat(kept.hasReserve()).isTrue();
    }

    @Test
    void one_that_is_written_once_there_is_room_is_no_reason_to_stop_but_to_turn_back() {
        disk.watchedBy(operation -> {
            if (operation.contains("journal") && kept.hasReserve()) {
                throw new IOException("No space left on device");
            }
        });
        record("second");
        assertThat(journal.isBehind()).isFalse();
        assertThat(journal.failure()).isPresent();
        assertThat(recorded()).containsExactly("first", "second");
    }

    @Test
    void one_that_is_written_at_the_second_try_changes_nothing() {
        int[] failures = {0};
        disk.watchedBy(operation -> {
            if (operation.startsWith("write") && operation.contains("journal") && failures[0]++ == 0) {
                throw new IOException("injected: once");
            }
        });
        record("second");
        assertThat(failures[0]).isGreaterThan(1);
        assertThat(journal.failure()).isEmpty();
        assertThat(kept.hasReserve()).isTrue();
        assertThat(recorded()).containsExactly("first", "second");
    }
}
