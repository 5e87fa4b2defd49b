package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Tells a file from another one of the same name. What tells it is not given to another file for as long as this one is
 * open, even if it has no name any more.
 *
 * @param key the file system's
 */
public record FileIdentity(Object key) {

    /**
     * Which file a path names.
     *
     * @param file the path; a link is itself
     * @return the file; empty if there is none
     * @throws IOException if that cannot be found out
     */
    public static Optional<FileIdentity> of(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Object key = attributes.fileKey();
            // Where there is no key, a file that is open cannot be removed either.
            return Optional.of(new FileIdentity(key == null ? attributes.creationTime() : key));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The same for whoever asks on this machine, in a container or not. */
    public String text() {
        return key.toString();
    }

    /** Whether there is a file, and it is this one. */
    public boolean isThatOf(Optional<FileIdentity> other) {
        return other.isPresent() && other.get().key.equals(key);
    }

    /**
     * Whether a path names this file. Where that cannot be found out it is taken to do so: whoever may not look today
     * has removed nothing.
     *
     * @param file the path
     * @return false if it names another file, or none
     */
    public boolean isAt(Path file) {
        try {
            return isThatOf(of(file));
        } catch (IOException e) {
            return Files.isDirectory(DurableFiles.parent(file), LinkOption.NOFOLLOW_LINKS);
        }
    }
}
