package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * What a person pastes into a shell, in any directory, to do what {@link Restoration} does, except that it always moves
 * the branch, pushed or not.
 */
public final class RestoreCommand {

    private final String git;
    private final String source;
    private final List<String> ignored;

    /**
     * From a commit.
     *
     * @param source its id, or the name of a ref
     */
    public RestoreCommand(OpenWorkTree tree, String source) {
        this.git = "git -C " + ShellWord.quoted(tree.root().toString()) + " ";
        this.source = source;
        this.ignored = tree.ignored().paths();
    }

    /**
     * The commands, joined.
     *
     * @param snapshot whether the source has a snapshot of changes, whose parent is then the commit
     */
    public String to(Head head, boolean snapshot) {
        String commit = snapshot ? source + "~1" : source;
        Stream<String> back = ignored.isEmpty() ? Stream.of(checkout(head, commit)) : around(head, commit);
        return Stream.concat(back, snapshot ? Stream.of(restore()) : Stream.empty())
                .map(command -> git + command)
                .collect(Collectors.joining(" && "));
    }

    private static String checkout(Head head, String commit) {
        return head.branch()
                .map(branch -> "checkout -f -B " + ShellWord.quoted(Repository.shortenRefName(branch)) + " " + commit)
                .orElse("checkout -f --detach " + commit);
    }

    /** A checkout knows no exceptions, but git restore does: files first, then HEAD, then the index of the rest. */
    private Stream<String> around(Head head, String commit) {
        return Stream.of(
                restore(),
                head.branch()
                        .map(branch -> "symbolic-ref " + Constants.HEAD + " " + ShellWord.quoted(branch))
                        .orElse("update-ref --no-deref HEAD " + ShellWord.quoted(commit + "^{commit}")),
                "reset -q " + commit);
    }

    private String restore() {
        return "restore --source=" + source + " --staged --worktree -- ."
                + ignored.stream()
                        .map(path -> " " + ShellWord.quoted(":(exclude,literal)" + path))
                        .collect(Collectors.joining());
    }
}
