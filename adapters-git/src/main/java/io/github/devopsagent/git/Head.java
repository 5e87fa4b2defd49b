package io.github.devopsagent.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * What is checked out.
 *
 * @param commit its id
 * @param branch its full name; empty if HEAD is detached
 */
record Head(ObjectId commit, Optional<String> branch) {

    /** The current one; empty if there is no commit yet. */
    static Optional<Head> of(Repository repository) throws IOException {
        Optional<ObjectId> commit = Optional.ofNullable(repository.resolve(Constants.HEAD));
        return commit.isEmpty() ? Optional.empty() : Optional.of(new Head(commit.get(), branchOf(repository)));
    }

    private static Optional<String> branchOf(Repository repository) throws IOException {
        return Optional.ofNullable(repository.exactRef(Constants.HEAD))
                .filter(Ref::isSymbolic)
                .map(head -> head.getTarget().getName());
    }

    String shortCommit() {
        return shortened(commit);
    }

    static String shortened(ObjectId commit) {
        return commit.abbreviate(10).name();
    }

    /** The branch as people call it. */
    String place() {
        return branch.map(name -> "branch " + Repository.shortenRefName(name)).orElse("detached HEAD");
    }

    @Override
    public String toString() {
        return shortCommit() + " (" + place() + ")";
    }
}
