package io.github.devopsagent.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where an epic stands, in order; {@link #BLOCKED} can be entered from any phase. */
public enum Phase {
    /** The analyst's. */
    REQUIREMENTS,
    /** The architect's. */
    ARCHITECTURE,
    /** The tech lead's. */
    PLANNING,
    /** The developer's. */
    IMPLEMENTATION,
    /** The phase before deployment: qa's, and where a veto returns to. */
    TESTING,
    /** The only phase in which this agent acts. */
    DEPLOYMENT,
    /** Deployed. */
    DONE,
    /** A person is needed. */
    BLOCKED;

    /**
     * The name of this constant in the protocol's files.
     *
     * @return lower case with underscores
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a constant by its name in the protocol's files.
     *
     * @param label as it stands in a file
     * @return the constant, or empty if there is none of this name
     */
    public static Optional<Phase> of(String label) {
        for (Phase each : values()) {
            if (each.label().equals(label)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /**
     * All names that the protocol's files may have here.
     *
     * @return the labels, in order
     */
    public static List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (Phase each : values()) {
            labels.add(each.label());
        }
        return List.copyOf(labels);
    }
}
