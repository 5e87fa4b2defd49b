package io.github.devopsagent.internal.disk;

import java.io.Serial;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What is there is a directory, a pipe or a device, and so no document at all. */
public final class NoRegularFileException extends FileSystemException {

    @Serial
    private static final long serialVersionUID = 1L;

    public NoRegularFileException(Path path, String reason) {
        super(path.toString(), null, reason);
    }
}
