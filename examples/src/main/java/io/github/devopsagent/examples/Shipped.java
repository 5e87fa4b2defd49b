package io.github.devopsagent.examples;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The directories that ship with the examples. A run changes what it works on, so each works on a copy. */
final class Shipped {

    private static final Path MODULE = Files.isDirectory(Path.of("examples")) ? Path.of("examples") : Path.of("");

    private Shipped() {}

    static Path copyOf(String directory) throws IOException {
        return copyOf(directory, Map.of());
    }

    /** A copy in which words such as {@code @PORT@} are replaced, for what is known only now. */
    static Path copyOf(String directory, Map<String, String> words) throws IOException {
        Path copy = newDirectory(directory);
        copy(directory, copy, words);
        return copy;
    }

    /** An empty one, in which a run may leave what it likes. */
    static Path newDirectory(String name) throws IOException {
        Path runs = Files.createDirectories(MODULE.resolve("target/runs").toAbsolutePath());
        return Files.createTempDirectory(runs, name.replace('/', '-') + "-");
    }

    /** Copies a file or a directory over what is there, with words replaced. */
    static void copy(String shipped, Path to, Map<String, String> words) throws IOException {
        Path from = MODULE.resolve(shipped);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = file.equals(from) ? to : to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, COPY_ATTRIBUTES, REPLACE_EXISTING);
                replace(words, copy);
            }
        }
    }

    private static void replace(Map<String, String> words, Path file) throws IOException {
        if (words.isEmpty()) {
            return;
        }
        String text = Files.readString(file);
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        Files.writeString(file, text);
    }
}
