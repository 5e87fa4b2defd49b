package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the host named.
 *
 * @param root of the work tree, absolute
 * @param ignored directories that are left alone, absolute
 * @param otherOwnerAllowed whether the repository may be another user's
 * @param repositoryTrusted whether filters count that the repository's own configuration names
 */
public record WorkTreeLocation(Path root, List<Path> ignored, boolean otherOwnerAllowed, boolean repositoryTrusted) {

    public WorkTreeLocation {
        ignored = List.copyOf(ignored);
    }

    public WorkTreeLocation(Path root, List<Path> ignored) {
        this(root, ignored, false, false);
    }

    /** The work tree that the directory is in, found as git finds it, except that {@code GIT_DIR} is not asked. */
    public static WorkTreeLocation around(Path directory) throws IOException, GitRefusal {
        return new WorkTreeLocation(EnclosingWorkTree.of(directory), List.of());
    }

    public WorkTreeLocation ignoring(Path directory) {
        List<Path> more = new ArrayList<>(ignored);
        more.add(directory);
        return new WorkTreeLocation(root, more, otherOwnerAllowed, repositoryTrusted);
    }

    /** With the consensus directory left alone, unless it is everything. */
    public WorkTreeLocation beside(Path consensus) throws IOException {
        return isIn(consensus) ? this : ignoring(consensus);
    }

    private boolean isIn(Path directory) throws IOException {
        return IgnoredDirectories.real(root).startsWith(IgnoredDirectories.real(directory));
    }

    /** It cannot be left alone if it is everything. */
    public WorkTreeLocation ignoringConsensus(Path consensus) throws IOException, GitRefusal {
        if (isIn(consensus)) {
            throw new GitRefusal(
                    "The consensus directory " + consensus + " has the whole work tree " + root + " in it, and"
                            + " is left alone, so nothing could be checked out or restored. Give it a directory of its own, such"
                            + " as " + root.resolve("consensus") + ".");
        }
        return ignoring(consensus);
    }

    /**
     * Requires that no symbolic link of the work tree decides what is exempt from comparisons, the consensus directory and those
     * that the host leaves alone: whoever can write there could have one lead to the code.
     */
    public void requireNoLinkTo(Path consensus) throws IOException, GitRefusal {
        Path realRoot = root.toRealPath();
        Path real = IgnoredDirectories.real(consensus);
        if (real.startsWith(realRoot)) {
            for (Path link : SymbolicLinksInPath.to(consensus)) {
                if (link.startsWith(realRoot)) {
                    throw new GitRefusal("The consensus directory " + consensus + " is reached through the symbolic"
                            + " link " + link + ", which is in the work tree, as is what it leads to: whoever writes"
                            + " that link would decide which files are not compared. Put the directory itself there,"
                            + " or have the host name where it is: " + real);
                }
            }
        }
        requireNoLinkToIgnored();
    }

    /** Also out of the work tree, since steps in another one would be exempt there. */
    private void requireNoLinkToIgnored() throws IOException, GitRefusal {
        Path realRoot = root.toRealPath();
        for (Path directory : ignored) {
            for (Path link : SymbolicLinksInPath.to(directory)) {
                if (link.startsWith(realRoot)) {
                    throw new GitRefusal("The ignored directory " + directory + " is reached through the symbolic link "
                            + link
                            + ", which is in the work tree: whoever writes that link would decide which files are"
                            + " not compared. Put the directory itself there, or have the host name where it is, if"
                            + " that is to be left alone: GitAdapter.ignoring(" + IgnoredDirectories.real(directory)
                            + ").");
                }
            }
        }
    }

    /** Whether a work tree is in a directory that the host has left alone. */
    public boolean ignores(Optional<Path> workTree) throws IOException {
        for (Path directory : ignored) {
            if (workTree.isPresent() && workTree.get().startsWith(IgnoredDirectories.real(directory))) {
                return true;
            }
        }
        return false;
    }

    public WorkTreeLocation allowingOtherOwner() {
        return new WorkTreeLocation(root, ignored, true, repositoryTrusted);
    }

    /** The same of a submodule in it. */
    public WorkTreeLocation at(Path submodule) {
        return new WorkTreeLocation(submodule, ignored, otherOwnerAllowed, repositoryTrusted);
    }

    public WorkTreeLocation trustingRepository() {
        return new WorkTreeLocation(root, ignored, otherOwnerAllowed, true);
    }
}
