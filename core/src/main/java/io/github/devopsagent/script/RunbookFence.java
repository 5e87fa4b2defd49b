package io.github.devopsagent.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of code in a runbook. */
final class RunbookFence {

    private static final Pattern OPENING =
            Pattern.compile("(?:\\s*(?:>|[-*+]|\\d{1,3}[.)]))?\\s*(`{3,}|~{3,})\\s*([^`\\s]*)[^`]*");
    private static final Pattern PROMPT = Pattern.compile("\\s*[$%]\\s+(.*)");

    private static final Pattern PROMPT_WITH_A_HOST =
            Pattern.compile("\\s*\\[?[\\w.-]+@[\\w.-]+[^#$%]{0,80}[#$%]\\s.*");

    /** Of which the lines are commands. */
    private static final Set<String> SHELLS = Set.of("", "sh", "bash", "shell", "zsh", "ksh", "dash", "posix");

    /** What somebody saw on a terminal: what stands behind a prompt is a command, and the rest is its output. */
    private static final Set<String> SESSIONS =
            Set.of("console", "shell-session", "sh-session", "shellsession", "terminal", "session", "bash-session");

    private static final int SHOWN = 60;

    private final String mark;
    private final String language;
    private final List<String> lines = new ArrayList<>();

    private RunbookFence(String mark, String language) {
        this.mark = mark;
        this.language = language;
    }

    static Optional<RunbookFence> openedBy(String line) {
        Matcher opening = OPENING.matcher(line);
        return opening.matches()
                ? Optional.of(new RunbookFence(
                        opening.group(1),
                        opening.group(2).toLowerCase(Locale.ROOT).replaceAll("[{}.]", "")))
                : Optional.empty();
    }

    boolean isClosedBy(String line) {
        String text = line.strip();
        return text.length() >= mark.length() && text.chars().allMatch(each -> each == mark.charAt(0));
    }

    void add(String line) {
        lines.add(line);
    }

    /** What it executes; empty if it is no shell's. */
    Optional<String> script() {
        boolean prompted = lines.stream().anyMatch(line -> PROMPT.matcher(line).matches());
        if (isElsewhere() || (!SHELLS.contains(language) && !(SESSIONS.contains(language) && prompted))) {
            return Optional.empty();
        }
        String script = prompted ? commands() : String.join("\n", lines).stripIndent();
        return Optional.of(script.strip()).filter(text -> !text.isEmpty());
    }

    /** A command goes on in the next line behind a backslash. */
    private String commands() {
        List<String> commands = new ArrayList<>();
        boolean continued = false;
        for (String line : lines) {
            Matcher prompt = PROMPT.matcher(line);
            if (continued) {
                commands.add(line.replaceFirst("^\\s*>\\s?", ""));
            } else if (prompt.matches()) {
                commands.add(prompt.group(1));
            }
            continued = (continued || prompt.matches()) && line.endsWith("\\");
        }
        return String.join("\n", commands);
    }

    private boolean isElsewhere() {
        return lines.stream().anyMatch(line -> PROMPT_WITH_A_HOST.matcher(line).matches());
    }

    String reason() {
        if (isElsewhere()) {
            return "its prompts name a user and a machine, which need not be these";
        }
        return SHELLS.contains(language) || SESSIONS.contains(language)
                ? "no command stands in it"
                : "it is " + language + ", which no step executes";
    }

    String shown() {
        String text = String.join(" ", lines).strip().replaceAll("\\s+", " ");
        int end = text.length() > SHOWN && Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.length() <= SHOWN ? text : text.substring(0, end) + "…";
    }
}
