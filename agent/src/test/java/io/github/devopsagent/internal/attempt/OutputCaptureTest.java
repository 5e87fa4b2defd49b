package io.github.devopsagent.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.run.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OutputCaptureTest {

    /** What a capture makes of some output. */
    private record Captured(List<String> lines, Output output) {}

    private static Captured capture(byte[] bytes, Random chunks) {
        List<String> lines = new ArrayList<>();
        OutputCapture capture = new OutputCapture(lines::addAll, UnaryOperator.identity(), Optional.empty());
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + chunks.nextInt(300));
            capture.write(bytes, at, length);
            at += length;
        }
        return new Captured(lines, capture.close());
    }

    private static Captured capture(String text) {
        List<String> lines = new ArrayList<>();
        OutputCapture capture = new OutputCapture(lines::addAll, UnaryOperator.identity(), Optional.empty());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        capture.write(bytes, 0, bytes.length);
        return new Captured(lines, capture.close());
    }

    @Test
    void a_secret_that_only_colours_parted_is_masked_where_they_are_left_out() {
        List<String> lines = new ArrayList<>();
        OutputCapture capture =
                new OutputCapture(lines::addAll, text -> text.replace("hunter2", "***"), Optional.empty());
        byte[] bytes = "A=hun\u001b[1mter2\u001b[0m\n".getBytes(StandardCharsets.UTF_8);
        capture.write(bytes, 0, bytes.length);

        assertThat(capture.close().tail()).isEqualTo("A=***\n");
        assertThat(lines).containsExactly("A=***");
    }

    private static String anyText(Random random, int length) {
        String letters = "aé€😀\n\r 7";
        int[] points = letters.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    @Property(tries = 200)
    void it_does_not_matter_in_which_pieces_output_comes(@ForAll long seed, @ForAll @IntRange(max = 9_000) int length) {
        Random random = new Random(seed);
        String text = anyText(random, length);
        Captured whole = capture(text);
        assertThat(capture(text.getBytes(StandardCharsets.UTF_8), random)).isEqualTo(whole);
        assertThat(whole.output().bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(Printable.text(text))
                .startsWith(whole.output().head())
                .endsWith(whole.output().tail());
    }

    @Property(tries = 100)
    void any_bytes_are_bounded(@ForAll long seed, @ForAll @IntRange(max = 60_000) int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        Captured captured = capture(bytes, new Random(seed));
        assertThat(captured.lines()).allMatch(line -> line.length() <= LineSplitter.LINE_BYTES + 4);
        assertThat(captured.output().tail().length()).isLessThanOrEqualTo(OutputCapture.TAIL_BYTES);
    }

    @Test
    void lines_end_as_they_do_on_any_system_and_the_last_needs_no_end() {
        assertThat(capture("one\r\ntwo\n\nthree").lines()).containsExactly("one", "two", "", "three");
    }

    @Test
    void nothing_that_is_shown_steers_a_terminal() {
        Captured captured = capture("\u001b[32mok\u001b[0m\n10%\r20%\r\n\u001b[2Jend\b");

        assertThat(captured.lines()).containsExactly("ok", "10% 20%", "end\uFFFD");
        assertThat(captured.output().tail()).isEqualTo("ok\n10%\n20%\nend\uFFFD");
    }

    @Test
    void little_output_is_all_tail() {
        Output output = capture("one\ntwo\n").output();
        assertThat(output).isEqualTo(new Output("", "one\ntwo\n", 8, Optional.empty()));
    }

    @Test
    void of_much_output_beginning_and_end_are_kept_in_whole_characters() {
        for (String shift : List.of("", "a", "ab", "abc")) {
            Output output = capture(shift + "😀".repeat(10_000) + shift).output();
            assertThat(output.head()).startsWith(shift + "😀").doesNotContain("\uFFFD");
            assertThat(output.head().getBytes(StandardCharsets.UTF_8).length)
                    .isBetween(OutputCapture.HEAD_BYTES - 3, OutputCapture.HEAD_BYTES);
            assertThat(output.tail()).endsWith("😀" + shift).doesNotContain("\uFFFD");
            assertThat(output.tail().getBytes(StandardCharsets.UTF_8).length)
                    .isBetween(OutputCapture.TAIL_BYTES - 3, OutputCapture.TAIL_BYTES);
        }
    }

    @Test
    void a_very_long_line_comes_in_pieces_of_whole_characters() {
        String line = "a" + "€".repeat(10_000);
        List<String> pieces = capture(line + "\nnext\n").lines();
        assertThat(pieces).hasSizeGreaterThan(3).endsWith("next");
        assertThat(String.join("", pieces.subList(0, pieces.size() - 1))).isEqualTo(line);
    }

    @Test
    void what_is_no_text_comes_in_pieces_as_well() {
        byte[] bytes = new byte[1 << 18];
        Arrays.fill(bytes, (byte) 0x80);
        assertThat(capture(bytes, new Random(1)).lines()).hasSizeGreaterThan(30);
    }

    @Test
    void what_comes_after_the_end_is_dropped() {
        List<String> lines = new ArrayList<>();
        OutputCapture capture = new OutputCapture(lines::addAll, UnaryOperator.identity(), Optional.empty());
        capture.line("one");
        Output output = capture.close();
        capture.line("late");
        assertThat(lines).containsExactly("one");
        assertThat(capture.close()).isEqualTo(output);
    }

    @Test
    void no_line_is_made_that_nobody_reads_and_who_begins_to_read_amid_a_line_has_its_rest() {
        AtomicBoolean read = new AtomicBoolean();
        AtomicInteger shown = new AtomicInteger();
        List<String> lines = new ArrayList<>();
        PrintedLines reader = new PrintedLines() {
            @Override
            public boolean areRead() {
                return read.get();
            }

            @Override
            public void take(List<String> some) {
                lines.addAll(some);
            }
        };
        UnaryOperator<String> mask = text -> {
            shown.incrementAndGet();
            return text;
        };
        OutputCapture capture = new OutputCapture(reader, mask, Optional.empty());

        write(capture, "\u001b[1mone\ntw");
        assertThat(shown).hasValue(0);
        read.set(true);
        write(capture, "o\nthr");
        read.set(false);
        write(capture, "ee\nfour\nfi");
        read.set(true);
        write(capture, "ve\n");

        assertThat(lines).containsExactly("o", "ve");
        assertThat(capture.close().tail()).isEqualTo("one\ntwo\nthree\nfour\nfive\n");
    }

    @Test
    void many_lines_are_handed_on_at_once_in_their_order() {
        List<List<String>> handedOn = new ArrayList<>();
        OutputCapture capture = new OutputCapture(handedOn::add, UnaryOperator.identity(), Optional.empty());
        List<String> lines = IntStream.range(0, 3 * LineSplitter.MOST_LINES + 1)
                .mapToObj(Integer::toString)
                .toList();

        write(capture, String.join("\n", lines) + "\nlast");
        assertThat(handedOn).hasSize(4);
        capture.close();

        assertThat(handedOn.stream().flatMap(List::stream))
                .containsExactlyElementsOf(
                        Stream.concat(lines.stream(), Stream.of("last")).toList());
    }

    private static void write(OutputCapture capture, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        capture.write(bytes, 0, bytes.length);
    }
}
