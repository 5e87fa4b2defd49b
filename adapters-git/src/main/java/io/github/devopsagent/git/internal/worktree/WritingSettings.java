package io.github.devopsagent.git.internal.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;

/**
 * By what a repository has files written and compared. Where that is another than when files were left, git may take for
 * unchanged what is not as it was.
 */
public final class WritingSettings {

    private static final String CORE = "core";
    private static final List<String> NAMES = List.of("filemode", "autocrlf", "eol", "symlinks", "attributesfile");

    private WritingSettings() {}

    /** They are the same as long as this text is, which has no line's end. */
    public static String of(OpenWorkTree tree) throws IOException {
        Repository repository = tree.repository();
        Path attributes = repository.getCommonDirectory().toPath().resolve(Constants.INFO_ATTRIBUTES);
        byte[] content = Files.isRegularFile(attributes) ? Files.readAllBytes(attributes) : new byte[0];
        String settings = NAMES.stream()
                .map(name -> name + "=" + repository.getConfig().getString(CORE, null, name))
                .collect(Collectors.joining(" "));
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_BLOB, settings.getBytes(UTF_8)).name() + "-"
                    + formatter.idFor(Constants.OBJ_BLOB, content).name();
        }
    }

    /**
     * Requires that what is checked out has the bytes and modes that this machine's people have files written with, if the
     * repository has other settings by now.
     *
     * @param before what {@link #of} has said
     */
    public static void requireFilesAsBefore(OpenWorkTree tree, String before) throws IOException, GitRefusal {
        Optional<Head> head = tree.head();
        if (head.isEmpty() || before.equals(of(tree))) {
            return;
        }
        NavigableSet<String> others = others(tree, head.get().commit());
        if (!others.isEmpty()) {
            throw new GitRefusal("The way back went to " + head.get() + ", but core.fileMode, core.autocrlf, core.eol,"
                    + " core.symlinks or core.attributesFile of the repository " + tree.root()
                    + ", or .git/info/attributes, became another since, and these files are not what git writes without"
                    + " them: " + FirstPaths.of(others)
                    + ". Take the change of the settings back, and have the files written anew: "
                    + UncommittedFiles.WRITE_ANEW);
        }
    }

    private static NavigableSet<String> others(OpenWorkTree tree, ObjectId commit) throws IOException, GitRefusal {
        NavigableSet<String> others = new TreeSet<>();
        WrittenFiles written = new WrittenFiles(tree);
        try (ProvenObjects objects = tree.objects();
                TreeWalk walk = new TreeWalk(tree.repository(), objects)) {
            walk.addTree(
                    RevCommit.parse(objects.open(commit, Constants.OBJ_COMMIT).getBytes())
                            .getTree());
            walk.setRecursive(true);
            walk.setOperationType(OperationType.CHECKOUT_OP);
            walk.setAttributesNodeProvider(CommittedAttributes.of(tree));
            while (walk.next()) {
                boolean isOurs = walk.getFileMode(0) != FileMode.GITLINK
                        && !tree.ignored().contain(walk.getPathString());
                if (isOurs && !written.isSame(walk)) {
                    others.add(walk.getPathString());
                }
            }
        }
        return others;
    }
}
