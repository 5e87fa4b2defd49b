package io.github.devopsagent.shell.internal.probe;

import java.io.IOException;

/** A probe that failed, in words for people. */
final class ProbeFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    ProbeFailure(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
