package io.github.devopsagent.store;

import java.util.Objects;

/**
 * A document to write.
 *
 * @param path relative, with slashes
 * @param bytes all of it, or what is appended; not to be changed afterwards
 * @param mode how it is written
 */
@SuppressWarnings("ArrayRecordComponent")
public record Document(String path, byte[] bytes, Mode mode) {

    /** Checks that everything is there. */
    public Document {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(mode, "mode");
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
