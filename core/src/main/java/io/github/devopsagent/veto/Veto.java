package io.github.devopsagent.veto;

import io.github.devopsagent.domain.Role;
import java.util.Objects;

/**
 * Why a deployment must not happen.
 *
 * @param code stable, for machines, such as {@code no_rollback_plan}
 * @param reason what was found and what is demanded, for people
 * @param where the evidence, or the place where it is missing
 * @param addressee the role that must act, and gets the message
 */
public record Veto(String code, String reason, Source where, Role addressee) {

    /** Checks that everything is there. */
    public Veto {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(addressee, "addressee");
    }

    /**
     * A veto that the tech lead must act on.
     *
     * @param code stable, for machines
     * @param reason for people
     * @param where the evidence
     * @return the veto
     */
    public static Veto of(String code, String reason, Source where) {
        return new Veto(code, reason, where, Role.TECH_LEAD);
    }

    /**
     * The same veto, for another role.
     *
     * @param role the role that must act
     * @return the veto
     */
    public Veto addressedTo(Role role) {
        return new Veto(code, reason, where, role);
    }

    @Override
    public String toString() {
        return code + ": " + reason + " (" + where + ")";
    }
}
