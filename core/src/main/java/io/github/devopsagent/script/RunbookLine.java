package io.github.devopsagent.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a runbook outside of fences.
 *
 * @param kind what it is
 * @param text the command, or what is said
 * @param name what is said of a command, why a line is unclear, or the signs of a heading, more for a lower one; may be empty
 */
record RunbookLine(LineKind kind, String text, String name) {

    enum LineKind {
        BLANK,
        HEADING,
        COMMAND,
        PROSE,
        /** Perhaps a command, perhaps not to be executed here. */
        UNCLEAR
    }

    /** Bullets, numbers, boxes to tick, quotes; several may stand before one text. */
    private static final Pattern MARKER = Pattern.compile(
            "\\s*(?:[-*+\\u2022]\\s+|\\(?\\d{1,3}[.)]\\s+|[a-z][.)]\\s+|\\[[ xX]?]\\s+|>\\s?|(?:\\*\\*|__)?(?i:step)\\s+\\d{1,3}\\s*[:.)-]\\s*(?:(?<=[:.)-])(?:\\*\\*|__)\\s+)?)");

    private static final Pattern ENTRY = Pattern.compile("([ \\t]*)(?:[-*+\u2022]|\\(?\\d{1,3}[.)]|[a-z][.)])\\s");

    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*?)\\s*#*");
    private static final Pattern PROMPT = Pattern.compile("(?:[$%]\\s|" + MarkedCode.ANY_PROMPT + ")\\s*(\\S.*)");

    /** Between as many backticks as before it; fewer or more of them belong to what stands there. */
    static final Pattern CODE = Pattern.compile("(?<!`)(`+)(?!`)(.+?)(?<!`)\\1(?!`)");

    /** Where a document's marks were left in what looks like a command, a shell would execute what that prints. */
    private static final Pattern MARKED = Pattern.compile("`[^`]*`[.,;:]?|[A-Z][a-z]+\\s[^`]*`.*");

    private static final Pattern COMMAND = Pattern.compile("\\S+\\s+\\S.*|\\.{0,2}/\\S+");

    /** A whole line of emphasis, without a number, heads what follows, below every other heading. */
    private static final Pattern EMPHASIS = Pattern.compile("(?:\\*\\*|__)([^*_`]+)(?:\\*\\*|__)\\s*:?");

    /** Between two commands of which the second follows the first. */
    private static final Pattern SEQUENCE = Pattern.compile(
            "(?i)\\s*(?:[,;]|&&)?\\s*(?:and\\s+then|and|then|followed\\s+by|\u2192|->)?\\s*(?:run|execute)?\\s*");

    private static final String LOWEST = "#######";

    private static final int LONGEST = 2_000;

    private static final String PUNCTUATION = "[\\s:;,.\\u2013\\u2014-]+";

    static boolean isTooLong(String line) {
        return line.length() > LONGEST;
    }

    /** What stands in a piece of code that was found, without a prompt. */
    static String command(Matcher code) {
        return code.group(2).strip().replaceFirst("^\\$\\s+", "");
    }

    /** Whether a line of a script has backticks that mark a command in a sentence, or all of it. */
    static boolean isMarked(String line) {
        return !isTooLong(line) && MARKED.matcher(line.strip()).matches();
    }

    /** How far an entry of a list is indented; -1 if it is none. */
    static int entry(String line) {
        Matcher entry = ENTRY.matcher(line);
        return entry.lookingAt() ? entry.group(1).length() : -1;
    }

    static RunbookLine of(String line) {
        if (isTooLong(line)) {
            return new RunbookLine(LineKind.UNCLEAR, line, "it is too long a line");
        }
        String text = line.strip();
        Matcher marker = MARKER.matcher(text);
        while (marker.lookingAt()) {
            text = text.substring(marker.end());
            marker = MARKER.matcher(text);
        }
        text = text.strip();
        Matcher emphasis = EMPHASIS.matcher(text);
        if (emphasis.matches() && line.strip().equals(text)) {
            return new RunbookLine(LineKind.HEADING, plain(emphasis.group(1)), LOWEST);
        }
        if (text.startsWith("|")) {
            return new RunbookLine(LineKind.UNCLEAR, plain(text), "it is a row of a table");
        }
        Matcher heading = HEADING.matcher(text);
        Matcher prompt = PROMPT.matcher(text);
        if (text.isEmpty() || text.matches("[-*_=]{3,}")) {
            return new RunbookLine(LineKind.BLANK, "", "");
        }
        if (heading.matches()) {
            return new RunbookLine(LineKind.HEADING, plain(heading.group(2)), heading.group(1));
        }
        return prompt.matches() ? new RunbookLine(LineKind.COMMAND, prompt.group(1), "") : withCode(text);
    }

    private static RunbookLine withCode(String text) {
        Matcher code = CODE.matcher(text);
        List<String> commands = new ArrayList<>();
        StringBuilder around = new StringBuilder();
        StringBuilder before = new StringBuilder();
        int end = 0;
        int between = 0;
        boolean isWhole = false;
        boolean isSequence = true;
        while (code.find()) {
            String content = command(code);
            isWhole = code.start() == 0 && code.end() == text.length();
            around.append(text.substring(end, code.start()));
            if ((isWhole && !content.isBlank()) || COMMAND.matcher(content).matches()) {
                if (commands.isEmpty()) {
                    before.append(around);
                } else {
                    isSequence &= SEQUENCE.matcher(around.substring(between)).matches();
                }
                commands.add(content);
                between = around.length();
            } else {
                around.append(content);
            }
            end = code.end();
        }
        around.append(text.substring(end));
        if (commands.isEmpty()) {
            return new RunbookLine(LineKind.PROSE, plain(text), "");
        }
        if (commands.size() > 1 && !isSequence) {
            return new RunbookLine(LineKind.UNCLEAR, plain(text), "several commands in one sentence");
        }
        String behind = around.substring(between);
        if (RunbookWords.against(around.toString(), true).isPresent()
                || !RunbookWords.areStep(before.toString(), behind)) {
            return new RunbookLine(
                    LineKind.UNCLEAR, plain(text), "it does not say plainly that its command is a step, here and now");
        }
        String name = commands.size() > 1 ? before.toString() : around.toString();
        return new RunbookLine(LineKind.COMMAND, String.join("\n", commands), plain(name));
    }

    /** Without emphasis, and without what leads over to a command. */
    private static String plain(String text) {
        return text.replaceAll("\\*\\*|__", "")
                .replace("`", "")
                .replaceAll("\\s+", " ")
                .replaceFirst("^[\\s:;,\u2013\u2014-]+", "")
                .replaceFirst(PUNCTUATION + "$", "");
    }
}
