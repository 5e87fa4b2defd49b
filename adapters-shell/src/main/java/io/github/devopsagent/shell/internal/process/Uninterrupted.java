package io.github.devopsagent.shell.internal.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads files on a thread that may be interrupted. {@link java.nio.file.Files} reads through a channel, and an
 * interruption closes that: a process that runs on would look as if it had ended.
 */
final class Uninterrupted {

    private Uninterrupted() {}

    static String read(Path file) throws IOException {
        try (InputStream content = new FileInputStream(file.toFile())) {
            // Read to the end, whatever length is told: files in /proc have none.
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            content.transferTo(bytes);
            return bytes.toString(ISO_8859_1);
        }
    }
}
