package io.github.devopsagent.internal.attempt;

import io.github.devopsagent.executor.ProcessId;

/** What the thread of a run does while an attempt goes on. */
public interface AttemptWatch {

    /**
     * An attempt has begun a process, and waits until this returns.
     *
     * @param process carries the attempt out
     * @return false if that could not be recorded, so that the attempt is interrupted before its executor goes on
     */
    boolean started(ProcessId process);

    /** Its process was told of, and runs. */
    default void meanwhile() {}
}
