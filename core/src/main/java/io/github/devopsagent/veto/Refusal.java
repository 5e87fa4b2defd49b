package io.github.devopsagent.veto;

import java.util.Objects;

/**
 * Why the agent does not even judge: the moment is wrong, or the evidence cannot be read. Nothing is written then.
 *
 * @param code stable, for machines, such as {@code wrong_phase}
 * @param reason what was found, what is allowed, and the fix, for people
 * @param where the place
 */
public record Refusal(String code, String reason, Source where) {

    public Refusal {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(where, "where");
    }

    @Override
    public String toString() {
        return code + ": " + reason + " (" + where + ")";
    }
}
