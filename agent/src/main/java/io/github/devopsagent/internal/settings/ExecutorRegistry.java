package io.github.devopsagent.internal.settings;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.executor.ExecutorProvider;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.StepRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
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
                for (Map.Entry<String, StepExecutor> each : provider.executors().entrySet()) {
                    String name = each.getKey();
                    String other = providers.putIfAbsent(name, ours);
                    if (other != null && !overridden.contains(name)) {
                        throw new IllegalStateException("two executors are called '" + name + "': of " + other
                                + " and of " + ours + "; remove one from the class path, or choose with executor(…)");
                    }
                    found.put(name, each.getValue());
                }
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
        ModuleLayer layer = ExecutorRegistry.class.getModule().getLayer();
        if (layer != null) {
            add(providers, ServiceLoader.load(layer, ExecutorProvider.class));
        }
        ClassLoader ours = ExecutorRegistry.class.getClassLoader();
        if (hasOurPort(ours)) {
            add(providers, ServiceLoader.load(ExecutorProvider.class, ours));
        }
        ClassLoader callers = Thread.currentThread().getContextClassLoader();
        if (callers != ours && hasOurPort(callers)) {
            add(providers, ServiceLoader.load(ExecutorProvider.class, callers));
        }
        return providers.values();
    }

    /** None is made that is there already, of whatever loader. */
    private static void add(Map<String, ExecutorProvider> providers, ServiceLoader<ExecutorProvider> loader) {
        Iterator<ServiceLoader.Provider<ExecutorProvider>> found =
                loader.stream().iterator();
        while (found.hasNext()) {
            ServiceLoader.Provider<ExecutorProvider> provider = found.next();
            String name = provider.type().getName();
            if (!providers.containsKey(name)) {
                providers.put(name, provider.get());
            }
        }
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
        for (Map.Entry<String, StepExecutor> each : executors.entrySet()) {
            limited.put(each.getKey(), new LimitedExecutor(each.getValue(), calls));
        }
        return limited;
    }

    public Optional<StepExecutor> findNamed(String name) {
        return Optional.ofNullable(named.get(name));
    }

    public Optional<StepExecutor> find(String name) {
        Optional<StepExecutor> ofPlans = findNamed(name);
        return ofPlans.isPresent() ? ofPlans : Optional.ofNullable(internal.get(name));
    }

    /** The one of that name itself, which is the same in each run. */
    public Optional<StepExecutor> unlimited(String name) {
        return find(name).map(found -> found instanceof LimitedExecutor limited ? limited.executor() : found);
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
        return plan.withDeploymentSteps(steps);
    }

    private Step completed(Step step, String path) {
        // The plan itself says how the step is undone, or that nothing undoes it.
        if (step.irreversible() || !step.compensation().isEmpty()) {
            return step;
        }
        String name = step.action() instanceof Action.Bare bare
                ? bare.text()
                : step.action().use().executor();
        try {
            Optional<StepExecutor> executor = findNamed(name);
            return executor.isPresent() ? step.withCompensation(executor.get().compensation(step, path)) : step;
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
        Set<String> warnings = new TreeSet<>();
        for (Map.Entry<String, StepExecutor> each : named.entrySet()) {
            warnings.addAll(warnings(each.getKey(), each.getValue()));
        }
        return List.copyOf(warnings);
    }

    /** Lets all of them let go of what they keep between steps; one that fails keeps it. Returns what those say that fail. */
    public List<String> release() {
        List<String> failures = new ArrayList<>();
        for (StepExecutor executor : named.values()) {
            release(executor, failures);
        }
        for (StepExecutor executor : internal.values()) {
            release(executor, failures);
        }
        return failures;
    }

    private static void release(StepExecutor executor, List<String> failures) {
        try {
            executor.release();
        } catch (Throwable e) {
            failures.add(HostCalls.told(e));
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
