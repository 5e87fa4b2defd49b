package io.github.devopsagent.commandline;

import io.github.devopsagent.program.ShellName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells pipelines whose last command succeeds whatever it reads. */
final class PipeEnd {

    /** What passes on whatever it reads, if it is given no file. */
    private static final Set<String> READERS = Set.of(
            "cat", "head", "tail", "wc", "sort", "uniq", "nl", "tac", "rev", "less", "more", "od", "hexdump", "fmt",
            "fold", "column", "gzip", "pigz", "bzip2", "xz", "zstd", "lz4", "base64");

    /** With these options they do fail, or go on for ever. */
    private static final Map<String, Pattern> FAILING = failing();

    /** What keeps or executes all that it reads, and takes nothing for all. */
    private static final Pattern TAKES_NOTHING = Pattern.compile(
            "(?:openssl enc(?!.* -d\\b)(?: .*)?|gpg .*(?:-c|-e|--symmetric|--encrypt)\\b.*|split(?: .*)?"
                    + "|(?:zstd|lz4|xz)(?!.* (?:-[a-zA-Z]*[dtl]|--(?:decompress|uncompress|test|list))).* -o .*"
                    + "|(?:aws s3|gsutil) cp (?:.* )?- .*|dd (?:.* )?of=.*)",
            Pattern.DOTALL);

    /** Options of a shell with which it executes what it reads. */
    private static final Pattern READS_SCRIPT =
            Pattern.compile("(?:-(?!\\w*[cs])\\w*(?: -(?!\\w*[cs])\\w*)*)?(?:(?:^| )-s(?: .*)?)?", Pattern.DOTALL);

    private static final Set<String> OF_PROCESSES = Set.of("pgrep", "pidof", "ps");
    private static final Pattern RUNS_IF_ANY = Pattern.compile("-[0tx]*r[0tx]*|--no-run-if-empty");

    /** Those to which it does not matter how many arguments they have. */
    private static final Set<String> FILTERS = Set.of("tee", "tr", "cut");

    /** Those whose first argument says what they do, unless it says how they fail. */
    private static final Set<String> PROGRAMMABLE = Set.of("sed", "awk", "gawk", "mawk", "jq");

    private static final Pattern OPTION_OR_NUMBER = Pattern.compile("-.*|[+-]?\\d+");
    private static final Pattern MAY_FAIL = Pattern.compile(
            "-[a-zA-Z]*e[a-zA-Z]*|--exit-status|.*\\b(?:exit|error|halt|halt_error)\\b.*|.*[qQ]\\s*\\d.*",
            Pattern.DOTALL);
    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final Pattern EXPANDED = Pattern.compile("[$`]");
    /** A pattern that is found in its own text. */
    private static final Pattern PLAIN = Pattern.compile("[\\w .:/@|,-]+");

    /** With the whole command lines in it. */
    private static final Pattern WHOLE_LINES = Pattern.compile("[aefuxlwAFjH]+|-[aeAFfxuwljH]*[fFx][aeAFfxuwljH]*");

    private static final Pattern COLUMNS = Pattern.compile("(-?[aefuxlwAF]*o|-o|--format=?)(.*)");
    private static final Pattern LINE_COLUMN = Pattern.compile("(?:.*,)?(?:args|cmd|command)(?:[,=].*)?");
    private static final Set<String> SEARCHES = Set.of("grep", "egrep", "fgrep");
    private static final String OF_AWK = "-Eq";
    private static final Pattern SED_LINES = Pattern.compile("-n /([^/\\\\]+)/p|/([^/\\\\]+)/!d");

    /** Also one that prints columns, and one that ends as grep -q does. */
    private static final Pattern AWK_LINES = Pattern.compile(
            "/([^/\\\\]+)/ *(?:\\{ *print ?([^{}|>]*)\\}"
                    + "|\\{ *(\\w+) *(?:= *1|\\+\\+) *;? *\\} *END *\\{ *exit *\\(? *(?:! *\\3|\\3 *\\? *0 *: *1|1 *- *\\3) *\\)? *;? *\\})?");

    /** Without it, curl and wget print how far they are, or what went wrong. */
    private static final Pattern QUIET =
            Pattern.compile("-[a-zA-Z]*[sq][a-zA-Z]*|--(?:silent|quiet|no-progress-meter)");

    private PipeEnd() {}

    private static Map<String, Pattern> failing() {
        Map<String, Pattern> options = new HashMap<>();
        options.put("sort", Pattern.compile("-[a-zA-Z]*[cC].*|--check.*"));
        options.put("tail", Pattern.compile("-[a-zA-Z0-9]*[fF].*|--follow.*|--retry"));
        options.put("base64", Pattern.compile("-[a-zA-Z]*[dD].*|--decode"));
        for (String packer : List.of("gzip", "pigz", "bzip2", "xz", "zstd", "lz4")) {
            options.put(packer, Pattern.compile("-[a-zA-Z0-9]*[dtl].*|--(?:decompress|uncompress|test|list).*"));
        }
        return Map.copyOf(options);
    }

    /** Whether the last of several commands of a step does its work with whatever the others leave to it. */
    static boolean takesNothing(List<ShellNode> commands) {
        return commands.get(commands.size() - 1) instanceof ShellNode.SimpleWords last
                && !last.redirections().readsFile()
                && takesAll(OuterCommand.executed(last.words()));
    }

    private static boolean takesAll(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        String arguments = String.join(" ", words.subList(1, words.size()));
        return ShellName.isOne(ProgramName.ofSystem(words.get(0)))
                ? READS_SCRIPT.matcher(arguments).matches()
                : TAKES_NOTHING.matcher(String.join(" ", words)).matches();
    }

    /** Whether a search for processes that finds none leaves nothing to be executed, which is a success. */
    static boolean executesNothingOfNothing(List<ShellNode> commands) {
        boolean isSearch = commands.size() > 1
                && commands.get(0) instanceof ShellNode.SimpleWords first
                && !first.words().isEmpty()
                && OF_PROCESSES.contains(ProgramName.ofSystem(first.words().get(0)));
        ShellNode last = commands.get(commands.size() - 1);
        boolean isLoop = last instanceof ShellNode.WhileLoop loop
                && !loop.isUntil()
                && loop.condition()
                        .onlyCommand()
                        .filter(words -> words.get(0).equals("read"))
                        .isPresent();
        boolean isXargs = last instanceof ShellNode.SimpleWords simple
                && simple.words().size() > 1
                && simple.words().get(0).equals("xargs")
                && RUNS_IF_ANY.matcher(simple.words().get(1)).matches();
        return isSearch && (isLoop || isXargs);
    }

    /** The same, if the last of them is but a pipeline in brackets. */
    static List<ShellNode> withoutBrackets(List<ShellNode> commands) {
        ShellNode last = commands.get(commands.size() - 1);
        if (!(last instanceof ShellNode.CommandGroup group)
                || group.redirections().readsFile()
                || group.list().entries().size() != 1
                || group.list().entries().get(0).isInBackground()
                || group.list().entries().get(0).pipelines().size() != 1
                || group.list().entries().get(0).pipelines().get(0).isNegated()) {
            return commands;
        }
        List<ShellNode> all = new ArrayList<>(commands.subList(0, commands.size() - 1));
        all.addAll(group.list().entries().get(0).pipelines().get(0).commands());
        return withoutBrackets(all);
    }

    /** Whether something comes out of a pipeline in any case, as of {@code ps aux | grep nginx}. */
    static boolean isFoundAnyway(List<ShellNode> commands, List<String> running) {
        return (commands.size() > 1 && !ProcessSearch.passing(commands, running).isEmpty())
                || (commands.size() == 2
                        && search(commands.get(1))
                                .filter(arguments -> isFoundAnyway(commands.get(0), arguments))
                                .isPresent());
    }

    /** Whether a command searches what it reads by the pipe, and fails if that is nothing. */
    static boolean isSearchOfInput(ShellNode node) {
        return search(node)
                .filter(arguments -> isDeciding(node, arguments)
                        && arguments.stream()
                                        .filter(word -> !word.startsWith("-"))
                                        .count()
                                == 1)
                .isPresent();
    }

    /** Whether it is a search that finds all that is not empty. */
    static boolean findsAnything(ShellNode node) {
        return isSearchOfInput(node)
                && search(node).stream()
                        .flatMap(List::stream)
                        .filter(word -> !word.startsWith("-"))
                        .allMatch(LineSearch.ANYTHING::contains);
    }

    /** Whether it counts what it reads by the pipe. */
    static boolean isCount(ShellNode node) {
        return (isSearchOfInput(node)
                        && search(node).stream().flatMap(List::stream).anyMatch(word -> word.matches("-[a-zA-Z]*c.*")))
                || (node instanceof ShellNode.SimpleWords simple
                        && simple.words().size() <= 2
                        && String.join(" ", simple.words()).matches("wc(?: -[lwcm])"));
    }

    /** Whether it prints nothing if it reads nothing. */
    static boolean printsNothingOfNothing(ShellNode node) {
        if (isSearchOfInput(node)) {
            return !isCount(node);
        }
        if (!(node instanceof ShellNode.SimpleWords simple)
                || simple.words().isEmpty()
                || simple.redirections().readsFile()) {
            return false;
        }
        String name = ProgramName.ofSystem(simple.words().get(0));
        List<String> arguments = simple.words().subList(1, simple.words().size());
        return FILTERS.contains(name)
                || (PROGRAMMABLE.contains(name)
                        && arguments.stream().noneMatch(word -> word.matches("(?s).*\\b(?:BEGIN|END)\\b.*|-n")))
                || (READERS.contains(name)
                        && !name.equals("wc")
                        && arguments.stream().allMatch(word -> isHarmless(name, word)));
    }

    /** Sed, and awk unless it ends so, succeed also if they find nothing. */
    private static boolean isDeciding(ShellNode node, List<String> arguments) {
        return arguments.contains(OF_AWK)
                || (node instanceof ShellNode.SimpleWords simple
                        && isGrep(simple.words().get(0)));
    }

    /** Whether a program is grep, by any of its names. */
    static boolean isGrep(String program) {
        return SEARCHES.contains(ProgramName.ofSystem(program));
    }

    private static Optional<List<String>> search(ShellNode node) {
        return node instanceof ShellNode.SimpleWords simple
                        && !simple.words().isEmpty()
                        && !simple.redirections().readsFile()
                ? asSearch(simple.words()).map(words -> words.subList(1, words.size()))
                : Optional.empty();
    }

    /**
     * A search for lines as grep does it.
     *
     * @param words of grep, or of sed or awk that do no more than to search
     * @return the words of grep that finds the same; empty if it is no search
     */
    static Optional<List<String>> asSearch(List<String> words) {
        String name = ProgramName.ofSystem(words.get(0));
        if (isGrep(words.get(0))) {
            List<String> search = new ArrayList<>(words);
            search.set(0, "grep");
            if (!name.equals("grep")) {
                search.add(1, name.equals("egrep") ? "-E" : "-F");
            }
            return Optional.of(search);
        }
        String text = String.join(" ", words.subList(1, words.size()));
        if (name.equals("sed")) {
            Matcher lines = SED_LINES.matcher(text);
            return lines.matches()
                    ? Optional.of(List.of("grep", "-a", lines.group(1) == null ? lines.group(2) : lines.group(1)))
                    : Optional.empty();
        }
        Matcher lines = AWK_LINES.matcher(text);
        if (!name.endsWith("awk") || !lines.matches()) {
            return Optional.empty();
        }
        boolean isOfColumns = lines.group(2) != null && !lines.group(2).isBlank();
        return Optional.of(
                List.of("grep", lines.group(3) != null ? OF_AWK : isOfColumns ? "-Eo" : "-E", lines.group(1)));
    }

    /** Whether the last of several commands succeeds. */
    static boolean isSuccess(List<ShellNode> commands, List<String> running) {
        if (!(commands.get(commands.size() - 1) instanceof ShellNode.SimpleWords last)
                || last.words().isEmpty()
                || last.redirections().readsFile()) {
            return false;
        }
        List<String> arguments = last.words().subList(1, last.words().size());
        String name = ProgramName.ofSystem(last.words().get(0));
        if (search(last).filter(found -> isDeciding(last, found)).isPresent()) {
            return isFoundAnyway(commands, running)
                    || (commands.size() == 3 && findsAnything(last) && isFoundAnyway(commands.subList(0, 2), running));
        }
        return FILTERS.contains(name)
                || (name.equals("xargs")
                        && (arguments.isEmpty()
                                || arguments.get(arguments.size() - 1).equals("echo")))
                || (READERS.contains(name) && arguments.stream().allMatch(word -> isHarmless(name, word)))
                || (PROGRAMMABLE.contains(name)
                        && arguments.stream()
                                .noneMatch(word -> MAY_FAIL.matcher(word).matches())
                        && arguments.stream()
                                        .filter(word -> !word.startsWith("-"))
                                        .count()
                                <= 1);
    }

    private static boolean isHarmless(String name, String argument) {
        return OPTION_OR_NUMBER.matcher(argument).matches()
                && !FAILING.getOrDefault(name, NOTHING).matcher(argument).matches();
    }

    /** In what is written before it; a list of processes has the search itself. */
    private static boolean isFoundAnyway(ShellNode before, List<String> arguments) {
        List<String> patterns =
                arguments.stream().filter(word -> !word.startsWith("-")).toList();
        boolean isPlain = patterns.size() == 1
                && PLAIN.matcher(patterns.get(0)).matches()
                && arguments.stream().noneMatch(word -> word.matches("-[a-zA-Z]*[vxfw].*|--.*"));
        if (!isPlain
                || !(before instanceof ShellNode.SimpleWords first)
                || first.words().isEmpty()) {
            return false;
        }
        List<String> said = first.words().subList(1, first.words().size());
        return switch (ProgramName.ofSystem(first.words().get(0))) {
            case "curl", "wget" ->
                first.redirections().mixesErrors()
                        && LineSearch.ANYTHING.contains(patterns.get(0))
                        && said.stream().noneMatch(word -> QUIET.matcher(word).matches());
            case "echo", "printf" ->
                said.stream().noneMatch(word -> EXPANDED.matcher(word).find())
                        && String.join(" ", said).contains(patterns.get(0));
            default -> false;
        };
    }

    /** Whether a list of processes shows the command lines, that of the search among them. */
    static boolean isOfLines(List<String> options) {
        boolean isOfLines = false;
        for (int i = 0; i < options.size(); i++) {
            Matcher columns = COLUMNS.matcher(options.get(i));
            if (columns.matches()) {
                String named =
                        columns.group(2).isEmpty() && i + 1 < options.size() ? options.get(++i) : columns.group(2);
                isOfLines |= LINE_COLUMN.matcher(named).matches();
                continue;
            }
            boolean isWhole = WHOLE_LINES.matcher(options.get(i)).matches();
            if (!isWhole && !options.get(i).matches("-[aefuxlwAF]+|--(?:forest|headers?|no-headers?)")) {
                return false;
            }
            isOfLines |= isWhole;
        }
        return isOfLines;
    }
}
