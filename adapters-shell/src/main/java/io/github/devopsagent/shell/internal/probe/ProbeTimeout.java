package io.github.devopsagent.shell.internal.probe;

import java.io.IOException;

/** The time of a probe is over. */
final class ProbeTimeout extends IOException {

    private static final long serialVersionUID = 1L;
}
