package io.github.devopsagent.commandline;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.plan.BareStringPolicy;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells commands from prose. The protocol's schema has plain strings where a plan names its steps, and language models
 * write commands there as well as sentences; a sentence must not be executed.
 */
public final class BareString {

    /** Up to this many words, a string may be a command without a character that only commands have: {@value}. */
    public static final int MOST_PLAIN_WORDS = 3;

    private static final String COMMAND_CHARACTERS = "/.-=$|&;<>0123456789";
    private static final String SENTENCE_ENDS = ".!?:";

    private BareString() {}

    /**
     * Reads a bare string.
     *
     * @param text as it stands in the plan
     * @param executors the names of the executors
     * @param policy which strings are executed
     * @param shell what stands in the way of running a command; empty if it parses and its first word resolves
     * @return what the string says
     */
    public static Interpretation read(
            String text,
            Set<String> executors,
            BareStringPolicy policy,
            Function<String, Optional<StepFinding>> shell) {
        if (policy == BareStringPolicy.NEVER) {
            return new Interpretation.Prose("bare strings are switched off");
        }
        if (executors.contains(text)) {
            return new Interpretation.Executor(text);
        }
        Optional<String> likeProse = likeProse(text);
        if (likeProse.isPresent()) {
            return new Interpretation.Prose(likeProse.get());
        }
        Optional<StepFinding> finding = shell.apply(text);
        return finding.filter(found -> found.certainty() == StepFinding.Certainty.CANNOT_RUN)
                .<Interpretation>map(found -> new Interpretation.Prose(found.message()))
                .orElseGet(() -> new Interpretation.Command(finding));
    }

    /**
     * Judges a string by its look alone.
     *
     * @param text as it stands in the plan
     * @return why it looks like prose; empty if it may be a command
     */
    static Optional<String> likeProse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return Optional.of("it is empty");
        }
        String[] words = trimmed.split("\\s+");
        if (endsLikeASentence(words[words.length - 1])) {
            return Optional.of("it ends like a sentence");
        }
        if (words.length > MOST_PLAIN_WORDS && Arrays.stream(words).noneMatch(BareString::hasCommandCharacter)) {
            return Optional.of(
                    "it has " + words.length + " words, none with a character that commands have, such as / - = or $");
        }
        return Optional.empty();
    }

    private static boolean endsLikeASentence(String lastWord) {
        int end = lastWord.length() - 1;
        return SENTENCE_ENDS.indexOf(lastWord.charAt(end)) >= 0
                && lastWord.chars().limit(end).anyMatch(Character::isLetterOrDigit);
    }

    private static boolean hasCommandCharacter(String word) {
        return word.chars().anyMatch(each -> COMMAND_CHARACTERS.indexOf(each) >= 0);
    }

    /** What a bare string says. */
    public sealed interface Interpretation {

        /**
         * Calls the function for this kind of reading.
         *
         * @param command for a command
         * @param executor for an executor's name
         * @param prose for anything else
         * @param <T> the type of the result
         * @return the function's result
         */
        default <T> T fold(
                Function<? super Command, ? extends T> command,
                Function<? super Executor, ? extends T> executor,
                Function<? super Prose, ? extends T> prose) {
            if (this instanceof Command one) {
                return command.apply(one);
            }
            if (this instanceof Executor one) {
                return executor.apply(one);
            }
            return prose.apply((Prose) this);
        }

        /**
         * A command.
         *
         * @param finding a relative path that is missing now; empty if it could run at once
         */
        record Command(Optional<StepFinding> finding) implements Interpretation {}

        /**
         * Exactly the name of an executor.
         *
         * @param name the executor's name
         */
        record Executor(String name) implements Interpretation {}

        /**
         * Words for people, never executed.
         *
         * @param why it is not read as a command
         */
        record Prose(String why) implements Interpretation {}
    }
}
