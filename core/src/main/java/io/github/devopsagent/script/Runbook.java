package io.github.devopsagent.script;

import java.util.List;

/**
 * Steps that are written for people, as in a runbook: numbered, with commands in fences, in backticks or behind a
 * prompt. Read is what is plainly a command; everything else is told. Nothing of it is executed: it is a proposal.
 *
 * @param steps what the steps could be, in order
 * @param leftOut what is not among them, each with the reason
 */
public record Runbook(List<ProposedStep> steps, List<String> leftOut) {

    /**
     * An entry of a plan's list.
     *
     * @param text what it says
     * @param prose whether it is read as prose; anything else stays as it is
     */
    public record RunbookEntry(String text, boolean prose) {}

    /** What a step could be. */
    public sealed interface ProposedStep {

        /**
         * An entry that stays.
         *
         * @param entry its number in the list, from 0
         */
        record Kept(int entry) implements ProposedStep {}

        /**
         * A command that was found.
         *
         * @param name what the runbook says of it; empty if nothing
         * @param run the command, or several lines
         */
        record Found(String name, String run) implements ProposedStep {}
    }

    public Runbook {
        steps = List.copyOf(steps);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Reads a list of steps.
     *
     * @param entries in order; a text may have several lines, and a fence may reach over several entries
     * @param undoes whether the list is what undoes a deployment; no other is proposed commands that do
     * @return what it could be
     */
    public static Runbook of(List<RunbookEntry> entries, boolean undoes) {
        RunbookReader reader = new RunbookReader(undoes);
        for (int i = 0; i < entries.size(); i++) {
            reader.read(entries.get(i), i);
        }
        return reader.end();
    }

    /**
     * Whether anything was found.
     *
     * @return true if a step is proposed
     */
    public boolean proposes() {
        return steps.stream().anyMatch(ProposedStep.Found.class::isInstance);
    }
}
