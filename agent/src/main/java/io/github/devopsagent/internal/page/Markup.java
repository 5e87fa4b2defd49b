package io.github.devopsagent.internal.page;

import java.util.List;
import java.util.stream.Stream;

/** A piece of a page. Text gets into a page only by {@link #text}, which escapes it. */
@FunctionalInterface
interface Markup {

    /** No markup at all. */
    Markup NOTHING = page -> {};

    void writeTo(StringBuilder page);

    /** Text of any origin. What HTML or XML could take for markup, or cannot carry, is escaped or replaced. */
    static Markup text(String text) {
        return page -> escape(text, page);
    }

    static Markup all(Markup... parts) {
        return all(List.of(parts));
    }

    static Markup all(List<Markup> parts) {
        return page -> parts.forEach(part -> part.writeTo(page));
    }

    static Markup all(Stream<Markup> parts) {
        return all(parts.toList());
    }

    /** An element without attributes. */
    static Element element(String name, Markup... content) {
        return new Element(name, List.of(), List.of(content));
    }

    /** An element of a class of the style sheet. */
    static Element styled(String name, String styleClass, Markup... content) {
        return element(name, content).with("class", styleClass);
    }

    private static void escape(String text, StringBuilder page) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            switch (point) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.appendCodePoint(isCarried(point) ? point : '\uFFFD');
            }
        }
    }

    /** Whether a document can have it: no control character, no half of a pair, and none that Unicode keeps for itself. */
    private static boolean isCarried(int point) {
        int type = Character.getType(point);
        boolean isKept = (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
        return point == '\n' || point == '\t' || (type != Character.CONTROL && type != Character.SURROGATE && !isKept);
    }
}
