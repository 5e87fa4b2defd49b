package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that git reads rules from, and that anybody can put something else in the place of: reading that may never end. */
final class PlainFile {

    private PlainFile() {}

    /** It may be missing. */
    static void require(Path file) throws GitRefusal {
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            throw new GitRefusal(
                    file + " is no file, but a pipe, socket or device, and is not read. Remove it, and have"
                            + " git write what its commit has, if there is one: git checkout -- <file>");
        }
    }
}
