package io.github.devopsagent.commandline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a {@code test} that asks nothing of the system: of words that are there as they stand, or of {@code $?}. */
final class ConstantCondition {

    /** What curl may end with at the most, as its manual says; where it is missing or is killed the code is higher. */
    static final int HIGHEST_OF_CURL = 99;

    /** What curl ends with where there is an answer, but none that -f takes. */
    private static final int ANSWERED_WITH_ERROR = 22;

    private static final Pattern EXPANDED = Pattern.compile("[$`*?\\[]");
    private static final Pattern PATTERN = Pattern.compile("[^$`\\[\\\\]*", Pattern.DOTALL);
    private static final Pattern NEVER_EMPTY = Pattern.compile("\\$[?$#]");
    private static final Set<String> SAME = Set.of("=", "==", "-eq", "-ge", "-le");
    private static final Map<String, String> MIRRORED = Map.of(
            "=", "=", "==", "==", "!=", "!=", "-eq", "-eq", "-ne", "-ne", "-lt", "-gt", "-gt", "-lt", "-le", "-ge",
            "-ge", "-le");

    /** No machine is without them. */
    private static final Pattern EVERYWHERE = Pattern.compile("/|/(?:tmp|dev|etc|usr|bin)/?|\\.{1,2}/?");

    /**
     * What a number may be.
     *
     * @param least inclusive
     * @param most inclusive
     */
    private record NumberRange(int least, int most) {

        /** How a comparison may end. */
        Set<CommandExit> compared(String operator, int with) {
            boolean isLess = least < with;
            boolean isMore = most > with;
            boolean isSame = least <= with && with <= most;
            return switch (operator) {
                case "=", "==", "-eq" -> exits(isSame, isLess || isMore);
                case "!=", "-ne" -> exits(isLess || isMore, isSame);
                case "-lt" -> exits(isLess, most >= with);
                case "-le" -> exits(least <= with, isMore);
                case "-gt" -> exits(isMore, least <= with);
                default -> exits(most >= with, isLess);
            };
        }

        private static Set<CommandExit> exits(boolean maySucceed, boolean mayFail) {
            Set<CommandExit> found = EnumSet.noneOf(CommandExit.class);
            if (maySucceed) {
                found.add(CommandExit.SUCCESS);
            }
            if (mayFail) {
                found.add(CommandExit.FAILURE);
            }
            return found;
        }
    }

    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\((.*)\\)|`(.*)`", Pattern.DOTALL);

    private ConstantCondition() {}

    /**
     * How it may end.
     *
     * @param words with {@code test}, or with its brackets
     * @param before what {@code $?} may be
     * @param highestCode the largest exit code that a failure before it may have
     * @param running command lines of who executes it
     */
    static Set<CommandExit> of(List<String> words, Set<CommandExit> before, int highestCode, List<String> running) {
        boolean isClosed = isClosed(words);
        if (!words.get(0).equals("test") && !isClosed) {
            return CommandExit.unknown();
        }
        return ofOperands(operands(words, isClosed), words.get(0).equals("[["), codes(before, highestCode), running);
    }

    private static Set<CommandExit> ofOperands(
            List<String> operands, boolean isOfPatterns, List<NumberRange> codes, List<String> running) {
        if (operands.size() > 1 && operands.size() < 5 && operands.get(0).equals("!")) {
            List<String> denied = operands.subList(1, operands.size());
            return CommandExit.negated(ofOperands(denied, isOfPatterns, codes, running));
        }
        return switch (operands.size()) {
            case 1 ->
                isText(operands.get(0)) || isFound(operands.get(0), running)
                        ? EnumSet.of(CommandExit.SUCCESS)
                        : CommandExit.unknown();
            case 2 ->
                isTrue(operands.get(0), operands.get(1), running)
                        ? EnumSet.of(CommandExit.SUCCESS)
                        : isFalse(operands.get(0), operands.get(1), running)
                                ? EnumSet.of(CommandExit.FAILURE)
                                : CommandExit.unknown();
            case 3 -> comparison(operands, isOfPatterns, codes, running);
            default -> CommandExit.unknown();
        };
    }

    /** Whether it asks for a directory that each machine has. */
    static boolean isEverywhere(List<String> words) {
        List<String> operands = operands(words, isClosed(words));
        return operands.size() == 2
                && (operands.get(0).equals("-d") || operands.get(0).equals("-e"))
                && EVERYWHERE.matcher(operands.get(1)).matches();
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
        return NEVER_EMPTY.matcher(word).matches() || (!word.isEmpty() && isConstant(word));
    }

    /** Whether it is what a search finds that finds at least itself. */
    private static boolean isFound(String word, List<String> running) {
        return PipeEnd.isFoundAnyway(substituted(word), running);
    }

    /** How many lines it counts, at the least; empty if it counts none. */
    private static Optional<NumberRange> counted(String word, List<String> running) {
        List<ShellNode> commands = substituted(word);
        int last = commands.size() - 1;
        if (last < 1 || !PipeEnd.isCount(commands.get(last))) {
            return Optional.empty();
        }
        boolean isSearch = PipeEnd.isSearchOfInput(commands.get(last));
        List<ShellNode> counted = commands.subList(0, isSearch ? last + 1 : last);
        int least =
                counted.size() < 2 ? 0 : ProcessSearch.passing(counted, running).size();
        boolean isFound = least > 0 || PipeEnd.isFoundAnyway(counted, running);
        return Optional.of(new NumberRange(isFound ? Math.max(1, least) : 0, Integer.MAX_VALUE));
    }

    /** The pipeline that a word stands for; empty if it is no substitution of one. */
    static List<ShellNode> substituted(String word) {
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

    private static boolean isTrue(String flag, String word, List<String> running) {
        return switch (flag) {
            case "-n" -> isText(word) || isFound(word, running);
            case "-z" -> word.isEmpty();
            default -> false;
        };
    }

    private static boolean isFalse(String flag, String word, List<String> running) {
        return switch (flag) {
            case "-n" -> word.isEmpty();
            case "-z" -> isText(word) || isFound(word, running);
            default -> false;
        };
    }

    /**
     * A word behind {@code -n} that is not in quotes: where it is empty nothing is left of it, and {@code [ -n ]} is true.
     *
     * @param words with {@code test}, or with its brackets
     * @param vanishing those of them that are not in quotes
     */
    static Optional<String> unquoted(List<String> words, Set<String> vanishing) {
        if (words.isEmpty() || words.get(0).equals("[[") || !Set.of("test", "[").contains(words.get(0))) {
            return Optional.empty();
        }
        List<String> operands = operands(words, isClosed(words));
        return operands.size() == 2 && operands.get(0).equals("-n") && vanishing.contains(operands.get(1))
                ? Optional.of(operands.get(1))
                : Optional.empty();
    }

    private static List<NumberRange> codes(Set<CommandExit> before, int highestCode) {
        List<NumberRange> codes = new ArrayList<>();
        if (before.contains(CommandExit.SUCCESS)) {
            codes.add(new NumberRange(0, 0));
        }
        if (before.contains(CommandExit.FAILURE)) {
            boolean isCurl = highestCode == HIGHEST_OF_CURL;
            codes.add(new NumberRange(1, isCurl ? ANSWERED_WITH_ERROR - 1 : highestCode));
            if (isCurl) {
                codes.add(new NumberRange(ANSWERED_WITH_ERROR + 1, highestCode));
            }
        }
        return codes;
    }

    private static Set<CommandExit> comparison(
            List<String> operands, boolean isOfPatterns, List<NumberRange> codes, List<String> running) {
        String left = operands.get(0);
        String operator = operands.get(1);
        String right = operands.get(2);
        if (isOfPatterns && operator.equals("!=")) {
            return CommandExit.negated(comparison(List.of(left, "==", right), true, codes, running));
        }
        if (!MIRRORED.containsKey(operator)) {
            return CommandExit.unknown();
        }
        if (!isNumber(right)) {
            boolean isOfNumbers = isNumber(left) && right.startsWith("$");
            return isOfNumbers
                    ? comparison(List.of(right, String.valueOf(MIRRORED.get(operator)), left), false, codes, running)
                    : ofTexts(left, operator, right);
        }
        List<NumberRange> numbers = left.equals("$?")
                ? codes
                : isNumber(left)
                        ? List.of(new NumberRange(Integer.parseInt(left), Integer.parseInt(left)))
                        : counted(left, running).stream().toList();
        Set<CommandExit> found = EnumSet.noneOf(CommandExit.class);
        numbers.forEach(each -> found.addAll(each.compared(operator, Integer.parseInt(right))));
        return found.isEmpty() ? ofTexts(left, operator, right) : found;
    }

    private static boolean isNumber(String word) {
        return word.matches("-?\\d{1,9}");
    }

    private static Set<CommandExit> ofTexts(String left, String operator, String right) {
        boolean isSame = left.equals(right) && isConstant(left) && SAME.contains(operator);
        boolean isOther = !left.equals(right) && isConstant(left) && isConstant(right) && operator.equals("!=");
        if (isSame || isOther) {
            return EnumSet.of(CommandExit.SUCCESS);
        }
        if (!left.equals(right) && isConstant(left) && isConstant(right) && operator.equals("=")) {
            return EnumSet.of(CommandExit.FAILURE);
        }
        return operator.equals("==")
                        && isConstant(left)
                        && PATTERN.matcher(right).matches()
                ? EnumSet.of(isMatched(left, right) ? CommandExit.SUCCESS : CommandExit.FAILURE)
                : CommandExit.unknown();
    }

    /** Whether a text has one of the forms that stand in a {@code case}. */
    private static boolean isMatched(String text, String patterns) {
        for (String pattern : patterns.split("\\|", -1)) {
            if (isOfForm(text, pattern)) {
                return true;
            }
        }
        return false;
    }

    /** Goes back to the last {@code *} alone, so that its time grows with no more than the product of both lengths. */
    private static boolean isOfForm(String text, String pattern) {
        int at = 0;
        int inPattern = 0;
        int star = -1;
        int behindStar = 0;
        while (at < text.length()) {
            char expected = inPattern < pattern.length() ? pattern.charAt(inPattern) : '\0';
            if (expected == '*') {
                star = inPattern++;
                behindStar = at;
            } else if (inPattern < pattern.length() && (expected == '?' || expected == text.charAt(at))) {
                at++;
                inPattern++;
            } else if (star >= 0) {
                inPattern = star + 1;
                at = ++behindStar;
            } else {
                return false;
            }
        }
        return pattern.substring(inPattern).chars().allMatch(left -> left == '*');
    }
}
