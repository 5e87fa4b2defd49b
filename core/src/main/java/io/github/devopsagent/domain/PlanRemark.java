package io.github.devopsagent.domain;

import java.util.List;
import java.util.Objects;

/**
 * What people should know of how the plan was read, though nothing is wrong with it. The same remark on many fields is
 * one.
 *
 * @param kind whether a field was read differently, or not at all
 * @param text what was found, and how it was read
 * @param pointers JSON pointers to the first fields of which this is true; empty if none is named
 * @param occurrences how many fields it is true of
 */
public record PlanRemark(RemarkKind kind, String text, List<String> pointers, int occurrences) {

    /** What became of a field. */
    public enum RemarkKind {
        /** It was written in another way than the one that is documented first, and has one meaning only. */
        READ_AS,
        /** Nobody knows it, and it was passed over. */
        UNKNOWN_FIELD,
        /** Nothing is written where an entry of a list could be, and it was passed over. */
        BLANK_ENTRY
    }

    /**
     * Refuses numbers that cannot be.
     *
     * @throws IllegalArgumentException if more fields are named than there are
     */
    public PlanRemark {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
        pointers = List.copyOf(pointers);
        if (occurrences < 1 || pointers.size() > occurrences) {
            throw new IllegalArgumentException("occurrences must be at least 1 and the named ones, found " + occurrences
                    + " and " + pointers.size());
        }
    }

    @Override
    public String toString() {
        if (pointers.isEmpty()) {
            return text;
        }
        int more = occurrences - pointers.size();
        return text + " (" + String.join(", ", pointers) + (more > 0 ? " and " + more + " more" : "") + ")";
    }
}
