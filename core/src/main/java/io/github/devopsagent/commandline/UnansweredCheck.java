package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellNode.CommandList;
import io.github.devopsagent.commandline.ShellNode.ListEntry;
import io.github.devopsagent.commandline.ShellNode.PipedCommands;
import io.github.devopsagent.commandline.ShellNode.SimpleWords;
import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a check finds if whom it asks does not answer: a request that fails prints nothing, a unit that has stopped is
 * inactive, and in a log that is not written there is no error. What is printed so is followed through pipes,
 * substitutions and variables to what decides.
 */
final class UnansweredCheck {

    private static final LazyPattern ASSIGNMENT = LazyPattern.of("([A-Za-z_]\\w*)=(.*)", Pattern.DOTALL);
    private static final LazyPattern APPENDED = LazyPattern.of("([A-Za-z_]\\w*)\\+=.*", Pattern.DOTALL);
    private static final LazyPattern VARIABLE =
            LazyPattern.of("\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?::?-([^${}`]*))?\\})");

    /** Words of a condition that ask for a state which a stopped unit does not have. */
    private static final LazyPattern BAD_STATE = LazyPattern.of("(?i).*(?:fail|err|crash|exit).*", Pattern.DOTALL);

    /** Who names the state of what has stopped, or asks that it is not the right one, means it. */
    private static final LazyPattern STOPPED_STATE =
            LazyPattern.of(".*(?:inactive|unknown|dead|not-found).*|active|running", Pattern.DOTALL);

    private static final LazyPattern PROCESS_FILE = LazyPattern.of("/proc/(?:/cmdline)?");

    /** Longer texts are not followed. */
    private static final int LONGEST = 1000;

    private static final int DEEPEST = 6;

    private final Map<String, SilentOutput> variables = new HashMap<>();
    private Optional<String> told = Optional.empty();
    private int depth;

    /** What people should know of the first answer that is taken for a good one though there is none. */
    Optional<String> told() {
        return told;
    }

    /** Of a script in this one. */
    void noteInner(UnansweredCheck inner) {
        told = told.or(inner::told);
    }

    /** A variable is set; what is asked for its value may not answer. */
    void noteAssigned(String word) {
        Matcher appended = APPENDED.matcher(word);
        Matcher assignment = ASSIGNMENT.matcher(word);
        if (appended.matches()) {
            variables.remove(appended.group(1));
        } else if (assignment.matches()) {
            expanded(assignment.group(2))
                    .ifPresentOrElse(
                            output -> variables.put(assignment.group(1), output),
                            () -> variables.remove(assignment.group(1)));
        }
    }

    /** The variables that are known now. */
    Map<String, SilentOutput> variables() {
        return Map.copyOf(variables);
    }

    /** What has been set since may not have been. */
    void keepOnly(Map<String, SilentOutput> before) {
        variables.entrySet().retainAll(before.entrySet());
    }

    /** The exit code of a program that got no answer is compared with one that it does not have. */
    void noteCode(String compared) {
        tell("where nobody answers, $? is none of what '" + compared
                + "' looks for, and that counts as healthy: compare it with 0");
    }

    /** The words of a condition, with what the shell puts in the place of answers. */
    List<String> read(List<String> words, Set<String> vanishing) {
        List<String> found = new ArrayList<>();
        for (String word : words) {
            Optional<SilentOutput> output =
                    word.indexOf('$') < 0 && word.indexOf('`') < 0 ? Optional.empty() : expanded(word);
            output.filter(each -> isHeeded(each, words))
                    .flatMap(SilentOutput::advice)
                    .ifPresent(this::tell);
            String text = output.flatMap(SilentOutput::text).orElse(word);
            if (!text.isEmpty() || !vanishing.contains(word)) {
                found.add(text);
            }
        }
        return found;
    }

    private static boolean isHeeded(SilentOutput output, List<String> words) {
        return switch (output.source()) {
            case PROCESS ->
                output.text()
                        .filter(text -> PROCESS_FILE.matcher(text).matches())
                        .isPresent();
            case STATE ->
                words.stream().anyMatch(word -> BAD_STATE.matcher(word).matches())
                        || words.stream()
                                .noneMatch(word -> STOPPED_STATE.matcher(word).matches());
            default -> true;
        };
    }

    /** Whether a file that is asked for is there although the process is not whose number is to stand in its name. */
    boolean isOfNoProcess(List<String> words) {
        for (String word : words) {
            Optional<SilentOutput> output = word.contains("/proc/") ? expanded(word) : Optional.empty();
            if (output.isPresent()
                    && isHeeded(output.get(), words)
                    && output.get().advice().isPresent()) {
                tell("where there is no process, '" + word + "' is /proc/ itself, which is always there: ask for the"
                        + " process first, as with P=$(pgrep -x shop) || exit 1, or write kill -0 \"$(cat shop.pid)\"");
                return true;
            }
        }
        return false;
    }

    /** Whether a loop has no round, as nothing is listed. */
    boolean hasNoRound(List<String> words) {
        Optional<SilentOutput> output = words.size() == 1 ? expanded(words.get(0)) : Optional.empty();
        boolean isNone = output.isPresent()
                && output.get().advice().isPresent()
                && output.get().text().filter(String::isBlank).isPresent();
        if (isNone) {
            output.flatMap(SilentOutput::advice).ifPresent(this::tell);
        }
        return isNone;
    }

    /** How a command ends that asks no more than whether a unit has failed; empty if it asks something else. */
    Optional<CommandExit> ofUnit(List<String> words) {
        Optional<SilentOutput> output =
                SilentOutput.isFailedState(words) ? SilentOutput.of(words, false) : Optional.empty();
        output.flatMap(SilentOutput::advice).ifPresent(this::tell);
        return output.flatMap(SilentOutput::exit);
    }

    /** The same of a search for errors in a log, behind {@code !}. */
    Optional<CommandExit> ofDenied(PipedCommands pipeline) {
        boolean isOne = pipeline.isNegated() && pipeline.commands().size() == 1;
        Optional<SilentOutput> output = isOne
                        && pipeline.commands().get(0) instanceof SimpleWords simple
                        && !simple.redirections().readsFile()
                ? SilentOutput.ofLog(simple.words())
                : Optional.empty();
        output.flatMap(SilentOutput::advice).ifPresent(this::tell);
        return output.flatMap(SilentOutput::exit);
    }

    /** How a variable ends that is assigned; empty if that is not known. */
    Optional<CommandExit> ofAssignment(String word) {
        Matcher assignment = ASSIGNMENT.matcher(word);
        return assignment.matches() && isSubstitution(assignment.group(2))
                ? substituted(assignment.group(2))
                        .filter(output -> output.source() == SilentOutput.SilentSource.REQUEST)
                        .flatMap(SilentOutput::exit)
                : Optional.empty();
    }

    /** Whether an exit code is that of a success, as a variable says. */
    boolean isZero(String word) {
        boolean isZero = word.startsWith("$")
                && expanded(word)
                        .flatMap(SilentOutput::text)
                        .filter("0"::equals)
                        .isPresent();
        if (isZero) {
            tell("where nobody answers " + word + " is 0, with which the check ends as healthy: set it to 0 where it is"
                    + " answered alone, or write '|| exit 1' behind what asks");
        }
        return isZero;
    }

    /** How a pipeline ends that looks for something in an answer; empty if that is not known. */
    Optional<CommandExit> ofPipe(List<ShellNode> commands) {
        ShellNode last = commands.get(commands.size() - 1);
        if (commands.get(0) instanceof SimpleWords first
                && !first.words().isEmpty()
                && BlindRequest.isOne(first.words())
                && first.redirections().mixesErrors()
                && commands.subList(1, commands.size() - 1).stream().allMatch(PipeEnd::printsNothingOfNothing)
                && (PipeEnd.findsAnything(last) || SilentOutput.isMessageFound(first.words(), last))) {
            tell("where '" + first.words().get(0) + "' fails, its message counts as an answer: leave '2>&1' out");
            return Optional.of(CommandExit.SUCCESS);
        }
        Optional<SilentOutput> output = piped(commands);
        Optional<CommandExit> exit =
                output.filter(each -> each.advice().isPresent()).flatMap(SilentOutput::exit);
        if (exit.isPresent() && isHeeded(output.get(), last, exit.get())) {
            output.flatMap(SilentOutput::advice).ifPresent(this::tell);
        }
        return exit;
    }

    private static boolean isHeeded(SilentOutput output, ShellNode last, CommandExit exit) {
        List<String> words = last instanceof SimpleWords simple ? simple.words() : List.of();
        boolean isBad = words.stream().anyMatch(word -> BAD_STATE.matcher(word).matches());
        boolean isStopped =
                words.stream().anyMatch(word -> STOPPED_STATE.matcher(word).matches());
        return switch (output.source()) {
            case PROCESS -> SilentOutput.isForEach(last);
            case STATE -> isBad || (exit == CommandExit.SUCCESS && !isStopped);
            case LOG -> words.stream().anyMatch(SilentOutput::isOfError);
            default -> words.stream().noneMatch(word -> word.contains("000"));
        };
    }

    private void tell(String what) {
        told = told.or(() -> Optional.of(what));
    }

    private static boolean isSubstitution(String word) {
        return ShellTokens.isSubstitution(word, 0) && ShellTokens.behindSubstitution(word, 0) == word.length();
    }

    /** What becomes of a word; empty if that is not known. */
    private Optional<SilentOutput> expanded(String word) {
        SilentOutput all = SilentOutput.ofText("");
        StringBuilder text = new StringBuilder();
        Matcher variable = VARIABLE.matcher(word);
        int at = 0;
        while (at < word.length() && text.length() < LONGEST) {
            Optional<SilentOutput> part;
            if (ShellTokens.isSubstitution(word, at)) {
                int end = ShellTokens.behindSubstitution(word, at);
                part = substituted(word.substring(at, end));
                at = end;
            } else if (word.charAt(at) == '$') {
                if (!variable.find(at) || variable.start() != at) {
                    return Optional.empty();
                }
                part = Optional.ofNullable(variables.get(
                        String.valueOf(variable.group(1) == null ? variable.group(2) : variable.group(1))));
                String otherwise = variable.group(3);
                if (otherwise != null
                        && part.flatMap(SilentOutput::text)
                                .filter(String::isEmpty)
                                .isPresent()) {
                    part = part.map(each -> each.printing(otherwise));
                }
                at = variable.end();
            } else {
                text.append(word.charAt(at++));
                continue;
            }
            if (part.isEmpty() || part.get().text().isEmpty()) {
                return Optional.empty();
            }
            text.append(part.get().text().get());
            all = all.or(part.get());
        }
        return at < word.length() ? Optional.empty() : Optional.of(all.printing(text.toString()));
    }

    /** What stands in the place of a substitution. */
    private Optional<SilentOutput> substituted(String word) {
        boolean isNew = word.startsWith("$");
        String script = word.substring(isNew ? 2 : 1, Math.max(isNew ? 2 : 1, word.length() - 1));
        if (depth >= DEEPEST) {
            return Optional.empty();
        }
        depth++;
        Optional<SilentOutput> output =
                ShellParser.parse(isNew ? script : script.replace("\\`", "`")).flatMap(this::of);
        depth--;
        return output.map(each ->
                each.text().isEmpty() ? each : each.printing(each.text().get().replaceFirst("\\n+\\z", "")));
    }

    /** What a script prints, and how it ends. */
    private Optional<SilentOutput> of(CommandList script) {
        Optional<SilentOutput> all = Optional.empty();
        for (ListEntry entry : script.entries()) {
            if (entry.isInBackground()) {
                return Optional.empty();
            }
            for (int i = 0; i < entry.pipelines().size(); i++) {
                if (i > 0) {
                    Optional<CommandExit> before = all.flatMap(SilentOutput::exit);
                    if (before.isEmpty()) {
                        return Optional.empty();
                    }
                    if ((before.get() == CommandExit.SUCCESS)
                            != entry.isSuccessAsked().get(i - 1)) {
                        continue;
                    }
                }
                PipedCommands pipeline = entry.pipelines().get(i);
                Optional<SilentOutput> next = pipeline.isNegated() ? Optional.empty() : piped(pipeline.commands());
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                all = Optional.of(all.isEmpty() ? next.get() : all.get().then(next.get()));
            }
        }
        return all;
    }

    private Optional<SilentOutput> piped(List<ShellNode> commands) {
        Optional<SilentOutput> output = printed(commands.get(0));
        for (int i = 1; i < commands.size() && output.isPresent(); i++) {
            ShellNode next = commands.get(i);
            output = output.get().through(next);
        }
        return output;
    }

    /** What a command prints without an answer, its own or that which a variable has. */
    private Optional<SilentOutput> printed(ShellNode node) {
        if (node instanceof ShellNode.CommandGroup group
                && !group.redirections().areAny()
                && depth < DEEPEST) {
            depth++;
            Optional<SilentOutput> output = of(group.list());
            depth--;
            return output;
        }
        if (!(node instanceof SimpleWords command)
                || command.words().isEmpty()
                || command.redirections().readsFile()
                || command.redirections().writesFile()) {
            return Optional.empty();
        }
        List<String> words = command.words();
        if (!words.get(0).equals("echo") && !words.get(0).equals("printf")) {
            return SilentOutput.of(words, command.redirections().mixesErrors());
        }
        boolean isEcho = words.get(0).equals("echo");
        boolean isLine = isEcho && !(words.size() > 1 && words.get(1).equals("-n"));
        boolean isOfFormat = !isEcho && words.size() > 2 && words.get(1).matches("%s(?:\\\\n)?");
        if (!isEcho && !isOfFormat && words.stream().anyMatch(word -> word.matches("(?s).*[%\\\\].*|-.*"))) {
            return Optional.empty();
        }
        SilentOutput all = SilentOutput.ofText("");
        List<String> texts = new ArrayList<>();
        for (String word : words.subList(isOfFormat || (isEcho && !isLine) ? 2 : 1, words.size())) {
            Optional<SilentOutput> part = expanded(word);
            if (part.isEmpty() || part.get().text().isEmpty()) {
                return Optional.empty();
            }
            String text = part.get().text().get();
            if (!text.isEmpty() || !command.vanishing().contains(word)) {
                texts.add(text);
            }
            all = all.or(part.get());
        }
        boolean endsLine = isLine || (isOfFormat && words.get(1).length() > 2);
        return isOfFormat && texts.size() > 1
                ? Optional.empty()
                : Optional.of(all.printing(String.join(" ", texts) + (endsLine ? "\n" : "")));
    }
}
