package io.github.devopsagent.internal.store;

import java.util.Optional;

/**
 * A document to write.
 *
 * @param path relative, with slashes
 * @param bytes all of it, or what is appended; not to be changed afterwards
 * @param mode how it is written
 * @param original the document of which it is a copy, with owner and rights; empty if it is none
 * @param replaced the digest of what it was decided to replace, an empty text for nothing; empty if it replaces whatever is
 *     there
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredDocument(
        String path, byte[] bytes, WriteMode mode, Optional<String> original, Optional<String> replaced) {

    /**
     * A document that is no copy of another one.
     *
     * @param path relative, with slashes
     * @param bytes all of it, or what is appended; not to be changed afterwards
     * @param mode how it is written
     */
    public StoredDocument(String path, byte[] bytes, WriteMode mode) {
        this(path, bytes, mode, Optional.empty(), Optional.empty());
    }

    /**
     * A copy of a document, written anew, that is open to nobody to whom the original is closed.
     *
     * @param original the path of the document, relative, with slashes
     * @param path of the copy
     * @param bytes what stood in the original
     * @return a document with the rights of the original
     */
    public static StoredDocument copyOf(String original, String path, byte[] bytes) {
        return new StoredDocument(path, bytes, WriteMode.CREATE, Optional.of(original), Optional.empty());
    }

    /**
     * A document in place of what was read there, and of nothing else: somebody may put another one there meanwhile.
     *
     * @param path relative, with slashes
     * @param bytes all of it
     * @param replaced the digest of what was read; an empty text if there was nothing
     * @return a document that conflicts with whatever else is there
     */
    public static StoredDocument inPlaceOf(String replaced, String path, byte[] bytes) {
        return new StoredDocument(path, bytes, WriteMode.REPLACE, Optional.empty(), Optional.of(replaced));
    }

    /** How a document is written. */
    public enum WriteMode {
        /** In place of what is there. */
        REPLACE,
        /** Anew; the same bytes under the same path are done already, other bytes are never overwritten. */
        CREATE,
        /** At the end of what is there. */
        APPEND
    }
}
