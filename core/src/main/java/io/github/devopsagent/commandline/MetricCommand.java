package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellNode.CommandList;
import io.github.devopsagent.commandline.ShellNode.ListEntry;
import io.github.devopsagent.commandline.ShellNode.SimpleWords;
import io.github.devopsagent.program.ShellName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells commands of metrics that print a number whatever they measure. What is not parsed here may fail. */
public final class MetricCommand {

    private static final Set<String> WRITERS = Set.of("echo", "printf", "expr");

    /** Print nothing, and measure nothing. */
    private static final Set<String> SILENT = Set.of("true", ":", "sleep");

    private static final Pattern EXPANDED = Pattern.compile("[$`]");
    private static final Pattern ARITHMETIC = Pattern.compile("\\$\\(\\([0-9+*/%()\\s-]*\\)\\)");
    private static final Pattern COUNTS = Pattern.compile("--count|-[a-zA-Z]*c[a-zA-Z]*");

    /** A number where there would be none: {@code ${N:-0}}, {@code print s+0}. */
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{\\w+:?-\\d+\\}|\\+ ?0\\b|// ?\\d+");

    /** Programs that print a number where they have read nothing: of awk, of jq. */
    private static final Pattern COUNTING = Pattern.compile(
            "\\bEND\\b[\\s\\S]*(?:\\bNR\\b|%[\\d.]*[dfgi])" + "|^(?:-\\w+ )*-\\w*[ns]\\w* [\\s\\S]*\\blength\\b");

    /** Hand on what they read, so that a number in front of them is still one. */
    private static final Set<String> RESHAPING = Set.of("tr", "xargs", "cat", "head", "tail", "cut", "sed", "tee");

    private static final Pattern FIRST_FIELD = Pattern.compile("\\{ ?print \\$\\d+;? ?\\}");
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\((?!\\()([\\s\\S]+)\\)");

    private MetricCommand() {}

    /**
     * Whether a command prints the same number always.
     *
     * @param command what {@code /bin/sh} is given
     * @return why it does; empty if it may print others
     */
    public static Optional<String> constant(String command) {
        return ShellParser.parse(command)
                .filter(script -> !script.entries().isEmpty())
                .filter(script -> commands(script).allMatch(MetricCommand::isConstant))
                .map(script -> "it prints the same whatever happens: write a command that measures something");
    }

    private static boolean isConstant(ShellNode node) {
        if (!(node instanceof SimpleWords simple) || simple.words().isEmpty()) {
            return false;
        }
        List<String> words = simple.words();
        String name = ProgramName.ofSystem(words.get(0));
        boolean isInner =
                ShellName.isOne(name) && words.size() == 3 && words.get(1).equals("-c");
        return isInner
                ? constant(words.get(2)).isPresent()
                : (WRITERS.contains(name) || SILENT.contains(name))
                        && words.stream().noneMatch(MetricCommand::isExpanded);
    }

    private static boolean isExpanded(String word) {
        return EXPANDED.matcher(ARITHMETIC.matcher(word).replaceAll("")).find();
    }

    private static boolean isSilent(ShellNode node) {
        return node instanceof SimpleWords simple
                && !simple.words().isEmpty()
                && SILENT.contains(ProgramName.ofSystem(simple.words().get(0)));
    }

    /**
     * Whether a command prints a number where what measures fails, so that a failure is a sample like any other.
     *
     * @param command what {@code /bin/sh} is given
     * @return what people should know of it; empty if it seems to print none then
     */
    public static Optional<String> inventedNumber(String command) {
        return ShellParser.parse(command).flatMap(script -> inventedNumber(script, command));
    }

    private static Optional<String> inventedNumber(CommandList script, String command) {
        ExitCodes exits = new ExitCodes(command.strip().lines().count() > 1, true);
        return !exits.areSuccess(script) || exits.lost().isEmpty() || !isNumberAnyway(script)
                ? inventedInside(script)
                : exits.lost()
                        .map(lost -> "it prints a number even if '" + lost + "' fails, so that nothing measured is a"
                                + " sample like any other: let it fail (no '|| echo 0'; 'set -o pipefail' in bash before a"
                                + " pipe), and 'no_data' says what counts then");
    }

    private static boolean isNumberAnyway(CommandList script) {
        int entry = script.entries().size() - 1;
        while (entry > 0 && commands(script.entries().get(entry)).allMatch(MetricCommand::isSilent)) {
            entry--;
        }
        ListEntry last = script.entries().get(entry);
        int pipeline = last.pipelines().size() - 1;
        while (pipeline > 0
                && last.pipelines().get(pipeline).commands().stream().allMatch(MetricCommand::isSilent)) {
            pipeline--;
        }
        boolean isAlternative = pipeline > 0 && !last.isSuccessAsked().get(pipeline - 1);
        List<ShellNode> commands = last.pipelines().get(pipeline).commands();
        int command = commands.size() - 1;
        while (command > 0 && isReshaping(commands.get(command))) {
            command--;
        }
        return commands.get(command) instanceof SimpleWords simple
                && !simple.words().isEmpty()
                && isNumberAnyway(simple.words(), isAlternative, command > 0);
    }

    private static boolean isReshaping(ShellNode node) {
        if (!(node instanceof SimpleWords simple) || simple.words().isEmpty()) {
            return false;
        }
        String name = ProgramName.ofSystem(simple.words().get(0));
        return RESHAPING.contains(name)
                || (name.endsWith("awk")
                        && simple.words().size() == 2
                        && FIRST_FIELD.matcher(simple.words().get(1)).matches());
    }

    /** What a substitution counts is printed by whoever writes last: {@code echo $(./list | wc -l)}. */
    private static Optional<String> inventedInside(CommandList script) {
        List<List<String>> commands = commands(script)
                .filter(SimpleWords.class::isInstance)
                .map(node -> ((SimpleWords) node).words())
                .filter(words -> !words.isEmpty())
                .toList();
        boolean isWritten = !commands.isEmpty()
                && WRITERS.contains(
                        ProgramName.ofSystem(commands.get(commands.size() - 1).get(0)));
        return !isWritten
                ? Optional.empty()
                : commands.stream()
                        .flatMap(List::stream)
                        .map(SUBSTITUTION::matcher)
                        .filter(Matcher::find)
                        .flatMap(inner -> inventedNumber(inner.group(1)).stream())
                        .findFirst();
    }

    private static boolean isNumberAnyway(List<String> words, boolean isAlternative, boolean isBehindPipe) {
        List<String> rest = words.subList(1, words.size());
        String arguments = String.join(" ", rest);
        return switch (ProgramName.ofSystem(words.get(0))) {
            case "wc" -> true;
            case "grep", "egrep", "fgrep", "rg" ->
                isBehindPipe
                        && rest.stream().anyMatch(word -> COUNTS.matcher(word).matches());
            case "echo", "printf" ->
                isAlternative
                        ? arguments.matches("[\\s\\S]*\\d[\\s\\S]*")
                        : DEFAULT.matcher(arguments).find();
            default ->
                DEFAULT.matcher(arguments).find()
                        || (isBehindPipe && COUNTING.matcher(arguments).find());
        };
    }

    private static Stream<ShellNode> commands(ListEntry entry) {
        return entry.pipelines().stream().flatMap(pipeline -> pipeline.commands().stream());
    }

    private static Stream<ShellNode> commands(CommandList script) {
        return script.entries().stream().flatMap(MetricCommand::commands);
    }
}
