package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.CommandScan.UnseenCommandException;
import io.github.devopsagent.program.CommandWrapper;
import io.github.devopsagent.program.CommandWrapper.HarmlessOptions;
import io.github.devopsagent.program.ShellName;
import io.github.devopsagent.program.WrapperTrait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The commands that a host allows, each by its first words. Every command counts that a script starts, in whatever part of it,
 * and behind {@code sudo} and its like also the one that these start. A script of which that cannot be told is not allowed.
 */
public final class AllowedCommands {

    /** What changes no more than the shell itself. */
    private static final Set<String> HARMLESS = Set.of(":", "true", "false", "cd", "exit", "break", "continue", "wait");

    /** With these, {@code command} only says what something is. */
    private static final Set<String> ASKING = Set.of("-v", "-V");

    private static final Set<String> SETTING = Set.of("export", "readonly");

    /** They start what only their arguments, or other files, say; none of them can be allowed. */
    private static final Set<String> NEVER = Set.of(
            "eval",
            ".",
            "source",
            "alias",
            "trap",
            "enable",
            "hash",
            "builtin",
            "bind",
            "fc",
            "complete",
            "let",
            "declare",
            "typeset",
            "local",
            "read",
            "mapfile",
            "readarray",
            "getopts",
            "unset",
            "function",
            "coproc");

    /** They start what their arguments say, beside the shells and those of which {@link CommandWrapper} knows the options. */
    private static final Set<String> STARTERS = Set.of("""
            aa-exec at batch capsh cgexec chpst cpulimit daemonize dbus-run-session elvish entr envdir expect gdb hush ld.so logsave
            newgrp nix-shell nu osh perf proxychains proxychains4 pwsh rc rlwrap run-one run0 runcon s6-envdir s6-setlock s6-setuidgid
            s6-softlimit schedtool screen sem setlock setuidgid sg softlimit ssh-agent sshpass start-stop-daemon systemd-cat tmux torsocks
            xonsh xvfb-run""".strip().split("\\s+"));

    /** The dynamic linker, and shells that are built or numbered in another way. */
    private static final Pattern STARTER =
            Pattern.compile("ld-linux.*|ld-musl.*|.*[.-]static|(?:k|pdk|rk)sh\\d*|bash-?\\d[\\d.]*");

    private static final Pattern SET_OPTIONS =
            Pattern.compile("[-+][euxfCv]+|[-+][euxfCv]*o|errexit|nounset|xtrace|pipefail|noglob|noclobber|verbose");
    private static final Set<String> COMPARISONS =
            Set.of("=", "==", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef", "-a", "-o", "]");

    private final List<List<String>> allowed;

    private AllowedCommands(List<List<String>> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /**
     * Allows commands.
     *
     * @param beginnings the first words of each, with blanks between them
     * @return what is allowed
     * @throws IllegalArgumentException if one has no word, or would allow everything, as {@code eval} would
     */
    public static AllowedCommands of(Collection<String> beginnings) {
        List<List<String>> allowed = new ArrayList<>();
        for (String beginning : beginnings) {
            List<String> words = List.of(beginning.strip().split("\\s+"));
            if (words.get(0).isEmpty()) {
                throw new IllegalArgumentException("an allowed command must have a word");
            }
            if (NEVER.contains(words.get(0))) {
                throw new IllegalArgumentException(
                        "'" + words.get(0) + "' would allow everything: it cannot be told what it starts");
            }
            allowed.add(words);
        }
        return new AllowedCommands(allowed);
    }

    /** The beginnings that are allowed. */
    @Override
    public String toString() {
        return allowed.toString();
    }

    /**
     * Judges a script for sh or bash.
     *
     * @param script its text
     * @return why it is not allowed; empty if all that it starts is
     */
    public Optional<String> refusal(String script) {
        try {
            for (List<ScannedWord> command : CommandScan.of(script)) {
                require(command);
            }
            return Optional.empty();
        } catch (UnseenCommandException e) {
            return Optional.of(e.why());
        }
    }

    /**
     * Judges a program that is started with plain words, such as that of a shebang.
     *
     * @param words the program and its arguments
     * @return why it is not allowed; empty if it is
     */
    public Optional<String> refusal(List<String> words) {
        try {
            require(words.stream()
                    .map(word -> new ScannedWord(word, true, false, ScannedWord.BARE))
                    .toList());
            return Optional.empty();
        } catch (UnseenCommandException e) {
            return Optional.of(e.why());
        }
    }

    /**
     * Judges the variables that a plan gives a command.
     *
     * @param names of the variables
     * @return why one is not allowed; empty if all are
     */
    public static Optional<String> refusalOfVariables(Collection<String> names) {
        return new TreeSet<>(names)
                .stream().filter(PowerfulVariables::has).findFirst().map(PowerfulVariables::refusal);
    }

    private void require(List<ScannedWord> words) throws UnseenCommandException {
        ScannedWord first = words.get(0);
        if (!first.isPlain()) {
            throw new UnseenCommandException("it is not known before it runs what '" + first.text() + "' starts");
        }
        String program = first.text().substring(first.text().lastIndexOf('/') + 1);
        if (NEVER.contains(program)) {
            throw new UnseenCommandException("it is not known what '" + first.text() + "' starts or sets");
        }
        if (isOfTheShell(words)) {
            return;
        }
        int longest = allowed.stream()
                .filter(each -> begin(words, each))
                .mapToInt(List::size)
                .max()
                .orElse(0);
        Optional<CommandWrapper> wrapper =
                CommandWrapper.named(program).filter(each -> each.harmless().isPresent());
        if (wrapper.isPresent()) {
            if (longest == 0 && !program.equals("exec") && !program.equals("command")) {
                throw notAllowed(first);
            }
            int started = program(wrapper.get(), words);
            if (started < words.size() && longest <= started) {
                require(words.subList(started, words.size()));
            }
            return;
        }
        if (longest == 0) {
            throw notAllowed(first);
        }
        if (longest == 1 && isOpaque(program, words)) {
            throw new UnseenCommandException("'" + first.text()
                    + "' starts what its arguments say; allow it with the words that stand behind it, such as '"
                    + words.stream().limit(2).map(ScannedWord::text).collect(Collectors.joining(" ")) + "'");
        }
    }

    private UnseenCommandException notAllowed(ScannedWord program) {
        return new UnseenCommandException(
                "it starts '" + program.text() + "', which the host does not allow; allowed are "
                        + allowed.stream()
                                .map(words -> String.join(" ", words))
                                .sorted()
                                .toList());
    }

    private static boolean begin(List<ScannedWord> words, List<String> beginning) {
        if (words.size() < beginning.size()) {
            return false;
        }
        for (int i = 0; i < beginning.size(); i++) {
            if (!words.get(i).isPlain() || !words.get(i).text().equals(beginning.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it only changes the shell, and cannot make it start something else. */
    private static boolean isOfTheShell(List<ScannedWord> words) {
        List<ScannedWord> arguments = words.subList(1, words.size());
        String name = words.get(0).text();
        if (name.equals("command")) {
            return !arguments.isEmpty()
                    && arguments.get(0).isPlain()
                    && ASKING.contains(arguments.get(0).text());
        }
        if (name.equals("wait")) {
            return arguments.stream()
                    .noneMatch(word -> word.isSplit() || word.text().startsWith("-"));
        }
        if (name.equals("set")) {
            return arguments.stream()
                    .allMatch(word ->
                            word.isPlain() && SET_OPTIONS.matcher(word.text()).matches());
        }
        if (SETTING.contains(name)) {
            return arguments.stream().allMatch(AllowedCommands::isHarmlessSetting);
        }
        return HARMLESS.contains(name);
    }

    private static boolean isHarmlessSetting(ScannedWord word) {
        String name = word.named().orElse(word.text());
        return !word.isSplit() && name.matches("[A-Za-z_][A-Za-z0-9_]*") && !PowerfulVariables.has(name);
    }

    private static boolean isOpaque(String program, List<ScannedWord> words) {
        return switch (program) {
            case "find" ->
                words.stream()
                        .anyMatch(word -> (!word.isPlain()
                                        && word.isSplit()
                                        && word.text().contains("$"))
                                || word.text().matches("-(?:exec|ok).*"));
            case "test", "[" -> !isPlainTest(words);
            case "printf" ->
                words.size() > 1
                        && (words.get(1).text().startsWith("-")
                                || (!words.get(1).isPlain()
                                        && words.get(1).text().startsWith("$")));
            default -> isStarter(program);
        };
    }

    private static boolean isStarter(String program) {
        // On machines that have other tools of the same name, those of GNU have a letter before theirs.
        boolean isOfGnu = program.startsWith("g") && CommandWrapper.isOne(program.substring(1));
        return isOfGnu
                || STARTERS.contains(program)
                || ShellName.isOne(program)
                || CommandWrapper.isOne(program)
                || STARTER.matcher(program).matches();
    }

    /** Of bash's, {@code -v} and {@code -R} evaluate what a name says, and so run commands in it. */
    private static boolean isPlainTest(List<ScannedWord> words) {
        for (int i = 1; i < words.size(); i++) {
            ScannedWord word = words.get(i);
            boolean isLast = i + 1 == words.size();
            boolean isUnknown = !word.isPlain() && word.text().contains("$");
            if (word.text().equals("-v")
                    || word.text().equals("-R")
                    || (isUnknown && word.isSplit())
                    || (isUnknown
                            && !isLast
                            && !COMPARISONS.contains(words.get(i + 1).text()))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Finds the program that is started.
     *
     * @param wrapper what is known of it
     * @param words of the wrapper and its arguments
     * @return where it stands; the number of words if nothing is started
     * @throws UnseenCommandException if that cannot be told
     */
    private static int program(CommandWrapper wrapper, List<ScannedWord> words) throws UnseenCommandException {
        HarmlessOptions options = wrapper.harmless().orElseThrow();
        int at = 1;
        while (at < words.size() && isOption(options, plain(words.get(at)))) {
            at += options.valued().matcher(words.get(at).text()).matches() ? 2 : 1;
            if (at <= words.size() && words.get(at - 1).text().equals("--")) {
                break;
            }
        }
        at = Math.min(at, words.size());
        while (wrapper.has(WrapperTrait.ASSIGNS)
                && at < words.size()
                && words.get(at).named().isPresent()) {
            if (PowerfulVariables.has(words.get(at).named().get())
                    || words.get(at).isSplit()) {
                throw new UnseenCommandException(
                        PowerfulVariables.refusal(words.get(at).text()));
            }
            at++;
        }
        for (int i = 1; i < Math.min(at + wrapper.positions(), words.size()); i++) {
            if (!words.get(i).isPlain() && words.get(i).named().isEmpty()) {
                throw new UnseenCommandException("what '" + words.get(0).text() + "' starts depends on '"
                        + words.get(i).text() + "'");
            }
        }
        return Math.min(at + wrapper.positions(), words.size());
    }

    private static String plain(ScannedWord word) {
        return word.isPlain() ? word.text() : "";
    }

    private static boolean isOption(HarmlessOptions options, String word) throws UnseenCommandException {
        boolean isOption = word.startsWith("-");
        if (isOption
                && !word.equals("--")
                && !options.alone().matcher(word).matches()
                && !options.valued().matcher(word).matches()) {
            throw new UnseenCommandException(
                    "it has the option '" + word + "', with which it is not known what is started");
        }
        return isOption;
    }
}
