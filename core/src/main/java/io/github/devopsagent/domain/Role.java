package io.github.devopsagent.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The roles that take part in the protocol. */
public enum Role {
    /** Requirements. */
    ANALYST,
    /** Architecture. */
    ARCHITECT,
    /** Answers for the plan. */
    TECH_LEAD,
    /** Implementation. */
    DEVELOPER,
    /** Answers for the test results. */
    QA,
    /** This agent. */
    DEVOPS,
    /** Reliability. */
    SRE,
    /** Security. */
    SECURITY,
    /** Data and model quality. */
    DATA_ML_QUALITY,
    /** Documentation. */
    DOCUMENTATION,
    /** Prompts. */
    PROMPT_ENGINEER,
    /** Support. */
    SUPPORT;

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
    public static Optional<Role> of(String label) {
        for (Role each : values()) {
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
        for (Role each : values()) {
            labels.add(each.label());
        }
        return List.copyOf(labels);
    }
}
