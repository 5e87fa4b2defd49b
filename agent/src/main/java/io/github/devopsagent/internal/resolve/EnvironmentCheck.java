package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.commandline.ProcessEncoding;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.Action;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether an agent has the environment in which a run began: the values that the run depends on and has not kept, and an
 * encoding that can pass on those that it has kept. Names variables, and never their values.
 */
public final class EnvironmentCheck {

    private static final String FIX =
            "; run in the environment in which it began, or give its value to the builder: variable(name, value)";

    private final PinnedRun pinned;
    private final AgentSettings settings;

    public EnvironmentCheck(PinnedRun pinned, AgentSettings settings) {
        this.pinned = pinned;
        this.settings = settings;
    }

    /** What differs; empty if nothing does. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        Set<String> missing = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        pinned.hashed().digests().keySet().stream()
                .filter(name -> values(name).noneMatch(value -> pinned.hashed().matches(name, value)))
                .forEach(name -> (values(name).findAny().isPresent() ? changed : missing).add(name));
        if (!missing.isEmpty()) {
            differences.add("of the host's environment it uses variables that were set when it began, and are not now: "
                    + String.join(", ", missing) + FIX);
        }
        if (!changed.isEmpty()) {
            differences.add("of the host's environment it uses variables that have another value now: "
                    + String.join(", ", changed) + FIX);
        }
        uncarried().or(this::unwritable).or(this::gone).ifPresent(differences::add);
        return differences;
    }

    /** A {@code TMPDIR} that is gone, for example one of a login session that is over. */
    private Optional<String> gone() {
        return Optional.ofNullable(pinned.plan()
                        .withoutSecrets()
                        .context()
                        .hostEnvironment()
                        .kept()
                        .get("TMPDIR"))
                .filter(directory -> !directory.isEmpty() && isPath(directory) && Files.notExists(Path.of(directory)))
                .map(directory -> "its TMPDIR, " + directory
                        + ", is not there any more; make that directory again, with the rights that it had");
    }

    private Stream<String> values(String name) {
        return Stream.of(
                        settings.given().values().get(name),
                        settings.processEnvironment().get(name))
                .filter(Objects::nonNull);
    }

    private Optional<String> uncarried() {
        ProcessEncoding encoding = ProcessEncoding.ofThisProcess();
        return commands(pinned.plan().withoutSecrets())
                ? Stream.concat(variables(), steps())
                        .flatMap(each -> each.entrySet().stream())
                        .filter(each -> !encoding.carries(each.getKey()) || !encoding.carries(each.getValue()))
                        .map(each -> encoding.refusal("the environment variable " + each.getKey()))
                        .sorted()
                        .findFirst()
                : Optional.empty();
    }

    /** A path has the encoding of the locale, whatever carries it. */
    private Optional<String> unwritable() {
        RunPlan plan = pinned.plan().withoutSecrets();
        return plan.steps().stream()
                .filter(ref -> plan.step(ref)
                        .workingDirectory()
                        .filter(each -> !isPath(each))
                        .isPresent())
                .map(ref ->
                        "the working directory of " + ref.path() + " has a name that this process cannot write; start"
                                + " it with LC_ALL=C.UTF-8 or another UTF-8 locale")
                .findFirst();
    }

    private static boolean isPath(String text) {
        try {
            return Path.of(text).getNameCount() >= 0;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** What this process has itself is passed on untouched. */
    private Stream<Map<String, String>> variables() {
        Map<String, String> kept = new HashMap<>(
                pinned.plan().withoutSecrets().context().hostEnvironment().kept());
        kept.entrySet().removeIf(each -> each.getValue()
                .equals(settings.processEnvironment().get(each.getKey())));
        return Stream.of(
                kept, pinned.executable(settings.given().values()).context().variables());
    }

    private Stream<Map<String, String>> steps() {
        RunPlan plan = pinned.plan().withoutSecrets();
        return plan.steps().stream().map(plan::step).map(step -> step.variables());
    }

    private static boolean commands(RunPlan plan) {
        return plan.actions().stream()
                .anyMatch(action -> action.use().executor().equals(Action.SHELL));
    }
}
