package io.github.devopsagent.internal.attempt;

import java.util.List;

/** Whoever reads the lines of an attempt's output, as long as anybody does. */
@FunctionalInterface
public interface PrintedLines {

    /** Nobody: only beginning and end of the output are wanted. */
    PrintedLines UNREAD = new PrintedLines() {
        @Override
        public boolean areRead() {
            return false;
        }

        @Override
        public void take(List<String> lines) {}
    };

    /** Whether anybody reads them now. Where nobody does, no line is made. */
    default boolean areRead() {
        return true;
    }

    /**
     * Takes lines, in the order in which they were printed.
     *
     * @param lines without their ends; whoever begins to read amid a line has only the rest of it
     */
    void take(List<String> lines);
}
