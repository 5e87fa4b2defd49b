package io.github.devopsagent.run;

/** What becomes of a run whose agent was killed. */
public enum Recovery {
    /**
     * By how far it came, the default. Before the first deploy step it starts over. Between deploy steps it goes on if
     * the gate still allows it, and else rolls back. A deploy step in doubt is run again if it is idempotent; otherwise
     * the run is rolled back. Verification and monitoring start anew. A rollback is continued.
     */
    STANDARD,
    /** Nothing goes forward any more: what was deployed is rolled back. */
    ROLL_BACK,
    /**
     * As {@link #STANDARD}, but what has finished before the first deploy step is not done again either, and a
     * pre-flight or backup step in doubt is done again only if it is idempotent.
     */
    RESUME,
    /** Nothing is done, until a person has decided. */
    ASK
}
