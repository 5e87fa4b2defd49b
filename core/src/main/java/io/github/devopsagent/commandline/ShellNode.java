package io.github.devopsagent.commandline;

import java.util.List;
import java.util.Optional;

/** A part of a script, as a shell parses it. */
sealed interface ShellNode {

    /**
     * What may fail of a redirection.
     *
     * @param readsFile whether a file must be there
     * @param writesFile whether a file is made, or one is written to
     */
    record Redirections(boolean readsFile, boolean writesFile) {

        static final Redirections NONE = new Redirections(false, false);

        Redirections and(Redirections other) {
            return new Redirections(readsFile || other.readsFile, writesFile || other.writesFile);
        }
    }

    /**
     * A program and its arguments, or assignments, or both.
     *
     * @param words without quotes; what is substituted stands in them as it is written
     * @param redirections those of this command
     */
    record SimpleWords(List<String> words, Redirections redirections) implements ShellNode {

        public SimpleWords {
            words = List.copyOf(words);
        }
    }

    /**
     * A list between brackets.
     *
     * @param list what stands in them
     * @param isSubshell whether they are round, so that an {@code exit} leaves no more than them
     * @param redirections behind it
     */
    record CommandGroup(CommandList list, boolean isSubshell, Redirections redirections) implements ShellNode {}

    /**
     * An {@code if}.
     *
     * @param branches each condition and what is done if it holds
     * @param otherwise behind {@code else}
     * @param redirections behind it
     */
    record Conditional(List<ConditionalBranch> branches, Optional<CommandList> otherwise, Redirections redirections)
            implements ShellNode {

        public Conditional {
            branches = List.copyOf(branches);
        }
    }

    /**
     * One branch of an {@code if}.
     *
     * @param condition behind {@code if} or {@code elif}
     * @param body behind {@code then}
     */
    record ConditionalBranch(CommandList condition, CommandList body) {}

    /**
     * A {@code for}; its words are not looked at.
     *
     * @param body what is done for each word
     */
    record ForLoop(CommandList body) implements ShellNode {}

    /** A {@code while} or {@code until}, which may never end, so that it fails when its time is over. */
    record EndlessLoop() implements ShellNode {}

    /**
     * Commands one after the other.
     *
     * @param entries in their order
     */
    record CommandList(List<ListEntry> entries) {

        public CommandList {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Pipelines with {@code &&} and {@code ||} between them.
     *
     * @param pipelines at least one
     * @param isSuccessAsked for each but the first, whether {@code &&} stands before it
     * @param isInBackground whether {@code &} stands behind it
     */
    record ListEntry(List<PipedCommands> pipelines, List<Boolean> isSuccessAsked, boolean isInBackground) {

        public ListEntry {
            pipelines = List.copyOf(pipelines);
            isSuccessAsked = List.copyOf(isSuccessAsked);
        }
    }

    /**
     * Commands with {@code |} between them.
     *
     * @param commands at least one
     * @param isNegated whether {@code !} stands before them
     */
    record PipedCommands(List<ShellNode> commands, boolean isNegated) {

        public PipedCommands {
            commands = List.copyOf(commands);
        }
    }
}
