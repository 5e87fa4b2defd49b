package io.github.devopsagent.veto;

import io.github.devopsagent.domain.Role;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why a deployment must not happen.
 *
 * @param code stable, for machines, such as {@code no_rollback_plan}: ASCII letters and digits, {@code _}, {@code -} and
 *     {@code .}
 * @param reason what was found and what is demanded, for people
 * @param where the evidence, or the place where it is missing
 * @param addressee the role that must act, and gets the message
 * @param faults of the document that is vetoed, all of them; empty if the reason says it all
 */
public record Veto(String code, String reason, Source where, Role addressee, List<Refusal> faults) {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]+");

    /**
     * Checks the code.
     *
     * @throws IllegalArgumentException if the code is empty, or has a character that is not allowed
     */
    public Veto {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "a veto's code consists of ASCII letters, digits, '_', '-' and '.', such as"
                            + " change_freeze, found '" + escaped(code) + "'; say the rest in the reason");
        }
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(addressee, "addressee");
        faults = List.copyOf(faults);
    }

    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(each -> Character.isISOControl(each) || Character.getType(each) == Character.FORMAT
                        ? String.format(Locale.ROOT, "\\u%04x", each)
                        : Character.toString(each))
                .collect(Collectors.joining());
    }

    /**
     * A veto whose reason says it all.
     *
     * @param code stable, for machines
     * @param reason for people
     * @param where the evidence
     * @param addressee the role that must act
     */
    public Veto(String code, String reason, Source where, Role addressee) {
        this(code, reason, where, addressee, List.of());
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
        return new Veto(code, reason, where, role, faults);
    }

    /**
     * The veto in one line.
     *
     * @return code, reason and place, without the faults
     */
    public String headline() {
        return code + ": " + reason + " (" + where + ")";
    }

    /** The headline, and below it each fault in a line of its own. */
    @Override
    public String toString() {
        return faults.stream().map(fault -> "\n  - " + fault).collect(Collectors.joining("", headline(), ""));
    }
}
