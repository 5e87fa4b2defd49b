package io.github.devopsagent.script;

import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds where a script for a shell tells it to execute nothing of what follows, with which the shell would succeed. */
final class NoExecution {

    private static final Set<String> NAMES = Set.of("noexec", "onecmd");

    /** Behind these words a command may begin. */
    private static final Set<String> LEADING = Set.of(
            "then", "do", "else", "{", "!", "if", "elif", "while", "until", "time", "command", "builtin", "eval");

    private static final LazyPattern ASSIGNMENT = LazyPattern.of("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

    private NoExecution() {}

    static Optional<ScriptFault> fault(String text) {
        for (List<String> command : new ShellCommands(text).read()) {
            List<String> words = withoutLeading(command);
            if (switchesOff(words)) {
                return Optional.of(new ScriptFault(
                        "'" + String.join(" ", words)
                                + "', with which a shell executes nothing of what follows, and succeeds",
                        "remove it; to check a script only, write sh -n and its file"));
            }
        }
        return Optional.empty();
    }

    private static List<String> withoutLeading(List<String> words) {
        int begin = 0;
        while (begin < words.size()
                && (LEADING.contains(words.get(begin))
                        || ASSIGNMENT.matcher(words.get(begin)).matches())) {
            begin++;
        }
        return words.subList(begin, words.size());
    }

    private static boolean switchesOff(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        List<String> options = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "set" -> isNoExecution(options);
            case "setopt" -> options.stream().anyMatch(NoExecution::isName);
            case "shopt" ->
                options.stream().anyMatch(word -> word.matches("-[a-z]*s[a-z]*"))
                        && options.stream().anyMatch(NoExecution::isName);
            default -> false;
        };
    }

    /** Up to the first word that is no option. */
    private static boolean isNoExecution(List<String> options) {
        Iterator<String> each = options.iterator();
        while (each.hasNext()) {
            String word = each.next();
            if (!word.matches("[-+][A-Za-z]+")) {
                return false;
            }
            boolean isOn = word.charAt(0) == '-';
            boolean named = word.indexOf('o') > 0;
            if (isOn && (word.indexOf('n') > 0 || word.indexOf('t') > 0)) {
                return true;
            }
            if (named && each.hasNext() && isName(each.next()) && isOn) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(String word) {
        return NAMES.contains(word.toLowerCase(Locale.ROOT).replace("_", ""));
    }

    /** The words of each command, without comments and here-documents; what is quoted is a part of its word. */
    private static final class ShellCommands {

        private final String text;
        private final List<List<String>> commands = new ArrayList<>();
        private final List<String> ends = new ArrayList<>();
        private List<String> words = new ArrayList<>();
        private StringBuilder word = new StringBuilder();
        private boolean isWord;
        private int position;

        ShellCommands(String text) {
            this.text = text;
        }

        List<List<String>> read() {
            while (position < text.length()) {
                char next = text.charAt(position++);
                switch (next) {
                    case '\\' -> escaped();
                    case '\'', '"' -> quoted(next);
                    case ' ', '\t' -> endWord();
                    case '\n' -> {
                        endCommand();
                        skipHereDocuments();
                    }
                    case ';', '&', '|', '(', ')', '`' -> endCommand();
                    case '#' -> {
                        if (isWord) {
                            add(next);
                        } else {
                            position = lineEnd();
                        }
                    }
                    case '<' -> redirection();
                    default -> add(next);
                }
            }
            endCommand();
            return commands;
        }

        private void add(char next) {
            word.append(next);
            isWord = true;
        }

        private void escaped() {
            if (position < text.length()) {
                char next = text.charAt(position++);
                if (next != '\n') {
                    add(next);
                }
            }
        }

        private void quoted(char quote) {
            isWord = true;
            while (position < text.length() && text.charAt(position) != quote) {
                if (quote == '"' && text.charAt(position) == '\\') {
                    position++;
                }
                if (position < text.length()) {
                    word.append(text.charAt(position++));
                }
            }
            position++;
        }

        private void redirection() {
            if (!text.startsWith("<", position) || text.startsWith("<<", position)) {
                // A here-string, of which the next two are no here-document.
                position += text.startsWith("<<", position) ? 2 : 0;
                endWord();
                return;
            }
            endWord();
            position++;
            boolean indented = text.startsWith("-", position);
            position += indented ? 1 : 0;
            while (position < text.length() && " \t".indexOf(text.charAt(position)) >= 0) {
                position++;
            }
            StringBuilder end = new StringBuilder();
            while (position < text.length() && " \t\n;&|()<>".indexOf(text.charAt(position)) < 0) {
                char next = text.charAt(position++);
                if ("'\"\\".indexOf(next) < 0) {
                    end.append(next);
                }
            }
            ends.add((indented ? "-" : "=") + end);
        }

        private void skipHereDocuments() {
            for (String end : ends) {
                boolean isOver = false;
                while (position < text.length() && !isOver) {
                    int lineEnd = lineEnd();
                    String line = text.substring(position, lineEnd);
                    isOver = (end.startsWith("-") ? line.replaceFirst("^\t+", "") : line).equals(end.substring(1));
                    position = Math.min(lineEnd + 1, text.length());
                }
            }
            ends.clear();
        }

        private int lineEnd() {
            int end = text.indexOf('\n', position);
            return end < 0 ? text.length() : end;
        }

        private void endWord() {
            if (isWord) {
                words.add(word.toString());
                word = new StringBuilder();
                isWord = false;
            }
        }

        private void endCommand() {
            endWord();
            if (!words.isEmpty()) {
                commands.add(words);
                words = new ArrayList<>();
            }
        }
    }
}
