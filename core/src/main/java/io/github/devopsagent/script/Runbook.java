package io.github.devopsagent.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Steps that are written for people, as in a runbook: numbered, with commands in fences, in backticks or behind a
 * prompt. Read is what is plainly a command; everything else is told. Nothing of it is executed: it is a proposal.
 *
 * @param steps what the steps could be, in order
 * @param leftOut what is not among them, each with the reason
 */
public record Runbook(List<ProposedStep> steps, List<String> leftOut) {

    private static final Pattern UNDOING = Pattern.compile(
            "(?i)\\b(roll(ing)?[\\s-]?backs?|revert(ing)?|undo(ing)?|back(ing)?[\\s-]?out|restor(e|ing))\\b");

    private static final Pattern NEVER =
            Pattern.compile("(?i)\\b(troubleshooting|debugging|emergency|examples?|if|in\\s+case|when)\\b");

    /**
     * An entry of a plan's list.
     *
     * @param text what it says
     * @param prose whether it is read as prose; anything else stays as it is
     */
    public record RunbookEntry(String text, boolean prose) {
        public RunbookEntry {
            Objects.requireNonNull(text, "text");
        }
    }

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
        Reader reader = new Reader(undoes);
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

    /** Reads line by line, and remembers what is said before a command. */
    private static final class Reader {

        private final List<ProposedStep> steps = new ArrayList<>();
        private final List<String> leftOut = new ArrayList<>();
        private final boolean undoes;
        private String section = "";
        private String heading = "";
        private String said = "";
        private Optional<RunbookFence> fence = Optional.empty();

        Reader(boolean undoes) {
            this.undoes = undoes;
        }

        void read(RunbookEntry entry, int number) {
            if (!entry.prose() && fence.isEmpty()) {
                leaveOutSaid();
                steps.add(new ProposedStep.Kept(number));
                return;
            }
            entry.text().lines().forEach(this::read);
        }

        private void read(String line) {
            if (fence.isPresent()) {
                if (fence.get().isClosedBy(line)) {
                    close(fence.get());
                } else {
                    fence.get().add(line);
                }
                return;
            }
            fence = RunbookFence.openedBy(line);
            if (fence.isEmpty()) {
                RunbookLine read = RunbookLine.of(line);
                switch (read.kind()) {
                    case BLANK -> {}
                    case HEADING -> {
                        leaveOutSaid();
                        heading = read.text();
                        section = heading;
                    }
                    case COMMAND -> found(read.name(), read.text());
                    case UNCLEAR -> leaveOut(read.text(), read.name());
                    case PROSE -> {
                        leaveOutSaid();
                        said = read.text();
                    }
                }
            }
        }

        private void close(RunbookFence closed) {
            fence = Optional.empty();
            closed.script().ifPresentOrElse(run -> found("", run), () -> leaveOut(closed.shown(), closed.reason()));
        }

        private void found(String name, String run) {
            String what = !name.isEmpty() ? name : !said.isEmpty() ? said : heading;
            if (!name.isEmpty()) {
                leaveOutSaid();
            }
            if (isForAnotherTime(what) || isForAnotherTime(section)) {
                leaveOut(
                        run,
                        "it stands under '" + (isForAnotherTime(what) ? what : section)
                                + "', which no step of this list is for");
            } else {
                steps.add(new ProposedStep.Found(what, run));
            }
            said = "";
            heading = "";
        }

        private boolean isForAnotherTime(String title) {
            return NEVER.matcher(title).find()
                    || (!undoes && UNDOING.matcher(title).find());
        }

        /** What no command followed. */
        private void leaveOutSaid() {
            if (!said.isEmpty()) {
                leaveOut(said, "no command is given with it");
                said = "";
            }
        }

        private void leaveOut(String text, String why) {
            leftOut.add("'" + text + "': " + why);
        }

        Runbook end() {
            fence.ifPresent(open -> leaveOut(open.shown(), "its fence is not closed"));
            leaveOutSaid();
            return new Runbook(steps, leftOut);
        }
    }
}
