package io.github.devopsagent.internal.settings;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.executor.ExecutorProvider;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.internal.log.LogEvent;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.StepRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The executors by name: those that a plan can name, and those that only the agent itself uses, for the host's health
 * checks and rollback points.
 */
public final class ExecutorRegistry {

    private final Map<String, StepExecutor> named;
    private final Map<String, StepExecutor> internal;

    private ExecutorRegistry(Map<String, StepExecutor> named, Map<String, StepExecutor> internal) {
        this.named = Map.copyOf(named);
        this.internal = Map.copyOf(internal);
    }

    public static ExecutorRegistry of(
            Map<String, StepExecutor> host, Map<String, StepExecutor> internal, boolean discovery) {
        Map<String, StepExecutor> all = discovery ? discovered(host.keySet()) : new HashMap<>();
        all.putAll(host);
        return new ExecutorRegistry(all, internal);
    }

    private static Map<String, StepExecutor> discovered(Set<String> overridden) {
        Map<String, StepExecutor> found = new HashMap<>();
        Map<String, String> providers = new HashMap<>();
        try {
            for (ExecutorProvider provider : providers()) {
                String ours = provider.getClass().getName();
                provider.executors().forEach((name, executor) -> {
                    String other = providers.putIfAbsent(name, ours);
                    if (other != null && !overridden.contains(name)) {
                        throw new IllegalStateException("two executors are called '" + name + "': of " + other
                                + " and of " + ours + "; remove one from the class path, or choose with executor(…)");
                    }
                    found.put(name, executor);
                });
            }
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("the executors on the class path cannot be loaded", e);
        }
        return found;
    }

    /**
     * What this library's own layer and loader find, and what the caller's loader does: a thread of a common pool does not
     * see a fat jar, and a plugin's library does not see its host.
     */
    private static Collection<ExecutorProvider> providers() {
        Map<String, ExecutorProvider> providers = new LinkedHashMap<>();
        Stream.concat(
                        Optional.ofNullable(ExecutorRegistry.class.getModule().getLayer()).stream()
                                .map(layer -> ServiceLoader.load(layer, ExecutorProvider.class)),
                        Stream.of(
                                        ExecutorRegistry.class.getClassLoader(),
                                        Thread.currentThread().getContextClassLoader())
                                .filter(ExecutorRegistry::hasOurPort)
                                .map(loader -> ServiceLoader.load(ExecutorProvider.class, loader)))
                .flatMap(ServiceLoader::stream)
                .filter(provider -> !providers.containsKey(provider.type().getName()))
                .forEach(provider -> providers.put(provider.type().getName(), provider.get()));
        return providers.values();
    }

    /** Another copy of this library has another port, and the executors of that one are none of ours. */
    private static boolean hasOurPort(@Nullable ClassLoader loader) {
        try {
            return Class.forName(ExecutorProvider.class.getName(), false, loader) == ExecutorProvider.class;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** The same executors, which answer in time or fail. */
    ExecutorRegistry limitedBy(HostCalls calls) {
        return new ExecutorRegistry(limited(named, calls), limited(internal, calls));
    }

    private static Map<String, StepExecutor> limited(Map<String, StepExecutor> executors, HostCalls calls) {
        Map<String, StepExecutor> limited = new HashMap<>();
        executors.forEach((name, executor) -> limited.put(name, new LimitedExecutor(executor, calls)));
        return limited;
    }

    public Optional<StepExecutor> findNamed(String name) {
        return Optional.ofNullable(named.get(name));
    }

    public Optional<StepExecutor> find(String name) {
        return findNamed(name).or(() -> Optional.ofNullable(internal.get(name)));
    }

    public Set<String> names() {
        return named.keySet();
    }

    public String known() {
        return new TreeSet<>(named.keySet()).toString();
    }

    /**
     * The plan in which each deploy step that has no rollback has the one that its executor knows.
     *
     * @throws UnansweredException if one could not say it
     */
    public Plan completed(Plan plan) {
        List<Step> steps = new ArrayList<>();
        for (Step step : plan.deploymentSteps()) {
            steps.add(completed(
                    step, StepRef.of(StepRef.Part.DEPLOY, steps.size()).path()));
        }
        return new Plan(
                plan.epicId(),
                plan.environment(),
                plan.preflight(),
                plan.backup(),
                steps,
                plan.rollbackPlan(),
                plan.healthChecks(),
                plan.monitoring(),
                plan.metrics(),
                plan.misnamed(),
                plan.remarks());
    }

    private Step completed(Step step, String path) {
        // The plan itself says how the step is undone, or that nothing undoes it.
        if (step.irreversible() || !step.compensation().isEmpty()) {
            return step;
        }
        String name = step.action().fold(Action.Bare::text, run -> Action.SHELL, Action.Use::executor);
        try {
            return findNamed(name)
                    .map(executor -> step.withCompensation(executor.compensation(step, path)))
                    .orElse(step);
        } catch (Throwable e) {
            throw new UnansweredException(name, path, e);
        }
    }

    /** An executor that could not say how its step is undone. */
    public static final class UnansweredException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final String path;

        UnansweredException(String executor, String path, Throwable cause) {
            super("the executor '" + executor + "' could not say how its step is undone: " + cause, cause);
            this.path = path;
        }

        /** Where the step stands in the plan. */
        public String path() {
            return path;
        }
    }

    public List<String> warnings() {
        return named.entrySet().stream()
                .flatMap(each -> warnings(each.getKey(), each.getValue()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Lets all of them let go of what they keep between steps; one that fails keeps it. */
    public void release() {
        Stream.of(named, internal).flatMap(each -> each.values().stream()).forEach(ExecutorRegistry::release);
    }

    private static void release(StepExecutor executor) {
        try {
            executor.release();
        } catch (Throwable e) {
            LogEvent.EXECUTOR_NOT_RELEASED.log(
                    "an executor could not let go of what it keeps between steps: {}", e.toString());
        }
    }

    /** An executor that fails when it is asked for its warnings is one itself. */
    private static List<String> warnings(String name, StepExecutor executor) {
        try {
            return executor.warnings();
        } catch (Throwable e) {
            return List.of("the executor '" + name + "' could not say what it cannot promise here: " + e);
        }
    }
}
