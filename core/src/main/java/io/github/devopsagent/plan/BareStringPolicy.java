package io.github.devopsagent.plan;

/** Which bare strings of a plan are executed. */
public enum BareStringPolicy {
    /** Those that are clearly commands, or exactly the name of an executor: the default. */
    COMMANDS,
    /** None: a step needs {@code run} or {@code uses}. */
    NEVER
}
