package io.github.devopsagent.directory;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** A file or directory of ours, or one that we write, does not do what it should. */
public final class BrokenFileException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String path;

    BrokenFileException(String what, Path path, IOException cause) {
        super(what + " " + path + " failed: " + cause, cause);
        this.path = path.toString();
    }

    /**
     * Where it failed.
     *
     * @return the path
     */
    public Path path() {
        return Path.of(path);
    }
}
