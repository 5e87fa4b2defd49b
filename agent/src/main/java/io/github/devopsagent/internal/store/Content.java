package io.github.devopsagent.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The bytes of a document that is there. */
@FunctionalInterface
public interface Content {

    /**
     * Opens the document for reading.
     *
     * @return its bytes; to be closed
     * @throws IOException if it cannot be read, for instance since it is a directory
     */
    InputStream open() throws IOException;

    /**
     * What changes whenever the document does, found out without reading it.
     *
     * @return the same text as before only if the document is the same; empty if only its bytes can tell
     */
    default Optional<String> stamp() {
        return Optional.empty();
    }

    /**
     * How large the document is, found out without reading it.
     *
     * @return the number of bytes; 0 if only reading can tell
     * @throws IOException if it cannot be found out
     */
    default long size() throws IOException {
        return 0;
    }

    /**
     * Reads the document, or as much of it as is wanted.
     *
     * @param most how many bytes at the most
     * @return its first bytes
     * @throws IOException if it cannot be read
     */
    default byte[] read(int most) throws IOException {
        try (InputStream in = open()) {
            return in.readNBytes(most);
        }
    }
}
