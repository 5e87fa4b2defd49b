package io.github.devopsagent;

import java.io.Serial;
import java.nio.file.Path;

/**
 * The world is broken: a disk is full, a permission is missing, a file system fails. Everything that the protocol knows
 * is an {@link Outcome} instead. What was begun is in the journal; the next run finds it there.
 */
public final class DevOpsAgentException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String path;

    public DevOpsAgentException(String message, Path path, Throwable cause) {
        super(message, cause);
        this.path = path.toString();
    }

    /**
     * The file or directory at which it failed.
     *
     * @return its path
     */
    public Path path() {
        return Path.of(path);
    }
}
