package io.github.devopsagent.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which roles take part in an epic. */
public enum Mode {
    /** From analyst to devops. */
    FULL,
    /** Developer, qa, devops. */
    FAST_TRACK,
    /** Developer and devops; the vetoes hold all the same. */
    HOTFIX;

    /**
     * Whether the mode itself brings a role; another one may read its inbox all the same.
     *
     * @param role any of the protocol's
     * @return true if it takes part
     */
    public boolean has(Role role) {
        return switch (this) {
            case FULL -> true;
            case FAST_TRACK -> role == Role.DEVELOPER || role == Role.QA || role == Role.DEVOPS;
            case HOTFIX -> role == Role.DEVELOPER || role == Role.DEVOPS;
        };
    }

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
    public static Optional<Mode> of(String label) {
        for (Mode each : values()) {
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
        for (Mode each : values()) {
            labels.add(each.label());
        }
        return List.copyOf(labels);
    }
}
