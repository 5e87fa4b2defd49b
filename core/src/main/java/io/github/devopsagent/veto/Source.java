package io.github.devopsagent.veto;

import java.util.Objects;

/**
 * Where a piece of evidence is.
 *
 * @param file relative to the consensus directory
 * @param pointer a JSON pointer into the file; empty for the whole of it
 */
public record Source(String file, String pointer) {

    public Source {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(pointer, "pointer");
    }

    /**
     * Names a file as a whole, without a place in it: the pointer is empty.
     *
     * @param file relative to the consensus directory
     * @return the source
     */
    public static Source of(String file) {
        return new Source(file, "");
    }

    @Override
    public String toString() {
        return pointer.isEmpty() ? file : file + "#" + pointer;
    }
}
