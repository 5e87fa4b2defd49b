package io.github.devopsagent.shell.internal.input;

import io.github.devopsagent.regex.LazyPattern;
import io.github.devopsagent.shell.internal.question.ShellAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of environment variables that a shell passes on. POSIX has letters, digits and underscores; what a shell does
 * with {@code spring.profiles.active} is its own affair: bash hands it on, dash drops it without a word.
 */
public final class VariableNames {

    /** Those that the shell of steps passes on. */
    public static final VariableNames OF_THE_SHELL = new VariableNames(Path.of("/bin/sh"));

    private static final LazyPattern NAME = LazyPattern.of("[A-Za-z_][A-Za-z0-9_]*");

    /** How bash hands functions to its children; no other process asks for them. */
    private static final String FUNCTION = "BASH_FUNC_";

    private static final String ASKED = "a.b-c";
    private static final int MOST_NAMED = 10;

    private final Path shell;
    private Optional<Boolean> passesAll = Optional.empty();

    VariableNames(Path shell) {
        this.shell = shell;
    }

    /** What is wrong with the first of the names that the shell would drop; empty if it drops none. */
    Optional<String> refusal(Collection<String> names) {
        List<String> dropped = dropped(names);
        if (dropped.isEmpty()) {
            return Optional.empty();
        }
        String name = dropped.get(0);
        return Optional.of("the environment variable " + name + " has a name that "
                + shell
                + " of this machine drops, so that no command would get it; give it in the command: env '"
                + name
                + "=…' …, or use the application's own option, or another name that it reads (as Spring reads "
                + "SPRING_PROFILES_ACTIVE)");
    }

    /**
     * A warning of variables that steps would inherit, but for the shell.
     *
     * @param names of the host's process
     * @return one warning, or none
     */
    public List<String> warnings(Collection<String> names) {
        List<String> lost = new ArrayList<>();
        for (String name : dropped(names)) {
            if (!name.startsWith(FUNCTION)) {
                lost.add(name);
            }
        }
        if (lost.isEmpty()) {
            return List.of();
        }
        String named = String.join(", ", lost.subList(0, Math.min(lost.size(), MOST_NAMED)))
                + (lost.size() > MOST_NAMED ? " and " + (lost.size() - MOST_NAMED) + " more" : "");
        return List.of("Of the host's environment, commands do not get " + named + ": " + shell
                + " of this machine drops such names.");
    }

    private List<String> dropped(Collection<String> names) {
        List<String> others = new ArrayList<>();
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                others.add(name);
            }
        }
        Collections.sort(others);
        return others.isEmpty() || passesAll() ? List.of() : others;
    }

    /** Asked once, and only if somebody has such a name. A shell that cannot be asked passes nothing on. */
    private synchronized boolean passesAll() {
        if (passesAll.isEmpty()) {
            passesAll = Optional.of(ask());
        }
        return passesAll.get();
    }

    private boolean ask() {
        ProcessBuilder builder = new ProcessBuilder(shell.toString(), "-c", "exec env");
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment().put(ASKED, "passed");
        try {
            return ShellAnswer.to(builder, new byte[0]).text().lines().anyMatch((ASKED + "=passed")::equals);
        } catch (IOException e) {
            return false;
        }
    }
}
