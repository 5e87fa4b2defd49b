package io.github.devopsagent.barestring;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A word of a command line.
 *
 * @param text as it stands there, with its quotes
 * @param value without quotes and backslashes
 * @param isQuoted whether a part of it is in quotes or behind a backslash
 * @param isExpanded whether the shell puts something in its place: a variable, or what a command prints
 * @param inner the commands whose output becomes a part of it, as they stand there
 */
record ParsedWord(String text, String value, boolean isQuoted, boolean isExpanded, List<String> inner) {

    private static final Pattern HAS_QUOTES = Pattern.compile("['\"]");
    private static final Pattern QUOTED = Pattern.compile("(?s)'[^']*'|\"[^\"]*\"");

    ParsedWord {
        inner = List.copyOf(inner);
    }

    /** Whether it says nothing of what it stands for, so that it can be any argument. */
    boolean isOpaque() {
        return isExpanded || (isQuoted && !value.isEmpty());
    }

    /** Whether it is nothing but empty quotes, which only options have for a value. */
    boolean isEmpty() {
        return value.isEmpty() && !isExpanded;
    }

    /** Whether quotes stand in it, but not around it: whoever names a program has no use for that. */
    boolean isQuotedInPart() {
        return !isExpanded
                && HAS_QUOTES.matcher(text).find()
                && !QUOTED.matcher(text).matches();
    }

    boolean isOption() {
        return text.startsWith("-") && text.length() > 1;
    }
}
