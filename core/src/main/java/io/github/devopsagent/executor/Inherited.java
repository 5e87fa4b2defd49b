package io.github.devopsagent.executor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which environment variables of the host's process the processes of steps are given.
 *
 * @param all whether all of them are
 * @param names which are, if not all
 */
public record Inherited(boolean all, Set<String> names) {

    /** Everything that the host's process has. */
    public static final Inherited ALL = new Inherited(true, Set.of());

    /** Nothing: a step has what builder, plan and agent declare, and what the shell sets itself. */
    public static final Inherited NONE = new Inherited(false, Set.of());

    /**
     * Refuses names that no variable of a host can have.
     *
     * @throws IllegalArgumentException if names stand beside all, or if one of them is blank, has {@code =}, {@code *}, {@code $} or NUL, or
     *     begins with {@code DEVOPS_} (which the agent sets itself)
     */
    public Inherited {
        names = Set.copyOf(names);
        if (all && !names.isEmpty()) {
            throw new IllegalArgumentException("all variables are inherited, or those of these names: " + names);
        }
        for (String name : names) {
            requireName(name);
        }
    }

    /**
     * The variables of these names, as far as the host's process has them.
     *
     * @param names such as {@code PATH} and {@code HOME}
     * @return nothing else
     * @throws IllegalArgumentException if a name is blank, has {@code =}, {@code *}, {@code $} or NUL, or begins with {@code DEVOPS_}
     */
    public static Inherited only(String... names) {
        return new Inherited(false, new LinkedHashSet<>(List.of(names)));
    }

    /**
     * Whether a variable is inherited.
     *
     * @param name of the variable, in exactly this case
     * @return true if steps are given it as far as the host's process has it
     */
    public boolean includes(String name) {
        return all || names.contains(name);
    }

    private static void requireName(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isBlank() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || name.startsWith("DEVOPS_")) {
            throw new IllegalArgumentException("'" + name.replace("\0", "\\0")
                    + "' cannot be inherited: a name has no '=' and no NUL, and does not begin with DEVOPS_");
        }
        if (name.indexOf('*') >= 0 || name.indexOf('$') >= 0) {
            throw new IllegalArgumentException("'" + name
                    + "' cannot be inherited: nothing is expanded in a name, so write each one: LC_ALL, LC_CTYPE, …");
        }
    }
}
