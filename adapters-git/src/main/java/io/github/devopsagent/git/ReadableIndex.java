package io.github.devopsagent.git;

import java.io.IOException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.Repository;

/** The index, if JGit can read its format. */
final class ReadableIndex {

    private ReadableIndex() {}

    static DirCache of(Repository repository) throws Refusal {
        try {
            return repository.readDirCache();
        } catch (IOException e) {
            throw new Refusal("JGit cannot read the index " + repository.getIndexFile() + ": " + advice(e));
        }
    }

    /** The names in quotes are those of the index's extensions, in git's format documentation (index-format). */
    private static String advice(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("'link'")) {
            return "it is a split index. Run: git update-index --no-split-index";
        }
        if (message.contains("'sdir'")) {
            return "it is a sparse index. Run: git sparse-checkout disable";
        }
        return message + ". Look at it with: git status";
    }
}
