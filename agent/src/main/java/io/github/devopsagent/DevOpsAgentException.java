package io.github.devopsagent;

import java.io.Serial;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The world is broken: a disk is full, a permission is missing, a file system fails. Everything that the protocol knows
 * is an {@link Outcome} instead.
 */
public final class DevOpsAgentException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * A failure at a path.
     *
     * @param what was tried
     * @param path where
     * @param cause how it failed
     */
    public DevOpsAgentException(String what, Path path, Throwable cause) {
        super(what + " " + path + " failed: " + cause, Objects.requireNonNull(cause, "cause"));
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
