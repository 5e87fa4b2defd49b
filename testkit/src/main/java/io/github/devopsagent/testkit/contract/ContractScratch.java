package io.github.devopsagent.testkit.contract;

import io.github.devopsagent.executor.Scratch;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files in a directory, without the agent and its promises for a power failure.
 *
 * @param directory where they lie
 */
record ContractScratch(Path directory) implements Scratch {

    /** Makes the directory absolute. */
    ContractScratch {
        directory = directory.toAbsolutePath();
    }

    @Override
    public void create(String name, byte[] content) {
        Path file = directory.resolve(name);
        try {
            Files.createFile(file);
            // Not a channel: an interruption must not leave half a file.
            try (OutputStream out = new FileOutputStream(file.toFile())) {
                out.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
