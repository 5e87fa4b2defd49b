package io.github.devopsagent.executor;

import java.nio.file.Path;

/**
 * Where an executor leaves what must be found again if the agent is killed, such as the command that it is about to
 * start. Writing goes through the agent, so that a file is on the disk when {@link #create} returns.
 */
public interface Scratch {

    /**
     * Where the files lie.
     *
     * @return a directory, absolute; it may be gone when a run is gone on with
     */
    Path directory();

    /**
     * Writes a file, readable by nobody but this user, and syncs it.
     *
     * @param name the file's name, which begins with the attempt's key, and is no path; there is no such file yet. One
     *     that begins with something else is not deleted with the attempt, but with the run
     * @param content all that it shall have
     * @throws IllegalArgumentException if the name is a path, or that of a file of the agent's own
     * @throws java.io.UncheckedIOException if it could not be written; then it is not there
     */
    void create(String name, byte[] content);

    /**
     * Writes a file, readable by nobody but this user, that need not outlive this boot of the machine: it is there for
     * whoever goes on after the agent was killed, and may be missing or broken after a power failure.
     *
     * @param name the file's name, which begins with the attempt's key; there is no such file yet
     * @param content all of its bytes
     * @throws java.io.UncheckedIOException if it could not be written; then it is not there
     */
    default void createUnsynced(String name, byte[] content) {
        create(name, content);
    }

    /**
     * Deletes one of the files, if it is there.
     *
     * @param name the file's name; a file that is not there is fine
     * @throws IllegalArgumentException as {@link #create}
     * @throws java.io.UncheckedIOException if it could not be deleted
     */
    void delete(String name);
}
