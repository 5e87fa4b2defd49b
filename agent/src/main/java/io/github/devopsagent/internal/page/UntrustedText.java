package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.internal.json.Printable;
import java.util.List;

/**
 * Text of others: of plans, programs and messages. It is shown harmless, isolated from the direction of what stands around it,
 * and cut where it is long.
 */
final class UntrustedText {

    private static final int LONGEST_NAME = 160;
    private static final int LONGEST_LINE = 2_000;
    private static final int LONGEST_BLOCK = 16_000;

    /** Of a list of others so many are shown. */
    static final int MOST = 500;

    private UntrustedText() {}

    /** A name, of one line. */
    static Markup name(String any) {
        return element("bdi", text(Printable.line(any, LONGEST_NAME)));
    }

    /** Sentences, of one line. */
    static Markup line(String any) {
        return element("bdi", text(Printable.line(any, LONGEST_LINE)));
    }

    /** A path, a command or a word of a file, of one line. */
    static Markup code(String any) {
        return styled("code", "word", text(Printable.line(any, LONGEST_LINE)));
    }

    /** What a program printed, or what is to be pasted: its lines as they are, and of what is long the end. */
    static Markup block(String any) {
        int before = any.length() - LONGEST_BLOCK;
        String shown = Printable.text(before > 0 ? any.substring(before) : any).stripTrailing();
        return styled(
                "pre",
                "block",
                before > 0
                        ? styled("span", "cut", text("… " + before + " characters before, in the record\n"))
                        : Markup.NOTHING,
                text(shown));
    }

    /** A line for each of them, of thousands only of the first. */
    static Markup list(List<String> texts) {
        int more = texts.size() - MOST;
        return element(
                "ul",
                Markup.all(texts.stream().limit(MOST).map(each -> element("li", line(each)))),
                more > 0 ? element("li", text("and " + more + " more, in the record")) : Markup.NOTHING);
    }
}
