package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellNode.SimpleWords;
import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a check finds if whom it asks does not answer: a request that fails prints nothing, in which there is no error
 * to be found, and of which the count is 0.
 */
final class UnansweredCheck {

    private static final LazyPattern ASSIGNMENT = LazyPattern.of("([A-Za-z_]\\w*)\\+?=(.*)", Pattern.DOTALL);
    private static final LazyPattern VARIABLE = LazyPattern.of("\\$(?:(\\w+)|\\{(\\w+)\\})");

    /**
     * What stands where an answer was to be.
     *
     * @param text nothing, a count of nothing, or the status 000
     * @param program what was to answer
     */
    private record Silence(String text, String program) {}

    private final Map<String, Silence> variables = new HashMap<>();
    private Optional<String> told = Optional.empty();

    /** What people should know of the first answer that is taken for a good one though there is none. */
    Optional<String> told() {
        return told;
    }

    /** A variable is set; what is asked for its value may not answer. */
    void noteAssigned(String word) {
        Matcher assignment = ASSIGNMENT.matcher(word);
        if (assignment.matches()) {
            silence(ConstantCondition.substituted(assignment.group(2)))
                    .ifPresentOrElse(
                            silence -> variables.put(assignment.group(1), silence),
                            () -> variables.remove(assignment.group(1)));
        }
    }

    /** The exit code of a program that got no answer is compared with one that it does not have. */
    void noteCode(String compared) {
        tell("where nobody answers, $? is none of what '" + compared
                + "' looks for, and that counts as healthy: compare it with 0");
    }

    /** The words of a condition, with what the shell puts in the place of answers. */
    List<String> read(List<String> words) {
        List<String> found = new ArrayList<>();
        for (String word : words) {
            Optional<Silence> silence = variable(word).or(() -> silence(ConstantCondition.substituted(word)));
            silence.ifPresent(this::tell);
            found.add(silence.map(Silence::text).orElse(word));
        }
        return found;
    }

    /** How a pipeline ends that looks for something in an answer; empty if that is not known. */
    Optional<CommandExit> ofPipe(List<ShellNode> commands) {
        if (!(commands.get(0) instanceof SimpleWords first) || first.words().isEmpty()) {
            return Optional.empty();
        }
        List<ShellNode> between = commands.subList(1, commands.size() - 1);
        if (!between.stream().allMatch(PipeEnd::printsNothingOfNothing)) {
            return Optional.empty();
        }
        ShellNode last = commands.get(commands.size() - 1);
        if (BlindRequest.isOne(first.words()) && first.redirections().mixesErrors() && PipeEnd.findsAnything(last)) {
            tell("where '" + first.words().get(0) + "' fails, its message counts as an answer: leave '2>&1' out");
            return Optional.of(CommandExit.SUCCESS);
        }
        Optional<Silence> silence = printed(first).filter(each -> each.text().isEmpty());
        if (silence.isEmpty() || !PipeEnd.isSearchOfInput(last)) {
            return Optional.empty();
        }
        tell(silence.get());
        return Optional.of(CommandExit.FAILURE);
    }

    private void tell(Silence silence) {
        tell("where '" + silence.program() + "' gets no answer it prints "
                + (silence.text().equals("000") ? "the status 000" : "nothing")
                + ", and that counts as healthy: compare with what is to be there (= 200), or ask first whether it is"
                + " answered, as with A=$(curl -fsS …) || exit 1, and look at \"$A\" then");
    }

    private void tell(String what) {
        told = told.or(() -> Optional.of(what));
    }

    private Optional<Silence> variable(String word) {
        Matcher variable = VARIABLE.matcher(word);
        return variable.matches()
                ? Optional.ofNullable(variables.get(
                        String.valueOf(variable.group(1) == null ? variable.group(2) : variable.group(1))))
                : Optional.empty();
    }

    private Optional<Silence> silence(List<ShellNode> commands) {
        if (commands.isEmpty() || !(commands.get(0) instanceof SimpleWords first)) {
            return Optional.empty();
        }
        int last = commands.size() - 1;
        boolean isCount = last > 0 && PipeEnd.isCount(commands.get(last));
        boolean isKnown =
                commands.subList(1, isCount ? last : last + 1).stream().allMatch(PipeEnd::printsNothingOfNothing);
        if (!isKnown) {
            return Optional.empty();
        }
        Optional<Silence> printed = printed(first);
        return last == 0
                ? printed
                : printed.filter(each -> each.text().isEmpty())
                        .map(each -> isCount ? new Silence("0", each.program()) : each);
    }

    /** What a command prints without an answer, its own or that which a variable has. */
    private Optional<Silence> printed(SimpleWords command) {
        List<String> words = command.words();
        if (words.isEmpty() || command.redirections().mixesErrors()) {
            return Optional.empty();
        }
        if (words.get(0).equals("echo") || words.get(0).equals("printf")) {
            return variable(words.get(words.size() - 1));
        }
        return BlindRequest.isOne(words)
                ? BlindRequest.unanswered(words).map(text -> new Silence(text, words.get(0)))
                : Optional.empty();
    }
}
