package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Programs with which git merges files, and JGit does not: it merges lines, which may come to something else. */
record MergeDrivers(Repository repository, ObjectReader objects) {

    private static final String MERGE = "merge";

    private static final int OURS = 1;

    /** Refuses files that git would have one merge: both sides have changed them. */
    void requireNone(AnyObjectId base, AnyObjectId ours, AnyObjectId theirs) throws IOException, GitRefusal {
        try (TreeWalk walk = new TreeWalk(repository, objects)) {
            walk.addTree(base);
            walk.addTree(ours);
            walk.addTree(theirs);
            walk.setRecursive(true);
            while (walk.next()) {
                Optional<String> driver = isMerged(walk) ? driver(walk) : Optional.empty();
                if (driver.isPresent()) {
                    throw new GitRefusal("Git merges '" + PrintableText.of(walk.getPathString(), PrintableText.NAME)
                            + "' with the command of " + driver.get()
                            + ", which is not run here, and lines that are merged"
                            + " instead may come to something else. Make the revert by hand, and check it out.");
                }
            }
        }
    }

    /** Otherwise one side is taken as it is. A side that has no file is a conflict, or taken. */
    private static boolean isMerged(TreeWalk walk) {
        ObjectId ours = walk.getObjectId(OURS);
        return !ours.equals(walk.getObjectId(0))
                && !ours.equals(walk.getObjectId(2))
                && !walk.getObjectId(0).equals(walk.getObjectId(2))
                && isFile(walk.getFileMode(OURS))
                && isFile(walk.getFileMode(2));
    }

    private static boolean isFile(FileMode mode) {
        return (mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
    }

    private Optional<String> driver(TreeWalk walk) throws IOException {
        @Nullable Attribute attribute = walk.getAttributes(OURS).get(MERGE);
        Config config = repository.getConfig();
        String name = attribute == null || attribute.getState() == Attribute.State.UNSPECIFIED
                ? config.getString(MERGE, null, "default")
                : attribute.getValue();
        return Optional.ofNullable(name)
                .filter(driver -> config.getString(MERGE, driver, "driver") != null)
                .map(driver -> "merge." + PrintableText.of(driver, PrintableText.NAME) + ".driver");
    }
}
