package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.PrintableText;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/**
 * A commit that was found by a name.
 *
 * @param commit what the name leads to, tags peeled
 * @param ref the full name of the branch or tag; empty if the name is a commit's id
 * @param what the name stands for, for people, such as {@code tag v2}
 */
public record ResolvedRevision(CommitSummary commit, Optional<String> ref, String what) {

    /** By its id. */
    public ResolvedRevision(CommitSummary commit, String what) {
        this(commit, Optional.empty(), what);
    }

    public static ResolvedRevision head(CommitSummary commit, Head head) {
        return new ResolvedRevision(
                commit,
                head.branch(),
                head.branch()
                        .map(branch -> "HEAD of branch "
                                + PrintableText.of(Repository.shortenRefName(branch), PrintableText.NAME))
                        .orElse("detached HEAD"));
    }

    @Override
    public String toString() {
        return commit.shortId() + " (" + what + ")";
    }
}
