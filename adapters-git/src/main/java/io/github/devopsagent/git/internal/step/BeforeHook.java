package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.steprecord.PushRecord;
import io.github.devopsagent.git.internal.steprecord.PushTarget;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.hooks.PrePushHook;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * What is there before the hook pre-push runs: it may look at what is pushed, and nothing else than that was judged.
 *
 * @param head what is checked out
 * @param changed the files with changes that no commit has
 */
record BeforeHook(OpenWorkTree tree, PushRecord push, Optional<Head> head, Set<String> changed) {

    static BeforeHook of(OpenWorkTree tree, PushRecord push) throws IOException, GitRefusal {
        Optional<Head> head = tree.head();
        return new BeforeHook(tree, push, head, changed(tree, head));
    }

    /** Files are compared only where something has run meanwhile. */
    private static Set<String> changed(OpenWorkTree tree, Optional<Head> head) throws IOException, GitRefusal {
        boolean isHook = tree.repository().getFS().findHook(tree.repository(), PrePushHook.NAME) != null;
        return isHook && head.isPresent() ? tree.fileDifferencesFrom(head.get().commit()) : Set.of();
    }

    /** Before anything is sent. */
    void requireStill() throws IOException, GitRefusal {
        String source = push.target().source();
        Optional<ObjectId> now =
                Optional.ofNullable(tree.repository().exactRef(source)).map(Ref::getObjectId);
        if (!now.equals(Optional.of(push.pushed()))) {
            throw changed("has moved the " + PushTarget.describe(source) + " from " + Head.shortened(push.pushed())
                    + " to " + now.map(Head::shortened).orElse("nothing"));
        }
        if (!tree.head().equals(head)) {
            throw changed("has moved HEAD to " + tree.head().map(Head::toString).orElse("nothing"));
        }
        Set<String> files = new TreeSet<>(changed(tree, head));
        files.removeAll(changed);
        if (!files.isEmpty()) {
            throw changed("has changed files: " + FirstPaths.of(files));
        }
    }

    private static GitRefusal changed(String what) {
        return GitRefusal.withTrace("Nothing was pushed: the pre-push hook, or somebody else meanwhile, " + what
                + ". Nobody has judged that. Have the hook leave commits and tracked files alone.");
    }
}
