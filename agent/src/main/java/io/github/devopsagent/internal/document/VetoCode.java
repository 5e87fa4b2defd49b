package io.github.devopsagent.internal.document;

import io.github.devopsagent.veto.Veto;

/** Codes of vetoes that are not as a {@link Veto} demands it: an earlier version took any, and a mask has changed them. */
public final class VetoCode {

    private static final String OTHERS = "[^A-Za-z0-9_.-]";

    private VetoCode() {}

    /**
     * A code that a veto can have.
     *
     * @param code any text
     * @return the code itself if it is allowed; else with {@code _} for each character that is not
     */
    public static String of(String code) {
        return code.isEmpty() ? "_" : code.replaceAll(OTHERS, "_");
    }
}
