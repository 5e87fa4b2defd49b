package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.CommandScan.UnseenCommandException;
import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** Between what waits for a search and the search; any other word may execute it elsewhere. */
    private static final LazyPattern OPTION_OF_WAITING =
            LazyPattern.of("-.*|\\d+(?:\\.\\d+)?[smhd]?|[A-Za-z_]\\w*=.*", Pattern.DOTALL);

    private static final LazyPattern PART_OF_PLAIN = LazyPattern.of("\\\\\\.|\\[[\\w /.=:@,-]\\]");
    private static final LazyPattern PLAIN = LazyPattern.of("(?=.)\\^?(?:[\\w /.=:@,-]*\\.\\*){0,2}[\\w /.=:@,-]*\\$?");

    /** What does the same whichever processes it is told of, as long as there is one that runs. */
    private static final Set<String> INDIFFERENT =
            Set.of("exit", "break", "continue", "set", "true", "false", "sleep", "echo", "printf");

    /** What prints something wherever it reads something, from no file. */
    private static final LazyPattern FILTER = LazyPattern.of("cat|wc(?: -[lwc])?|(?:head|tail)(?: -(?:n ?)?[1-9]\\d*)?"
            + "|sort(?: -[bfhknru\\d,]+)*|uniq(?: -c)?|cut(?: -d ?.)? -[cf] ?[\\d,-]+|awk \\{ ?print \\$\\d ?\\}");

    /** Of what a search has found, {@link #FOUND}, and of nothing else. */
    private static final LazyPattern ASKS_FOR_ONE = LazyPattern.of("(?:kill -(?:0|s 0)|ps -p) [^$]*"
            + "|(?:test|\\[) (?:(?:-n )?[^\\s$]+|[^\\s$]+ (?:-gt 0|-ge 1|-ne 0|!= 0))(?: \\])?");

    private static final String FOUND = "1";
    private static final String OF_SEARCH = "\\$\\(\\s*(?:pgrep|pidof|ps)\\b";
    private static final LazyPattern SUBSTITUTED = LazyPattern.of(OF_SEARCH + "[^()]*\\)");
    private static final LazyPattern SET = LazyPattern.of("\\b([A-Za-z_]\\w*)(?:=[\"']?| in )" + OF_SEARCH);

    private static final LazyPattern OF_LINES = LazyPattern.of("-[aEFceinqov]+");

    /** Something is found, of which no more is known. */
    private static final List<String> UNKNOWN = List.of(FOUND);

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
        if (script.indexOf('<') >= 0) {
            return Optional.empty();
        }
        Optional<String> told = Optional.empty();
        List<String> lines = List.of();
        for (List<String> words : commands(script)) {
            String name = ProgramName.ofSystem(words.get(0));
            List<String> arguments = words.subList(1, words.size());
            Optional<String> found = found(words, running);
            if (found.isPresent()) {
                lines = UNKNOWN;
                told = Optional.of(told(words, found.get()));
            } else if (name.equals("ps") && PipeEnd.isOfLines(arguments)) {
                lines = running;
            } else if (name.equals("grep")) {
                List<String> left = left(lines, arguments);
                if (left.isEmpty()) {
                    return Optional.empty();
                }
                if (!lines.equals(UNKNOWN) && !arguments.contains("grep")) {
                    told = Optional.of(told(words, left.get(0)));
                }
                lines = arguments.stream().anyMatch(each -> each.matches("-.*[cnoq].*")) ? UNKNOWN : left;
            } else if (FILTER.matcher(String.join(" ", words)).matches()) {
                lines = lines.isEmpty() ? lines : UNKNOWN;
            } else if (isIndifferent(script, words, !lines.isEmpty())) {
                lines = List.of();
            } else {
                return Optional.empty();
            }
        }
        return told;
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

    private static boolean isIndifferent(String script, List<String> words, boolean isBehindSearch) {
        String text = String.join(" ", words);
        if (words.get(0).equals("xargs")) {
            String executed = text.replaceFirst("^xargs (?:-r )?", "") + " " + FOUND;
            return isBehindSearch && ASKS_FOR_ONE.matcher(executed).matches();
        }
        return INDIFFERENT.contains(ProgramName.ofSystem(words.get(0)))
                || text.equals("date")
                || asksForFound(script, text);
    }

    /** Whether it asks whether there is one of those that the searches of a script have found. */
    private static boolean asksForFound(String script, String text) {
        String asked = SUBSTITUTED.matcher(text).replaceAll(FOUND);
        Matcher set = SET.matcher(script);
        while (set.find()) {
            if (!script.matches("(?s).*\\b" + set.group(1) + "(?:=[\"']?+| in )(?!" + OF_SEARCH + ").*")) {
                asked = asked.replaceAll("\\$(?:" + set.group(1) + "\\b|\\{" + set.group(1) + "\\})", FOUND);
            }
        }
        return !asked.equals(text) && ASKS_FOR_ONE.matcher(asked).matches();
    }

    /** What a grep leaves of these lines, as far as that is certain. */
    private static List<String> left(List<String> lines, List<String> arguments) {
        if (lines.equals(UNKNOWN)) {
            return arguments.equals(List.of(".")) || arguments.equals(List.of("-q", ".")) ? lines : List.of();
        }
        List<String> options =
                arguments.stream().filter(each -> each.startsWith("-")).toList();
        List<String> patterns =
                arguments.stream().filter(each -> !each.startsWith("-")).toList();
        if (patterns.size() != 1
                || !options.stream().allMatch(each -> OF_LINES.matcher(each).matches())) {
            return List.of();
        }
        String given = String.join("", options);
        String pattern = patterns.get(0);
        boolean isInverted = given.contains("v");
        // Other columns stand before the command line: they have what it begins with, and may have what is left out.
        if ((isInverted && !pattern.equals("grep")) || pattern.indexOf('^') >= 0) {
            return List.of();
        }
        String[] alternatives = {given.contains("F") ? pattern.replaceAll("\\W", "[$0]") : pattern};
        return plain(given.contains("E") ? pattern.split("\\|", -1) : alternatives, false, given.contains("i"))
                .map(each -> lines.stream()
                        .filter(line -> each.matcher(line).find() != isInverted)
                        .toList())
                .orElseGet(List::of);
    }

    /**
     * One regular expression for several plain ones. It never goes back behind a part that it has found, so that its time grows
     * with the line alone.
     */
    private static Optional<Pattern> plain(String[] alternatives, boolean isExact, boolean ignoresCase) {
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

    /**
     * What of all that is known to run a search finds in any case.
     *
     * @param words of one command
     * @param running command lines of who executes it
     * @return the command line that is found; empty if nothing is known to be found, or if it is no such search
     */
    static Optional<String> found(List<String> words, List<String> running) {
        Optional<Predicate<String>> search = arguments("pgrep", words)
                .flatMap(ProcessSearch::byPattern)
                .or(() -> arguments("pidof", words).flatMap(ProcessSearch::byName));
        List<String> lines = new ArrayList<>(running);
        if (!words.isEmpty() && WAITING.contains(ProgramName.ofSystem(words.get(0)))) {
            lines.add(String.join(" ", words));
        }
        return search.flatMap(each -> lines.stream().filter(each).findFirst());
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

    /** By which the system knows a process that was started so: no more than 15 characters. */
    private static String name(String line) {
        String program = line.split(" ", 2)[0];
        String name = program.substring(program.lastIndexOf('/') + 1);
        return name.substring(0, Math.min(15, name.length()));
    }

    /** Those of a program that is executed, or waited for by what is. */
    private static Optional<List<String>> arguments(String program, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String name = ProgramName.ofSystem(words.get(i));
            if (name.equals(program)) {
                return Optional.of(words.subList(i + 1, words.size()));
            }
            if (!WAITING.contains(name)
                    && (i == 0 || !OPTION_OF_WAITING.matcher(name).matches())) {
                return Optional.empty();
            }
        }
        return Optional.empty();
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
        if (patterns.size() != 1) {
            return Optional.empty();
        }
        boolean isOfLine = isFull;
        return plain(patterns.get(0).split("\\|", -1), isExact, ignoresCase)
                .map(pattern ->
                        line -> pattern.matcher(isOfLine ? line : name(line)).find());
    }
}
