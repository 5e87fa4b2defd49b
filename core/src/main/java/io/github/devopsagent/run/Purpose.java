package io.github.devopsagent.run;

/** What a health check or a metric is asked for. */
public enum Purpose {
    /** How it was before anything changed; never decides whether the run goes forward. */
    BASELINE,
    /** Whether the deployment is healthy. */
    VERIFY,
    /** Whether it stays healthy. */
    MONITOR,
    /** Whether the rollback is healthy. */
    VERIFY_ROLLBACK
}
