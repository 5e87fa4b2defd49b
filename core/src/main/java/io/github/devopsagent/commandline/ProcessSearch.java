package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.CommandScan.UnseenCommandException;
import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Tells a search of all processes, by {@code pgrep}, {@code pidof} or {@code ps} and {@code grep}, that succeeds whatever
 * runs: it leaves out itself, but not whoever executes it, with the same words in its own command line, or the same name.
 */
final class ProcessSearch {

    /** They wait for what they execute. */
    private static final Set<String> WAITING = Set.of("sudo", "doas", "timeout", "xargs", "strace");

    private static final LazyPattern FULL = LazyPattern.of("-[a-z]*f[a-z]*|--full");
    private static final LazyPattern EXACT = LazyPattern.of("-[a-z]*x[a-z]*|--exact");

    /** What else leaves all processes that match in the search, or at least one of them. */
    private static final LazyPattern HARMLESS =
            LazyPattern.of("-[acfilnox]+|--(?:full|exact|ignore-case|list-name|list-full|count|newest|oldest)|--");

    private static final LazyPattern HARMLESS_FOR_NAMES = LazyPattern.of("-[eqsvw]+");

    private static final LazyPattern IGNORES_CASE = LazyPattern.of("-[a-zA-Z]*i[a-zA-Z]*|--ignore-case");
    private static final LazyPattern EXPANDED = LazyPattern.of("[$`]");

    /** What does the same whichever processes it is told of, as long as there is one that runs. */
    private static final Set<String> INDIFFERENT =
            Set.of("exit break continue set true false sleep date echo printf head tail wc sort uniq".split(" "));

    private static final LazyPattern ASKS_FOR_ONE = LazyPattern.of("(?s)(?:-n )?\\S+|.* (?:-gt 0|-ge 1|-ne 0|!= 0)");
    private static final LazyPattern ASKS_WHETHER_IT_RUNS =
            LazyPattern.of("(?s)(?:xargs (?:-r )?)?(?:kill -(?:0|s 0)|ps -p)(?: .*)?|cat|awk \\{ ?print \\$\\d ?\\}");

    /** As whom one may find processes, but not end them. */
    private static final LazyPattern OTHER_USER = LazyPattern.of(" (?:-u|--user)\\b");

    /** Options by which pkill sends a signal that ends a shell. */
    private static final LazyPattern ENDING = LazyPattern.of("-(?:(?:SIG)?(?:TERM|KILL|HUP|INT|QUIT)|1|2|3|9|15)");

    /** What ends all that the command before it has found. */
    private static final LazyPattern ENDS_FOUND = LazyPattern.of(
            "(?s)(?:sudo )?(?:kill (?!-0 )[^|]*\\$\\(pgrep [^|]*|xargs (?:-\\S+ )*(?:sudo )?kill(?! -0\\b).*)");

    private static final LazyPattern OF_LINES = LazyPattern.of("-[aEFceinqov]+");

    private ProcessSearch() {}

    /**
     * Whether a script asks for nothing but processes, wherever that stands in it, and of all that are found one is known to run
     * in any case: nothing in it tells that from another.
     *
     * @param script for sh
     * @param running command lines of who executes it
     * @return the search and the command line that is found; empty if it may find out something, or is not parsed
     */
    static Optional<String> foundAlone(String script, List<String> running) {
        List<String> lines = List.of();
        List<String> search = List.of();
        for (List<String> words : commands(script)) {
            String name = ProgramName.ofSystem(words.get(0));
            List<String> arguments = words.subList(1, words.size());
            Optional<String> found = found(words, running);
            if (found.isPresent()) {
                lines = List.of("1");
                search = words;
            } else if (name.equals("ps") && PipeEnd.isOfLines(arguments)) {
                lines = running;
            } else if (name.equals("grep") && !lines.isEmpty()) {
                lines = left(lines, arguments);
                search = search.isEmpty() ? words : search;
            } else if (!isIndifferent(name, words)) {
                return Optional.empty();
            }
        }
        if (search.isEmpty() || lines.isEmpty()) {
            return Optional.empty();
        }
        List<String> told = search;
        return Optional.of(told(told, found(told, running).orElse(lines.get(0))));
    }

    /**
     * Whether a script ends who executes it, by {@code pkill -f}, or by {@code kill} and {@code pgrep -f}.
     *
     * @param script for sh
     * @param executing command lines of who executes it
     * @return the command and the command line that is found; empty if it may spare all of them, or is not parsed
     */
    static Optional<String> endsItself(String script, List<String> executing) {
        List<String> before = List.of();
        for (List<String> words : commands(script)) {
            String text = String.join(" ", words);
            Optional<Predicate<String>> search = ENDS_FOUND.matcher(text).matches()
                    ? search("pgrep", "pidof", before)
                    : search("pkill", "killall", withoutSignal(words));
            Optional<String> found = search.flatMap(each -> first(each, executing));
            if (found.isPresent() && !OTHER_USER.matcher(text).find()) {
                return Optional.of("'" + text + "' ends who executes it, '" + shown(found.get()) + "'");
            }
            before = words;
        }
        return Optional.empty();
    }

    private static List<String> withoutSignal(List<String> words) {
        return words.stream().filter(each -> !ENDING.matcher(each).matches()).toList();
    }

    private static List<List<String>> commands(String script) {
        try {
            return CommandScan.of(script).stream()
                    .map(command -> command.stream().map(ScannedWord::text).toList())
                    .toList();
        } catch (UnseenCommandException e) {
            return List.of();
        }
    }

    static String told(List<String> words, String line) {
        return "'" + String.join(" ", words) + "' finds who executes it, '" + shown(line) + "'";
    }

    /** Of a program other than the shell the arguments may be secrets, such as {@code -Dpassword=…}. */
    private static String shown(String line) {
        return line.startsWith("/bin/sh ") ? line : line.split(" ", 2)[0] + " …";
    }

    private static boolean isIndifferent(String name, List<String> words) {
        String arguments = String.join(" ", words.subList(1, words.size()));
        return switch (name) {
            case "test" -> ASKS_FOR_ONE.matcher(arguments).matches();
            case "[" ->
                ASKS_FOR_ONE
                        .matcher(arguments.substring(0, Math.max(0, arguments.length() - 2)))
                        .matches();
            default ->
                INDIFFERENT.contains(name)
                        || ASKS_WHETHER_IT_RUNS.matcher(String.join(" ", words)).matches();
        };
    }

    /** What a grep leaves of these lines, as far as that is certain. */
    private static List<String> left(List<String> lines, List<String> arguments) {
        List<String> options =
                arguments.stream().filter(each -> each.startsWith("-")).toList();
        List<String> patterns =
                arguments.stream().filter(each -> !each.startsWith("-")).toList();
        if (patterns.size() != 1
                || !options.stream().allMatch(each -> OF_LINES.matcher(each).matches())) {
            return List.of();
        }
        boolean ignoresCase = options.stream().anyMatch(each -> each.contains("i"));
        boolean isInverted = options.stream().anyMatch(each -> each.contains("v"));
        return compiled(patterns.get(0), ignoresCase)
                .map(pattern -> lines.stream()
                        .filter(line -> pattern.matcher(line).find() != isInverted)
                        .toList())
                .orElseGet(List::of);
    }

    private static Optional<Pattern> compiled(String pattern, boolean ignoresCase) {
        try {
            return EXPANDED.matcher(pattern).find()
                    ? Optional.empty()
                    : Optional.of(Pattern.compile(pattern, ignoresCase ? Pattern.CASE_INSENSITIVE : 0));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * What of all that is known to run a search finds in any case.
     *
     * @param words of one command
     * @param running command lines of who executes it
     * @return the command line that is found; empty if nothing is known to be found, or if it is no such search
     */
    static Optional<String> found(List<String> words, List<String> running) {
        Optional<Predicate<String>> search = search("pgrep", "pidof", words);
        List<String> lines = new ArrayList<>(running);
        if (!words.isEmpty() && WAITING.contains(ProgramName.ofSystem(words.get(0)))) {
            lines.add(String.join(" ", words));
        }
        return search.flatMap(each -> first(each, lines));
    }

    /** Whether a command line is found, by one of two programs: that has a pattern, and that has names. */
    private static Optional<Predicate<String>> search(String byPattern, String byName, List<String> words) {
        Optional<Predicate<String>> found = arguments(byPattern, words).flatMap(ProcessSearch::byPattern);
        return found.isPresent() ? found : arguments(byName, words).flatMap(ProcessSearch::byName);
    }

    private static Optional<Predicate<String>> byName(List<String> arguments) {
        List<String> names = new ArrayList<>();
        for (String each : arguments) {
            if (!each.startsWith("-")) {
                names.add(each);
            } else if (!HARMLESS_FOR_NAMES.matcher(each).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(line -> names.contains(name(line)));
    }

    /** By which a process is known that was started so. */
    private static String name(String line) {
        return ProgramName.ofSystem(line.split(" ", 2)[0]);
    }

    /** Those of a program that is executed, or waited for by what is. */
    private static Optional<List<String>> arguments(String program, List<String> words) {
        int search = 0;
        while (search < words.size() && !ProgramName.ofSystem(words.get(search)).equals(program)) {
            search++;
        }
        return search == words.size() || (search > 0 && !WAITING.contains(ProgramName.ofSystem(words.get(0))))
                ? Optional.empty()
                : Optional.of(words.subList(search + 1, words.size()));
    }

    private static Optional<String> first(Predicate<String> search, List<String> lines) {
        return lines.stream().filter(search).findFirst();
    }

    private static Optional<Predicate<String>> byPattern(List<String> arguments) {
        boolean isFull = false;
        boolean isExact = false;
        boolean ignoresCase = false;
        List<String> patterns = new ArrayList<>();
        for (String each : arguments) {
            if (!each.startsWith("-")) {
                patterns.add(each);
            } else if (!HARMLESS.matcher(each).matches()) {
                return Optional.empty();
            } else {
                isFull |= FULL.matcher(each).matches();
                isExact |= EXACT.matcher(each).matches();
                ignoresCase |= IGNORES_CASE.matcher(each).matches();
            }
        }
        return patterns.size() == 1
                ? compiled(patterns.get(0), ignoresCase).map(asked(isFull, isExact))
                : Optional.empty();
    }

    private static Function<Pattern, Predicate<String>> asked(boolean isFull, boolean isExact) {
        return pattern -> line -> {
            Matcher matcher = pattern.matcher(isFull ? line : name(line));
            return isExact ? matcher.matches() : matcher.find();
        };
    }
}
