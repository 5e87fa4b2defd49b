package io.github.devopsagent.internal.log;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What messages are about: each has a logger of its own, so that an operator can turn it up or down. */
@SuppressWarnings("ImmutableEnumChecker")
public enum LogSubject {
    /** A run as a whole. */
    RUN,
    /** Its steps. */
    STEP,
    /** Health checks and metrics. */
    CHECK,
    /** What steps and checks print. */
    OUTPUT,
    /** Code of the host. */
    HOST;

    private final Logger logger = LoggerFactory.getLogger("io.github.devopsagent." + name().toLowerCase(Locale.ROOT));

    Logger logger() {
        return logger;
    }
}
