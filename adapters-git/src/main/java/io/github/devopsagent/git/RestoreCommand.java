package io.github.devopsagent.git;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/** What a person pastes into a shell, in any directory, to do what {@link Restoration} does. */
final class RestoreCommand {

    private final String git;
    private final String ref;

    RestoreCommand(WorkTree tree, RollbackRef ref) {
        this.git = "git -C " + Shell.quoted(tree.root().toString()) + " ";
        this.ref = ref.name();
    }

    String to(Head head, IgnoredDirectories ignored) {
        return ignored.paths().isEmpty() ? checkout(head) : restore(head, ignored.paths());
    }

    private String checkout(Head head) {
        return git
                + head.branch()
                        .map(branch -> "checkout -f -B " + Shell.quoted(Repository.shortenRefName(branch)) + " " + ref)
                        .orElse("checkout -f --detach " + ref);
    }

    /** A checkout knows no exceptions, but git restore does: files first, then HEAD, then the index of the rest. */
    private String restore(Head head, List<String> ignored) {
        String except = ignored.stream()
                .map(path -> " " + Shell.quoted(":(exclude,literal)" + path))
                .collect(Collectors.joining());
        return Stream.of(
                        "restore --source=" + ref + " --staged --worktree -- ." + except,
                        head.branch()
                                .map(branch -> "symbolic-ref " + Constants.HEAD + " " + Shell.quoted(branch))
                                .orElse("update-ref --no-deref HEAD " + Shell.quoted(ref + "^{commit}")),
                        "reset -q " + ref)
                .map(command -> git + command)
                .collect(Collectors.joining(" && "));
    }
}
