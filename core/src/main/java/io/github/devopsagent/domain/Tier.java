package io.github.devopsagent.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How strictly the protocol is applied to an epic. */
public enum Tier {
    /** Without a devops role. */
    STARTER,
    /** With a devops role. */
    STANDARD,
    /** With a devops role. */
    ENTERPRISE;

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
    public static Optional<Tier> of(String label) {
        for (Tier each : values()) {
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
        for (Tier each : values()) {
            labels.add(each.label());
        }
        return List.copyOf(labels);
    }
}
