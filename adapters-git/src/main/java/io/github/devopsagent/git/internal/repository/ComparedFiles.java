package io.github.devopsagent.git.internal.repository;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.jspecify.annotations.Nullable;

/**
 * The files of a work tree, which are as the index says only if that is certain. JGit takes a file for unchanged that has
 * the size and the time that the index has, which whoever copies a file over it can keep. As git does, this also looks at
 * the time of the inode's last change, which nobody can set; where the index does not know it, contents are compared.
 */
final class ComparedFiles extends FileTreeIterator {

    private static final String INODE_CHANGED = "unix:ctime";

    private final Instant indexWritten;
    private final Optional<Config> distrusted;

    ComparedFiles(Repository repository) throws IOException {
        this(repository, Optional.empty());
    }

    /**
     * Of which every file is read, whatever the index says, since that is a file that anybody can write; and through no
     * filter of the repository's own, which could give back what is committed whatever the file has.
     */
    static ComparedFiles distrustful(Repository repository) throws IOException {
        Config own = new Config();
        try {
            own.fromText(repository.getConfig().toText());
        } catch (ConfigInvalidException e) {
            throw new IOException(e);
        }
        return new ComparedFiles(repository, Optional.of(own));
    }

    private ComparedFiles(Repository repository, Optional<Config> distrusted) throws IOException {
        super(repository);
        this.distrusted = distrusted;
        Path index = repository.getIndexFile().toPath();
        indexWritten = Files.exists(index) ? Files.getLastModifiedTime(index).toInstant() : Instant.MIN;
    }

    private ComparedFiles(ComparedFiles above, File directory) {
        super(above, directory, above.fs, above.fileModeStrategy);
        this.indexWritten = above.indexWritten;
        this.distrusted = above.distrusted;
    }

    @Override
    public AbstractTreeIterator createSubtreeIterator(ObjectReader reader) {
        return new ComparedFiles(this, getEntryFile());
    }

    /** A file that is the same by its times may differ; so JGit goes on and reads it. */
    @Override
    public MetadataDiff compareMetadata(DirCacheEntry entry) {
        MetadataDiff difference = super.compareMetadata(entry);
        boolean doubtful = difference == MetadataDiff.EQUAL
                && entry.getFileMode() != FileMode.GITLINK
                && (distrusted.isPresent() || !isSameInode(entry));
        return doubtful ? MetadataDiff.DIFFER_BY_TIMESTAMP : difference;
    }

    @Override
    public @Nullable String getCleanFilterCommand() throws IOException {
        boolean hasFilters = distrusted.stream()
                .flatMap(own -> own.getSubsections(ConfigConstants.CONFIG_FILTER_SECTION).stream())
                .findAny()
                .isPresent();
        return hasFilters ? null : super.getCleanFilterCommand();
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
