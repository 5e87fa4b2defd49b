package io.github.devopsagent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
}
