package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.util.SystemReader;

/** Whose repository it is: git runs nothing from another user's, since its configuration names commands; nor do we. */
final class RepositoryOwnership {

    private final ProcessOwner user;
    private final SystemReader system;

    RepositoryOwnership(ProcessOwner user, SystemReader system) {
        this.user = user;
        this.system = system;
    }

    /** JGit has no such check (git's is ensure_valid_ownership). */
    void require(Path root, Path gitDirectory) throws IOException, GitRefusal {
        Path real = root.toRealPath();
        for (Path path : List.of(real, real.resolve(Constants.DOT_GIT), gitDirectory)) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !user.owns(path)) {
                requireSafe(real, path);
            }
        }
    }

    private void requireSafe(Path root, Path path) throws IOException, GitRefusal {
        if (!SafeDirectories.of(system).contain(root)) {
            throw new GitRefusal("Detected dubious ownership in the repository " + root + ": " + path + " is owned by "
                    + ProcessOwner.ownerName(path) + ", but the current user is " + user
                    + ". Whoever owns it decides which commands git's filters run. If you trust them, run: git config"
                    + " --global --add safe.directory " + ShellWord.quoted(root.toString())
                    + ", or allow it in the host with GitAdapter.allowingOtherOwner().");
        }
    }
}
