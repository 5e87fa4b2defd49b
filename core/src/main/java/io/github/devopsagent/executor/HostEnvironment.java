package io.github.devopsagent.executor;

import io.github.devopsagent.commandline.StandardVariables;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the processes of a run have of the environment of the host's process. A run keeps the values of a closed list of
 * variables (PATH, HOME, USER, SHELL, LANG, LC_*, TZ, TMPDIR), so that whoever goes on with it finds the same tools and
 * speaks the same language; of all
 * others it keeps no value.
 *
 * @param inherited which variables are inherited at all
 * @param fixed whether the variables of the closed list are those of the run; if not, those of the host's process
 * @param kept the values of the closed list when the run began; what is not among them, steps do not have
 * @param unkept the names of the closed list whose values must not be kept, and so are the host's
 * @param unset the names that commands use and that were not set when the run began
 */
public record HostEnvironment(
        Inherited inherited, boolean fixed, Map<String, String> kept, Set<String> unkept, Set<String> unset) {

    /** All of the host's environment as it is at the moment. */
    public static final HostEnvironment AS_IT_IS =
            new HostEnvironment(Inherited.ALL, false, Map.of(), Set.of(), Set.of());

    public HostEnvironment {
        Objects.requireNonNull(inherited, "inherited");
        kept = Map.copyOf(kept);
        unkept = Set.copyOf(unkept);
        unset = Set.copyOf(unset);
    }

    /**
     * The same, without some variables that were not set when the run began.
     *
     * @param names their names
     * @return a copy
     */
    public HostEnvironment without(Set<String> names) {
        return new HostEnvironment(inherited, fixed, kept, unkept, names);
    }

    /**
     * Whether a process is given a variable of the host's process, as far as that has it.
     *
     * @param name the variable's name
     * @return false if it was not set when the run began, or is not inherited
     */
    public boolean passes(String name) {
        boolean isOfTheRun = fixed && StandardVariables.contains(name);
        return !unset.contains(name)
                && inherited.includes(name)
                && (!isOfTheRun || kept.containsKey(name) || unkept.contains(name));
    }

    /**
     * Makes the environment of a new process from that of the host's. What is the same already is not touched, since
     * the host's process may be unable to write what it was given.
     *
     * @param environment the host's, which is changed, such as that of a new {@code ProcessBuilder}
     */
    public void applyTo(Map<String, String> environment) {
        Iterator<String> names = environment.keySet().iterator();
        while (names.hasNext()) {
            if (!passes(names.next())) {
                names.remove();
            }
        }
        for (Map.Entry<String, String> each : kept.entrySet()) {
            if (!each.getValue().equals(environment.get(each.getKey()))) {
                environment.put(each.getKey(), each.getValue());
            }
        }
    }

    // Written out, as is hashCode: what records have instead is linked at run time, which a start would wait for.
    @Override
    public boolean equals(Object other) {
        return other instanceof HostEnvironment that
                && fixed == that.fixed
                && kept.equals(that.kept)
                && unkept.equals(that.unkept)
                && unset.equals(that.unset)
                && inherited.equals(that.inherited);
    }

    @Override
    public int hashCode() {
        return Objects.hash(inherited, fixed, kept, unkept, unset);
    }

    /** Of variables, only the names. */
    @Override
    public String toString() {
        return "HostEnvironment[inherited=" + inherited + ", kept=" + kept.keySet() + ", unkept=" + unkept + ", unset="
                + unset + "]";
    }
}
