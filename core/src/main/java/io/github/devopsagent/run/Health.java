package io.github.devopsagent.run;

import java.util.Locale;

/** What the health checks say after a rollback. */
public enum Health {
    /** All checks pass. */
    HEALTHY,
    /** Only checks that failed steadily before the deployment fail after the rollback as well. */
    AS_BEFORE,
    /** A check fails that did not fail steadily before the deployment. */
    UNHEALTHY,
    /** The checks could not be asked, or not to an end. */
    NOT_VERIFIED;

    /**
     * The name of this constant in {@code deployment.json}.
     *
     * @return lower case with underscores
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
