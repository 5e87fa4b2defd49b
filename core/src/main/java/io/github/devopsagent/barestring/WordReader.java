package io.github.devopsagent.barestring;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one word after the other of a command line, as {@code sh} does, without expanding anything. */
final class WordReader {

    private static final String ENDS = " \t\n;&|<>()";
    private static final Pattern POSITIONAL = Pattern.compile("\\$(?:[1-9]|\\{[1-9]\\})");
    private static final String ESCAPABLE_IN_QUOTES = "$`\"\\\n";

    private final String line;
    private int position;
    private StringBuilder value = new StringBuilder();
    private List<String> inner = new ArrayList<>();
    private boolean isQuoted;
    private boolean isExpanded;

    WordReader(String line) {
        this.line = line;
    }

    int position() {
        return position;
    }

    void moveTo(int other) {
        position = other;
    }

    /** Reads the word that begins here; it has no characters where there is none. */
    ParsedWord next() throws ShellSyntaxException {
        int start = position;
        value = new StringBuilder();
        inner = new ArrayList<>();
        isQuoted = false;
        isExpanded = false;
        while (position < line.length() && (ENDS.indexOf(line.charAt(position)) < 0 || isProcess())) {
            part();
        }
        boolean isEmpty = value.isEmpty() && position > start;
        return new ParsedWord(
                line.substring(start, position), value.toString(), isQuoted || isEmpty, isExpanded, inner);
    }

    private boolean isProcess() {
        return line.startsWith("<(", position) || line.startsWith(">(", position);
    }

    private void part() throws ShellSyntaxException {
        char each = line.charAt(position);
        switch (each) {
            case '\'' -> singleQuoted();
            case '"' -> doubleQuoted();
            case '\\' -> escaped();
            case '$' -> expansion();
            case '`' -> backticks();
            case '<', '>' -> {
                position++;
                substitution();
            }
            default -> plain();
        }
    }

    private void plain() {
        value.append(line.charAt(position++));
    }

    private void singleQuoted() throws ShellSyntaxException {
        int end = end("'", position + 1);
        isQuoted |= end > position + 1;
        value.append(line, position + 1, end);
        position = end + 1;
    }

    private void doubleQuoted() throws ShellSyntaxException {
        isQuoted |= !line.startsWith("\"\"", position);
        position++;
        while (true) {
            if (position >= line.length()) {
                throw new ShellSyntaxException("it has a quote that is not closed");
            }
            char each = line.charAt(position);
            if (each == '"') {
                position++;
                return;
            }
            switch (each) {
                case '$' -> expansion();
                case '`' -> backticks();
                case '\\' -> {
                    if (position + 1 < line.length() && ESCAPABLE_IN_QUOTES.indexOf(line.charAt(position + 1)) >= 0) {
                        escaped();
                    } else {
                        plain();
                    }
                }
                default -> plain();
            }
        }
    }

    private void escaped() {
        position++;
        if (position < line.length()) {
            if (line.charAt(position) != '\n') {
                isQuoted |= value.isEmpty() || hasMore(position + 1);
                value.append(line.charAt(position));
            }
            position++;
        }
    }

    /** Whether there is more in the word than marks; those at its end say nothing of what it is. */
    private boolean hasMore(int from) {
        int at = from;
        while (at < line.length() && ENDS.indexOf(line.charAt(at)) < 0) {
            if (line.startsWith("''", at) || line.startsWith("\"\"", at)) {
                at++;
            } else if (Character.isLetterOrDigit(line.charAt(at)) || "'\"$".indexOf(line.charAt(at)) >= 0) {
                return true;
            }
            at++;
        }
        return false;
    }

    private void expansion() throws ShellSyntaxException {
        if (POSITIONAL.matcher(line).region(position, line.length()).lookingAt()) {
            throw new ShellSyntaxException("it has $1 or the like, which nobody gives a value");
        }
        if (line.startsWith("$((", position)) {
            isExpanded = true;
            position = end("))", position) + 2;
        } else if (line.startsWith("$(", position)) {
            position++;
            substitution();
        } else if (line.startsWith("${", position)) {
            isExpanded = true;
            position = end("}", position) + 1;
        } else if (position + 1 < line.length() && isNamed(line.charAt(position + 1))) {
            isExpanded = true;
            plain();
        } else {
            plain();
        }
    }

    private static boolean isNamed(char each) {
        return Character.isLetterOrDigit(each) || "_@*#?!$-".indexOf(each) >= 0;
    }

    private void backticks() throws ShellSyntaxException {
        isExpanded = true;
        int end = end("`", position + 1);
        if (end == position + 1) {
            throw new ShellSyntaxException("it has two backticks with nothing between them, as documents have");
        }
        inner.add(line.substring(position + 1, end));
        position = end + 1;
    }

    /** From the bracket that opens to the one that closes it. */
    private void substitution() throws ShellSyntaxException {
        int start = position + 1;
        position = start;
        int depth = 1;
        WordReader nested = new WordReader(line);
        while (depth > 0) {
            if (position >= line.length()) {
                throw new ShellSyntaxException("it has a bracket that is not closed");
            }
            char each = line.charAt(position);
            if (each == '\'' || each == '"' || each == '`' || each == '\\' || each == '$') {
                nested.position = position;
                nested.part();
                position = nested.position;
            } else {
                depth += each == '(' ? 1 : each == ')' ? -1 : 0;
                position++;
            }
        }
        isExpanded = true;
        inner.add(line.substring(start, position - 1));
    }

    private int end(String mark, int from) throws ShellSyntaxException {
        int end = line.indexOf(mark, from);
        if (end < 0) {
            throw new ShellSyntaxException(
                    mark.equals("'") ? "it has a quote that is not closed" : "it has no " + mark + " that closes");
        }
        return end;
    }
}
