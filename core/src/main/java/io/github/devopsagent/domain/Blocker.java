package io.github.devopsagent.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What keeps an epic from advancing.
 *
 * @param type what kind of answer it waits for
 * @param by the role that raised it, as it stands in the file
 * @param reason for people
 */
public record Blocker(Type type, String by, String reason) {

    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");

    public Blocker {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Whether this agent raised it.
     *
     * @return true if it is devops'
     */
    public boolean isOurs() {
        return by.equals(Role.DEVOPS.label());
    }

    /**
     * Whether another one says the same, in whatever lines.
     *
     * @param other such as one that an earlier version of this agent wrote
     * @return true if type, author and words are the same
     */
    public boolean saysTheSameAs(Blocker other) {
        return type == other.type && by.equals(other.by) && inOneLine(reason).equals(inOneLine(other.reason));
    }

    /**
     * A reason in one line.
     *
     * @param reason that may have several
     * @return the same words, with a blank for each line end and the white space around it
     */
    public static String inOneLine(String reason) {
        return reason.indexOf('\n') < 0 && reason.indexOf('\r') < 0
                ? reason
                : LINE_END.matcher(reason.strip()).replaceAll(" ");
    }

    /** The kinds of blockers. */
    public enum Type {
        /** Evidence was found wanting. */
        VETO,
        /** A person or another role has to look and remove it. */
        QUESTION,
        /** Something that the deployment needs was not there. */
        DEPENDENCY;

        /**
         * The name of this type in {@code status.json}.
         *
         * @return lower case
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Finds a type by its name in {@code status.json}.
         *
         * @param label as it stands in the file
         * @return the type, or empty if there is none of this name
         */
        public static Optional<Type> of(String label) {
            return Arrays.stream(values())
                    .filter(each -> each.label().equals(label))
                    .findFirst();
        }

        /**
         * All names that {@code status.json} may have here.
         *
         * @return the labels
         */
        public static List<String> labels() {
            return Arrays.stream(values()).map(Type::label).toList();
        }
    }
}
