package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.conversion.FileFilters;
import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * The files of a work tree, whose contents are compared, whatever the index says of their sizes and times: it is a file that
 * anybody can write. Only of a file with a filter, which would have to be run, it is believed as git believes it: with the time
 * of the inode's last change.
 */
public final class ComparedFiles extends FileTreeIterator {

    private static final String INODE_CHANGED = "unix:ctime";

    private final Instant indexWritten;
    private final FileFilters filters;

    /** The walk that all of these iterators are part of. */
    private final TreeWalk[] walk;

    /** Which runs no filter but these. */
    public ComparedFiles(Repository repository, FileFilters filters) throws IOException {
        super(repository);
        this.filters = filters;
        this.walk = new TreeWalk[1];
        requirePlain(repository.getWorkTree());
        Path index = repository.getIndexFile().toPath();
        indexWritten = Files.exists(index) ? Files.getLastModifiedTime(index).toInstant() : Instant.MIN;
    }

    private ComparedFiles(ComparedFiles above, File directory) {
        super(above, directory, above.fs, above.fileModeStrategy);
        this.indexWritten = above.indexWritten;
        this.filters = above.filters;
        this.walk = above.walk;
    }

    /** JGit reads these without a look at what they are. */
    private static void requirePlain(File directory) throws IOException {
        try {
            PlainFile.require(directory.toPath().resolve(Constants.DOT_GIT_IGNORE));
            PlainFile.require(directory.toPath().resolve(Constants.DOT_GIT_ATTRIBUTES));
        } catch (GitRefusal e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void setDirCacheIterator(TreeWalk of, int index) {
        super.setDirCacheIterator(of, index);
        walk[0] = of;
    }

    @Override
    public AbstractTreeIterator createSubtreeIterator(ObjectReader reader) throws IOException {
        requirePlain(getEntryFile());
        return new ComparedFiles(this, getEntryFile());
    }

    /** JGit goes on, and reads it. */
    @Override
    public MetadataDiff compareMetadata(DirCacheEntry entry) {
        MetadataDiff difference = super.compareMetadata(entry);
        boolean doubtful = difference == MetadataDiff.EQUAL
                && entry.getFileMode() != FileMode.GITLINK
                && !(isFiltered() && isSameInode(entry));
        return doubtful ? MetadataDiff.DIFFER_BY_TIMESTAMP : difference;
    }

    /** JGit would look for what a submodule is at among this repository's objects, and compare the link with that. */
    @Override
    public boolean isModified(DirCacheEntry entry, boolean forceContentCheck, ObjectReader reader) throws IOException {
        boolean isLinkForSubmodule =
                entry.getFileMode() == FileMode.GITLINK && getEntryRawMode() == FileMode.SYMLINK.getBits();
        return isLinkForSubmodule || super.isModified(entry, forceContentCheck, reader);
    }

    /** One of the repository's own is refused where the file differs without it, and nobody can say that it does not. */
    @Override
    public @Nullable String getCleanFilterCommand() throws IOException {
        try {
            return walk[0] == null
                    ? null
                    : filters.command(
                                    walk[0].getAttributes(), Constants.ATTR_FILTER_TYPE_CLEAN, walk[0].getPathString())
                            .orElse(null);
        } catch (GitRefusal e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private boolean isFiltered() {
        try {
            return getCleanFilterCommand() != null;
        } catch (IOException e) {
            // It is said when the file is read.
            return false;
        }
    }

    private boolean isSameInode(DirCacheEntry entry) {
        try {
            Path file = getEntryFile().toPath();
            if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                return false;
            }
            FileTime changed = (FileTime) Files.getAttribute(file, INODE_CHANGED, LinkOption.NOFOLLOW_LINKS);
            return changed.toMillis() == entry.getCreationTime()
                    && changed.toInstant().isBefore(indexWritten);
        } catch (IOException | ClassCastException e) {
            return false;
        }
    }
}
