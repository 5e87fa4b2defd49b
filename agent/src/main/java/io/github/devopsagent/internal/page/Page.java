package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A page of HTML that stands alone: it has no script, asks for nothing, and its policy forbids both. What it has beside its own
 * style sheet is text.
 */
final class Page {

    /** How each page begins, so that a file can be told from one of somebody else. */
    static final String BEGINNING = "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\"><head><meta charset=\"utf-8\"/>"
            + "<meta name=\"generator\" content=\"devops-agent\"/>";

    private static final String STYLE = style();

    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + digest(STYLE) + "'; base-uri 'none'; form-action 'none'";

    private Page() {}

    /**
     * A whole page.
     *
     * @param title of the window; other people's text may be in it
     * @param summary what stands first
     * @param sections what follows
     */
    static String of(String title, Summary summary, List<Markup> sections) {
        StringBuilder page = new StringBuilder(BEGINNING);
        meta("Content-Security-Policy", "http-equiv", POLICY).writeTo(page);
        meta("viewport", "name", "width=device-width, initial-scale=1").writeTo(page);
        meta("color-scheme", "name", "light dark").writeTo(page);
        meta("referrer", "name", "no-referrer").writeTo(page);
        element("title", text(title)).writeTo(page);
        // As it is: it has none of the characters that are escaped, and its digest stands in the policy.
        page.append("<style>").append(STYLE).append("</style></head>");
        element("body", element("main", summary.markup(), Markup.all(sections))).writeTo(page);
        return page.append("</html>\n").toString();
    }

    /** A section with a heading. */
    static Markup section(String heading, Markup... content) {
        return element("section", element("h2", text(heading)), Markup.all(content));
    }

    /** What is folded until somebody opens it. */
    static Element folded(Markup line, Markup... content) {
        return element("details", element("summary", line), styled("div", "inside", content));
    }

    private static Element meta(String name, String by, String content) {
        return element("meta").with(by, name).with("content", content);
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("the library's jar lacks page.css");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read page.css", e);
        }
    }

    private static String digest(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
