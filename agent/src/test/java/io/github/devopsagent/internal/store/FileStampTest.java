package io.github.devopsagent.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a file is the same is told without reading it, or not at all. */
class FileStampTest {

    @TempDir
    private Path directory;

    /** The stamp as it will be once the file has not been changed for a while. */
    private static Optional<String> later(Path file) {
        return FileStamp.of(file, Instant.now().plus(Duration.ofMinutes(1)));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("file"), text);
    }

    @Test
    void it_stays_while_nothing_is_written() throws IOException {
        Path file = file("a");
        assertThat(later(file)).isPresent().isEqualTo(later(file));
    }

    @Test
    void a_file_that_was_changed_just_now_has_none() throws IOException {
        assertThat(FileStamp.of(file("a"))).isEmpty();
    }

    @Test
    void another_file_of_the_same_name_size_and_time_has_another() throws IOException {
        Path file = file("a");
        Optional<String> before = later(file);
        Path other = Files.writeString(directory.resolve("other"), "b");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(later(file)).isPresent().isNotEqualTo(before);
    }

    @Test
    void so_has_one_that_was_written_again_and_set_back() throws IOException {
        Path file = file("a");
        FileTime time = FileTime.from(Instant.parse("2025-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, time);
        Optional<String> before = later(file);
        Optional<String> after = before;
        // A tick of the file system's clock may pass in between, or not.
        while (after.equals(before)) {
            Files.writeString(file, "b");
            Files.setLastModifiedTime(file, time);
            after = later(file);
        }
        assertThat(after).isPresent();
    }

    @Test
    void of_a_link_it_is_that_of_the_file_it_leads_to() throws IOException {
        Path file = file("a");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertThat(later(link)).isPresent().isEqualTo(later(file));
        Files.delete(file);
        assertThat(later(link)).isEmpty();
    }
}
