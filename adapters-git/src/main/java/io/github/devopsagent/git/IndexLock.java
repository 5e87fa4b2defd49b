package io.github.devopsagent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;

/** The file with which git processes keep each other off the index. */
final class IndexLock {

    private IndexLock() {}

    /** Never removes it: whether its owner still lives is for a person to say. */
    static void requireFree(Repository repository) throws IOException, Refusal {
        Path index = repository.getIndexFile().toPath();
        Path lock = index.resolveSibling(index.getFileName() + ".lock");
        if (Files.exists(lock)) {
            throw new Refusal("The index is locked by " + lock + " since " + Files.getLastModifiedTime(lock)
                    + ". Another git process is at work, or has"
                    + " died; if none runs, delete the file, and restore again.");
        }
    }
}
