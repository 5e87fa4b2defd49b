package io.github.devopsagent.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step must leave is there after it, new and not empty. */
class ProducedFilesTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    private Path directory;

    private Path dump;

    @BeforeEach
    void name_what_is_left() {
        dump = directory.resolve("app.sql");
    }

    /** What a step does. */
    @FunctionalInterface
    private interface Doing {
        void now() throws IOException;
    }

    private StepResult after(String path, Doing what) {
        return ProducedFiles.around(List.of(path), directory, () -> {
            try {
                what.now();
                return StepResult.success();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void fails(StepResult result, String... reason) {
        assertThat(result).isInstanceOf(StepResult.Failed.class);
        assertThat(result.reason())
                .startsWith("it did not leave what it produces: ")
                .contains(reason);
    }

    private static void succeeds(StepResult result, String reason) {
        assertThat(result).isInstanceOf(StepResult.Succeeded.class);
        assertThat(result.reason()).isEqualTo(reason);
    }

    private void old() throws IOException {
        Files.writeString(dump, "old");
        Files.setLastModifiedTime(dump, LONG_AGO);
    }

    @Test
    void a_new_file_is_left() {
        succeeds(after("app.sql", () -> Files.writeString(dump, "dump")), "left app.sql (4 bytes)");
    }

    @Test
    void a_path_may_be_absolute() {
        succeeds(after(dump.toString(), () -> Files.writeString(dump, "dump")), "left " + dump + " (4 bytes)");
    }

    @Test
    void a_missing_file_is_none() {
        fails(after("app.sql", () -> {}), "'app.sql' (" + dump + ") is not there");
    }

    @Test
    void an_empty_file_is_none() {
        fails(after("app.sql", () -> Files.writeString(dump, "")), "'app.sql'", "is empty");
    }

    @Test
    void a_file_of_before_is_none() throws IOException {
        old();
        fails(after("app.sql", () -> {}), "is as it was before the step, last changed at 2020-01-01T00:00:00Z");
    }

    @Test
    void a_file_that_is_written_anew_is_left_whatever_its_content_is() throws IOException {
        old();
        succeeds(after("app.sql", () -> Files.writeString(dump, "old")), "left app.sql (3 bytes)");
    }

    @Test
    void a_file_that_is_replaced_is_left_even_with_the_size_and_the_time_of_before() throws IOException {
        old();
        succeeds(
                after("app.sql", () -> {
                    Path other = Files.writeString(directory.resolve("other"), "new");
                    Files.setLastModifiedTime(other, LONG_AGO);
                    Files.move(other, dump, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }),
                "left app.sql (3 bytes)");
    }

    @Test
    void a_file_that_is_only_looked_at_or_made_readable_is_none() throws IOException {
        old();
        fails(
                after("app.sql", () -> {
                    Files.readString(dump);
                    assertThat(dump.toFile().setReadable(true, true)).isTrue();
                }),
                "is as it was before the step");
    }

    @Test
    void a_file_that_is_emptied_is_none() throws IOException {
        old();
        fails(after("app.sql", () -> Files.writeString(dump, "")), "is empty");
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        old();
        Path link = directory.resolve("latest.sql");
        fails(
                after("latest.sql", () -> Files.createSymbolicLink(link, dump)),
                "'latest.sql'",
                "is a symbolic link, which is not followed; name the file itself");
    }

    @Test
    void a_directory_with_a_new_file_is_left() throws IOException {
        Path inside = Files.createDirectories(directory.resolve("dump/tables"));
        Files.writeString(inside.resolve("old"), "old");
        succeeds(after("dump", () -> Files.writeString(inside.resolve("new"), "12345")), "left dump (5 bytes)");
    }

    @Test
    void a_directory_without_anything_new_in_it_is_none() throws IOException {
        Path inside = Files.createDirectories(directory.resolve("dump"));
        Files.writeString(inside.resolve("old"), "old");
        fails(
                after("dump/", () -> {
                    Files.setLastModifiedTime(inside, LONG_AGO);
                    Files.writeString(inside.resolve("empty"), "");
                    Files.createDirectory(inside.resolve("more"));
                }),
                "is as it was before the step");
    }

    @Test
    void an_empty_directory_is_none() {
        fails(
                after("dump", () -> Files.createDirectories(directory.resolve("dump/tables"))),
                "has no file with anything in it");
    }

    @Test
    void a_link_in_a_directory_is_nothing_in_it() throws IOException {
        old();
        fails(
                after(
                        "dump",
                        () -> Files.createSymbolicLink(
                                Files.createDirectory(directory.resolve("dump")).resolve("app.sql"), dump)),
                "has no file with anything in it");
    }

    @Test
    void what_cannot_be_looked_at_keeps_the_step_from_beginning() throws IOException {
        old();
        AtomicBoolean begun = new AtomicBoolean();
        StepResult result = after("app.sql/inside", () -> begun.set(true));
        assertThat(result).isInstanceOf(StepResult.NotStarted.class);
        assertThat(result.reason()).contains("'app.sql/inside'", "cannot be looked at: Not a directory");
        assertThat(begun).isFalse();
    }

    @Test
    void every_path_must_be_left() {
        StepResult result = ProducedFiles.around(List.of("app.sql", "files.tar"), directory, () -> {
            try {
                Files.writeString(dump, "dump");
                return StepResult.success();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        fails(result, "'files.tar'", "is not there");
    }

    @Test
    void a_step_that_has_failed_has_failed_whatever_it_left() {
        StepResult failure = StepResult.failure("exit code 1");
        assertThat(ProducedFiles.around(List.of("app.sql"), directory, () -> failure))
                .isSameAs(failure);
    }

    @Test
    void a_step_that_need_not_leave_anything_is_not_judged() {
        StepResult success = StepResult.success();
        assertThat(ProducedFiles.around(List.of(), directory, () -> success)).isSameAs(success);
    }

    @Test
    void a_name_that_would_steer_a_terminal_is_told_as_text() {
        assertThat(after("a\u001b[31m", () -> {}).reason())
                .contains("is not there")
                .doesNotContain("\u001b");
    }
}
