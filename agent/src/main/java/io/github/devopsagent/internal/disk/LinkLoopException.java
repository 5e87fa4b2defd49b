package io.github.devopsagent.internal.disk;

import java.io.Serial;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What is there is a symbolic link that leads back to itself, so that no file can be behind it. */
public final class LinkLoopException extends FileSystemException {

    @Serial
    private static final long serialVersionUID = 1L;

    public LinkLoopException(Path path) {
        super(path.toString(), null, "it is a link that leads back to itself");
    }
}
