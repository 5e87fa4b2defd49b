package io.github.devopsagent.git.internal.approval;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.conversion.FileConversion;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.setting.GitSetting;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;

/** Whether files are what git writes of a commit. */
final class WrittenFiles {

    private final OpenWorkTree tree;
    private final FS machine;
    private final boolean modesCount;

    WrittenFiles(OpenWorkTree tree) throws IOException, GitRefusal {
        this.tree = tree;
        this.machine = tree.repository().getFS();
        // The repository's own core.fileMode counts for nothing: it would hide that a file became a program.
        this.modesCount = tree.settings()
                .honoured()
                .last("core", "fileMode")
                .map(GitSetting::isOn)
                .orElse(true);
    }

    /** Of the file that the walk is at, which has the commit's objects and attributes. */
    boolean isSame(TreeWalk walk) throws IOException, GitRefusal {
        Path file = tree.root().resolve(walk.getPathString());
        if (walk.getFileMode(0) == FileMode.SYMLINK && machine.supportsSymlinks()) {
            return Files.isSymbolicLink(file)
                    && id(Files.readSymbolicLink(file).toString().getBytes(UTF_8))
                            .equals(walk.getObjectId(0));
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && hasMode(file, walk) && hasContent(file, walk);
    }

    /** As git does, the owner's bit, whoever this process is. */
    private boolean hasMode(Path file, TreeWalk walk) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return !modesCount
                || view == null
                || view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE)
                        == (walk.getFileMode(0) == FileMode.EXECUTABLE_FILE);
    }

    private boolean hasContent(Path file, TreeWalk walk) throws IOException, GitRefusal {
        ObjectId committed = walk.getObjectId(0);
        try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
            if (id(Files.size(file), content).equals(committed)) {
                return true;
            }
        }
        FileConversion conversion = FileConversion.of(walk, tree.filters());
        Optional<String> clean =
                tree.filters().command(walk.getAttributes(), Constants.ATTR_FILTER_TYPE_CLEAN, walk.getPathString());
        if (clean.isPresent()) {
            return !conversion.changesContent() && cleaned(file, clean.get()).equals(committed);
        }
        return conversion.changesContent() && isWritten(file, conversion, walk);
    }

    private static boolean isWritten(Path file, FileConversion conversion, TreeWalk walk) throws IOException {
        ObjectLoader committed = walk.getObjectReader().open(walk.getObjectId(0), Constants.OBJ_BLOB);
        byte[] written = conversion.apply(walk.getObjectId(0), committed.getCachedBytes(Integer.MAX_VALUE));
        return Files.size(file) == written.length && Arrays.equals(written, Files.readAllBytes(file));
    }

    /** What the filter makes of it on the way to a commit; its digest. */
    private ObjectId cleaned(Path file, String command) throws IOException, GitRefusal {
        ProcessBuilder filter =
                machine.runInShell(command, new String[0]).directory(tree.root().toFile());
        filter.environment()
                .put(Constants.GIT_DIR_KEY, tree.repository().getDirectory().getAbsolutePath());
        try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
            FS.ExecutionResult result = machine.execute(filter, content);
            if (result.getRc() != 0) {
                throw new GitRefusal(
                        "The filter of " + file + " failed with exit code " + result.getRc() + ": " + command);
            }
            try (InputStream output = result.getStdout().openInputStream()) {
                return id(result.getStdout().length(), output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            tree.discardFilterOutputs();
        }
    }

    private static ObjectId id(byte[] content) {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_BLOB, content);
        }
    }

    private static ObjectId id(long length, InputStream content) throws IOException {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_BLOB, length, content);
        }
    }
}
