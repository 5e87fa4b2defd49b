package io.github.devopsagent.shell.internal.log;

/** Why no lines can be counted, in words for people. */
final class LogFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    LogFault(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
