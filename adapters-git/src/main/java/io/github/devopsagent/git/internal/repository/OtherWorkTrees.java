package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;

/** The other work trees of a repository, the main one and the linked ones, each with a HEAD of its own. */
public final class OtherWorkTrees {

    private static final String LINKED = "worktrees";
    private static final String WORK_TREE_CONFIG = "config.worktree";

    private final Path own;
    private final Path common;

    public OtherWorkTrees(Repository repository) throws IOException {
        this.own = repository.getDirectory().toPath().toRealPath();
        this.common = repository.getCommonDirectory().toPath().toRealPath();
    }

    /**
     * Git lets only one work tree be on a branch: in a second one, the files would differ from HEAD as soon as the first
     * one commits.
     *
     * @param branch its full name
     * @throws GitRefusal naming the work tree that is on the branch
     */
    public void requireNoneOn(String branch) throws IOException, GitRefusal {
        Optional<Path> other = on(branch);
        if (other.isPresent()) {
            throw new GitRefusal("'" + Repository.shortenRefName(branch)
                    + "' is checked out in another work tree of"
                    + " this repository, " + other.get() + ", and only one can be on a branch. Check out its"
                    + " commit: add \"detach\": true to 'with'; or end the other work tree: git worktree prune,"
                    + " if its directory is gone.");
        }
    }

    /**
     * The one that is on a branch.
     *
     * @param branch its full name
     */
    public Optional<Path> on(String branch) throws IOException {
        for (Path directory : gitDirectories()) {
            if (isOn(directory, branch)) {
                return Optional.of(root(directory));
            }
        }
        return Optional.empty();
    }

    /** Where they are, and where all of them have their objects and refs. */
    public List<Path> directories() throws IOException {
        List<Path> directories = new ArrayList<>(List.of(own, common));
        for (Path directory : gitDirectories()) {
            directories.add(root(directory));
        }
        return directories;
    }

    private List<Path> gitDirectories() throws IOException {
        List<Path> directories = new ArrayList<>();
        if (!isBare()) {
            directories.add(common);
        }
        Path linked = common.resolve(LINKED);
        if (Files.isDirectory(linked)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(linked)) {
                for (Path directory : found) {
                    directories.add(directory.toRealPath());
                }
            }
        }
        directories.remove(own);
        return directories;
    }

    /** A bare repository has a HEAD too, at which nothing is checked out. */
    private boolean isBare() throws IOException {
        return isBare(common.resolve(Constants.CONFIG)) || isBare(common.resolve(WORK_TREE_CONFIG));
    }

    private static boolean isBare(Path file) throws IOException {
        return config(file).getBoolean("core", "bare", false);
    }

    private static FileBasedConfig config(Path file) throws IOException {
        File config = file.toFile();
        FileBasedConfig read = new FileBasedConfig(config, FS.DETECTED);
        try {
            read.load();
        } catch (ConfigInvalidException e) {
            throw new IOException(config + " cannot be read", e);
        }
        return read;
    }

    private static boolean isOn(Path directory, String branch) throws IOException {
        Path head = directory.resolve(Constants.HEAD);
        return Files.isRegularFile(head) && Files.readString(head).strip().equals("ref: " + branch);
    }

    /** As far as the git directory says; that of a submodule lies elsewhere, and names its work tree. */
    private Path root(Path directory) throws IOException {
        for (String name : List.of(WORK_TREE_CONFIG, Constants.CONFIG)) {
            String root = config(directory.resolve(name)).getString("core", null, "worktree");
            if (root != null) {
                return directory.resolve(root).normalize();
            }
        }
        Path file = directory.resolve(Constants.GITDIR_FILE);
        Path git = Files.isRegularFile(file)
                ? directory.resolve(Files.readString(file).strip()).normalize()
                : directory;
        return git.endsWith(Constants.DOT_GIT)
                ? Optional.ofNullable(git.getParent()).orElse(git)
                : git;
    }
}
