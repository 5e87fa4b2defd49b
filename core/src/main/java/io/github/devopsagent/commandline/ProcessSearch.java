package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.CommandScan.UnseenCommandException;
import io.github.devopsagent.program.CommandWrapper;
import io.github.devopsagent.program.ShellName;
import io.github.devopsagent.program.WrapperTrait;
import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.HashSet;
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

    private static final LazyPattern FULL = LazyPattern.of("-[a-z]*f[a-z]*|--full");
    private static final LazyPattern EXACT = LazyPattern.of("-[a-z]*x[a-z]*|--exact");

    /** What else leaves all processes that match in the search, or at least one of them. */
    private static final LazyPattern HARMLESS =
            LazyPattern.of("-[acfilnox]+|--(?:full|exact|ignore-case|list-name|list-full|count|newest|oldest)|--");

    private static final LazyPattern HARMLESS_FOR_NAMES = LazyPattern.of("-[eqsvw]+");

    private static final LazyPattern IGNORES_CASE = LazyPattern.of("-[a-zA-Z]*i[a-zA-Z]*|--ignore-case");

    private static final LazyPattern NO_SIGNAL = LazyPattern.of("(?m)^(?:-0|(?:-s|--signal)\\n0|--signal=0)$");
    private static final LazyPattern OF_NAMES =
            LazyPattern.of("(?:-[fFlh]+ |-o \\S+ |--no-headers )*-C ?([\\w.,-]+)(?: -[fFlh]+| -o \\S+| --no-headers)*");

    /** Of all processes, by the files that tell of them. */
    private static final LazyPattern OF_FILES =
            LazyPattern.of("(?:cat|strings|head|tail|ls|readlink|[ef]?grep)(?: [^/]*)?"
                    + " /proc/(?:\\*|\\[0-9\\]\\*)/(cmdline|comm|exe)");

    private static final LazyPattern BLANKS_FOR_ENDS = LazyPattern.of("tr \\\\0+ [ n\\\\]+");

    /** What does the same whichever processes it is told of, as long as there is one that runs. */
    private static final Set<String> INDIFFERENT =
            Set.of("exit", "break", "continue", "set", "true", "false", "sleep", "echo", "printf");

    /** What prints something wherever it reads something, from no file. */
    private static final LazyPattern FILTER = LazyPattern.of("cat|wc(?: -[lwc])?|(?:head|tail)(?: -(?:n ?)?[1-9]\\d*)?"
            + "|sort(?: -[bfhknru\\d,]+)*|uniq(?: -c)?|cut(?: -d ?.)? -[cf] ?[\\d,-]+|awk \\{ ?print \\$\\d ?\\}");

    /** Of what a search has found, {@link #FOUND}, and of nothing else. */
    private static final LazyPattern ASKS_FOR_ONE = LazyPattern.of(
            "(?:kill -(?:0|s 0)|ps -p) [^$]*|(?:(?:test|\\[) -[def]|cat|ls|stat)(?: -[dl]+)? /proc/1(?:/\\w+)?(?: \\])?"
                    + "|(?:test|\\[) (?:(?:-n )?[^\\s$]+|[^\\s$]+ (?:-gt 0|-ge 1|-ne 0|!= 0))(?: \\])?");

    private static final String FOUND = "1";
    private static final String OF_SEARCH = "\\$\\(\\s*(?:pgrep|pidof|ps)\\b";
    private static final LazyPattern SUBSTITUTED = LazyPattern.of(OF_SEARCH + "[^()]*\\)");
    private static final LazyPattern SET = LazyPattern.of("\\b([A-Za-z_]\\w*)(?:=[\"']?| in )" + OF_SEARCH);

    /** What hands on each line that a process has, but for blanks. */
    private static final LazyPattern KEEPS_LINES = LazyPattern.of(
            "cat|tee(?: /dev/null)?|sort(?: -[bfhknru\\d,]+)*" + "|uniq(?: -c)?|tr -s (?: |\\[:space:\\])");

    /** What leaves out the first line, in which a list has the names of its columns. */
    private static final LazyPattern WITHOUT_HEAD = LazyPattern.of("tail -n ?\\+2|sed 1d");

    private static final LazyPattern UNKNOWN_PART = LazyPattern.of("[$`]");

    /** Something is found, of which no more is known. */
    private static final List<String> UNKNOWN = List.of(FOUND);

    /** Of a script that sets more variables to what it finds, these are not known. */
    private static final int MOST_VARIABLES = 20;

    /** Behind more wrappers the search is not known. */
    private static final int MOST_WRAPPERS = 20;

    /** Of a longer script, or of more filters, nothing is known. */
    private static final int MOST_COMMANDS = 100;

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
        List<List<String>> commands = commands(script);
        if (script.indexOf('<') >= 0 || commands.size() > MOST_COMMANDS) {
            return Optional.empty();
        }
        Optional<String> told = Optional.empty();
        List<String> lines = List.of();
        boolean isOfPs = false;
        Set<String> variables = variablesOfFound(script);
        for (List<String> words : commands) {
            String name = ProgramName.ofSystem(words.get(0));
            Optional<List<String>> search = PipeEnd.asSearch(words);
            Optional<List<String>> listed = listed(words, running);
            List<String> found = foundBy(words, running);
            if (!found.isEmpty()) {
                lines = printed(words, found);
                told = Optional.of(told(words, found.get(0)));
            } else if (search.isPresent()) {
                List<String> searched = listed.orElse(lines);
                // Grep stands in a list of ps as well, but is left out there by those who know it.
                if (words.contains("/proc/*/cmdline") || (isOfPs && !name.endsWith("grep"))) {
                    searched = and(searched, String.join(" ", words));
                }
                List<String> arguments = withoutFiles(search.get());
                List<String> left = left(searched, arguments);
                if (left.isEmpty()) {
                    return Optional.empty();
                }
                if (told.isEmpty() && !arguments.contains("grep")) {
                    told = Optional.of(told(words, left.get(0)));
                }
                lines = arguments.stream().anyMatch(each -> each.matches("-.*[cnoql].*")) ? UNKNOWN : left;
            } else if (listed.isPresent()) {
                lines = listed.get();
            } else if (BLANKS_FOR_ENDS.matcher(String.join(" ", words)).matches()) {
                char end = words.get(2).equals(" ") ? ' ' : '\n';
                lines = lines.stream().map(line -> line.replace('\0', end)).toList();
            } else if (FILTER.matcher(String.join(" ", words)).matches()) {
                lines = lines.isEmpty() ? lines : UNKNOWN;
            } else if (isIndifferent(variables, words, !lines.isEmpty())) {
                lines = List.of();
            } else {
                return Optional.empty();
            }
            isOfPs = listed.isPresent() && name.equals("ps");
        }
        return told;
    }

    /** What is known to stand in a list of all processes; empty if a command makes none. */
    private static Optional<List<String>> listed(List<String> words, List<String> running) {
        if (ProgramName.ofSystem(words.get(0)).equals("ps")) {
            return PipeEnd.isOfLines(words.subList(1, words.size())) ? Optional.of(running) : Optional.empty();
        }
        Matcher listing = OF_FILES.matcher(String.join(" ", words));
        if (!listing.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (listing.group(1)) {
                    case "cmdline" ->
                        running.stream().map(line -> line.replace(' ', '\0')).toList();
                    case "comm" -> running.stream().map(ProcessSearch::name).toList();
                    // What /bin/sh is a link to is not known.
                    default ->
                        running.stream()
                                .map(line -> line.split(" ", 2)[0])
                                .filter(program -> !program.equals("/bin/sh"))
                                .toList();
                });
    }

    private static List<String> withoutFiles(List<String> search) {
        return search.subList(1, search.size()).stream()
                .filter(word -> !word.startsWith("/proc/"))
                .toList();
    }

    private static List<String> and(List<String> lines, String line) {
        List<String> all = new ArrayList<>(lines);
        all.add(line);
        return all;
    }

    /** What a search prints of what it has found. */
    private static List<String> printed(List<String> words, List<String> found) {
        List<String> executed = OuterCommand.executed(words);
        boolean isOfPgrep = ProgramName.ofSystem(executed.get(0)).equals("pgrep");
        if (isOfPgrep && executed.stream().anyMatch(word -> word.matches("-[a-z]*a[a-z]*|--list-full"))) {
            return found;
        }
        return isOfPgrep && executed.stream().anyMatch(word -> word.matches("-[a-z]*l[a-z]*|--list-name"))
                ? found.stream().map(ProcessSearch::name).toList()
                : UNKNOWN;
    }

    private static List<List<String>> commands(String script) {
        try {
            List<List<String>> commands = new ArrayList<>();
            for (List<ScannedWord> command : CommandScan.of(script)) {
                List<String> words = new ArrayList<>();
                for (ScannedWord word : command) {
                    words.add(word.text());
                }
                commands.add(words);
            }
            return commands;
        } catch (UnseenCommandException e) {
            return List.of();
        }
    }

    static String told(List<String> words, String line) {
        return "'" + String.join(" ", words) + "' finds who executes it, '" + shown(line) + "'";
    }

    /** Of a program other than the shell the arguments may be secrets, such as {@code -Dpassword=…}. */
    private static String shown(String line) {
        String shown = line.replace('\0', ' ');
        return shown.startsWith("/bin/sh ") ? shown : shown.split(" ", 2)[0] + " …";
    }

    private static boolean isIndifferent(Set<String> variables, List<String> words, boolean isBehindSearch) {
        String text = String.join(" ", words);
        if (words.get(0).equals("xargs")) {
            String executed = text.replaceFirst("^xargs (?:-r )?", "") + " " + FOUND;
            return isBehindSearch && ASKS_FOR_ONE.matcher(executed).matches();
        }
        return INDIFFERENT.contains(ProgramName.ofSystem(words.get(0)))
                || text.equals("date")
                || asksForFound(variables, text);
    }

    /** Whether it asks whether there is one of those that the searches of a script have found. */
    private static boolean asksForFound(Set<String> variables, String text) {
        String asked = SUBSTITUTED.matcher(text).replaceAll(FOUND);
        for (String name : variables) {
            asked = asked.replaceAll("\\$(?:" + name + "\\b|\\{" + name + "\\})", FOUND);
        }
        return !asked.equals(text) && ASKS_FOR_ONE.matcher(asked).matches();
    }

    /** Those that a script sets to what a search finds, and to nothing else. */
    private static Set<String> variablesOfFound(String script) {
        Set<String> names = new HashSet<>();
        Matcher set = SET.matcher(script);
        while (set.find()) {
            names.add(set.group(1));
            if (names.size() > MOST_VARIABLES) {
                return Set.of();
            }
        }
        names.removeIf(name -> Pattern.compile("\\b" + name + "(?:=[\"']?+| in )(?!" + OF_SEARCH + ")")
                .matcher(script)
                .find());
        return names;
    }

    /** What a search leaves of these lines, as far as that is certain. */
    private static List<String> left(List<String> lines, List<String> arguments) {
        Optional<LineSearch> search = LineSearch.of(arguments);
        return search.isEmpty()
                ? List.of()
                : lines.equals(UNKNOWN)
                        ? search.get().findsAnything() ? lines : List.of()
                        : search.get().left(lines);
    }

    /**
     * What is certain to come out of a pipeline that begins with a list of processes, or with a search for them: its own commands
     * stand in the list as well. Its filters are judged as a whole, since a later one may take away what an earlier one has left.
     *
     * @param commands of the pipeline
     * @param running command lines of who executes it
     * @return lines, of which the other columns are not known; none if it may be that nothing comes out
     */
    static List<String> passing(List<ShellNode> commands, List<String> running) {
        if (commands.size() > MOST_COMMANDS) {
            return List.of();
        }
        List<List<String>> all = new ArrayList<>();
        for (ShellNode command : commands) {
            if (!(command instanceof ShellNode.SimpleWords simple)
                    || simple.words().isEmpty()
                    || simple.redirections().readsFile()) {
                return List.of();
            }
            all.add(simple.words());
        }
        List<String> lines = listedByPipe(all, running);
        for (int i = 1; i < all.size(); i++) {
            List<String> words = all.get(i);
            Optional<List<String>> search = PipeEnd.asSearch(words);
            if (search.isPresent()) {
                List<String> arguments = search.get().subList(1, search.get().size());
                lines = i + 1 < all.size() ? passed(arguments, lines) : left(lines, arguments);
            } else if (!KEEPS_LINES.matcher(String.join(" ", words)).matches()
                    && !(i == 1
                            && isList(all.get(0))
                            && WITHOUT_HEAD.matcher(String.join(" ", words)).matches())) {
                boolean isPrinting = FILTER.matcher(String.join(" ", words)).matches();
                lines = isPrinting && !lines.isEmpty() ? UNKNOWN : List.of();
            }
        }
        return lines;
    }

    private static List<String> passed(List<String> arguments, List<String> lines) {
        List<String> left = left(lines, arguments);
        boolean isPrinted =
                LineSearch.of(arguments).filter(LineSearch::printsLines).isPresent();
        return left.isEmpty() || isPrinted ? left : UNKNOWN;
    }

    private static boolean isList(List<String> words) {
        List<String> executed = OuterCommand.executed(words);
        return !executed.isEmpty()
                && ProgramName.ofSystem(executed.get(0)).equals("ps")
                && PipeEnd.isOfLines(executed.subList(1, executed.size()));
    }

    private static List<String> listedByPipe(List<List<String>> commands, List<String> running) {
        if (!isList(commands.get(0))) {
            List<String> found = foundBy(commands.get(0), running);
            return found.isEmpty() ? found : printed(commands.get(0), found);
        }
        List<String> lines = new ArrayList<>(running);
        for (List<String> words : commands.subList(1, commands.size())) {
            String line = String.join(" ", words);
            int unknown = UNKNOWN_PART.matcher(line).replaceFirst("\0").indexOf('\0');
            lines.add(unknown < 0 ? line : line.substring(0, unknown) + LineSearch.CUT);
        }
        return lines;
    }

    /**
     * What of all that is known to run a search finds in any case.
     *
     * @param words of one command
     * @param running command lines of who executes it
     * @return the command line that is found; empty if nothing is known to be found, or if it is no such search
     */
    static Optional<String> found(List<String> words, List<String> running) {
        return foundBy(words, running).stream().findFirst();
    }

    private static List<String> foundBy(List<String> words, List<String> running) {
        List<String> lines = new ArrayList<>(running);
        List<String> executed = words;
        int wrappers = 0;
        for (List<String> next = words; !next.isEmpty(); next = behind(executed)) {
            if (wrappers++ > MOST_WRAPPERS) {
                return List.of();
            }
            executed = next;
            if (isWaiting(next)) {
                lines.add(String.join(" ", next));
            }
        }
        Optional<Predicate<String>> search = search(executed);
        return search.isEmpty()
                ? List.of()
                : lines.stream().filter(search.get()).toList();
    }

    private static List<String> withoutAssignments(List<String> words) {
        int at = 0;
        while (at + 1 < words.size() && words.get(at).matches("(?s)[A-Za-z_]\\w*=.*")) {
            at++;
        }
        return words.subList(at, words.size());
    }

    /** What is executed by a command, or by a shell as the only command of a script. */
    private static List<String> behind(List<String> words) {
        return words.size() == 3 && ShellName.isOne(ProgramName.ofSystem(words.get(0)))
                ? ShellParser.parse(words.get(1).equals("-c") ? words.get(2) : "")
                        .flatMap(ShellNode.CommandList::onlyCommand)
                        .orElseGet(List::of)
                : OuterCommand.behindLocal(words);
    }

    private static boolean isWaiting(List<String> words) {
        String name = ProgramName.ofSystem(words.get(0));
        boolean isReplaced =
                name.equals("flock") && words.stream().anyMatch(word -> word.equals("-F") || word.equals("--no-fork"));
        Optional<CommandWrapper> wrapper = CommandWrapper.named(name);
        return !isReplaced && wrapper.isPresent() && wrapper.get().has(WrapperTrait.WAITS);
    }

    /**
     * Whether a shell is gone by the time that the last command of its script looks for processes: that may take its place.
     *
     * @param shell its name
     */
    static boolean isReplaced(String shell, ShellNode.CommandList script) {
        return isReplaced(shell, script, script.onlyCommand().isPresent(), false);
    }

    private static boolean isReplaced(
            String shell, ShellNode.CommandList script, boolean isOnly, boolean isInBrackets) {
        if (script.entries().isEmpty()) {
            return false;
        }
        List<ShellNode.PipedCommands> pipelines =
                script.entries().get(script.entries().size() - 1).pipelines();
        ShellNode.PipedCommands last = pipelines.get(pipelines.size() - 1);
        if (last.commands().size() > 1 || last.isNegated()) {
            return false;
        }
        ShellNode node = last.commands().get(0);
        if (node instanceof ShellNode.CommandGroup group) {
            return isReplaced(shell, group.list(), false, true);
        }
        if (node instanceof ShellNode.Conditional conditional) {
            return conditional.branches().stream().anyMatch(branch -> isReplaced(shell, branch.body(), false, true));
        }
        return node instanceof ShellNode.SimpleWords simple
                && !simple.words().isEmpty()
                && search(OuterCommand.executed(withoutAssignments(simple.words())))
                        .isPresent()
                && (simple.words().get(0).equals("exec")
                        || ShellName.isReplacedByLast(
                                shell,
                                isOnly,
                                isInBrackets || simple.redirections().areAny()));
    }

    private static Optional<Predicate<String>> search(List<String> words) {
        List<String> arguments = words.subList(1, words.size());
        return switch (ProgramName.ofSystem(words.get(0))) {
            case "pgrep" -> byPattern(arguments);
            case "pidof" -> byName(arguments);
            case "pkill" -> withoutSignal(arguments).flatMap(ProcessSearch::byPattern);
            // One of each name must run.
            case "killall" ->
                withoutSignal(arguments)
                        .filter(left -> left.stream()
                                        .filter(each -> !each.startsWith("-"))
                                        .count()
                                == 1)
                        .flatMap(ProcessSearch::byName);
            case "ps" -> byNameInList(arguments);
            default -> Optional.empty();
        };
    }

    /** To send no signal at all is a search. */
    private static Optional<List<String>> withoutSignal(List<String> arguments) {
        String text = String.join("\n", arguments);
        String without = NO_SIGNAL.matcher(text).replaceFirst("");
        return without.length() == text.length()
                ? Optional.empty()
                : Optional.of(without.lines().filter(each -> !each.isEmpty()).toList());
    }

    private static Optional<Predicate<String>> byNameInList(List<String> arguments) {
        Matcher names = OF_NAMES.matcher(String.join(" ", arguments));
        return names.matches() ? byName(List.of(names.group(1).split(","))) : Optional.empty();
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
        return LineSearch.plain(List.of(patterns.get(0).split("\\|", -1)), isExact, ignoresCase)
                .map(pattern ->
                        line -> pattern.matcher(isOfLine ? line : name(line)).find());
    }
}
