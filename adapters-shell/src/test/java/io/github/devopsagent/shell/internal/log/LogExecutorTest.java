package io.github.devopsagent.shell.internal.log;

import static io.github.devopsagent.shell.TestStep.aProbe;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.shell.TestStep;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** New lines of a real log, while it is written and rotated. */
class LogExecutorTest {

    @TempDir
    Path scratch;

    @TempDir
    Path directory;

    private Path log;

    @BeforeEach
    void createLog() throws IOException {
        log = Files.writeString(directory.resolve("shop.log"), "ERROR of yesterday\n");
    }

    @Test
    void lines_count_from_the_first_look_on() throws IOException {
        assertThat(look()).isEqualTo("0\n");
        write("fine\nERROR one\r\nWARN\nException two\n");
        assertThat(look()).isEqualTo("ERROR one\nException two\n2\n");
        assertThat(look()).isEqualTo("2\n");
        write("ERROR three\n");
        assertThat(look()).isEqualTo("ERROR three\n3\n");
    }

    @Test
    void a_line_counts_once_when_it_is_whole() throws IOException {
        write("half of an ERR");
        assertThat(look()).isEqualTo("0\n");
        write("OR\nERR");
        assertThat(look()).isEqualTo("half of an ERROR\n1\n");
        write("OR again\n");
        assertThat(look()).isEqualTo("ERROR again\n2\n");
    }

    @Test
    void a_log_that_is_renamed_and_begun_anew_is_followed() throws IOException {
        look();
        write("ERROR one\n");
        assertThat(look()).endsWith("1\n");
        write("ERROR two\n");
        Files.move(log, directory.resolve("shop.log.1"));
        write("ERROR three\n");

        assertThat(look()).isEqualTo("ERROR two\nERROR three\n3\n");
        write("ERROR four\n");
        assertThat(look()).isEqualTo("ERROR four\n4\n");
    }

    /** Lines without times look the same in the file before and after. */
    @Test
    void a_new_log_with_the_same_lines_is_not_taken_for_the_old_one() throws IOException {
        look();
        write("ERROR\n");
        look();
        write("ERROR\n");
        Files.move(log, directory.resolve("older.log"));
        write("ERROR of yesterday\nERROR\nERROR\n");

        assertThat(look()).endsWith("\n5\n");
    }

    @Test
    void a_log_that_is_copied_and_truncated_is_followed() throws IOException {
        look();
        write("ERROR one\n");
        look();
        write("ERROR two\n");
        copyAndTruncate();
        write("ERROR three\n");

        assertThat(look()).isEqualTo("ERROR two\nERROR three\n3\n");
    }

    @Test
    void a_log_that_has_grown_beyond_the_mark_since_it_was_truncated_is_followed() throws IOException {
        look();
        write("ERROR two\n");
        copyAndTruncate();
        write("x".repeat(10_000) + "\nERROR three\n");

        assertThat(look()).isEqualTo("ERROR two\nERROR three\n2\n");
    }

    @Test
    void letters_of_an_older_encoding_are_found_as_well() throws IOException {
        look();
        Files.write(log, "Störung eins\n".getBytes(ISO_8859_1), StandardOpenOption.APPEND);
        Files.write(log, "Störung zwei\n".getBytes(UTF_8), StandardOpenOption.APPEND);

        assertThat(step().with("pattern", "Störung").run().reason()).isEqualTo("0");
        Files.write(log, "Störung drei\n".getBytes(ISO_8859_1), StandardOpenOption.APPEND);
        assertThat(step().with("pattern", "Störung").run().reason()).isEqualTo("1");
    }

    /** A writer that does not append goes on where it was. */
    @Test
    void the_hole_that_a_writer_leaves_in_a_truncated_log_is_no_line() throws IOException {
        look();
        copyAndTruncate();
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(100_000);
            file.write("ERROR behind it\n".getBytes(ISO_8859_1));
        }

        assertThat(look()).isEqualTo("ERROR behind it\n1\n");
    }

    @Test
    void what_is_lost_in_a_rotation_is_no_zero() throws IOException {
        look();
        Files.delete(log);
        write("fine\nERROR\n");

        TestStep step = step();
        assertThat(step.run().reason())
                .contains("was rotated or truncated", "lines may be missing; 1 match that are there");
        write("ERROR\n");
        assertThat(look()).isEqualTo("ERROR\n2\n");
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 1", "false, 5000", "true, 5000"})
    void a_log_that_is_begun_anew_with_the_same_bytes_is_not_taken_for_the_old_one(boolean isDeleted, int lines)
            throws IOException {
        Files.writeString(log, "ERROR db\n".repeat(lines));
        Files.setLastModifiedTime(log, FileTime.fromMillis(0));
        look();
        if (isDeleted) {
            Files.delete(log);
        }
        Files.writeString(log, "ERROR db\n".repeat(lines));

        assertThat(step().run().reason()).endsWith("so that lines may be missing; " + lines + " match that are there");
        assertThat(look()).isEqualTo(lines + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-30 03:10:04 ERROR db\n", "1764472204123 ERROR db\n"})
    void a_log_with_times_that_is_only_touched_goes_on(String line) throws IOException {
        Files.writeString(log, line);
        Files.setLastModifiedTime(log, FileTime.fromMillis(0));
        look();
        Files.setLastModifiedTime(log, FileTime.fromMillis(5_000));

        assertThat(look()).isEqualTo("0\n");
        write(line);
        assertThat(look()).endsWith("1\n");
    }

    @Test
    void a_log_that_lost_the_half_line_at_its_end_was_written_anew() throws IOException {
        write("ERR");
        look();
        Files.writeString(log, "ERROR of yesterday\n");

        assertThat(step().run().reason()).endsWith("so that lines may be missing; 1 match that are there");
    }

    @ParameterizedTest
    @CsvSource({
        "true, shop.log.1",
        "false, shop.log.1",
        "true, shop.log-20261130",
        "false, shop-2026-11-30.log",
        "true, shop.log.old",
        "false, shop.log~"
    })
    void a_log_without_lines_at_the_first_look_is_followed_when_it_is_rotated(boolean isThere, String rotated)
            throws IOException {
        Files.delete(log);
        Files.writeString(directory.resolve("shop.log.2"), "ERROR of yesterday\n");
        Files.writeString(directory.resolve("shop-access.log"), "");
        if (isThere) {
            write("");
        }
        step().run();
        write("ERROR one\nERROR two\n");
        Files.writeString(directory.resolve("shop-access.log"), "ERROR of others\n");
        Files.copy(log, directory.resolve(rotated));
        Files.writeString(log, "", StandardOpenOption.TRUNCATE_EXISTING);
        write("ERROR three\n");

        assertThat(look()).endsWith("\n3\n");
        assertThat(look()).isEqualTo("3\n");
    }

    @Test
    void a_log_that_was_not_there_is_followed_when_it_is_renamed() throws IOException {
        Files.delete(log);
        step().run();
        write("ERROR one\n");
        Files.move(log, directory.resolve("shop.log.1"));
        assertThat(step().run()).isInstanceOf(StepResult.Failed.class);
        write("fine\n");

        assertThat(look()).isEqualTo("ERROR one\n1\n");
    }

    @Test
    void a_copy_over_an_older_one_is_followed_although_the_log_had_no_lines() throws IOException {
        Path older = Files.writeString(directory.resolve("shop.log.1"), "fine\n");
        Files.writeString(log, "");
        look();
        write("ERROR one\n");
        Files.writeString(older, Files.readString(log));
        Files.writeString(log, "", StandardOpenOption.TRUNCATE_EXISTING);

        assertThat(look()).isEqualTo("ERROR one\n1\n");
    }

    @Test
    void a_log_that_is_rotated_twice_between_two_looks_is_followed() throws IOException {
        look();
        write("ERROR one\n");
        Files.move(log, directory.resolve("shop.log.2"));
        write("ERROR two\n");
        Files.move(log, directory.resolve("shop.log.1"));
        write("ERROR three\n");

        assertThat(look()).isEqualTo("ERROR one\nERROR two\nERROR three\n3\n");
    }

    @Test
    void what_is_compressed_since_the_first_look_is_no_zero() throws IOException {
        Files.delete(log);
        step().run();
        Files.writeString(directory.resolve("shop.log.1.gz"), "compressed");
        write("fine\n");

        assertThat(step().run().reason()).contains("was rotated or truncated", "(compressed or deleted?)");
    }

    @Test
    void an_older_part_that_is_compressed_misses_no_line() throws IOException {
        Path older = Files.writeString(directory.resolve("shop.log.1"), "ERROR of last week\n");
        look();
        write("ERROR one\n");
        Files.delete(older);
        Files.writeString(directory.resolve("shop.log.2.gz"), "compressed");
        Files.move(log, older);
        write("ERROR two\n");

        assertThat(look()).isEqualTo("ERROR one\nERROR two\n2\n");
    }

    @Test
    void a_copy_of_a_log_that_goes_on_counts_once() throws IOException {
        Files.writeString(log, "");
        look();
        write("2026-11-30 03:10:04 ERROR db\n");
        Files.copy(log, directory.resolve("shop.log.bak"));

        assertThat(look()).endsWith("\n1\n");
    }

    @Test
    void a_mark_of_the_version_before_is_gone_on_with() throws IOException {
        look();
        write("ERROR\n");
        Path mark = marks().get(0);
        String[] parts = Files.readString(mark).lines().toList().get(1).split(" ");
        Files.writeString(mark, String.join(" ", "v1", parts[1], parts[2], "7", parts[4], "."));

        assertThat(look()).isEqualTo("ERROR\n8\n");
    }

    @Test
    void a_log_that_is_not_there_is_no_zero_and_all_of_it_is_new() throws IOException {
        Files.delete(log);

        assertThat(check(step())).isEqualTo(StepFinding.missingNow("the log shop.log does not exist"));
        assertThat(step().run().reason()).isEqualTo("the log shop.log does not exist");
        write("ERROR one\n");
        assertThat(look()).isEqualTo("ERROR one\n1\n");
    }

    @Test
    void another_agent_goes_on_where_the_mark_is_and_leaves_one_file() throws IOException {
        look();
        write("ERROR\n");
        look();

        assertThat(marks()).singleElement().satisfies(mark -> {
            String broken = mark.getFileName().toString().replaceFirst("[0-9]+$", "000000000099");
            Files.writeString(scratch.resolve(broken), "v3 1\nv2 12");
        });
        assertThat(look()).isEqualTo("1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)+$", "(.*)*x", "(a|b)*c"})
    void a_pattern_that_goes_back_and_forth_is_given_up(String pattern) throws IOException {
        step().with("pattern", pattern).run();
        write("a".repeat(15_000) + "\n");

        assertThat(step().with("pattern", pattern).run().reason()).contains("the pattern takes too long for a line of");
    }

    @Test
    void a_long_line_is_looked_at_as_far_as_its_beginning_and_told_shortly() throws IOException {
        look();
        write("\u001b[2JERROR for token-" + "x".repeat(3_000_000) + "\nERROR\n");

        assertThat(look()).isEqualTo("\uFFFD[2JERROR for … (16384 characters)\nERROR\n2\n");
    }

    @Test
    void a_few_lines_are_told_of_many() throws IOException {
        look();
        write("ERROR\n".repeat(1000));

        assertThat(look()).isEqualTo("ERROR\n".repeat(5) + "1000\n");
    }

    @Test
    void a_log_elsewhere_is_not_read_whatever_leads_there() throws IOException {
        Path other = Files.createDirectory(scratch.resolve("other"));
        Path secret = Files.writeString(other.resolve("secret"), "ERROR\n");
        Files.createSymbolicLink(directory.resolve("link.log"), secret);
        Files.createSymbolicLink(directory.resolve("logs"), other);

        for (String file :
                List.of("link.log", "logs/secret", "logs/none", secret.toString(), "../x.log", "/etc/passwd")) {
            TestStep step = step().with("file", file);
            assertThat(check(step).message()).contains("which is not below " + directory.toRealPath());
            assertThat(step.run()).isInstanceOf(StepResult.Failed.class);
            assertThat(step.printed()).isEmpty();
        }
        assertThat(step().with("file", secret.toString())
                        .by(ShellExecutors.logsBelow(other))
                        .run())
                .matches(StepResult::isSuccess);
        assertThat(step().by(ShellExecutors.logsBelow(other)).run().reason()).contains("which is not below");
    }

    @Test
    void a_link_inside_of_the_directory_leads_to_the_log() throws IOException {
        Files.createSymbolicLink(directory.resolve("current.log"), log);

        assertThat(step().with("file", "current.log").run()).matches(StepResult::isSuccess);
    }

    @Test
    void what_is_no_log_is_told() {
        assertThat(check(step().with("file", ".")).message()).contains("is no regular file");
        assertThat(check(step().with("pattern", "a(b")).message())
                .startsWith("'pattern' is no regular expression of Java: Unclosed group");
        assertThat(check(step().with("pattern", "")).message()).contains("'pattern' must have 1 to 1000 characters");
        assertThat(check(step().with("file", " ")).message()).contains("'file' is missing");
    }

    private List<Path> marks() throws IOException {
        try (Stream<Path> files = Files.list(scratch)) {
            return files.toList();
        }
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void copyAndTruncate() throws IOException {
        Files.copy(log, directory.resolve("shop.log.1"));
        Files.writeString(log, "", StandardOpenOption.TRUNCATE_EXISTING);
    }

    private String look() {
        TestStep step = step();
        assertThat(step.run()).matches(StepResult::isSuccess);
        return step.printed();
    }

    private static StepFinding check(TestStep step) {
        return executor().check(step.input(), step.context()).orElseThrow();
    }

    private TestStep step() {
        return aProbe(scratch, executor())
                .in(directory)
                .with("file", "shop.log")
                .with("pattern", "ERROR|Exception");
    }

    private static StepExecutor executor() {
        return Objects.requireNonNull(new ShellExecutors().executors().get("log"));
    }
}
