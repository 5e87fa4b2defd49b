package io.github.devopsagent.barestring;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepFinding.Certainty;
import io.github.devopsagent.plan.BareStringPolicy;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells commands from prose. The protocol's schema has plain strings where a plan names its steps, and language models
 * write commands there as well as sentences; a sentence must not be executed.
 */
public final class BareString {

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
            return new Interpretation.Prose("bare strings are switched off", text);
        }
        if (executors.contains(text)) {
            return new Interpretation.Executor(text);
        }
        Optional<String> wrapped = Markdown.unwrapped(text.strip());
        if (wrapped.isPresent()) {
            return new Interpretation.Prose("it is wrapped as in a document", wrapped.get());
        }
        return Placeholders.first(text)
                .map(found -> "it has the placeholder " + found + ", in whose place belongs a value")
                .or(() -> new CommandLook(word -> isInstalled(word, shell)).whyProse(text))
                .<Interpretation>map(why -> new Interpretation.Prose(why, text.strip()))
                .orElseGet(() -> command(text, shell.apply(text)));
    }

    private static boolean isInstalled(String word, Function<String, Optional<StepFinding>> shell) {
        return shell.apply(word).isEmpty();
    }

    /** What the shell does not parse looks like a command, and is none. */
    private static Interpretation command(String text, Optional<StepFinding> finding) {
        return finding.filter(found -> found.certainty() == Certainty.CANNOT_RUN)
                .<Interpretation>map(found -> new Interpretation.Prose(found.message(), text.strip()))
                .orElseGet(() -> new Interpretation.Command(finding));
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
         * @param finding a program or a relative path that is missing now; empty if it could run at once
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
         * @param meant the command that it is, if it is meant as one: without what a document puts around it
         */
        record Prose(String why, String meant) implements Interpretation {}
    }
}
