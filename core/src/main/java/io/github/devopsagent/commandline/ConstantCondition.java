package io.github.devopsagent.commandline;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a {@code test} that asks nothing of the system: of words that are there as they stand, or of {@code $?}. */
final class ConstantCondition {

    private static final Pattern EXPANDED = Pattern.compile("[$`*?\\[]");
    private static final Set<String> SAME = Set.of("=", "==", "-eq", "-ge", "-le");
    private static final Set<String> OTHER = Set.of("!=", "-ne", "-gt");

    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\((.*)\\)|`(.*)`", Pattern.DOTALL);

    private ConstantCondition() {}

    /**
     * How it may end.
     *
     * @param words with {@code test}, or with its brackets
     * @param before what {@code $?} may be
     * @param script in which it stands
     */
    static Set<CommandExit> of(List<String> words, Set<CommandExit> before, ExitCodes script) {
        boolean isClosed = words.get(words.size() - 1).equals("]")
                || words.get(words.size() - 1).equals("]]");
        if (!words.get(0).equals("test") && !isClosed) {
            return CommandExit.unknown();
        }
        List<String> operands = words.subList(1, words.size() - (isClosed ? 1 : 0));
        return switch (operands.size()) {
            case 1 ->
                isText(operands.get(0)) || isFound(operands.get(0), script)
                        ? EnumSet.of(CommandExit.SUCCESS)
                        : CommandExit.unknown();
            case 2 ->
                isTrue(operands.get(0), operands.get(1), script)
                        ? EnumSet.of(CommandExit.SUCCESS)
                        : CommandExit.unknown();
            case 3 -> comparison(operands, before, script);
            default -> CommandExit.unknown();
        };
    }

    private static boolean isConstant(String word) {
        return !EXPANDED.matcher(word).find();
    }

    private static boolean isText(String word) {
        return !word.isEmpty() && isConstant(word);
    }

    /** Whether it is what a search finds that finds at least itself. */
    private static boolean isFound(String word, ExitCodes script) {
        List<ShellNode> commands = substituted(word);
        return PipeEnd.isFoundAnyway(commands) || isOneFoundAnyway(commands, script);
    }

    private static boolean isOneFoundAnyway(List<ShellNode> commands, ExitCodes script) {
        return commands.size() == 1
                && commands.get(0) instanceof ShellNode.SimpleWords search
                && !search.words().isEmpty()
                && script.isFoundAnyway(search.words());
    }

    private static boolean isFoundOnce(String word, ExitCodes script) {
        List<ShellNode> commands = substituted(word);
        if (isOneFoundAnyway(commands, script)) {
            return true;
        }
        int last = commands.size() - 1;
        boolean counts = last >= 1
                && commands.get(last) instanceof ShellNode.SimpleWords simple
                && (simple.words().equals(List.of("wc", "-l")) || simple.words().contains("-c"));
        return counts && PipeEnd.isFoundAnyway(commands.subList(0, 2)) && last <= 2;
    }

    private static List<ShellNode> substituted(String word) {
        Matcher substitution = SUBSTITUTION.matcher(word);
        if (!substitution.matches()) {
            return List.of();
        }
        String script = substitution.group(1) == null ? substitution.group(2) : substitution.group(1);
        return ShellParser.parse(String.valueOf(script))
                .filter(list -> list.entries().size() == 1
                        && list.entries().get(0).pipelines().size() == 1)
                .map(list -> list.entries().get(0).pipelines().get(0).commands())
                .orElse(List.of());
    }

    private static boolean isTrue(String flag, String word, ExitCodes script) {
        return switch (flag) {
            case "-n" -> isText(word) || isFound(word, script);
            case "-z" -> word.isEmpty();
            default -> false;
        };
    }

    private static Set<CommandExit> comparison(List<String> operands, Set<CommandExit> before, ExitCodes script) {
        String left = operands.get(0);
        String operator = operands.get(1);
        String right = operands.get(2);
        if (left.equals("$?") && right.equals("0") && SAME.contains(operator)) {
            return EnumSet.copyOf(before);
        }
        if (left.equals("$?") && right.equals("0") && OTHER.contains(operator)) {
            Set<CommandExit> found = EnumSet.noneOf(CommandExit.class);
            before.forEach(exit -> found.add(exit == CommandExit.SUCCESS ? CommandExit.FAILURE : CommandExit.SUCCESS));
            return found;
        }
        boolean isCounted = (operator + right).matches("-gt0|-ge1|-ne0|!=0") && isFoundOnce(left, script);
        boolean isSame = left.equals(right) && isConstant(left) && SAME.contains(operator);
        boolean isOther = !left.equals(right) && isConstant(left) && isConstant(right) && operator.equals("!=");
        return isCounted || isSame || isOther ? EnumSet.of(CommandExit.SUCCESS) : CommandExit.unknown();
    }
}
