package io.github.devopsagent.shell.internal.log;

import java.util.regex.Pattern;

/**
 * A pattern that is given up when it takes too many steps: one that goes back and forth, such as {@code (a+)+b}, would take
 * years for a line of fifty characters.
 *
 * @param pattern looked for anywhere in a line
 */
record BoundedPattern(Pattern pattern) {

    /** A plain one takes about as many for each character as it has alternatives. */
    private static final int MOST_STEPS = 2_000_000;

    boolean isIn(String line) throws LogFault {
        try {
            return pattern.matcher(new BoundedText(line, new Steps())).find();
        } catch (TooManySteps | StackOverflowError e) {
            throw new LogFault("the pattern takes too long for a line of " + line.length()
                    + " characters: write one without repetitions inside of repetitions");
        }
    }

    private static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    /** One count for a line and all its parts. */
    private static final class Steps {
        private int taken;

        void take() {
            if (++taken > MOST_STEPS) {
                throw new TooManySteps();
            }
        }
    }

    private record BoundedText(String text, Steps steps) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            steps.take();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new BoundedText(text.substring(start, end), steps);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
