package io.github.devopsagent.git;

import org.eclipse.jgit.lib.Repository;

/**
 * A commit that was found by a name.
 *
 * @param commit the commit
 * @param what the name stands for, for people, such as {@code tag v2}
 */
record Resolved(Commit commit, String what) {

    static Resolved head(Commit commit, Head head) {
        return new Resolved(
                commit,
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
