package io.github.devopsagent.git.internal.repository;

import java.io.File;
import java.io.IOException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;

/** What git reads from {@code config.worktree} if {@code extensions.worktreeConfig} is set, and JGit does not. */
final class WorkTreeConfig {

    private WorkTreeConfig() {}

    /** To this process's copy of the configuration only. */
    static void addTo(Repository repository) throws IOException {
        Config config = repository.getConfig();
        if (!config.getBoolean("extensions", "worktreeConfig", false)) {
            return;
        }
        FileBasedConfig own = new FileBasedConfig(new File(repository.getDirectory(), "config.worktree"), FS.DETECTED);
        try {
            own.load();
            config.fromText(config.toText() + "\n" + own.toText());
        } catch (ConfigInvalidException e) {
            throw new IOException(own.getFile() + " cannot be read", e);
        }
    }
}
