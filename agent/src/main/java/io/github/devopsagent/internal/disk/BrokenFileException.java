package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** A file or directory of ours, or one that we write, does not do what it should. */
public final class BrokenFileException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * Something could not be done.
     *
     * @param what it was, such as {@code writing}
     * @param path the file or directory
     * @param cause why not
     */
    public BrokenFileException(String what, Path path, IOException cause) {
        this(what + " " + path + " failed: " + cause, path.toString(), cause);
    }

    private BrokenFileException(String message, String path, Throwable cause) {
        super(message, cause);
        this.path = path;
    }

    /**
     * The same failure, with what it means.
     *
     * @param meaning for people
     * @return a failure that has this one as its cause
     */
    public BrokenFileException meaning(String meaning) {
        return new BrokenFileException(getMessage() + "; " + meaning, path, this);
    }

    /**
     * Where it failed.
     *
     * @return the file or directory
     */
    public Path path() {
        return Path.of(path);
    }
}
