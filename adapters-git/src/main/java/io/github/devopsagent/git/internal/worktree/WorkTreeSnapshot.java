package io.github.devopsagent.git.internal.worktree;

import io.github.devopsagent.git.internal.conversion.FileFilters;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.ComparedFiles;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ReadableIndex;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.NameConflictTreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/** The tracked files as they are in the work tree, as {@code git commit -a} would commit them. */
public final class WorkTreeSnapshot {

    private final Repository repository;
    private final FileFilters filters;

    public WorkTreeSnapshot(OpenWorkTree tree) {
        this.repository = tree.repository();
        this.filters = tree.filters();
    }

    /** Their tree: that of the commit, but for the paths that differ from it. */
    public ObjectId tree(ObjectId commit, Set<String> different) throws IOException, GitRefusal {
        DirCache files = DirCache.newInCore();
        DirCacheBuilder builder = files.builder();
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            addCommitted(builder, commit, different);
            addFromWorkTree(builder, inserter, different);
            builder.finish();
            ObjectId id = files.writeTree(inserter);
            inserter.flush();
            return id;
        }
    }

    /**
     * The index, where it has contents that are neither committed nor in the work tree.
     *
     * @param files the tree of {@link #tree}
     * @return its tree; empty if there are none
     */
    public Optional<ObjectId> stagedOtherwise(ObjectId commit, ObjectId files, Set<String> different)
            throws IOException, GitRefusal {
        try (RevWalk walk = new RevWalk(repository);
                ObjectReader reader = walk.getObjectReader();
                ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache committed = DirCache.read(reader, walk.parseTree(commit));
            DirCache inWorkTree = DirCache.read(reader, files);
            DirCache index = ReadableIndex.of(repository);
            boolean otherwise = different.stream()
                    .map(index::getEntry)
                    .filter(Objects::nonNull)
                    .filter(staged -> staged.getFileMode() != FileMode.GITLINK && !staged.isIntentToAdd())
                    .anyMatch(staged -> !isIn(committed, staged) && !isIn(inWorkTree, staged));
            if (!otherwise) {
                return Optional.empty();
            }
            ObjectId id = withoutIntents(index).writeTree(inserter);
            inserter.flush();
            return Optional.of(id);
        }
    }

    /** As git writes a tree: of a file that will be added, there is no content yet. */
    private static DirCache withoutIntents(DirCache index) {
        DirCache staged = DirCache.newInCore();
        DirCacheBuilder builder = staged.builder();
        for (int i = 0; i < index.getEntryCount(); i++) {
            if (!index.getEntry(i).isIntentToAdd()) {
                builder.add(index.getEntry(i));
            }
        }
        builder.finish();
        return staged;
    }

    private static boolean isIn(DirCache tree, DirCacheEntry staged) {
        DirCacheEntry entry = tree.getEntry(staged.getPathString());
        return entry != null && entry.getObjectId().equals(staged.getObjectId());
    }

    private void addCommitted(DirCacheBuilder builder, ObjectId commit, Set<String> except) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                ObjectReader reader = walk.getObjectReader()) {
            DirCache committed = DirCache.read(reader, walk.parseTree(commit));
            for (int i = 0; i < committed.getEntryCount(); i++) {
                DirCacheEntry entry = committed.getEntry(i);
                if (!except.contains(entry.getPathString())) {
                    builder.add(entry);
                }
            }
        }
    }

    private void addFromWorkTree(DirCacheBuilder builder, ObjectInserter inserter, Collection<String> paths)
            throws IOException, GitRefusal {
        if (paths.isEmpty()) {
            return;
        }
        try (TreeWalk walk = new NameConflictTreeWalk(repository)) {
            walk.setOperationType(OperationType.CHECKIN_OP);
            int index = walk.addTree(new DirCacheIterator(ReadableIndex.of(repository)));
            ComparedFiles files = new ComparedFiles(repository, filters);
            int work = walk.addTree(files);
            files.setDirCacheIterator(walk, index);
            walk.setRecursive(true);
            walk.setFilter(PathFilterGroup.createFromStrings(paths));
            while (walk.next()) {
                DirCacheIterator tracked = walk.getTree(index, DirCacheIterator.class);
                WorkingTreeIterator file = walk.getTree(work, WorkingTreeIterator.class);
                if (tracked != null && file != null && paths.contains(walk.getPathString())) {
                    builder.add(entry(walk.getPathString(), tracked, file, inserter));
                }
            }
        }
    }

    private static DirCacheEntry entry(
            String path, DirCacheIterator tracked, WorkingTreeIterator file, ObjectInserter inserter)
            throws IOException {
        DirCacheEntry entry = new DirCacheEntry(path);
        entry.setFileMode(file.getIndexFileMode(tracked));
        if (entry.getFileMode() == FileMode.GITLINK) {
            entry.setObjectId(file.getEntryObjectId());
        } else {
            long length = file.getEntryContentLength();
            // What git's filters make of the file on its way into a commit.
            try (InputStream cleaned = file.openEntryStream()) {
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, length, cleaned));
            }
        }
        return entry;
    }
}
