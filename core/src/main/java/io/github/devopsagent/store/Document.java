package io.github.devopsagent.store;

import java.util.Objects;
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
public record Document(String path, byte[] bytes, Mode mode, Optional<String> original) {

    /** Checks that everything is there. */
    public Document {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(original, "original");
    }

    /**
     * A document that is no copy of another one.
     *
     * @param path relative, with slashes
     * @param bytes all of it, or what is appended; not to be changed afterwards
     * @param mode how it is written
     */
    public Document(String path, byte[] bytes, Mode mode) {
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
    public static Document copyOf(String original, String path, byte[] bytes) {
        return new Document(path, bytes, Mode.CREATE, Optional.of(original));
    }

    /** How a document is written. */
    public enum Mode {
        /** In place of what is there. */
        REPLACE,
        /** Anew; the same bytes under the same path are done already, other bytes are never overwritten. */
        CREATE,
        /** At the end of what is there. */
        APPEND
    }
}
