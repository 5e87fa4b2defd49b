package io.github.devopsagent.git.internal.repository;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
public record Head(ObjectId commit, Optional<String> branch) {

    private static final String DETACHED = "detached";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{40}) (\\S+)");

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

    /** Where its branch is now; empty if there is none, or no longer. */
    public Optional<ObjectId> tip(Repository repository) throws IOException {
        return branch.isPresent()
                ? Optional.ofNullable(repository.exactRef(branch.get())).map(Ref::getObjectId)
                : Optional.empty();
    }

    /** The same commit, and no branch. */
    public Head detached() {
        return new Head(commit, Optional.empty());
    }

    /** As records on the disk have it. */
    public String line() {
        return commit.name() + " " + branch.orElse(DETACHED);
    }

    /** Reads what {@link #line} has written; empty if it is anything else. */
    public static Optional<Head> read(String line) {
        Matcher head = LINE.matcher(line);
        return head.matches()
                ? Optional.of(new Head(
                        ObjectId.fromString(head.group(1)),
                        Optional.of(head.group(2)).filter(branch -> !branch.equals(DETACHED))))
                : Optional.empty();
    }

    public String shortCommit() {
        return shortened(commit);
    }

    public static String shortened(ObjectId commit) {
        return commit.abbreviate(10).name();
    }

    /** For people: its branch, or that there is none. */
    public String describeBranch() {
        return branch.map(name -> "branch " + Repository.shortenRefName(name)).orElse("detached HEAD");
    }

    @Override
    public String toString() {
        return shortCommit() + " (" + describeBranch() + ")";
    }
}
