package io.github.devopsagent.examples;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

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
        Path from = MODULE.resolve(directory);
        Path runs = Files.createDirectories(MODULE.resolve("target/runs").toAbsolutePath());
        Path copy = Files.createTempDirectory(runs, directory.replace('/', '-') + "-");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to, COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    /** A copy in which words such as {@code @PORT@} are replaced, for what is known only now. */
    static Path copyOf(String directory, Map<String, String> words) throws IOException {
        Path copy = copyOf(directory);
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                for (Map.Entry<String, String> word : words.entrySet()) {
                    text = text.replace(word.getKey(), word.getValue());
                }
                Files.writeString(file, text);
            }
        }
        return copy;
    }
}
