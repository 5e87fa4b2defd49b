package io.github.devopsagent.shell.internal.command;

import io.github.devopsagent.regex.LazyPattern;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the first word of a command line, after assignments, where it can be known without expanding anything. Quotes
 * are resolved; at the first expansion, redirection, grouping or function there is no word, and the shell's parser has
 * the only say.
 */
final class FirstWord {

    /**
     * What the shell would look up.
     *
     * @param text the word without quotes
     * @param path the PATH of an assignment before it; empty if there is none
     */
    record CommandWord(String text, Optional<String> path) {}

    private static final LazyPattern ASSIGNMENT = LazyPattern.of("([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
    private static final String BLANKS = " \t\n";
    private static final String WORD_ENDS = BLANKS + ";&|<>()";
    private static final String EXPANSIONS = "$`*?[~";
    private static final String ESCAPABLE_IN_QUOTES = "$`\"\\\n";

    private final String line;
    private int position;
    private StringBuilder word = new StringBuilder();
    private int quotedFrom;
    private boolean expands;
    private boolean substitutes;

    private FirstWord(String line) {
        this.line = line;
    }

    static Optional<CommandWord> of(String line) {
        return new FirstWord(line).read();
    }

    private Optional<CommandWord> read() {
        Optional<String> path = Optional.empty();
        while (true) {
            skipBlanksAndComments();
            if (!readWord()) {
                return Optional.empty();
            }
            Matcher assignment = ASSIGNMENT.matcher(word);
            boolean assigns = assignment.matches() && assignment.end(1) < quotedFrom;
            boolean toPath = assigns && assignment.group(1).equals("PATH");
            if (expands && (!assigns || toPath)) {
                return Optional.empty();
            }
            if (!assigns) {
                return isFollowedBy("(") || isNumberOfRedirection()
                        ? Optional.empty()
                        : Optional.of(new CommandWord(word.toString(), path));
            }
            if (toPath) {
                path = Optional.of(assignment.group(2));
            }
        }
    }

    private void skipBlanksAndComments() {
        while (position < line.length()) {
            if (line.startsWith("\\\n", position)) {
                position += 2;
            } else if (at(BLANKS)) {
                position++;
            } else if (at("#")) {
                int end = line.indexOf('\n', position);
                position = end < 0 ? line.length() : end;
            } else {
                return;
            }
        }
    }

    /** Returns false if there is no word here, or one whose end only a parser finds. */
    private boolean readWord() {
        int start = position;
        word = new StringBuilder();
        quotedFrom = Integer.MAX_VALUE;
        expands = false;
        substitutes = false;
        while (position < line.length() && !at(WORD_ENDS)) {
            readPart();
        }
        return position > start && !substitutes;
    }

    private void readPart() {
        switch (line.charAt(position)) {
            case '\'' -> readSingleQuoted();
            case '"' -> readDoubleQuoted();
            case '\\' -> readEscaped();
            default -> {
                noteExpansion(EXPANSIONS);
                word.append(line.charAt(position++));
            }
        }
    }

    private void readSingleQuoted() {
        beginQuoted();
        int end = line.indexOf('\'', position + 1);
        int close = end < 0 ? line.length() : end;
        word.append(line, position + 1, close);
        position = Math.min(close + 1, line.length());
    }

    private void readDoubleQuoted() {
        beginQuoted();
        position++;
        while (position < line.length() && !at("\"")) {
            boolean escape = at("\\")
                    && position + 1 < line.length()
                    && ESCAPABLE_IN_QUOTES.indexOf(line.charAt(position + 1)) >= 0;
            if (escape) {
                readEscaped();
            } else {
                noteExpansion("$`");
                word.append(line.charAt(position++));
            }
        }
        position = Math.min(position + 1, line.length());
    }

    private void readEscaped() {
        beginQuoted();
        position++;
        if (position < line.length()) {
            // A backslash at the line's end joins two lines.
            word.append(at("\n") ? "" : line.substring(position, position + 1));
            position++;
        }
    }

    private void noteExpansion(String characters) {
        expands |= at(characters);
        substitutes |= at("`") || line.startsWith("$(", position) || line.startsWith("${", position);
    }

    private void beginQuoted() {
        quotedFrom = Math.min(quotedFrom, word.length());
    }

    private boolean isFollowedBy(String token) {
        int next = position;
        while (next < line.length() && " \t".indexOf(line.charAt(next)) >= 0) {
            next++;
        }
        return line.startsWith(token, next);
    }

    private boolean isNumberOfRedirection() {
        return at("<>") && word.chars().allMatch(Character::isDigit);
    }

    private boolean at(String characters) {
        return position < line.length() && characters.indexOf(line.charAt(position)) >= 0;
    }
}
