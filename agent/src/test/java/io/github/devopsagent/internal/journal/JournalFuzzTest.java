package io.github.devopsagent.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever lies in place of the journal, its beginning is whole records and the rest is told from them. */
class JournalFuzzTest {

    private static final Path FILE = temporary();

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("journal", "");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FuzzTest
    void journal(byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        Journal.Scan scan = Journal.read(FILE);
        if (scan.records().isEmpty()) {
            return;
        }
        Files.delete(FILE);
        try (Journal again = Journal.create(new DurableFiles(Disk.real()), FILE)) {
            scan.records().forEach(again::append);
        }
        assertThat(bytes).startsWith(Files.readAllBytes(FILE));
        assertThat(Journal.read(FILE).damaged()).isFalse();
    }
}
