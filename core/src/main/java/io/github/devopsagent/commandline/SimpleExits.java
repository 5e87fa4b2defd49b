package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.CommandExit.ExitQuestion;
import io.github.devopsagent.program.CommandWrapper;
import io.github.devopsagent.program.ShellName;
import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out how a command of one program may end. */
final class SimpleExits {

    private static final LazyPattern ASSIGNMENT = LazyPattern.of("[A-Za-z_][A-Za-z0-9_]*\\+?=.*", Pattern.DOTALL);
    private static final LazyPattern SUBSTITUTION = LazyPattern.of("[A-Za-z_]\\w*\\+?=\\$\\((.*)\\)", Pattern.DOTALL);
    private static final LazyPattern UNSET_IS_AN_ERROR = LazyPattern.of("\\$\\{\\w+:?\\?");
    private static final LazyPattern VARIABLE = LazyPattern.of("\\$\\{?[A-Za-z_]");
    private static final LazyPattern SCRIPT_OPTION = LazyPattern.of("-[a-zA-Z]*c");

    /** A script that a program prints; it is empty where that fails. */
    private static final LazyPattern PRINTED_SCRIPT = LazyPattern.of("\\$\\(\\s*([^\\s()]+)[^()]*\\)");

    private static final LazyPattern FORKS = LazyPattern.of("-[cf]*f[cf]*|--fork");

    /** What they print sets variables; it is hardly worth a word where they fail. */
    private static final Set<String> ENVIRONMENTS = Set.of(
            "ssh-agent",
            "minikube",
            "docker-machine",
            "direnv",
            "brew",
            "pyenv",
            "rbenv",
            "fnm",
            "mise",
            "opam",
            "conda",
            "keychain",
            "gpg-agent",
            "dbus-launch",
            "assume",
            "resize",
            "dircolors");

    /** What succeeds on every system, by the arguments that it may have for that. */
    private static final Map<String, LazyPattern> SUCCESSES = successes();

    /** Says openly that it asks no more than to get there. */
    private static final LazyPattern OPEN = LazyPattern.of("true|:|exit(?: 0)?");

    /** As its manual says; a program that is missing or is killed has a higher one. */
    private static final int HIGHEST_OF_WGET = 8;

    /** Of what stands behind more of them nothing is known. */
    private static final int MOST_WRAPPERS = 20;

    private static final LazyPattern NOTHING = LazyPattern.of("(?!)");
    private static final LazyPattern REMOVAL = LazyPattern.of(" -[rv]*f[rv]* .*", Pattern.DOTALL);

    private final ExitCodes script;
    private final Set<CommandExit> before;
    private final int highestBefore;
    private Optional<String> document = Optional.empty();
    private Set<String> vanishing = Set.of();
    private int wrappers;

    SimpleExits(ExitCodes script, Set<CommandExit> before) {
        this.script = script;
        this.before = before;
        this.highestBefore = script.highestCode();
        script.noteHighestCode(ExitCodes.HIGHEST_CODE);
    }

    private static Map<String, LazyPattern> successes() {
        Map<String, LazyPattern> arguments = new HashMap<>();
        put(
                arguments,
                "true : echo printf export readonly local declare typeset unset umask alias unalias shopt ulimit"
                        + " break continue shift logger clear times jobs disown",
                ".*");
        put(arguments, "date pwd whoami hostname uname uptime id who w", "(?: (?:\\+.*|-[auRIsnrm]+))*");
        put(arguments, "ls df free nproc env printenv", "(?: -[a-zA-Z]+)*");
        put(arguments, "ps", "(?: -?[aefuxlwAFHjT]+)?");
        put(arguments, "top", "(?: -(?:b|b?n ?\\d+))*");
        put(arguments, "sync", "");
        put(arguments, "sleep", " [\\d.]+[smhd]?");
        put(arguments, "cd", "(?: (?:\\.{1,2}|/|~))?");
        return Map.copyOf(arguments);
    }

    private static void put(Map<String, LazyPattern> arguments, String names, String pattern) {
        LazyPattern allowed = LazyPattern.of(pattern, Pattern.DOTALL);
        for (String name : names.split(" ", -1)) {
            arguments.put(name, allowed);
        }
    }

    /** How it may end. */
    Set<CommandExit> of(ShellNode.SimpleWords command) {
        List<String> all = command.words();
        document = command.redirections().document();
        vanishing = command.vanishing();
        Set<CommandExit> found = withoutAssignments(all);
        for (String word : all) {
            if (mayEndScript(word)) {
                found.add(CommandExit.END_IN_FAILURE);
            }
        }
        return found;
    }

    private boolean mayEndScript(String word) {
        return UNSET_IS_AN_ERROR.matcher(word).find()
                || (script.endsAtUnset() && VARIABLE.matcher(word).find());
    }

    private Set<CommandExit> withoutAssignments(List<String> all) {
        int assignments = 0;
        while (assignments < all.size()
                && ASSIGNMENT.matcher(all.get(assignments)).matches()) {
            assignments++;
        }
        List<String> words = all.subList(assignments, all.size());
        return words.isEmpty() ? ofAssignments(all) : ofProgram(words);
    }

    /** That of the last substitution, or success. */
    private Set<CommandExit> ofAssignments(List<String> words) {
        script.unanswered().ifPresent(check -> words.forEach(check::noteAssigned));
        List<String> substituted = words.stream()
                .filter(word -> word.contains("$(") || word.contains("`"))
                .toList();
        if (substituted.isEmpty()) {
            return EnumSet.of(CommandExit.SUCCESS);
        }
        String last = substituted.get(substituted.size() - 1);
        Optional<CommandExit> unanswered = script.unanswered().flatMap(check -> check.ofAssignment(last));
        if (unanswered.isPresent()) {
            return EnumSet.of(unanswered.get());
        }
        Matcher inner = SUBSTITUTION.matcher(last);
        return inner.matches() && isSuccess(inner.group(1)) ? EnumSet.of(CommandExit.SUCCESS) : CommandExit.unknown();
    }

    private boolean isSuccess(String inner) {
        return ShellParser.parse(inner)
                .map(list -> script.inner(false).areSuccess(list))
                .orElse(false);
    }

    private Set<CommandExit> ofProgram(List<String> words) {
        if (wrappers++ > MOST_WRAPPERS) {
            return ofUnknownSettings();
        }
        String name = ProgramName.ofSystem(words.get(0));
        List<String> arguments = words.subList(1, words.size());
        if (script.isFoundAnyway(words)) {
            return EnumSet.of(CommandExit.SUCCESS);
        }
        List<String> executed = name.equals("exec") ? List.of() : surelyExecuted(name, words);
        if (!executed.isEmpty()) {
            boolean isLeft =
                    name.equals("setsid") && FORKS.matcher(words.get(1)).matches();
            boolean isAsh = name.equals("busybox") && executed.get(0).equals("sh");
            return isLeft
                    ? EnumSet.of(CommandExit.SUCCESS)
                    : isAsh ? ofShell("ash", executed.subList(1, executed.size())) : withoutAssignments(executed);
        }
        if (ShellName.isOne(name)) {
            return ofShell(name, arguments);
        }
        Optional<OuterCommand> outer = OuterCommand.of(words, document);
        if (outer.isPresent()) {
            return ofOuter(outer.get());
        }
        return switch (name) {
            case "wait" -> ofWait(arguments);
            case "cat" ->
                document.isPresent() && arguments.isEmpty() ? EnumSet.of(CommandExit.SUCCESS) : CommandExit.unknown();
            case "exit", "return" -> ended(ofExit(arguments));
            case "exec" -> ofExec(arguments);
            case "trap" ->
                ExitTrap.of(arguments).filter(script::note).isPresent()
                        ? EnumSet.of(CommandExit.SUCCESS)
                        : ofUnknownScript(name, arguments);
            case "eval", ".", "source", "kill" -> ofUnknownScript(name, arguments);
            case "set" -> {
                script.noteOptions(ShellSettings.of(arguments));
                yield EnumSet.of(CommandExit.SUCCESS);
            }
            case "false" -> EnumSet.of(CommandExit.FAILURE);
            case "test", "[", "[[" ->
                script.isFoundAnyway(ConstantCondition.deciding(words))
                        ? EnumSet.of(CommandExit.SUCCESS)
                        : ofCondition(words);
            case "curl", "wget" -> {
                if (script.unanswered().isEmpty()) {
                    yield CommandExit.unknown();
                }
                script.noteHighestCode(name.equals("curl") ? ConstantCondition.HIGHEST_OF_CURL : HIGHEST_OF_WGET);
                yield EnumSet.of(CommandExit.FAILURE);
            }
            case "systemctl" -> {
                Optional<CommandExit> unit = script.unanswered().flatMap(check -> check.ofUnit(words));
                yield unit.isPresent()
                        ? EnumSet.of(unit.get())
                        : script.isListing(words) ? EnumSet.of(CommandExit.SUCCESS) : CommandExit.unknown();
            }
            case "ls", "stat" ->
                isSuccess(name, arguments) || isOfNoProcess(words)
                        ? EnumSet.of(CommandExit.SUCCESS)
                        : CommandExit.unknown();
            default ->
                isSuccess(name, arguments) || script.isListing(words) || script.isMark(name)
                        ? EnumSet.of(CommandExit.SUCCESS)
                        : CommandExit.unknown();
        };
    }

    /** The command that another one gets to on every machine; empty if there is none. */
    private static List<String> surelyExecuted(String name, List<String> words) {
        Optional<CommandWrapper> wrapper = CommandWrapper.named(name);
        return wrapper.isPresent() && wrapper.get().isSureToExecute(words)
                ? wrapper.get().executed(words)
                : List.of();
    }

    private boolean isOfNoProcess(List<String> words) {
        return script.unanswered().filter(check -> check.isOfNoProcess(words)).isPresent();
    }

    private Set<CommandExit> ofCondition(List<String> words) {
        if (ConstantCondition.unquoted(words, vanishing).isPresent() || isOfNoProcess(words)) {
            return EnumSet.of(CommandExit.SUCCESS);
        }
        List<String> read =
                script.unanswered().map(check -> check.read(words, vanishing)).orElse(words);
        // Alone it may be meant, as 'true' is.
        Set<CommandExit> found = script.isPart() && ConstantCondition.isEverywhere(words)
                ? EnumSet.of(CommandExit.SUCCESS)
                : ConstantCondition.of(read, before, highestBefore, script.running());
        boolean isOfCode = words.contains("$?") && !words.contains("0") && highestBefore < ExitCodes.HIGHEST_CODE;
        if (isOfCode && found.size() == 1) {
            script.unanswered().ifPresent(check -> check.noteCode(String.join(" ", words)));
        }
        return found;
    }

    private boolean isSuccess(String name, List<String> arguments) {
        String text = arguments.isEmpty() ? "" : " " + String.join(" ", arguments);
        return SUCCESSES.getOrDefault(name, NOTHING).matcher(text).matches()
                || (name.equals("rm")
                        && script.isPart()
                        && REMOVAL.matcher(text).matches());
    }

    private Set<CommandExit> ofExit(List<String> arguments) {
        if (arguments.isEmpty() || arguments.get(0).equals("$?")) {
            return EnumSet.copyOf(before);
        }
        boolean isZero = arguments.get(0).matches("0+")
                || script.unanswered()
                        .filter(check -> check.isZero(arguments.get(0)))
                        .isPresent();
        return isZero ? EnumSet.of(CommandExit.SUCCESS) : CommandExit.unknown();
    }

    private Set<CommandExit> ofExec(List<String> arguments) {
        if (arguments.isEmpty()) {
            return EnumSet.of(CommandExit.SUCCESS);
        }
        script.noteReplaced();
        return ended(ofProgram(arguments));
    }

    private static Set<CommandExit> ended(Set<CommandExit> exits) {
        Set<CommandExit> found = EnumSet.noneOf(CommandExit.class);
        exits.forEach(exit -> found.add(
                exit == CommandExit.SUCCESS || exit == CommandExit.END_IN_SUCCESS
                        ? CommandExit.END_IN_SUCCESS
                        : CommandExit.END_IN_FAILURE));
        return found;
    }

    private Set<CommandExit> ofUnknownScript(String name, List<String> arguments) {
        if (name.equals("eval")
                && ShellParser.parse(String.join(" ", arguments)).isPresent()
                && isSuccess(String.join(" ", arguments))) {
            return EnumSet.of(CommandExit.SUCCESS);
        }
        if (name.equals("eval") && arguments.size() == 1 && isPrinted(arguments.get(0))) {
            script.noteUnknownSettings();
            return EnumSet.of(CommandExit.SUCCESS);
        }
        return ofUnknownSettings();
    }

    private Set<CommandExit> ofUnknownSettings() {
        script.noteUnknownSettings();
        return EnumSet.allOf(CommandExit.class);
    }

    /** Whether a step executes what a program prints, and so nothing where that fails. */
    private boolean isPrinted(String text) {
        Matcher printed = PRINTED_SCRIPT.matcher(text);
        if (!printed.matches() || ENVIRONMENTS.contains(printed.group(1))) {
            return false;
        }
        script.notePrinting(printed.group(1));
        script.noteLostInside(printed.group(1));
        return script.isStep();
    }

    private Set<CommandExit> ofWait(List<String> arguments) {
        script.noteWait(arguments.isEmpty());
        return arguments.isEmpty() ? EnumSet.of(CommandExit.SUCCESS) : CommandExit.unknown();
    }

    /** Nobody knows whether it gets there. */
    private Set<CommandExit> ofOuter(OuterCommand outer) {
        Set<CommandExit> inner = CommandExit.inSubshell(
                outer.isScript() && document.isEmpty()
                        ? ofScript(outer.script(), new ShellSettings(Optional.empty(), false, false), Optional.of("sh"))
                        : withoutAssignments(outer.words()));
        boolean isLocal = script.unanswered().isPresent() && outer.isLocal();
        // Its own code if it does not get there, or if the time is over.
        script.noteHighestCode(ExitCodes.HIGHEST_CODE);
        boolean isKnown = isLocal || script.isReached() || (script.isStep() && script.hasLostInside());
        return isKnown && !OPEN.matcher(outer.script()).matches() ? inner : CommandExit.unknown();
    }

    private Set<CommandExit> ofShell(String shell, List<String> arguments) {
        int option = 0;
        while (option < arguments.size()
                && !SCRIPT_OPTION.matcher(arguments.get(option)).matches()) {
            if (!arguments.get(option).matches("[-+][a-zA-Z]+|pipefail|errexit|nounset")) {
                return CommandExit.unknown();
            }
            option++;
        }
        if (option + 1 >= arguments.size()) {
            return option == arguments.size() && document.isPresent()
                    ? ofScript(document.get(), ShellSettings.of(arguments), Optional.empty())
                    : CommandExit.unknown();
        }
        ShellSettings settings = ShellSettings.of(arguments.subList(0, option + 1));
        if (isPrinted(arguments.get(option + 1))) {
            return EnumSet.of(CommandExit.SUCCESS);
        }
        return ofScript(arguments.get(option + 1), settings, Optional.of(shell));
    }

    /** Of a text that stands among a shell's arguments, or that it reads. */
    private Set<CommandExit> ofScript(String text, ShellSettings settings, Optional<String> shell) {
        Optional<ShellNode.CommandList> inner = ShellParser.parse(text);
        if (script.isStep() && inner.isPresent()) {
            ExitCodes step = new ExitCodes(settings.endsAtFailures().orElse(false), true, ExitQuestion.STEP).in(script);
            step.noteOptions(settings);
            if (step.areSuccess(inner.get()) && step.lost().isPresent()) {
                script.noteLostInside(step.lost().get());
                return EnumSet.of(CommandExit.SUCCESS);
            }
        }
        ExitCodes exits = script.inner(settings.endsAtFailures().orElse(false));
        exits.noteOptions(settings);
        if (inner.isPresent() && shell.isPresent() && !ProcessSearch.isReplaced(shell.get(), inner.get())) {
            List<String> commandLines = new ArrayList<>(exits.running());
            commandLines.add("sh -c " + text);
            exits.whileRunning(commandLines);
        }
        boolean isSuccess = inner.isPresent() && exits.areSuccess(inner.get());
        script.unanswered().ifPresent(check -> exits.unanswered().ifPresent(check::noteInner));
        script.noteFoundItself(exits);
        return isSuccess ? EnumSet.of(CommandExit.SUCCESS) : CommandExit.unknown();
    }
}
