package io.github.devopsagent.cli;

import io.github.devopsagent.Outcome;

/** An outcome for people, whose first line has the colour of what it means. */
final class OutcomeColours {

    private OutcomeColours() {}

    static String of(Outcome outcome, boolean isColoured) {
        String text = outcome.toString();
        if (!isColoured) {
            return text;
        }
        Colour colour = outcome.fold(
                deployed -> Colour.GOOD,
                vetoed -> Colour.WARNING,
                refused -> Colour.WARNING,
                aborted -> Colour.WARNING,
                rolledBack -> Colour.BAD,
                rollbackFailed -> Colour.BAD,
                fenced -> Colour.WARNING);
        int end = text.indexOf('\n');
        return end < 0 ? colour.of(text) : colour.of(text.substring(0, end)) + text.substring(end);
    }
}
