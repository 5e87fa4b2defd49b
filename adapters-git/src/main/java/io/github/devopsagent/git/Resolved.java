package io.github.devopsagent.git;

import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/**
 * A commit that was found by a name.
 *
 * @param commit the commit
 * @param ref the full name of the branch or tag; empty if the name is a commit's id
 * @param what the name stands for, for people, such as {@code tag v2}
 */
record Resolved(Commit commit, Optional<String> ref, String what) {

    /** By its id. */
    Resolved(Commit commit, String what) {
        this(commit, Optional.empty(), what);
    }

    static Resolved head(Commit commit, Head head) {
        return new Resolved(
                commit,
                head.branch(),
                head.branch()
                        .map(branch ->
                                "HEAD of branch " + Printable.of(Repository.shortenRefName(branch), Printable.NAME))
                        .orElse("detached HEAD"));
    }

    @Override
    public String toString() {
        return commit.shortId() + " (" + what + ")";
    }
}
