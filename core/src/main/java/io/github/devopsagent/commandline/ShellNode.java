package io.github.devopsagent.commandline;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A part of a script, as a shell parses it. */
sealed interface ShellNode {

    /**
     * What may fail of a redirection.
     *
     * @param readsFile whether a file must be there
     * @param writesFile whether a file is made, or one is written to
     * @param mixesErrors whether messages of errors go where the output goes
     * @param document the here-document that is read, which may be a script
     * @param areAny whether there is one, of whatever kind
     */
    record Redirections(
            boolean readsFile, boolean writesFile, boolean mixesErrors, Optional<String> document, boolean areAny) {

        static final Redirections NONE = new Redirections(false, false, false, Optional.empty(), false);

        Redirections and(Redirections other) {
            return new Redirections(
                    readsFile || other.readsFile,
                    writesFile || other.writesFile,
                    mixesErrors || other.mixesErrors,
                    other.document.isPresent() ? other.document : document,
                    areAny || other.areAny);
        }
    }

    /**
     * A program and its arguments, or assignments, or both.
     *
     * @param words without quotes; what is substituted stands in them as it is written
     * @param redirections those of this command
     * @param vanishing those of the words that are a variable or a substitution outside of quotes
     */
    record SimpleWords(List<String> words, Redirections redirections, Set<String> vanishing) implements ShellNode {

        public SimpleWords {
            words = List.copyOf(words);
            vanishing = Set.copyOf(vanishing);
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
     * An {@code if}, or a {@code case} written as one.
     *
     * @param branches each condition and what is done if it holds
     * @param otherwise behind {@code else}
     * @param isChoice whether it is a {@code case}: no condition of it is executed, so that none changes {@code $?}
     * @param redirections behind it
     */
    record Conditional(
            List<ConditionalBranch> branches,
            Optional<CommandList> otherwise,
            boolean isChoice,
            Redirections redirections)
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
     * A {@code for}.
     *
     * @param words for each of which something is done
     * @param body what is done
     * @param redirections behind it
     */
    record ForLoop(List<String> words, CommandList body, Redirections redirections) implements ShellNode {

        public ForLoop {
            words = List.copyOf(words);
        }
    }

    /**
     * A {@code while} or {@code until}. One that may never end fails when its time is over.
     *
     * @param condition what is asked before each round
     * @param isUntil whether it goes on for as long as that fails
     * @param body what is done
     * @param redirections behind it
     */
    record WhileLoop(CommandList condition, boolean isUntil, CommandList body, Redirections redirections)
            implements ShellNode {}

    /**
     * Commands one after the other.
     *
     * @param entries in their order
     */
    record CommandList(List<ListEntry> entries) {

        public CommandList {
            entries = List.copyOf(entries);
        }

        /** The words of the command that is all there is; empty if there is more, or something else. */
        Optional<List<String>> onlyCommand() {
            boolean isOne = entries.size() == 1
                    && entries.get(0).pipelines().size() == 1
                    && entries.get(0).pipelines().get(0).commands().size() == 1
                    && !entries.get(0).pipelines().get(0).isNegated();
            return isOne
                            && entries.get(0).pipelines().get(0).commands().get(0) instanceof SimpleWords simple
                            && !simple.words().isEmpty()
                    ? Optional.of(simple.words())
                    : Optional.empty();
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
