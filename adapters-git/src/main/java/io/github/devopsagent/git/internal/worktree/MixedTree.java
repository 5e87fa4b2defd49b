package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.IgnoredDirectories;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import java.io.IOException;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** A tree from two commits: ignored directories from one, everything else from the other. */
public final class MixedTree {

    private final Repository repository;
    private final IgnoredDirectories ignored;

    public MixedTree(OpenWorkTree tree) {
        this.repository = tree.repository();
        this.ignored = tree.ignored();
    }

    /** Needs no work tree; does nothing if it is there already. */
    public ObjectId of(AnyObjectId commit, AnyObjectId commitOfIgnored) throws IOException, GitRefusal {
        DirCache mixed = DirCache.newInCore();
        DirCacheBuilder builder = mixed.builder();
        try (RevWalk walk = new RevWalk(repository);
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectReader reader = walk.getObjectReader();
            add(builder, DirCache.read(reader, walk.parseTree(commit)), path -> !ignored.contain(path));
            add(builder, DirCache.read(reader, walk.parseTree(commitOfIgnored)), ignored::contain);
            builder.finish();
            requireNoFileInTheWay(mixed);
            ObjectId id = mixed.writeTree(inserter);
            inserter.flush();
            return id;
        }
    }

    private static void add(DirCacheBuilder builder, DirCache tree, Predicate<String> wanted) {
        for (int i = 0; i < tree.getEntryCount(); i++) {
            DirCacheEntry entry = tree.getEntry(i);
            if (wanted.test(entry.getPathString())) {
                builder.add(entry);
            }
        }
    }

    /** No tree can have a file and a directory of one name. */
    private void requireNoFileInTheWay(DirCache mixed) throws GitRefusal {
        for (String directory : ignored.paths()) {
            for (int slash = directory.indexOf('/'); slash > 0; slash = directory.indexOf('/', slash + 1)) {
                String parent = directory.substring(0, slash);
                if (mixed.getEntry(parent) != null && mixed.getEntriesWithin(directory).length > 0) {
                    throw new GitRefusal("The recorded commit has a file " + parent
                            + ", where the ignored directory is now: " + directory + ". Move the directory away.");
                }
            }
        }
    }
}
