package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellNode.CommandList;
import io.github.devopsagent.commandline.ShellNode.ListEntry;
import io.github.devopsagent.commandline.ShellNode.PipedCommands;
import io.github.devopsagent.commandline.ShellNode.SimpleWords;
import io.github.devopsagent.program.InterpretedScript;
import io.github.devopsagent.program.ShellName;
import io.github.devopsagent.regex.LazyPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells requests that succeed whatever is answered: {@code curl} without {@code -f} takes a page that says 500 for a
 * success, as httpie does without {@code --check-status}. wget fails by itself. A request whose output something else reads is left alone.
 */
public final class BlindRequest {

    private static final LazyPattern SCRIPT_OPTION = LazyPattern.of("-[a-zA-Z]*c");

    /** Ends as what it executes. */
    private static final LazyPattern ASSIGNED = LazyPattern.of("[A-Za-z_]\\w*=\"?\\$\\((.*)\\)\"?", Pattern.DOTALL);

    private static final LazyPattern ADDRESS = LazyPattern.of("[^-].*[./:$].*|localhost|\\$.*", Pattern.DOTALL);

    private static final Set<String> HTTPIE = Set.of("http", "https");

    /** Short options of curl behind which, in the same word, a value stands. */
    private static final String WITH_VALUE = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";

    private static final LazyPattern FAILS = LazyPattern.of("--fail(?:-with-body|-early)?");
    private static final LazyPattern HEADER_FAILS =
            LazyPattern.of("--check-status|--download|--offline|--version|--help");
    private static final LazyPattern NO_REQUEST = LazyPattern.of(
            "-V|-h|-K.*|--version|--help|--config|(?:file|ftps?|telnet|ldaps?|mqtt|s?cp|sftp|smtps?|imaps?):.*",
            Pattern.CASE_INSENSITIVE);
    private static final LazyPattern FILE = LazyPattern.of("-[a-zA-Z]*[oO]|--output|--remote-name|--output=.*");
    private static final Set<String> REQUESTS = Set.of("curl", "wget", "http", "https");
    private static final String NOWHERE = "/dev/null";

    /** Also where nobody has answered. */
    private static final LazyPattern PRINTS_ANYWAY =
            LazyPattern.of("-[a-zA-Z]*w(.*)|--write-out=?(.*)|-V|--version|--help", Pattern.DOTALL);

    private static final LazyPattern STATUS = LazyPattern.of("%\\{(?:http|response)_code\\}");

    /** They list what this machine itself knows. */
    private static final Set<String> OF_THIS_MACHINE = Set.of("ss", "netstat", "journalctl", "systemctl");

    /** So many scripts in scripts are looked into. */
    private static final int DEEPEST = 10;

    private BlindRequest() {}

    /**
     * The first request of a command that succeeds although the server answers with an error.
     *
     * @param command what {@code /bin/sh} is given
     * @return what people should know of it, with the fix; empty if there is none, or the command is not parsed
     */
    public static Optional<String> of(String command) {
        return of(command, 0);
    }

    /** Of a script that stands in another one, so deep. */
    private static Optional<String> of(String script, int depth) {
        Optional<CommandList> list = depth > DEEPEST ? Optional.empty() : ShellParser.parse(script);
        return list.isEmpty() ? Optional.empty() : of(list.get(), depth);
    }

    private static Optional<String> of(CommandList script, int depth) {
        int size = script.entries().size();
        for (int i = 0; i < size; i++) {
            ListEntry entry = script.entries().get(i);
            int pipelines = entry.pipelines().size();
            for (int j = 0; j < pipelines; j++) {
                PipedCommands pipeline = entry.pipelines().get(j);
                boolean isLast = i + 1 == size && j + 1 == pipelines;
                Optional<String> found = pipeline.commands().size() > 1
                        ? StateListing.easySearch(pipeline)
                        : of(pipeline.commands().get(0), isLast, depth);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> of(ShellNode node, boolean isLast, int depth) {
        return node instanceof SimpleWords simple
                        && (isLast || !simple.redirections().writesFile())
                ? of(simple.words(), isLast, depth)
                : node instanceof ShellNode.CommandGroup group
                        ? of(group.list(), depth)
                        : node instanceof ShellNode.WhileLoop loop
                                ? of(loop.condition(), depth).or(() -> of(loop.body(), depth))
                                : node instanceof ShellNode.ForLoop rounds
                                        ? of(rounds.body(), depth)
                                        : node instanceof ShellNode.Conditional conditional
                                                ? conditional.branches().stream()
                                                        .flatMap(branch -> of(branch.condition(), depth).stream())
                                                        .findFirst()
                                                : Optional.empty();
    }

    private static Optional<String> of(List<String> words, boolean isLast, int depth) {
        Optional<String> script = script(words, isLast);
        if (script.isPresent()) {
            return of(script.get(), depth + 1);
        }
        List<String> executed = OuterCommand.executed(words);
        Optional<OuterCommand> outer =
                executed.isEmpty() ? Optional.empty() : OuterCommand.of(executed, Optional.empty());
        if (executed.isEmpty() || outer.isPresent()) {
            return depth < DEEPEST
                    ? outer.flatMap(elsewhere -> elsewhere.isScript()
                            ? of(elsewhere.script(), depth + 1)
                            : of(elsewhere.words(), isLast, depth + 1))
                    : Optional.empty();
        }
        String program = ProgramName.ofSystem(executed.get(0));
        List<String> arguments = executed.subList(1, executed.size());
        if (program.equals("curl")) {
            return isBlindCurl(arguments, isLast)
                    ? Optional.of("'curl' succeeds whatever status the server answers, 500 as well: add -f"
                            + (asksStatus(arguments) ? ", or compare what -w prints" : ""))
                    : Optional.empty();
        }
        if (HTTPIE.contains(program)) {
            boolean isBlind = !arguments.isEmpty()
                    && arguments.stream()
                            .noneMatch(word -> HEADER_FAILS.matcher(word).matches());
            return isBlind
                    ? Optional.of("'" + program + "' succeeds whatever status the server answers, 500 as well: add"
                            + " --check-status")
                    : Optional.empty();
        }
        return ShellName.isOne(program) ? behindOption(arguments, depth) : InterpretedScript.blind(program, arguments);
    }

    /** A text that a shell reads: by ssh, by eval, or for a variable whose value nothing reads any more. */
    private static Optional<String> script(List<String> words, boolean isLast) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        if (words.get(0).equals("eval")) {
            return Optional.of(String.join(" ", words.subList(1, words.size())));
        }
        Matcher assigned = ASSIGNED.matcher(words.get(words.size() - 1));
        if (isLast && words.size() == 1 && assigned.matches()) {
            return Optional.of(assigned.group(1));
        }
        Optional<OuterCommand> outer = OuterCommand.of(words, Optional.empty());
        return outer.isPresent() && outer.get().isScript()
                ? Optional.of(outer.get().script())
                : Optional.empty();
    }

    private static Optional<String> behindOption(List<String> arguments, int depth) {
        for (int i = 0; i + 1 < arguments.size(); i++) {
            if (SCRIPT_OPTION.matcher(arguments.get(i)).matches()) {
                return of(arguments.get(i + 1), depth + 1);
            }
        }
        return Optional.empty();
    }

    /** Whether a command asks somebody who may not answer. */
    static boolean isOne(List<String> words) {
        List<String> executed = OuterCommand.executed(words);
        String program = ProgramName.ofSystem(executed.get(0));
        return REQUESTS.contains(program)
                || (StateListing.isOne(executed) && !OF_THIS_MACHINE.contains(program))
                || OuterCommand.of(executed, Optional.empty()).isPresent()
                || executed.stream().skip(1).anyMatch(word -> word.contains("://"));
    }

    /** What a request prints where nobody answers; empty if that is not known. */
    static Optional<String> unanswered(List<String> words) {
        String printed = "";
        for (int i = 0; i < words.size(); i++) {
            Matcher option = PRINTS_ANYWAY.matcher(words.get(i));
            if (option.matches()) {
                String behind = option.group(1) == null ? option.group(2) : option.group(1);
                boolean isNext = behind != null && behind.isEmpty() && i + 1 < words.size();
                String format = isNext ? words.get(i + 1) : String.valueOf(behind);
                printed = STATUS.matcher(format.replace("\\n", "\n")).replaceAll("000");
                if (behind == null || printed.matches("(?s).*[%\\\\@$`].*")) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(printed);
    }

    private static boolean asksStatus(List<String> arguments) {
        return arguments.stream().anyMatch(word -> word.contains("http_code") || word.contains("response_code"));
    }

    private static boolean isBlindCurl(List<String> arguments, boolean isLast) {
        boolean isKept = false;
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (FAILS.matcher(word).matches()
                    || isShort(word, 'f')
                    || NO_REQUEST.matcher(word).matches()) {
                return false;
            }
            boolean isFile = FILE.matcher(word).matches() || isShort(word, 'O');
            boolean isNowhere = i + 1 < arguments.size() && arguments.get(i + 1).equals(NOWHERE);
            isKept |= isFile && !isNowhere;
        }
        return arguments.stream().anyMatch(word -> ADDRESS.matcher(word).matches()) && (isLast || !isKept);
    }

    /** Whether one of several letters behind a dash is this one: {@code -sSf}, but not {@code -ofile}. */
    private static boolean isShort(String word, char letter) {
        if (word.length() < 2 || word.charAt(0) != '-' || word.charAt(1) == '-') {
            return false;
        }
        for (int i = 1; i < word.length(); i++) {
            if (word.charAt(i) == letter) {
                return true;
            }
            if (WITH_VALUE.indexOf(word.charAt(i)) >= 0) {
                return false;
            }
        }
        return false;
    }
}
