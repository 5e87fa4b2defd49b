package io.github.devopsagent.internal.store;

import io.github.devopsagent.internal.disk.LinkLoopException;
import io.github.devopsagent.internal.disk.NoRegularFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What lies in a file, or why that cannot be read. */
record FileContent(Path path) implements Content {

    static final String NOWHERE = "it is a link that leads nowhere";
    static final String DIRECTORY = "it is a directory, expected is a file";
    static final String NO_FILE = "it is no regular file";

    /** No system follows more. */
    private static final int MOST_LINKS = 64;

    @Override
    public InputStream open() throws IOException {
        if (Files.isDirectory(path)) {
            throw new NoRegularFileException(path, DIRECTORY);
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new NoRegularFileException(path, NO_FILE);
        }
        if (Files.isSymbolicLink(path) && Files.notExists(path)) {
            throw new NoRegularFileException(path, NOWHERE);
        }
        if (isLoop()) {
            throw new LinkLoopException(path);
        }
        return Files.newInputStream(path);
    }

    private boolean isLoop() throws IOException {
        Path next = path;
        for (int links = 0; Files.isSymbolicLink(next); links++) {
            if (links == MOST_LINKS) {
                return true;
            }
            next = next.resolveSibling(Files.readSymbolicLink(next));
        }
        return false;
    }

    @Override
    public long size() throws IOException {
        return Files.size(path);
    }

    @Override
    public Optional<String> stamp() {
        return FileStamp.of(path);
    }
}
