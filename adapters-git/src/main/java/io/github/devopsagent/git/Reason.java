package io.github.devopsagent.git;

/** What went wrong, in words. */
final class Reason {

    private Reason() {}

    /** JGit wraps what went wrong, and says on the outside less than on the inside. */
    static String of(Throwable e) {
        Throwable cause = e.getCause();
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return cause == null || cause.getMessage() == null ? message : message + ": " + cause.getMessage();
    }
}
