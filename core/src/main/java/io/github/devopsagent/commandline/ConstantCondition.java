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
     */
    static Set<CommandExit> of(List<String> words, Set<CommandExit> before) {
        boolean isClosed = isClosed(words);
        if (!words.get(0).equals("test") && !isClosed) {
            return CommandExit.unknown();
        }
        List<String> operands = operands(words, isClosed);
        return switch (operands.size()) {
            case 1 ->
                isText(operands.get(0)) || isFound(operands.get(0))
                        ? EnumSet.of(CommandExit.SUCCESS)
                        : CommandExit.unknown();
            case 2 ->
                isTrue(operands.get(0), operands.get(1)) ? EnumSet.of(CommandExit.SUCCESS) : CommandExit.unknown();
            case 3 -> comparison(operands.get(0), operands.get(1), operands.get(2), before);
            default -> CommandExit.unknown();
        };
    }

    private static boolean isClosed(List<String> words) {
        String last = words.get(words.size() - 1);
        return last.equals("]") || last.equals("]]");
    }

    private static List<String> operands(List<String> words, boolean isClosed) {
        return words.subList(1, words.size() - (isClosed ? 1 : 0));
    }

    /**
     * A command that decides alone, by whether it prints something, or counts at least one.
     *
     * @param words with {@code test}, or with its brackets
     * @return the words of the command; empty if something else decides
     */
    static List<String> deciding(List<String> words) {
        List<String> operands = operands(words, isClosed(words));
        boolean isAsked = operands.size() == 1
                || (operands.size() == 2 && operands.get(0).equals("-n"))
                || (operands.size() == 3 && isAtLeastOne(operands.get(1), operands.get(2)));
        List<ShellNode> commands = isAsked ? substituted(operands.get(operands.size() == 2 ? 1 : 0)) : List.of();
        return commands.size() == 1 && commands.get(0) instanceof ShellNode.SimpleWords command
                ? command.words()
                : List.of();
    }

    private static boolean isAtLeastOne(String operator, String right) {
        return (operator + right).matches("-gt0|-ge1|-ne0|!=0");
    }

    private static boolean isConstant(String word) {
        return !EXPANDED.matcher(word).find();
    }

    private static boolean isText(String word) {
        return !word.isEmpty() && isConstant(word);
    }

    /** Whether it is what a search finds that finds at least itself. */
    private static boolean isFound(String word) {
        return PipeEnd.isFoundAnyway(substituted(word));
    }

    private static boolean isFoundOnce(String word) {
        List<ShellNode> commands = substituted(word);
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

    private static boolean isTrue(String flag, String word) {
        return switch (flag) {
            case "-n" -> isText(word) || isFound(word);
            case "-z" -> word.isEmpty();
            default -> false;
        };
    }

    private static Set<CommandExit> comparison(String left, String operator, String right, Set<CommandExit> before) {
        if (left.equals("$?") && right.equals("0") && SAME.contains(operator)) {
            return EnumSet.copyOf(before);
        }
        if (left.equals("$?") && right.equals("0") && OTHER.contains(operator)) {
            Set<CommandExit> found = EnumSet.noneOf(CommandExit.class);
            before.forEach(exit -> found.add(exit == CommandExit.SUCCESS ? CommandExit.FAILURE : CommandExit.SUCCESS));
            return found;
        }
        boolean isCounted = isFoundOnce(left) && isAtLeastOne(operator, right);
        boolean isSame = left.equals(right) && isConstant(left) && SAME.contains(operator);
        boolean isOther = !left.equals(right) && isConstant(left) && isConstant(right) && operator.equals("!=");
        return isCounted || isSame || isOther ? EnumSet.of(CommandExit.SUCCESS) : CommandExit.unknown();
    }
}
