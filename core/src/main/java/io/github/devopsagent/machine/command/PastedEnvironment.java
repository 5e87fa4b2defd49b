package io.github.devopsagent.machine.command;

import io.github.devopsagent.commandline.NamedVariables;
import io.github.devopsagent.commandline.StandardVariables;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.HostEnvironment;
import io.github.devopsagent.executor.Inherited;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.Step;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The environment variables that a pasted command is given: the run's own, those of its step, and of all others those
 * that it names. A value that nobody must see becomes a variable of the person's own shell.
 */
final class PastedEnvironment {

    private static final String OF_THE_RUN = "DEVOPS_";

    private final RunPlan plan;
    private final RunPlan shown;
    private final Set<String> secrets;

    /**
     * What a variable of the person's shell stands for: a secret, of which only the name is known here, a value, or what
     * the host's process had itself, of which nothing is known but that it was set.
     */
    private record Asked(Optional<String> secret, Optional<String> value) {

        static final Asked OF_THE_HOST = new Asked(Optional.empty(), Optional.empty());

        /** How a shell demands it: what the host had may have been empty. */
        String demand() {
            return equals(OF_THE_HOST) ? "?" : ":?";
        }
    }

    /** By the name in the person's shell. */
    private final Map<String, Asked> asked = new TreeMap<>();

    private boolean ambiguous;

    /**
     * The environment that the commands of a run's way back need.
     *
     * @param plan what was carried out
     * @param shown the same as everybody may see it: what differs contains a secret
     * @param secrets the names of variables whose values only the host knows
     */
    PastedEnvironment(RunPlan plan, RunPlan shown, Set<String> secrets) {
        this.plan = plan;
        this.shown = shown;
        this.secrets = Set.copyOf(secrets);
    }

    /** The names of the host's variables that steps are given, if they are not given all of them. */
    Optional<SortedSet<String>> inherited() {
        Inherited inherited = plan.context().hostEnvironment().inherited();
        return inherited.all() ? Optional.empty() : Optional.of(new TreeSet<>(inherited.names()));
    }

    /** The variables that are the same for each command. */
    SortedMap<String, String> ofTheRun() {
        SortedMap<String, String> variables = new TreeMap<>();
        for (Map.Entry<String, String> each : plan.context().variables().entrySet()) {
            if (each.getKey().startsWith(OF_THE_RUN)) {
                variables.put(each.getKey(), each.getValue());
            }
        }
        return variables;
    }

    /**
     * The variables of one command besides {@link #ofTheRun}.
     *
     * @param step what is carried out
     * @param seen the same step as everybody may see it
     * @param command its text
     * @return by name; empty where the variable of the person's shell that {@link #placeholder} names has the value
     */
    SortedMap<String, Optional<String>> of(Step step, Step seen, String command) {
        SortedMap<String, Optional<String>> variables = new TreeMap<>();
        for (Map.Entry<String, String> each : plan.context().variables().entrySet()) {
            String name = each.getKey();
            if (!name.startsWith(OF_THE_RUN) && !step.variables().containsKey(name) && names(command, name)) {
                String known = shown.context().variables().getOrDefault(name, "");
                variables.put(name, visible(name, each.getValue(), known));
            }
        }
        for (String name : secrets) {
            if (!step.variables().containsKey(name) && names(command, name)) {
                ask(name, new Asked(Optional.of(name), Optional.empty()));
                variables.put(name, Optional.empty());
            }
        }
        for (String name : ofTheHost(step)) {
            ask(name, Asked.OF_THE_HOST);
        }
        for (Map.Entry<String, String> each : step.variables().entrySet()) {
            String known = seen.variables().getOrDefault(each.getKey(), "");
            variables.put(each.getKey(), visible(each.getKey(), each.getValue(), known));
        }
        return variables;
    }

    /** What the step had of the host's environment, and its command names or the builder declares. */
    private SortedSet<String> ofTheHost(Step step) {
        HostEnvironment host = plan.context().hostEnvironment();
        if (!host.fixed()) {
            return Collections.emptySortedSet();
        }
        SortedSet<String> mayBe = new TreeSet<>(NamedVariables.in(step.action()));
        mayBe.addAll(host.inherited().names());
        mayBe.removeAll(plan.context().variables().keySet());
        mayBe.removeAll(step.variables().keySet());
        mayBe.removeAll(secrets);
        SortedSet<String> names = new TreeSet<>();
        for (String name : mayBe) {
            boolean isOfTheAgent = name.equals(ExecutionContext.STEP) || name.equals(Attempt.VARIABLE);
            if (host.passes(name) && isIdentifier(name) && !StandardVariables.contains(name) && !isOfTheAgent) {
                names.add(name);
            }
        }
        return names;
    }

    private Optional<String> visible(String name, String value, String seen) {
        if (value.equals(seen) && !CredentialLook.has(name, value)) {
            return Optional.of(value);
        }
        ask(name, new Asked(Optional.empty(), Optional.of(value)));
        return Optional.empty();
    }

    /** Two secrets count as different, since nobody here knows their values. */
    private void ask(String name, Asked what) {
        Asked before = asked.putIfAbsent(placeholder(name), what);
        ambiguous |= before != null && !before.equals(what);
    }

    /** The name of a variable as one that a shell can expand. */
    static String placeholder(String name) {
        String identifier = name.replaceAll("[^A-Za-z0-9_]", "_");
        return identifier.isEmpty() || Character.isDigit(identifier.charAt(0)) ? "_" + identifier : identifier;
    }

    /** Whether a shell can expand a variable of this name. */
    static boolean isIdentifier(String name) {
        return placeholder(name).equals(name);
    }

    /** What the person's shell must have, of all commands so far, and how it is demanded. */
    SortedMap<String, String> asked() {
        SortedMap<String, String> demands = new TreeMap<>();
        for (Map.Entry<String, Asked> each : asked.entrySet()) {
            demands.put(each.getKey(), each.getValue().demand());
        }
        return demands;
    }

    /** Whether one variable of the person's shell would have to have two values, or one of the run's is a secret. */
    boolean isUnsayable() {
        Map<String, String> seen = shown.context().variables();
        for (Map.Entry<String, String> variable : ofTheRun().entrySet()) {
            if (!variable.getValue().equals(seen.get(variable.getKey()))) {
                return true;
            }
        }
        return ambiguous;
    }

    private static boolean names(String command, String variable) {
        return StandardVariables.contains(variable) || occurs(command, variable);
    }

    private static boolean occurs(String command, String variable) {
        return Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(variable) + "(?![A-Za-z0-9_])")
                .matcher(command)
                .find();
    }
}
