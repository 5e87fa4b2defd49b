package io.github.devopsagent.barestring;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.plan.BareStringPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands that a text for people names without marking them as code: behind a label, one after the other, or as
 * entries of a list.
 *
 * @param label what stands before them, such as {@code Deploy}; may be empty
 * @param commands in order
 */
public record WrittenCommands(String label, List<String> commands) {

    private static final Pattern LABELLED =
            Pattern.compile("([A-Za-z][\\w ()/-]{0,60}?)(?:\\s*:\\s+|\\s+[-\u2013\u2014]\\s+)(\\S.*)", Pattern.DOTALL);

    private static final Pattern RUN = Pattern.compile("(?i)(?:(?:first|please),?\\s+)?(?:run|execute)\\s*:?\\s+");

    /** A number, a bullet or an empty box; one that is ticked says that it is done. */
    private static final Pattern ENTRY = Pattern.compile("(?:(?:[-*+\u2022]|\\(?\\d{1,3}[.)])\\s+)(?:\\[ ?]\\s+)?");

    /** What stands between two of them, a comma only where a blank follows. */
    private static final Pattern NEXT = Pattern.compile(
            "(?i)(?:\\s*[,;])?\\s+(?:and\\s+then|then|followed\\s+by|and|\u2192|\u279c|=>|->)\\s+(?:run\\s+|execute\\s+)?|,\\s+|\\s+\\d{1,2}[.)]\\s+|\\s*\\n\\s*");

    /** A longer text is no list of commands. */
    private static final int LONGEST = 2_000;

    public WrittenCommands {
        commands = List.copyOf(commands);
    }

    /**
     * Looks for them. Each part must be a command of a tool that is known, or of a path, beyond doubt.
     *
     * @param text that is read as prose, without what a document puts around it
     * @return what it names; empty if it is but one command, or anything in it is none
     */
    public static Optional<WrittenCommands> of(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String stripped = text.strip();
        Optional<WrittenCommands> all = of("", stripped);
        Matcher labelled = LABELLED.matcher(stripped);
        return all.isPresent() || !labelled.matches() || isCommand(labelled.group(1))
                ? all
                : of(labelled.group(1), labelled.group(2));
    }

    private static Optional<WrittenCommands> of(String label, String text) {
        Matcher run = RUN.matcher(text);
        String list = run.lookingAt() ? text.substring(run.end()) : text;
        List<String> commands = new ArrayList<>();
        boolean isEntry = false;
        for (String part : NEXT.splitAsStream(list).toList()) {
            Matcher entry = ENTRY.matcher(part.strip());
            isEntry |= entry.lookingAt();
            String command =
                    part.strip().substring(entry.lookingAt() ? entry.end() : 0).replaceFirst("[.;]$", "");
            if (!isCommand(command)) {
                return Optional.empty();
            }
            commands.add(command);
        }
        boolean isMore = commands.size() > 1 || isEntry || !label.isEmpty() || run.lookingAt();
        return isMore ? Optional.of(new WrittenCommands(label, commands)) : Optional.empty();
    }

    private static boolean isCommand(String text) {
        return BareString.read(
                        text,
                        Set.of(),
                        BareStringPolicy.COMMANDS,
                        word -> Optional.of(StepFinding.notInstalled(word, Optional.empty())))
                instanceof BareString.Interpretation.Command;
    }

    /**
     * The same as a document marks it, in one line.
     *
     * @return such as {@code Deploy: `git pull` and then `make deploy`}; empty if a command has marks of its own
     */
    public Optional<String> asMarkdown() {
        String marked = String.join(
                " and then ", commands.stream().map(each -> "`" + each + "`").toList());
        return commands.stream().anyMatch(each -> each.indexOf('`') >= 0 || each.indexOf('\n') >= 0)
                ? Optional.empty()
                : Optional.of(label.isEmpty() ? marked : label + ": " + marked);
    }
}
