package io.github.devopsagent.git.internal.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.eclipse.jgit.hooks.PrePushHook;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files of Git LFS in a commit that is pushed: the commit has pointers only, and LFS sends the files by its hook. */
final class LfsObjects {

    /** Attributes are no longer than this; the rest is not looked at. */
    private static final int LIMIT = 1 << 20;

    private LfsObjects() {}

    /** What the result of a push says about them; empty if there are none, or LFS has its hook. */
    static String leftBehind(OpenWorkTree tree, ObjectId pushed) {
        try {
            return isUsedIn(tree.repository(), pushed) && !hasHook(tree.repository())
                    ? "; of files in Git LFS only the pointers were pushed, since this repository has no hook pre-push of"
                            + " LFS, which sends them. Run: git lfs install, and git lfs push --all <remote>"
                    : "";
        } catch (IOException | RuntimeException e) {
            // Then it is not known.
            return "";
        }
    }

    private static boolean isUsedIn(Repository repository, ObjectId pushed) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk found = TreeWalk.forPath(
                        repository,
                        Constants.DOT_GIT_ATTRIBUTES,
                        walk.parseCommit(pushed).getTree())) {
            return found != null
                    && new String(repository.open(found.getObjectId(0)).getBytes(LIMIT), UTF_8).contains("filter=lfs");
        }
    }

    private static boolean hasHook(Repository repository) throws IOException {
        Optional<File> hook = Optional.ofNullable(repository.getFS().findHook(repository, PrePushHook.NAME));
        return hook.isPresent() && Files.readString(hook.get().toPath(), UTF_8).contains("lfs");
    }
}
