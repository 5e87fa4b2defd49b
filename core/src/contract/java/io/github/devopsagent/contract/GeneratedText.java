package io.github.devopsagent.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text that is generated and checked in, so that a change of it is seen in review. A test compares it; with
 * {@code -Dgenerated.write=true} the test writes it anew.
 */
public final class GeneratedText {

    private static final boolean WRITES = Boolean.getBoolean("generated.write");

    private GeneratedText() {}

    /** What stands in a file, after it was written anew if that is asked for. */
    public static String whole(Path file, String generated) {
        if (WRITES) {
            write(file, generated);
        }
        return read(file);
    }

    /** What stands in a file between the comments {@code generated: NAME} and {@code end of NAME}. */
    public static String section(Path file, String name, String generated) {
        String before = "<!-- generated: " + name + " -->\n";
        String after = "<!-- end of " + name + " -->";
        String text = read(file);
        int begin = text.indexOf(before) + before.length();
        int end = text.indexOf(after);
        if (begin < before.length() || end < begin) {
            throw new IllegalStateException(file + " has no section '" + name + "'");
        }
        if (WRITES) {
            write(file, text.substring(0, begin) + generated + text.substring(end));
            return generated;
        }
        return text.substring(begin, end);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
