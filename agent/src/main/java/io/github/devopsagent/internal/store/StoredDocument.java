package io.github.devopsagent.internal.store;

import java.util.Optional;

/**
 * A document to write.
 *
 * @param path relative, with slashes
 * @param bytes all of it, or what is appended; not to be changed afterwards
 * @param mode how it is written
 * @param original the document of which it is a copy, with owner and rights; empty if it is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredDocument(String path, byte[] bytes, WriteMode mode, Optional<String> original) {

    /**
     * A document that is no copy of another one.
     *
     * @param path relative, with slashes
     * @param bytes all of it, or what is appended; not to be changed afterwards
     * @param mode how it is written
     */
    public StoredDocument(String path, byte[] bytes, WriteMode mode) {
        this(path, bytes, mode, Optional.empty());
    }

    /**
     * A copy of a document, written anew, that is open to nobody to whom the original is closed.
     *
     * @param original the path of the document, relative, with slashes
     * @param path of the copy
     * @param bytes what stood in the original
     * @return the copy
     */
    public static StoredDocument copyOf(String original, String path, byte[] bytes) {
        return new StoredDocument(path, bytes, WriteMode.CREATE, Optional.of(original));
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
