package io.github.devopsagent.executor;

import java.nio.file.Path;

/** For attempts that leave no files. */
public enum NoScratch implements Scratch {
    NO_SCRATCH;

    @Override
    public Path directory() {
        return Path.of("/");
    }

    @Override
    public void create(String name, byte[] content) {
        throw new AssertionError("no file is to be written, and " + name + " was");
    }

    @Override
    public void delete(String name) {
        throw new AssertionError("there is no file, and " + name + " was to be deleted");
    }
}
