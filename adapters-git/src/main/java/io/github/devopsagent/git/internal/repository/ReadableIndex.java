package io.github.devopsagent.git.internal.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.Repository;

/** The index, if JGit can read its format. */
public final class ReadableIndex {

    /** The signature and the size, always 0, of the extension that every sparse index has (gitformat-index). */
    private static final String SPARSE_DIRECTORIES = "sdir\0\0\0\0";

    /** Where a split index has the greater part of its entries (gitformat-index). */
    private static final String SHARED_INDEX = "sharedindex.*";

    private ReadableIndex() {}

    public static DirCache of(Repository repository) throws IOException, GitRefusal {
        try {
            return repository.readDirCache();
        } catch (IOException e) {
            Path index = repository.getIndexFile().toPath();
            throw new GitRefusal("JGit cannot read the index " + index + ": " + advice(index, e));
        }
    }

    /** JGit's own words are about the first entry that it finds strange. */
    private static String advice(Path index, IOException e) throws IOException {
        if (Files.readString(index, ISO_8859_1).contains(SPARSE_DIRECTORIES)) {
            return "it is a sparse index. Run: git sparse-checkout disable";
        }
        try (DirectoryStream<Path> shared = Files.newDirectoryStream(index.getParent(), SHARED_INDEX)) {
            return shared.iterator().hasNext()
                    ? "it is a split index. Run: git update-index --no-split-index"
                    : e.getMessage() + ". Look at it with: git status";
        }
    }
}
