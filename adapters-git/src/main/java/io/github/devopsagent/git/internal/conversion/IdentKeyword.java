package io.github.devopsagent.git.internal.conversion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.AnyObjectId;

/** The keyword {@code $Id$}, which the attribute {@code ident} makes git fill in on the way to the work tree. */
final class IdentKeyword {

    /** Git takes what has a blank before its last character for one of another system, and keeps it. */
    private static final Pattern KEYWORD = Pattern.compile("\\$Id(?:\\$|:(?:[^$\\n]?[^ $\\n]* ?)\\$)");

    private IdentKeyword() {}

    /** Fills in the id of the file's content. */
    static byte[] expand(byte[] content, AnyObjectId id) {
        // Each byte is a character of its own.
        String text = new String(content, ISO_8859_1);
        Matcher keywords = KEYWORD.matcher(text);
        return keywords.find()
                ? keywords.replaceAll("\\$Id: " + id.name() + " \\$").getBytes(ISO_8859_1)
                : content;
    }
}
