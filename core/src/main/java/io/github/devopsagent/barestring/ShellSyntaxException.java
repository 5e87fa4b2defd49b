package io.github.devopsagent.barestring;

/** A text that is no command line, or one that is not read here. */
final class ShellSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Says what.
     *
     * @param message what stands in the way, as the end of a sentence that begins with the text
     */
    ShellSyntaxException(String message) {
        super(message, null, false, false);
    }
}
