package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.repository.CommitGraph;
import io.github.devopsagent.git.internal.repository.Head;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** The message of a commit that takes back all that came after another commit. */
public final class RevertMessage {

    private RevertMessage() {}

    /**
     * Lists the commits that are taken back.
     *
     * @param what was rolled back, as the beginning of a sentence
     */
    public static String of(Repository repository, ObjectId tip, ObjectId old, String what) throws IOException {
        List<String> lines = new ArrayList<>();
        new CommitGraph(repository)
                .visit(tip, List.of(old), commit -> lines.add(commit.name() + " " + commit.getShortMessage()));
        return "Revert to " + Head.shortened(old) + "\n\n" + what + " was rolled back. This takes back:\n\n"
                + String.join("\n", lines) + "\n";
    }
}
