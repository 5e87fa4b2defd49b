package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellNode.SimpleWords;
import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command prints, and how it ends, where the service does not live that it asks, or reads of.
 *
 * @param text all of it; empty if it is not known
 * @param exit success or failure; empty if it is not known
 * @param advice what people should know where this is taken for a good answer; empty if nothing of it is an answer
 * @param source what was asked
 */
record SilentOutput(Optional<String> text, Optional<CommandExit> exit, Optional<String> advice, SilentSource source) {

    /** What may tell whether a service lives. */
    enum SilentSource {
        NOTHING,
        REQUEST,
        /** Of a unit, as systemd has it. */
        STATE,
        LOG,
        /** A search for a process, of which it may be meant that there is none. */
        PROCESS
    }

    private static final Set<String> CLIENTS =
            Set.of("psql", "redis-cli", "mysql", "mysqladmin", "mariadb", "mariadb-admin", "nc", "ncat", "mongosh");
    private static final Set<String> CHECKSUMS =
            Set.of("md5sum", "sha1sum", "sha256sum", "sha512sum", "b2sum", "cksum");
    private static final Set<String> PASSING = Set.of("cat", "tee", "sort", "uniq", "head", "tail");

    /** Of a unit that has stopped, or that there is not. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "ActiveState", "inactive", "SubState", "dead", "Result", "success", "NRestarts", "0", "MainPID", "0");

    private static final LazyPattern ERROR = LazyPattern.of(
            "(?i).*(?:err|fail|fatal|exception|panic|crash|critical|severe|traceback|refused|out ?of ?memory|oom).*",
            Pattern.DOTALL);
    private static final LazyPattern LOG_FILE = LazyPattern.of("(?:.*/log/.*|.*\\.(?:log|err|out))");
    private static final LazyPattern PROCESS_NUMBER_FILE = LazyPattern.of("[^*?]*\\.pid");
    private static final LazyPattern PLAIN_SEARCH = LazyPattern.of("-[qciEFnwhsH]+|--(?:quiet|count|ignore-case)");
    private static final LazyPattern RUNS_IF_ANY = LazyPattern.of("-[0tx]*r[0tx]*|--no-run-if-empty|-I.*");
    private static final LazyPattern JQ_READS_ALL = LazyPattern.of(
            "-[a-zA-Z]*[nsRf].*|--(?:null-input|slurp|raw-input|from-file|arg|args|argjson|slurpfile|stream)");
    private static final LazyPattern JQ_STATUS = LazyPattern.of("-[a-zA-Z]*e[a-zA-Z]*|--exit-status");
    private static final LazyPattern AWK_END = LazyPattern.of(
            "(?!.*\\bBEGIN\\b).*\\bEND *\\{ *exit *\\(? *[A-Za-z_]\\w* *\\)? *;? *\\} *", Pattern.DOTALL);
    private static final LazyPattern AWK_ENDS = LazyPattern.of(".*\\b(?:BEGIN|END)\\b.*", Pattern.DOTALL);
    private static final LazyPattern BYTES = LazyPattern.of("-c ?(\\d{1,6})");
    private static final LazyPattern LINES = LazyPattern.of("(?:-n ?)?-?[1-9]\\d*|");

    /** What curl tells of some of those that do not answer. */
    private static final List<String> MESSAGES = List.of(
            "curl: (6) Could not resolve host: shop",
            "curl: (28) Connection timed out after 5000 milliseconds",
            "curl: (52) Empty reply from server",
            "curl: (56) Recv failure: Connection reset by peer");

    static SilentOutput ofText(String text) {
        return new SilentOutput(
                Optional.of(text), Optional.of(CommandExit.SUCCESS), Optional.empty(), SilentSource.NOTHING);
    }

    private static Optional<SilentOutput> ofSource(String text, CommandExit exit, SilentSource source, String advice) {
        return Optional.of(new SilentOutput(Optional.of(text), Optional.of(exit), Optional.of(advice), source));
    }

    /** The same answer, where something else is printed of it. */
    SilentOutput printing(String other) {
        return new SilentOutput(Optional.of(other), exit, advice, source);
    }

    /** This one, or, if it is no answer, another. */
    SilentOutput or(SilentOutput other) {
        return advice.isPresent() ? this : new SilentOutput(text, exit, other.advice, other.source);
    }

    /** This one, and then another. */
    SilentOutput then(SilentOutput next) {
        Optional<String> both = text.flatMap(first -> next.text.map(second -> first + second));
        return new SilentOutput(both, next.exit, advice.or(next::advice), advice.isPresent() ? source : next.source);
    }

    /**
     * Of a command.
     *
     * @param words with the program
     * @param mixesErrors whether its messages are among what it prints
     * @return empty if that is not known
     */
    static Optional<SilentOutput> of(List<String> words, boolean mixesErrors) {
        List<String> executed = OuterCommand.executed(words);
        if (executed.isEmpty()) {
            return Optional.empty();
        }
        String name = ProgramName.ofSystem(executed.get(0));
        List<String> arguments = executed.subList(1, executed.size());
        Optional<SilentOutput> log = ofLog(name, arguments, mixesErrors);
        if (log.isPresent() || mixesErrors) {
            return log;
        }
        String first = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
        return switch (name) {
            case "pgrep" ->
                arguments.stream().anyMatch(word -> word.matches("-[a-zA-Z]*f.*|--full"))
                        ? Optional.empty()
                        : ofProcess(
                                arguments.stream().anyMatch(word -> word.matches("-[a-zA-Z]*c|--count")) ? "0\n" : "",
                                name);
            case "pidof" -> ofProcess("", name);
            case "cat" ->
                arguments.size() == 1 && PROCESS_NUMBER_FILE.matcher(first).matches()
                        ? ofProcess("", name + " " + first)
                        : Optional.empty();
            case "systemctl" -> ofUnit(arguments);
            case "pg_isready" ->
                ofSource(
                        arguments.contains("-q") || arguments.contains("--quiet") ? "" : ":5432 - no response\n",
                        CommandExit.FAILURE,
                        SilentSource.REQUEST,
                        unanswered(name, "that there is 'no response'"));
            default ->
                CLIENTS.contains(name)
                        ? ofSource("", CommandExit.FAILURE, SilentSource.REQUEST, unanswered(name, "nothing"))
                        : BlindRequest.isOne(words) ? ofRequest(words, name, arguments) : Optional.empty();
        };
    }

    private static Optional<SilentOutput> ofRequest(List<String> words, String name, List<String> arguments) {
        boolean isInspection = name.matches("docker|podman") && arguments.contains("inspect");
        if (isInspection) {
            boolean isOfFormat = arguments.stream().anyMatch(word -> word.matches("-f.*|--format.*"));
            return ofSource(
                    isOfFormat ? "\n" : "[]\n",
                    CommandExit.FAILURE,
                    SilentSource.REQUEST,
                    unanswered(words.get(0), "nothing"));
        }
        Optional<CommandExit> exit =
                name.equals("curl") || name.equals("wget") ? Optional.of(CommandExit.FAILURE) : Optional.empty();
        return BlindRequest.unanswered(words)
                .map(text -> new SilentOutput(
                        Optional.of(text),
                        exit,
                        Optional.of(unanswered(words.get(0), text.contains("000") ? "the status 000" : "nothing")),
                        SilentSource.REQUEST));
    }

    private static String unanswered(String program, String printed) {
        return "where '" + program + "' gets no answer it prints " + printed
                + ", and that counts as healthy: compare with what is to be there (= 200), or ask first whether it is"
                + " answered, as with A=$(curl -fsS …) || exit 1, and look at \"$A\" then";
    }

    private static Optional<SilentOutput> ofProcess(String text, String searched) {
        return ofSource(
                text,
                CommandExit.FAILURE,
                SilentSource.PROCESS,
                "where '" + searched + "' finds no process it prints nothing, and that counts as healthy: ask for it"
                        + " first, as with P=$(pgrep -x shop) || exit 1");
    }

    private static Optional<SilentOutput> ofUnit(List<String> arguments) {
        List<String> words =
                arguments.stream().filter(word -> !word.startsWith("-")).toList();
        boolean isQuiet = arguments.contains("-q") || arguments.contains("--quiet");
        String verb = words.isEmpty() ? "" : words.get(0);
        String advice =
                "a unit that has stopped, or that there is not, is inactive and not failed, and counts as healthy:"
                        + " ask whether it is active, as with 'systemctl is-active --quiet shop'";
        if ((verb.equals("is-active") || verb.equals("is-failed")) && words.size() == 2) {
            return ofSource(isQuiet ? "" : "inactive\n", CommandExit.FAILURE, SilentSource.STATE, advice);
        }
        if (arguments.contains("--failed") || arguments.contains("--state=failed")) {
            return ofSource("0 loaded units listed.\n", CommandExit.SUCCESS, SilentSource.REQUEST, advice);
        }
        Matcher shown = Pattern.compile("(?:-p ?|--property[= ])(\\w+)(?: |$)").matcher(String.join(" ", arguments));
        if (!verb.equals("show") && !words.contains("show")) {
            return Optional.empty();
        }
        String property = shown.find() ? shown.group(1) : "";
        Optional<String> value = Optional.ofNullable(PROPERTIES.get(property)).filter(known -> !shown.find());
        return value.flatMap(known -> ofSource(
                (arguments.contains("--value") ? "" : property + "=") + known + "\n",
                CommandExit.SUCCESS,
                SilentSource.STATE,
                advice));
    }

    /** Whether a command asks a unit for no more than whether it has failed. */
    static boolean isFailedState(List<String> words) {
        List<String> executed = OuterCommand.executed(words);
        return !executed.isEmpty()
                && ProgramName.ofSystem(executed.get(0)).equals("systemctl")
                && executed.contains("is-failed");
    }

    /** Of a search for errors in a log that is not there; empty if it is another command. */
    static Optional<SilentOutput> ofLog(List<String> words) {
        return words.isEmpty() || !PipeEnd.isGrep(words.get(0))
                ? Optional.empty()
                : ofLog("grep", words.subList(1, words.size()), false);
    }

    private static Optional<SilentOutput> ofLog(String name, List<String> arguments, boolean mixesErrors) {
        String advice =
                "where nothing has been written to the log no error is found, and that counts as healthy: ask the"
                        + " service as well, as with {\"http\": …}";
        List<String> operands =
                arguments.stream().filter(word -> !word.startsWith("-")).toList();
        String last = operands.isEmpty() ? "" : operands.get(operands.size() - 1);
        if (name.equals("journalctl")) {
            boolean isQuiet = arguments.contains("-q") || arguments.contains("--quiet");
            return ofSource(isQuiet ? "" : "-- No entries --\n", CommandExit.SUCCESS, SilentSource.LOG, advice);
        }
        if (PipeEnd.isGrep(name)) {
            boolean isPlain = operands.size() == 2
                    && isOfError(operands.get(0))
                    && arguments.stream()
                            .allMatch(word -> operands.contains(word)
                                    || PLAIN_SEARCH.matcher(word).matches());
            return isPlain && LOG_FILE.matcher(last).matches()
                    ? ofSource("", CommandExit.FAILURE, SilentSource.LOG, advice)
                    : Optional.empty();
        }
        boolean isFile = Set.of("cat", "tail", "head").contains(name)
                && LOG_FILE.matcher(last).matches();
        if (isFile && arguments.stream().noneMatch(word -> word.matches("-[a-zA-Z]*[fF].*|--follow.*"))) {
            return Optional.of(
                    new SilentOutput(Optional.of(""), Optional.empty(), Optional.of(advice), SilentSource.LOG));
        }
        boolean isOfContainer = name.matches("docker|podman") && arguments.contains("logs") && mixesErrors;
        return isOfContainer
                ? ofSource(
                        "Error response from daemon: No such container: " + last + "\n",
                        CommandExit.FAILURE,
                        SilentSource.LOG,
                        advice)
                : Optional.empty();
    }

    /** Whether somebody who searches for a word searches for an error. */
    static boolean isOfError(String word) {
        return ERROR.matcher(word).matches();
    }

    /** Whether a command does something for each line that it reads, and nothing for none. */
    static boolean isForEach(ShellNode node) {
        return isReading(node)
                || (node instanceof SimpleWords simple
                        && !simple.words().isEmpty()
                        && simple.words().get(0).equals("xargs"));
    }

    private static boolean isReading(ShellNode node) {
        return node instanceof ShellNode.WhileLoop loop
                && !loop.isUntil()
                && loop.condition()
                        .onlyCommand()
                        .filter(words -> words.contains("read"))
                        .isPresent();
    }

    /** Whether a search finds something in what a request tells of its failure. */
    static boolean isMessageFound(List<String> words, ShellNode node) {
        Optional<LineSearch> search = search(node);
        if (search.isEmpty()) {
            return false;
        }
        List<String> executed = OuterCommand.executed(words);
        String name = ProgramName.ofSystem(executed.get(0));
        if (name.equals("curl")) {
            boolean isTold = !hasOption(executed, "s", "--silent") || hasOption(executed, "Sv", "--show-error");
            return isTold
                    && search.get().has('v')
                    && MESSAGES.stream()
                            .anyMatch(line -> search.get().selects(line).orElse(false));
        }
        boolean isTold = name.equals("wget")
                && !hasOption(executed, "q", "--quiet")
                && !executed.contains("-nv")
                && !executed.contains("--no-verbose");
        // What has the time of day in it is found by accident.
        boolean isOfDigits = search.get().patterns().stream().anyMatch(each -> each.matches(".*\\d.*"));
        return isTold
                && !(search.get().has('v') && isOfDigits)
                && executed.stream()
                        .filter(word -> word.contains("://") && word.indexOf('$') < 0)
                        .anyMatch(url -> search.get().selects("--  " + url).orElse(false));
    }

    private static boolean hasOption(List<String> words, String letters, String name) {
        return words.stream()
                .anyMatch(word -> word.equals(name) || word.matches("-[a-zA-Z]*[" + letters + "][a-zA-Z]*"));
    }

    private static Optional<LineSearch> search(ShellNode node) {
        return node instanceof SimpleWords simple
                        && !simple.words().isEmpty()
                        && !simple.redirections().readsFile()
                        && PipeEnd.isGrep(simple.words().get(0))
                ? PipeEnd.asSearch(simple.words()).flatMap(words -> LineSearch.of(words.subList(1, words.size())))
                : Optional.empty();
    }

    /** What a command makes of it that reads it by a pipe; empty if that is not known. */
    Optional<SilentOutput> through(ShellNode node) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String read = text.get();
        if (isReading(node)) {
            return read.isEmpty() ? ended(CommandExit.SUCCESS, "") : Optional.empty();
        }
        Optional<LineSearch> search = search(node);
        if (search.isPresent()) {
            return searched(search.get());
        }
        if (PipeEnd.isSearchOfInput(node)) {
            return read.isEmpty() ? ended(CommandExit.FAILURE, PipeEnd.isCount(node) ? "0\n" : "") : Optional.empty();
        }
        return node instanceof SimpleWords simple
                        && !simple.words().isEmpty()
                        && !simple.redirections().readsFile()
                ? through(simple)
                : Optional.empty();
    }

    private Optional<SilentOutput> through(SimpleWords simple) {
        String read = text.orElse("");
        String name = ProgramName.ofSystem(simple.words().get(0));
        List<String> arguments = simple.words().subList(1, simple.words().size());
        String said = String.join(" ", arguments);
        long operands = arguments.stream().filter(word -> !word.startsWith("-")).count();
        if (name.equals("jq")) {
            return read.isBlank()
                            && operands <= 1
                            && arguments.stream()
                                    .noneMatch(
                                            word -> JQ_READS_ALL.matcher(word).matches())
                    ? ofJq(arguments)
                    : Optional.empty();
        }
        if (name.equals("xargs")) {
            boolean isEcho = arguments.isEmpty() || said.equals("echo");
            return isEcho
                    ? ended(CommandExit.SUCCESS, read.strip() + "\n")
                    : read.isEmpty()
                                    && arguments.stream()
                                            .takeWhile(word -> word.startsWith("-"))
                                            .anyMatch(word ->
                                                    RUNS_IF_ANY.matcher(word).matches())
                            ? ended(CommandExit.SUCCESS, "")
                            : Optional.empty();
        }
        if (name.equals("wc")) {
            return switch (said) {
                case "-l" ->
                    ended(
                            CommandExit.SUCCESS,
                            read.chars().filter(each -> each == '\n').count() + "\n");
                case "-c", "-m" -> ended(CommandExit.SUCCESS, read.length() + "\n");
                case "-w" ->
                    ended(
                            CommandExit.SUCCESS,
                            (read.isBlank() ? 0 : read.strip().split("\\s+").length) + "\n");
                default -> Optional.empty();
            };
        }
        if (name.equals("tr") && said.matches("-d \\\\?(?:\\n|\\\\n|n)") && !said.equals("-d n")) {
            return ended(CommandExit.SUCCESS, read.replace("\n", ""));
        }
        if (CHECKSUMS.contains(name) && arguments.isEmpty()) {
            return Optional.of(new SilentOutput(Optional.empty(), Optional.of(CommandExit.SUCCESS), advice, source));
        }
        return read.isEmpty()
                ? ofNothing(simple, name, arguments, operands)
                : PASSING.contains(name) ? ofLine(name, said) : Optional.empty();
    }

    private Optional<SilentOutput> ofJq(List<String> arguments) {
        boolean isAsked =
                arguments.stream().anyMatch(word -> JQ_STATUS.matcher(word).matches());
        String said = "jq 1.6 and older succeed where they read nothing, with -e as well (1.7 and later then fail), and"
                + " so where nobody answers: write | jq -ne 'input | …', or 'set -o pipefail' (in bash) before it";
        return Optional.of(new SilentOutput(
                Optional.of(""),
                Optional.of(CommandExit.SUCCESS),
                isAsked ? advice.map(each -> said) : advice,
                source));
    }

    private Optional<SilentOutput> ofNothing(SimpleWords simple, String name, List<String> arguments, long operands) {
        boolean isSuccess =
                switch (name) {
                    case "awk", "gawk", "mawk" ->
                        operands == 1
                                && (!AWK_ENDS.matcher(arguments.get(arguments.size() - 1))
                                                .matches()
                                        || AWK_END.matcher(arguments.get(arguments.size() - 1))
                                                .matches());
                    case "sed" -> operands == 1;
                    case "perl" ->
                        operands == 1
                                && arguments.stream().anyMatch(word -> word.matches("-[a-z]*[np][a-z]*e"))
                                && !AWK_ENDS.matcher(arguments.get(arguments.size() - 1))
                                        .matches();
                    case "diff", "cmp" -> operands == 1 && arguments.contains("-") && arguments.contains("/dev/null");
                    default -> PipeEnd.printsNothingOfNothing(simple);
                };
        return isSuccess ? ended(CommandExit.SUCCESS, "") : Optional.empty();
    }

    private Optional<SilentOutput> ofLine(String name, String arguments) {
        String read = text.orElse("");
        Matcher bytes = BYTES.matcher(arguments);
        if (bytes.matches() && (name.equals("head") || name.equals("tail"))) {
            int count = Math.min(read.length(), Integer.parseInt(bytes.group(1)));
            return ended(
                    CommandExit.SUCCESS,
                    name.equals("head") ? read.substring(0, count) : read.substring(read.length() - count));
        }
        boolean isOneLine = read.lines().count() <= 1;
        boolean isSame =
                switch (name) {
                    case "head", "tail" -> isOneLine && LINES.matcher(arguments).matches();
                    case "tee" -> true;
                    default -> isOneLine && arguments.isEmpty();
                };
        return isSame ? ended(CommandExit.SUCCESS, read) : Optional.empty();
    }

    private Optional<SilentOutput> searched(LineSearch search) {
        List<String> found = new ArrayList<>();
        for (String line : text.orElse("").lines().toList()) {
            Optional<Boolean> isSelected = search.selects(line);
            if (isSelected.isEmpty()) {
                return Optional.empty();
            }
            if (isSelected.get()) {
                found.add(line + "\n");
            }
        }
        CommandExit searchedExit = found.isEmpty() ? CommandExit.FAILURE : CommandExit.SUCCESS;
        if (search.has('c') && !search.has('q')) {
            return ended(searchedExit, found.size() + "\n");
        }
        return found.isEmpty() || search.has('q') || search.printsLines()
                ? ended(searchedExit, search.has('q') ? "" : String.join("", found))
                : Optional.of(new SilentOutput(Optional.empty(), Optional.of(searchedExit), advice, source));
    }

    private Optional<SilentOutput> ended(CommandExit how, String printed) {
        return Optional.of(new SilentOutput(Optional.of(printed), Optional.of(how), advice, source));
    }
}
