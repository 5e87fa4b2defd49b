package io.github.devopsagent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.util.SystemReader;

/** Whose repository it is: git runs nothing from another user's, since its configuration names commands; nor do we. */
final class Ownership {

    private final CurrentUser user;
    private final SystemReader system;

    Ownership(CurrentUser user, SystemReader system) {
        this.user = user;
        this.system = system;
    }

    /** JGit has no such check (git's is ensure_valid_ownership). */
    void require(Path root, Path gitDirectory) throws IOException, Refusal {
        Path real = root.toRealPath();
        for (Path path : List.of(real, real.resolve(Constants.DOT_GIT), gitDirectory)) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !user.owns(path)) {
                requireSafe(real, path);
            }
        }
    }

    private void requireSafe(Path root, Path path) throws IOException, Refusal {
        if (!SafeDirectories.of(system).contain(root)) {
            throw new Refusal("Detected dubious ownership in the repository " + root + ": " + path + " is owned by "
                    + CurrentUser.ownerName(path) + ", but the current user is " + user
                    + ". Whoever owns it decides which commands git's filters run. If you trust them, run: git config"
                    + " --global --add safe.directory " + Shell.quoted(root.toString())
                    + ", or allow it in the host with GitAdapter.allowingOtherOwner().");
        }
    }
}
