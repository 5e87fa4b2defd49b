package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.ErrorText;
import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;

/** How a repository is stored, looked at before JGit opens it. */
final class RepositoryFormat {

    private static final String EXTENSIONS = "extensions";

    private RepositoryFormat() {}

    static void requireReadable(Path root, File commonDirectory) throws IOException, GitRefusal {
        FileBasedConfig config = new FileBasedConfig(new File(commonDirectory, Constants.CONFIG), FS.DETECTED);
        try {
            config.load();
        } catch (ConfigInvalidException e) {
            throw new GitRefusal("The configuration of the repository " + root + " cannot be read: " + ErrorText.of(e)
                    + ". Look at it with: git config --list");
        }
        requireNames(root, extension(config, "objectformat"));
        requireRefs(root, extension(config, "refstorage"));
    }

    private static Optional<String> extension(FileBasedConfig config, String name) {
        return Optional.ofNullable(config.getString(EXTENSIONS, null, name));
    }

    private static void requireNames(Path root, Optional<String> format) throws GitRefusal {
        if (format.filter(name -> !name.equalsIgnoreCase("sha1")).isPresent()) {
            throw new GitRefusal("The repository " + root + " has " + format.get()
                    + " object names, which JGit cannot read." + " Use a rollback_plan with git commands instead.");
        }
    }

    /** JGit reads reftables, but it neither forces them to the disk nor knows them in linked work trees. */
    private static void requireRefs(Path root, Optional<String> storage) throws GitRefusal {
        if (storage.filter(name -> !name.equalsIgnoreCase("files")).isPresent()) {
            throw new GitRefusal("The repository " + root + " stores its refs as " + storage.get()
                    + ", in which JGit cannot make a rollback point that survives a power failure."
                    + " Run: git refs migrate --ref-format=files");
        }
    }
}
