package io.github.devopsagent.commandline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a command, as far as it is known before anything runs.
 *
 * @param text without quotes; what the shell puts in its place stands in it as it is written
 * @param isPlain whether it is exactly this text when the command starts: nothing is substituted, expanded or matched
 * @param isSplit whether it may become several words, or none
 * @param unquoted how many of its first characters stand outside of quotes; {@link #BARE} if nothing is quoted
 */
record ScannedWord(String text, boolean isPlain, boolean isSplit, int unquoted) {

    /** Nothing of it is quoted. */
    static final int BARE = Integer.MAX_VALUE;

    private static final Pattern ASSIGNMENT = Pattern.compile("(?s)([A-Za-z_][A-Za-z0-9_]*)\\+?=.*");

    /** Whether it may be a word that the shell knows itself. */
    boolean isBare() {
        return unquoted == BARE;
    }

    boolean isNumber() {
        return isBare() && !text.isEmpty() && text.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    /** The variable that it sets where it stands before a command. */
    Optional<String> assigned() {
        return named().filter(name -> text.indexOf('=') < unquoted);
    }

    /** The variable that it names before a sign of equality, quoted or not. */
    Optional<String> named() {
        Matcher assignment = ASSIGNMENT.matcher(text);
        return assignment.matches() ? Optional.of(assignment.group(1)) : Optional.empty();
    }
}
