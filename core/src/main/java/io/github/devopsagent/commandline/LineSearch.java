package io.github.devopsagent.commandline;

import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A search for lines in what a pipe brings, as grep does it.
 *
 * @param patterns at least one
 * @param flags letters of the options that are given, long ones as well
 */
record LineSearch(List<String> patterns, String flags) {

    /** Patterns that find every line that has a character. */
    static final Set<String> ANYTHING = Set.of(".", "", "..*", ".+");

    /** Stands at the end of a line of which only the beginning is known. */
    static final String CUT = "\u2026";

    /** The longest line of which it is said whether it is found, so that no pattern takes long. */
    private static final int LONGEST = 100;

    private static final LazyPattern REPEATED_GROUP = LazyPattern.of(".*\\)[*+?{].*", Pattern.DOTALL);
    private static final LazyPattern REPETITION = LazyPattern.of("[*+?{]");
    private static final int MOST_REPETITIONS = 3;

    private static final String ALONE = "aEFGcHhiInoqsvwxyTl";
    private static final String WITH_VALUE = "emABC";

    private static final LazyPattern INDIFFERENT =
            LazyPattern.of("--(?:colou?r(?:=\\w+)?|line-buffered|text|line-number|no-messages|basic-regexp)");

    /** Long options, each with the letter that means the same. */
    private static final List<String> LONG = List.of(
            "q--quiet",
            "q--silent",
            "i--ignore-case",
            "E--extended-regexp",
            "F--fixed-strings",
            "v--invert-match",
            "w--word-regexp",
            "x--line-regexp",
            "c--count",
            "o--only-matching");

    private static final LazyPattern PART_OF_PLAIN = LazyPattern.of("\\\\\\.|\\[[\\w /.=:@,-]\\]");
    private static final LazyPattern PLAIN = LazyPattern.of("(?=.)\\^?(?:[\\w /.=:@,-]*\\.\\*){0,2}[\\w /.=:@,-]*\\$?");

    /** What a list of processes may have in its other columns: numbers, states, times, terminals. */
    private static final LazyPattern OF_COLUMNS = LazyPattern.of("[\\d:.?+ -]*|.{1,2}|pts.*|tty.*|[A-Z][a-z]{2}");

    /** Names of users, of whom one may execute the check. */
    private static final Set<String> USERS = Set.of(
            "root",
            "admin",
            "administrator",
            "ubuntu",
            "debian",
            "centos",
            "ec2-user",
            "azureuser",
            "vagrant",
            "jenkins",
            "gitlab-runner",
            "runner",
            "github",
            "git",
            "deploy",
            "deployer",
            "devops",
            "ansible",
            "agent",
            "app",
            "apps",
            "www",
            "www-data",
            "nobody",
            "service",
            "svc",
            "ops",
            "operator",
            "user",
            "circleci",
            "build",
            "ci",
            "docker",
            "postgres",
            "mysql",
            "nginx",
            "apache",
            "tomcat",
            "oracle",
            "node",
            "monit",
            "nagios",
            "zabbix");

    LineSearch {
        patterns = List.copyOf(patterns);
    }

    /**
     * Reads the arguments of grep.
     *
     * @param arguments without its name
     * @return empty if it reads files, or has an option that is not known here
     */
    static Optional<LineSearch> of(List<String> arguments) {
        List<String> patterns = new ArrayList<>();
        List<String> operands = new ArrayList<>();
        StringBuilder flags = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--")) {
                operands.addAll(arguments.subList(i + 1, arguments.size()));
                break;
            }
            if (word.startsWith("--regexp=")) {
                patterns.add(word.substring("--regexp=".length()));
            } else if (word.startsWith("--")) {
                Optional<String> letter = LONG.stream()
                        .filter(each -> each.substring(1).equals(word))
                        .findFirst();
                if (letter.isEmpty() && !INDIFFERENT.matcher(word).matches()) {
                    return Optional.empty();
                }
                letter.ifPresent(each -> flags.append(each.charAt(0)));
            } else if (word.startsWith("-") && word.length() > 1) {
                int valued = firstValued(word);
                String alone = word.substring(1, valued);
                if (!alone.chars().allMatch(letter -> ALONE.indexOf(letter) >= 0)) {
                    return Optional.empty();
                }
                flags.append(alone);
                if (valued < word.length()) {
                    String rest = word.substring(valued + 1);
                    boolean isNext = rest.isEmpty();
                    if (isNext && ++i == arguments.size()) {
                        return Optional.empty();
                    }
                    if (word.charAt(valued) == 'e') {
                        patterns.add(isNext ? arguments.get(i) : rest);
                    }
                }
            } else {
                operands.add(word);
            }
        }
        if (patterns.isEmpty() && !operands.isEmpty()) {
            patterns.add(operands.remove(0));
        }
        return patterns.isEmpty() || !operands.isEmpty()
                ? Optional.empty()
                : Optional.of(new LineSearch(patterns, flags.toString()));
    }

    private static int firstValued(String word) {
        int at = 1;
        while (at < word.length() && WITH_VALUE.indexOf(word.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    /** Whether it prints the lines that it finds, as they are. */
    boolean printsLines() {
        return !has('q') && !has('c') && !has('o') && !has('l') && !has('n');
    }

    /** Whether every line is found that has a character. */
    boolean findsAnything() {
        return !has('v') && patterns.size() == 1 && ANYTHING.contains(patterns.get(0));
    }

    /**
     * What it leaves of lines of a list of processes, as far as that is certain.
     *
     * @param lines command lines, before which other columns stand
     */
    List<String> left(List<String> lines) {
        // Other columns stand before the command line: they have what it begins with, and may have what is left out.
        boolean isUncertain = has('x') || patterns.stream().anyMatch(each -> each.indexOf('^') >= 0);
        if (isUncertain || (has('v') && !patterns.stream().allMatch(LineSearch::isOfNoColumn))) {
            return List.of();
        }
        return pattern()
                .map(each -> lines.stream()
                        .filter(line -> has('v') ? !line.endsWith(CUT) && !each.test(line) : each.test(line))
                        .toList())
                .orElseGet(List::of);
    }

    /** Whether a line is one that it finds, or leaves out if it is to; empty if that is not known. */
    Optional<Boolean> selects(String line) {
        boolean isFound = false;
        for (String each : patterns) {
            Optional<Pattern> pattern = line.length() > LONGEST ? Optional.empty() : asJava(each);
            if (pattern.isEmpty()) {
                return Optional.empty();
            }
            isFound |= has('x')
                    ? pattern.get().matcher(line).matches()
                    : pattern.get().matcher(line).find();
        }
        return Optional.of(isFound != has('v'));
    }

    /** The same pattern as Java writes it; empty if it is not a simple one. */
    private Optional<Pattern> asJava(String pattern) {
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char each = pattern.charAt(i);
            int closing = each == '[' && !has('F') ? pattern.indexOf(']', i + 2) : -1;
            boolean isEscape = each == '\\' && !has('F') && i + 1 < pattern.length();
            if (closing > 0 && pattern.substring(i + 1, closing).matches("[^\\[\\\\&]+")) {
                written.append(pattern, i, closing + 1);
                i = closing;
            } else if (has('F') || (!has('E') && "+?(){}|".indexOf(each) >= 0)) {
                written.append(Pattern.quote(String.valueOf(each)));
            } else if (isEscape && !Character.isLetterOrDigit(pattern.charAt(i + 1))) {
                char escaped = pattern.charAt(++i);
                boolean isOperator = !has('E') && "+?(){}|".indexOf(escaped) >= 0;
                written.append(isOperator ? String.valueOf(escaped) : Pattern.quote(String.valueOf(escaped)));
            } else if (each == '[' || each == '\\' || has('P')) {
                return Optional.empty();
            } else {
                written.append(each);
            }
        }
        String text = has('w') ? "(?<!\\w)(?:" + written + ")(?!\\w)" : written.toString();
        boolean isLong = REPEATED_GROUP.matcher(written).matches()
                || REPETITION.matcher(written).results().count() > MOST_REPETITIONS;
        try {
            return isLong
                    ? Optional.empty()
                    : Optional.of(Pattern.compile(text, has('i') ? Pattern.CASE_INSENSITIVE : 0));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfNoColumn(String pattern) {
        return List.of(pattern.split("\\\\?\\|", -1)).stream()
                .noneMatch(each -> OF_COLUMNS.matcher(each).matches() || USERS.contains(each));
    }

    private Optional<Predicate<String>> pattern() {
        List<String> alternatives = new ArrayList<>();
        for (String each : patterns) {
            alternatives.addAll(
                    has('F')
                            ? List.of(each.replaceAll("\\W", "[$0]"))
                            : has('E') ? List.of(each.split("\\|", -1)) : List.of(each));
        }
        boolean isOfWords = has('w');
        if (isOfWords && !alternatives.stream().allMatch(each -> each.matches("\\w(?:[\\w /.-]*\\w)?"))) {
            return Optional.empty();
        }
        if (isOfWords) {
            String words = "(?<!\\w)(?:" + String.join("|", alternatives).replace(".", "\\.") + ")(?!\\w)";
            Pattern pattern = Pattern.compile(words, has('i') ? Pattern.CASE_INSENSITIVE : 0);
            return Optional.of(line -> pattern.matcher(line).find());
        }
        return plain(alternatives, false, has('i'))
                .map(pattern -> line -> pattern.matcher(line).find());
    }

    /**
     * One regular expression for several plain ones. It never goes back behind a part that it has found, so that its time grows
     * with the line alone.
     *
     * @return empty if one of them is not plain
     */
    static Optional<Pattern> plain(List<String> alternatives, boolean isExact, boolean ignoresCase) {
        List<String> all = new ArrayList<>();
        for (String each : alternatives) {
            if (!PLAIN.matcher(PART_OF_PLAIN.matcher(each).replaceAll("_")).matches()) {
                return Optional.empty();
            }
            String begun = each.startsWith("^") ? each.substring(1) : isExact ? each : ".*" + each;
            String ended = isExact && !each.endsWith("$") ? begun + "$" : begun;
            all.add("(?>" + ended.replace(".*", ")(?>.*?") + ")");
        }
        return Optional.of(Pattern.compile(
                "^(?:" + String.join("|", all) + ")", Pattern.DOTALL | (ignoresCase ? Pattern.CASE_INSENSITIVE : 0)));
    }
}
