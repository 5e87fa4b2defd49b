package io.github.devopsagent.script;

/** Counts the lines of a script in which commands may stand. */
final class ScriptLines {

    private ScriptLines() {}

    /**
     * Whether a text has more than one line that is neither blank nor a comment. A line that ends with a backslash goes on
     * in the next one. What is not certain, such as the end of a line with a {@code #} in it, counts as a line of its own:
     * to end at a failure is the safe side.
     */
    static boolean areSeveral(String text) {
        int count = 0;
        boolean continued = false;
        for (String line : text.split("\n", -1)) {
            String content = withoutBlanks(line);
            boolean isNothing = !continued && (content.isEmpty() || content.startsWith("#"));
            if (!isNothing && !continued && ++count > 1) {
                return true;
            }
            continued = !isNothing && isContinued(line);
        }
        return false;
    }

    /** What a shell takes for one: a command may begin with any other white space. */
    private static String withoutBlanks(String line) {
        int begin = 0;
        while (begin < line.length() && (line.charAt(begin) == ' ' || line.charAt(begin) == '\t')) {
            begin++;
        }
        return line.substring(begin);
    }

    private static boolean isContinued(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1 && line.indexOf('#') < 0;
    }
}
