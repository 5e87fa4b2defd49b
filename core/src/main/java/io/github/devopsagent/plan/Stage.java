package io.github.devopsagent.plan;

import java.util.Locale;

/** The stages of a run, in the order in which they are entered; {@link #ROLLBACK} only when something failed. */
public enum Stage {
    /** Environment and dependencies are looked at; nothing is changed. */
    PRE_FLIGHT,
    /** A way back is created. */
    BACKUP,
    /** The plan's deployment steps. */
    DEPLOY,
    /** The health checks must pass. */
    HEALTH_CHECK,
    /** The health checks must go on passing for a while. */
    MONITOR,
    /** What was deployed is undone, and that is verified. */
    ROLLBACK;

    /**
     * The name of this stage in {@code deployment.json}.
     *
     * @return lower case with underscores, such as {@code pre_flight}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
