package io.github.devopsagent.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private static final List<String> RECORDS = List.of("first", "", "a third one that is longer", "last");

    /** Length, checksum and sequence number in front of each payload. */
    private static final int HEADER = 16;

    private static final DurableFiles DURABLE = new DurableFiles(Disk.real());

    @TempDir
    private Path directory;

    private byte[] written() throws IOException {
        Path file = directory.resolve("written");
        Files.deleteIfExists(file);
        try (Journal journal = Journal.create(DURABLE, file)) {
            RECORDS.forEach(record -> journal.append(record.getBytes(StandardCharsets.UTF_8)));
        }
        return Files.readAllBytes(file);
    }

    private Journal.Scan scan(byte[] bytes) throws IOException {
        return Journal.read(Files.write(directory.resolve("journal"), bytes));
    }

    private static List<String> texts(Journal.Scan scan) {
        return scan.records().stream()
                .map(record -> new String(record, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> beginning(Journal.Scan scan) {
        return RECORDS.subList(0, scan.records().size());
    }

    private static int startOfLast(byte[] bytes) {
        return bytes.length - HEADER - "last".length();
    }

    @Test
    void a_journal_whose_file_was_removed_is_written_again_wholly_and_goes_on() throws IOException {
        Path file = directory.resolve("removed");
        try (Journal journal = Journal.create(DURABLE, file)) {
            journal.append("one".getBytes(StandardCharsets.UTF_8));
            assertThat(journal.stands()).isTrue();
            Files.delete(file);
            assertThat(journal.stands()).isFalse();
            assertThat(journal.isReplaced()).isFalse();
            journal.restore();
            assertThat(journal.stands()).isTrue();
            journal.append("two".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Journal.read(file).damaged()).isFalse();
        assertThat(Journal.read(file).records())
                .containsExactly("one".getBytes(StandardCharsets.UTF_8), "two".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_journal_of_another_run_in_its_place_is_told_from_a_copy_of_its_own() throws IOException {
        Path file = directory.resolve("removed");
        try (Journal journal = Journal.create(DURABLE, file)) {
            journal.append("one".getBytes(StandardCharsets.UTF_8));
            Files.move(Files.copy(file, directory.resolve("copy")), file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(journal.stands()).isFalse();
            assertThat(journal.isReplaced()).isFalse();
            Files.delete(file);
            try (Journal other = Journal.create(DURABLE, file)) {
                other.append("other".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(journal.isReplaced()).isTrue();
        }
    }

    @Test
    void what_was_appended_is_read() throws IOException {
        Journal.Scan scan = scan(written());
        assertThat(texts(scan)).isEqualTo(RECORDS);
        assertThat(scan.damaged()).isFalse();
    }

    @Test
    void a_tail_that_is_torn_at_any_byte_is_a_record_that_was_never_written() throws IOException {
        byte[] bytes = written();
        for (int length = startOfLast(bytes); length < bytes.length; length++) {
            Journal.Scan scan = scan(Arrays.copyOf(bytes, length));
            assertThat(texts(scan)).as("cut at " + length).isEqualTo(RECORDS.subList(0, 3));
            assertThat(scan.damaged()).as("cut at " + length).isFalse();
        }
    }

    @Test
    void a_journal_that_is_cut_anywhere_reads_as_a_beginning_of_it() throws IOException {
        byte[] bytes = written();
        for (int length = 0; length < bytes.length; length++) {
            Journal.Scan scan = scan(Arrays.copyOf(bytes, length));
            assertThat(texts(scan)).as("cut at " + length).isEqualTo(beginning(scan));
            assertThat(scan.damaged()).as("cut at " + length).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x80, 0xFF})
    void a_byte_that_changed_anywhere_before_the_last_record_is_damage(int change) throws IOException {
        byte[] bytes = written();
        for (int at = 0; at < startOfLast(bytes); at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) change;
            Journal.Scan scan = scan(changed);
            assertThat(scan.damaged()).as("byte " + at).isTrue();
            assertThat(texts(scan)).as("byte " + at).isEqualTo(beginning(scan));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x80, 0xFF})
    void a_last_record_of_which_a_byte_changed_is_never_read(int change) throws IOException {
        byte[] bytes = written();
        for (int at = startOfLast(bytes); at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) change;
            assertThat(texts(scan(changed))).as("byte " + at).isEqualTo(RECORDS.subList(0, 3));
        }
    }

    @Test
    void a_record_out_of_its_place_is_never_read() throws IOException {
        byte[] bytes = written();
        byte[] doubled = Arrays.copyOf(bytes, bytes.length + HEADER + 4);
        System.arraycopy(bytes, startOfLast(bytes), doubled, bytes.length, HEADER + 4);
        assertThat(texts(scan(doubled))).isEqualTo(RECORDS);
        byte[] tripled = Arrays.copyOf(doubled, doubled.length + HEADER + 4);
        System.arraycopy(bytes, startOfLast(bytes), tripled, doubled.length, HEADER + 4);
        assertThat(scan(tripled).damaged()).isTrue();
    }

    @Test
    void another_file_is_damage_and_an_empty_one_is_a_beginning() throws IOException {
        assertThat(scan("{}".getBytes(StandardCharsets.UTF_8)).damaged()).isTrue();
        assertThat(scan("DEVOPSJ2".getBytes(StandardCharsets.UTF_8)).damaged()).isTrue();
        assertThat(scan("DEVOP".getBytes(StandardCharsets.UTF_8)).damaged()).isFalse();
        assertThat(scan(new byte[0]).damaged()).isFalse();
    }

    @Test
    void a_journal_is_never_begun_over_another() throws IOException {
        written();
        assertThatThrownBy(() -> Journal.create(DURABLE, directory.resolve("written")))
                .isInstanceOf(BrokenFileException.class);
    }

    @Test
    void a_record_that_could_not_be_read_again_is_not_written() {
        try (Journal journal = Journal.create(DURABLE, directory.resolve("new"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> journal.append(new byte[Journal.MOST_BYTES + 1]));
        }
        assertThat(Journal.read(directory.resolve("new")).records()).isEmpty();
    }

    private static final byte[] AFTER = {'a', 'f', 't', 'e', 'r'};

    private static byte[] bytes(String record) {
        return record.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> and(List<String> records, String last) {
        return Stream.concat(records.stream(), Stream.of(last)).toList();
    }

    @Test
    void one_that_is_gone_on_with_has_all_records_in_order() throws IOException {
        Path file = directory.resolve("written");
        written();
        for (int i = 0; i < 3; i++) {
            try (Journal journal = Journal.resume(DURABLE, file)) {
                journal.append(AFTER);
                journal.append(AFTER);
            }
        }
        assertThat(texts(Journal.read(file)))
                .startsWith(RECORDS.toArray(String[]::new))
                .hasSize(RECORDS.size() + 6);
    }

    @Test
    void a_torn_tail_is_cut_off_before_anything_follows() throws IOException {
        byte[] bytes = written();
        Path file = directory.resolve("journal");
        for (int length = 0; length <= bytes.length; length++) {
            Journal.Scan before = scan(Arrays.copyOf(bytes, length));
            try (Journal journal = Journal.resume(DURABLE, file)) {
                journal.append(AFTER);
            }
            Journal.Scan after = Journal.read(file);
            assertThat(texts(after)).as("cut at " + length).isEqualTo(and(beginning(before), "after"));
            assertThat(after.damaged()).as("cut at " + length).isFalse();
            assertThat(after.end()).as("cut at " + length).isEqualTo(Files.size(file));
        }
    }

    @Test
    void a_damaged_one_is_kept_as_it_is() throws IOException {
        byte[] bytes = written();
        bytes[20] ^= 1;
        scan(bytes);
        Path file = directory.resolve("journal");
        assertThatIllegalStateException()
                .isThrownBy(() -> Journal.resume(DURABLE, file))
                .withMessageContaining("is damaged");
        assertThatThrownBy(() -> Journal.create(DURABLE, file)).isInstanceOf(BrokenFileException.class);
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void one_to_which_no_record_came_can_be_begun_again() throws IOException {
        byte[] bytes = written();
        for (int length = 0; length < 8 + HEADER; length++) {
            scan(Arrays.copyOf(bytes, length));
            try (Journal journal = Journal.create(DURABLE, directory.resolve("journal"))) {
                journal.append(AFTER);
            }
            assertThat(texts(Journal.read(directory.resolve("journal")))).containsExactly("after");
        }
    }

    /** Writes all records on a disk that comes to grief, each twice if need be; returns those that are promised. */
    private static List<String> record(Disk disk, Path file, int tries) {
        List<String> promised = new ArrayList<>();
        try (Journal journal = begin(disk, file, tries)) {
            for (String record : RECORDS) {
                boolean done = false;
                for (int i = 0; i < tries && !done; i++) {
                    try {
                        journal.append(bytes(record));
                        promised.add(record);
                        done = true;
                    } catch (BrokenFileException e) {
                        assertThat(e).hasMessageContaining("writing the journal");
                    }
                }
                if (!done) {
                    return promised;
                }
            }
        } catch (FaultyDisk.Crash | BrokenFileException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        return promised;
    }

    private static Journal begin(Disk disk, Path file, int tries) {
        try {
            return Journal.create(new DurableFiles(disk), file);
        } catch (BrokenFileException e) {
            if (tries == 1) {
                throw e;
            }
            return begin(disk, file, tries - 1);
        }
    }

    private int operationsOfACleanRun() {
        FaultyDisk disk = FaultyDisk.below(directory);
        assertThat(record(disk, directory.resolve("clean"), 1)).isEqualTo(RECORDS);
        assertThat(disk.operations())
                .containsExactly(
                        "create clean",
                        "write clean",
                        "sync clean",
                        "sync directory .",
                        "write clean",
                        "sync clean",
                        "write clean",
                        "sync clean",
                        "write clean",
                        "sync clean",
                        "write clean",
                        "sync clean");
        return disk.operations().size();
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultyDisk.Fault.class,
            names = {"STOP", "FAIL_FOR_GOOD", "FULL"})
    void what_was_promised_is_there_whatever_happens_at_any_operation(FaultyDisk.Fault fault) throws IOException {
        int operations = operationsOfACleanRun();
        for (int operation = 0; operation < operations; operation++) {
            Path file = directory.resolve("journal");
            Files.deleteIfExists(file);
            FaultyDisk disk = FaultyDisk.below(directory);
            disk.having(fault, operation);
            List<String> promised = record(disk, file, 1);
            String at = fault + " at operation " + operation;
            if (Files.exists(file)) {
                Journal.Scan scan = Journal.read(file);
                assertThat(scan.damaged()).as(at).isFalse();
                assertThat(texts(scan))
                        .as(at)
                        .isEqualTo(beginning(scan))
                        .hasSizeBetween(promised.size(), promised.size() + 1);
                try (Journal journal = Journal.resume(DURABLE, file)) {
                    journal.append(AFTER);
                }
                assertThat(texts(Journal.read(file))).as(at).isEqualTo(and(beginning(scan), "after"));
            } else {
                assertThat(operation).isZero();
            }
        }
    }

    @Test
    void a_record_that_failed_can_be_tried_again_and_is_there_once() {
        int operations = operationsOfACleanRun();
        for (int operation = 0; operation < operations; operation++) {
            Path file = directory.resolve("journal-" + operation);
            FaultyDisk disk = FaultyDisk.below(directory).failAt(operation);
            assertThat(record(disk, file, 2)).isEqualTo(RECORDS);
            assertThat(texts(Journal.read(file))).as("failed at " + operation).isEqualTo(RECORDS);
        }
    }

    @Test
    void a_sync_that_failed_is_never_repeated_on_the_same_open_file() {
        FaultyDisk disk = FaultyDisk.below(directory).failAt(5);
        record(disk, directory.resolve("journal"), 2);
        assertThat(disk.operations().subList(4, 10))
                .containsExactly(
                        "write journal",
                        "sync journal",
                        "truncate journal",
                        "open journal",
                        "write journal",
                        "sync journal");
    }

    @Test
    void a_record_that_need_not_outlive_this_boot_is_read_and_waits_for_the_disk_with_the_next_one() {
        Path file = directory.resolve("journal");
        FaultyDisk disk = FaultyDisk.below(directory);
        try (Journal journal = Journal.create(new DurableFiles(disk), file)) {
            int before = disk.operations().size();
            journal.appendUnsynced(bytes("started"));
            assertThat(texts(Journal.read(file))).containsExactly("started");
            journal.append(bytes("ended"));
            assertThat(disk.operations().subList(before, disk.operations().size()))
                    .containsExactly("write journal", "write journal", "sync journal");
        }
        assertThat(texts(Journal.read(file))).containsExactly("started", "ended");
    }

    @Test
    void where_a_sync_failed_what_waited_for_it_is_written_anew_and_is_never_missing_meanwhile() {
        Path file = directory.resolve("journal");
        FaultyDisk disk = FaultyDisk.below(directory).failAt(6).watchedBy(operation -> {
            if (operation.startsWith("truncate") || operation.startsWith("move")) {
                assertThat(texts(Journal.read(file))).startsWith("started");
            }
        });
        try (Journal journal = Journal.create(new DurableFiles(disk), file)) {
            journal.appendUnsynced(bytes("started"));
            assertThatThrownBy(() -> journal.append(bytes("ended"))).isInstanceOf(BrokenFileException.class);
            assertThat(disk.operations().get(6)).isEqualTo("sync journal");
            assertThat(texts(Journal.read(file))).containsExactly("started");
            journal.append(bytes("ended"));
        }
        assertThat(disk.operations())
                .anyMatch(operation -> operation.startsWith("move") && operation.endsWith("journal"));
        assertThat(texts(Journal.read(file))).containsExactly("started", "ended");
    }

    @Test
    void nothing_is_written_behind_half_a_record_that_cannot_be_taken_back() {
        Path file = directory.resolve("journal");
        FaultyDisk disk = FaultyDisk.below(directory).failAt(6).watchedBy(operation -> {
            if (operation.startsWith("truncate")) {
                throw new IOException("it cannot be cut");
            }
        });
        try (Journal journal = Journal.create(new DurableFiles(disk), file)) {
            journal.append(bytes("first"));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> journal.append(bytes("half"))).isInstanceOf(BrokenFileException.class);
            }
            assertThat(disk.operations().stream().skip(7)).doesNotContain("write journal");
            disk.watchedBy(operation -> {});
            journal.append(bytes("second"));
        }
        assertThat(texts(Journal.read(file))).containsExactly("first", "second");
    }

    @Test
    void nothing_is_added_to_one_that_is_closed_or_gone() throws IOException {
        Path file = directory.resolve("journal");
        Journal closed = Journal.create(DURABLE, file);
        closed.close();
        Files.delete(file);
        assertThatThrownBy(() -> closed.append(AFTER)).hasMessageContaining("it is closed");
        FaultyDisk disk = FaultyDisk.below(directory).failAt(4);
        try (Journal gone = Journal.create(new DurableFiles(disk), file)) {
            assertThatThrownBy(() -> gone.append(AFTER)).hasMessageContaining("injected");
            Files.delete(file);
            assertThatThrownBy(() -> gone.append(AFTER)).hasMessageContaining("it is gone");
        }
        assertThat(file).doesNotExist();
    }
}
