package io.github.devopsagent.barestring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.MatrixCells;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing that stands around a sentence makes a command of it. */
class ProseStaysProseTest {

    private static final List<String> PROSE = LabelledString.all()
            .filter(each -> !each.isCommand())
            .map(LabelledString::text)
            .toList();

    private static final List<Wrapper> WRAPPERS = List.of(
            new Wrapper(" ", " "),
            new Wrapper("\n", "\n"),
            new Wrapper("\t", ""),
            new Wrapper("\u00a0", "\u00a0"),
            new Wrapper("'", "'"),
            new Wrapper("\"", "\""),
            new Wrapper("`", "`"),
            new Wrapper("``", "``"),
            new Wrapper("```\n", "\n```"),
            new Wrapper("```sh\n", "\n```"),
            new Wrapper("**", "**"),
            new Wrapper("_", "_"),
            new Wrapper("> ", ""),
            new Wrapper("- ", ""),
            new Wrapper("* ", ""),
            new Wrapper("+ ", ""),
            new Wrapper("$ ", ""),
            new Wrapper("# ", ""),
            new Wrapper("1. ", ""),
            new Wrapper("- [ ] ", ""),
            new Wrapper("\u201c", "\u201d"),
            new Wrapper("(", ")"),
            new Wrapper("\ufeff", ""),
            new Wrapper("\u200b", "\u200b"),
            new Wrapper("~~", "~~"),
            new Wrapper("==", "=="),
            new Wrapper("***", "***"),
            new Wrapper("__", "__"),
            new Wrapper("", "*"),
            new Wrapper("", "**"),
            new Wrapper("", "_"),
            new Wrapper("", "~~"),
            new Wrapper("", "\"\""),
            new Wrapper("", "''"),
            new Wrapper("", "\\"),
            new Wrapper("", "`"),
            new Wrapper("$", ""));

    /** Two around each other are enough to make words of what was quoted, and quotes of what was a word. */
    @Test
    @Tag(MatrixCells.TAG)
    void whatever_two_stand_around_it() {
        List<UnaryOperator<String>> pairs = WRAPPERS.stream()
                .flatMap(inner -> WRAPPERS.stream()
                        .map(outer -> (UnaryOperator<String>) text -> outer.around(inner.around(text))))
                .toList();

        List<String> executed = IntStream.range(0, PROSE.size())
                .boxed()
                .flatMap(n -> MatrixCells.tried(pairs, n).stream().map(pair -> pair.apply(PROSE.get(n))))
                .filter(LabelledString::isExecuted)
                .toList();

        assertThat(executed).isEmpty();
    }

    @Property
    void whatever_blanks_quotes_or_markdown_stand_around_it(
            @ForAll("prose") String text, @ForAll("wrappers") List<Wrapper> wrappers) {
        String wrapped = text;
        for (Wrapper wrapper : wrappers) {
            wrapped = wrapper.around(wrapped);
        }

        assertThat(LabelledString.isExecuted(wrapped)).as(wrapped).isFalse();
    }

    @Property
    void whatever_markdown_stands_before_a_command(@ForAll("commands") String text, @ForAll("marks") String mark) {
        assertThat(LabelledString.isExecuted(mark + text)).as(mark + text).isFalse();
    }

    record Wrapper(String before, String after) {
        String around(String text) {
            return before + text + after;
        }
    }

    @Provide
    Arbitrary<String> prose() {
        return Arbitraries.of(PROSE);
    }

    @Provide
    Arbitrary<String> commands() {
        return Arbitraries.of(LabelledString.all()
                .filter(LabelledString::isCommand)
                .map(LabelledString::text)
                .toList());
    }

    @Provide
    Arbitrary<String> marks() {
        return Arbitraries.of(
                "> ", ">", "* ", "- ", "+ ", "$ ", "# ", "#", "1. ", "12) ", "- [ ] ", "[x] ", "\n> ", " $ ", "~~",
                "==");
    }

    @Provide
    Arbitrary<List<Wrapper>> wrappers() {
        return Arbitraries.of(WRAPPERS).list().ofMinSize(1).ofMaxSize(4);
    }
}
