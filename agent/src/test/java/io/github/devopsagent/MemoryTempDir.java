package io.github.devopsagent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes temporary directories in memory where there is room: the matrices make and delete very many files, for which
 * some disks take longer than everything else.
 */
@SuppressWarnings({"exports", "missing-explicit-ctor"})
public final class MemoryTempDir implements TempDirFactory {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH = 1L << 30;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension) throws IOException {
        return create();
    }

    /** Makes one, for whom no extension does it; whoever asks deletes it. */
    public static Path create() throws IOException {
        return hasRoom() ? Files.createTempDirectory(MEMORY, "junit") : Files.createTempDirectory("junit");
    }

    private static boolean hasRoom() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH;
    }
}
