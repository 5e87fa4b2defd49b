package io.github.devopsagent.archfixtures;

import java.nio.file.Files;
import java.nio.file.Path;

/** Breaks the rule that of java.nio.file only the name of a file may be known. */
public record TouchesTheDisk(Path path) {

    boolean isThere() {
        return Files.exists(path);
    }
}
