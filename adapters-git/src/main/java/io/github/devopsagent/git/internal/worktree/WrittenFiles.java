package io.github.devopsagent.git.internal.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.conversion.FileConversion;
import io.github.devopsagent.git.internal.conversion.LfsPointer;
import io.github.devopsagent.git.internal.conversion.WorkingTreeEncoding;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.setting.GitSetting;
import io.github.devopsagent.git.internal.setting.SettingList;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;
import org.eclipse.jgit.util.FS;

/**
 * Whether files are, byte for byte, what git writes of a commit by the configuration of this machine's people. What a filter
 * would make of them on the way to a commit is not asked: it may drop what was changed.
 */
final class WrittenFiles {

    private static final String CORE = "core";

    /** Of a file with more bytes, the length is compared first: a sparse one takes minutes to read. */
    private static final long LARGE = 1 << 20;

    private final OpenWorkTree tree;
    private final FS machine;
    private final WorkingTreeOptions options;
    private final boolean modesCount;
    private final boolean linksAreLinks;

    WrittenFiles(OpenWorkTree tree) throws IOException, GitRefusal {
        this.tree = tree;
        this.machine = tree.repository().getFS();
        // The repository's own core.fileMode counts for nothing: it would hide that a file became a program.
        SettingList honoured = tree.settings().honoured();
        this.options = FileConversion.options(honoured);
        this.modesCount = isOn(honoured, "fileMode");
        this.linksAreLinks = machine.supportsSymlinks() && isOn(honoured, "symlinks");
    }

    private static boolean isOn(SettingList settings, String name) {
        return settings.last(CORE, name).map(GitSetting::isOn).orElse(true);
    }

    /** Of the file that the walk is at, which has the commit's objects and attributes. */
    boolean isSame(TreeWalk walk) throws IOException, GitRefusal {
        Path file = tree.root().resolve(walk.getPathString());
        if (walk.getFileMode(0) == FileMode.SYMLINK && linksAreLinks) {
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
        FileConversion conversion = FileConversion.of(walk, tree.filters(), options);
        Optional<String> encoding = WorkingTreeEncoding.name(walk.getAttributes());
        if (FileConversion.isByProcess(walk, tree.filters())) {
            throw unprovable(
                    walk,
                    "its filter runs as a process (filter.<name>.process), which is not run here. Configure"
                            + " its smudge and clean for the user, too");
        }
        if (conversion.smudge().isEmpty() && encoding.isEmpty()) {
            // Also where line ends or $Id$ would be converted, since git leaves what is there when it commits.
            return isRaw(file, walk)
                    || (conversion.changesContent() && hasBytes(file, converted(conversion, walk)))
                    // Fetched by somebody who has the filter, and proven by the pointer's digest.
                    || (FileConversion.isForLfs(walk) && isOfLfs(file, walk));
        }
        if (conversion.isOfLfs(walk)) {
            return isOfLfs(file, walk);
        }
        byte[] text = converted(conversion, walk);
        for (byte[] content : encoding.isPresent() ? encoded(walk, encoding.get(), text) : List.of(text)) {
            boolean isSame = conversion.smudge().isPresent()
                    ? isSmudged(file, conversion.smudge().get(), content)
                    : hasBytes(file, content);
            if (isSame) {
                return true;
            }
        }
        return false;
    }

    private static GitRefusal unprovable(TreeWalk walk, String why) {
        return new GitRefusal("'" + PrintableText.of(walk.getPathString(), PrintableText.NAME)
                + "' cannot be proven to be what its commit has: " + why + ", or take the attribute away.");
    }

    private static boolean isRaw(Path file, TreeWalk walk) throws IOException {
        if (Files.size(file) > LARGE
                && Files.size(file) != walk.getObjectReader().getObjectSize(walk.getObjectId(0), Constants.OBJ_BLOB)) {
            return false;
        }
        try (InputStream content = new BufferedInputStream(Files.newInputStream(file));
                ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter
                    .idFor(Constants.OBJ_BLOB, Files.size(file), content)
                    .equals(walk.getObjectId(0));
        }
    }

    private static byte[] committed(TreeWalk walk) throws IOException {
        return walk.getObjectReader()
                .open(walk.getObjectId(0), Constants.OBJ_BLOB)
                .getCachedBytes(Integer.MAX_VALUE);
    }

    private static byte[] converted(FileConversion conversion, TreeWalk walk) throws IOException {
        return conversion.apply(walk.getObjectId(0), committed(walk));
    }

    private static boolean hasBytes(Path file, byte[] written) throws IOException {
        return Files.size(file) == written.length && Arrays.equals(written, Files.readAllBytes(file));
    }

    private static List<byte[]> encoded(TreeWalk walk, String encoding, byte[] text) throws GitRefusal {
        return WorkingTreeEncoding.of(encoding)
                .orElseThrow(() -> unprovable(
                        walk,
                        "its working-tree-encoding '" + PrintableText.of(encoding, PrintableText.NAME)
                                + "' is not known here. Use one that Java has, such as UTF-16"))
                .of(text);
    }

    private static boolean isOfLfs(Path file, TreeWalk walk) throws IOException, GitRefusal {
        // As it is left where its content was not asked for, such as by GIT_LFS_SKIP_SMUDGE.
        if (isRaw(file, walk)) {
            return true;
        }
        boolean isSmall =
                walk.getObjectReader().getObjectSize(walk.getObjectId(0), Constants.OBJ_BLOB) <= LfsPointer.LONGEST;
        byte[] committed = isSmall ? committed(walk) : new byte[0];
        if (!LfsPointer.isBegin(committed)) {
            return false;
        }
        return LfsPointer.of(committed)
                .orElseThrow(() -> unprovable(walk, "its pointer of Git LFS has what is not known here. Track it anew"))
                .isOf(file);
    }

    private boolean isSmudged(Path file, String command, byte[] content) throws IOException, GitRefusal {
        ProcessBuilder filter =
                machine.runInShell(command, new String[0]).directory(tree.root().toFile());
        filter.environment()
                .put(Constants.GIT_DIR_KEY, tree.repository().getDirectory().getAbsolutePath());
        try {
            FS.ExecutionResult result = machine.execute(filter, new ByteArrayInputStream(content));
            if (result.getRc() != 0) {
                throw new GitRefusal(
                        "The filter of " + file + " failed with exit code " + result.getRc() + ": " + command);
            }
            try (InputStream written = result.getStdout().openInputStream();
                    InputStream there = new BufferedInputStream(Files.newInputStream(file))) {
                return result.getStdout().length() == Files.size(file)
                        && Arrays.equals(written.readAllBytes(), there.readAllBytes());
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
}
