package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.commandline.NamedVariables;
import io.github.devopsagent.commandline.ProcessEncoding;
import io.github.devopsagent.commandline.StandardVariables;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.HostEnvironment;
import io.github.devopsagent.executor.Inherited;
import io.github.devopsagent.internal.disk.RandomId;
import io.github.devopsagent.internal.document.HashedVariables;
import io.github.devopsagent.internal.secret.SecretMask;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** What a run depends on of the environment of the host's process: how much of it is kept, and in which form. */
final class HostVariables {

    private static final Set<String> SET_FOR_EACH_STEP = Set.of(ExecutionContext.STEP, Attempt.VARIABLE);

    /** What stands in a value that Java could not read. */
    private static final char REPLACEMENT = '\ufffd';

    private HostVariables() {}

    /** The environment of steps when a run begins, before it is known which variables they name. */
    static HostEnvironment now(AgentSettings settings) {
        SecretMask mask = settings.secrets().mask();
        ProcessEncoding encoding = ProcessEncoding.ofThisProcess();
        return keeping(
                settings.given().inherited(),
                settings.processEnvironment(),
                (name, value) ->
                        mask.mask(value).equals(value) && value.indexOf(REPLACEMENT) < 0 && encoding.carries(value));
    }

    /** With the values of the closed list that may be kept. */
    static HostEnvironment keeping(
            Inherited inherited, Map<String, String> host, BiPredicate<String, String> mayBeKept) {
        Map<String, String> kept = new HashMap<>();
        Set<String> unkept = new HashSet<>();
        host.forEach((name, value) -> {
            if (StandardVariables.contains(name) && inherited.includes(name)) {
                if (mayBeKept.test(name, value)) {
                    kept.put(name, value);
                } else {
                    unkept.add(name);
                }
            }
        });
        return new HostEnvironment(inherited, true, kept, unkept, Set.of());
    }

    /** The plan, in which what its commands name and was not set stays so. */
    static RunPlan withUnset(RunPlan plan, Map<String, String> host) {
        ExecutionContext context = plan.context();
        Set<String> unset = named(plan);
        unset.removeAll(host.keySet());
        return plan.withContext(
                context.withHostEnvironment(context.hostEnvironment().without(unset)));
    }

    /** The inherited variables that are not kept, but may decide what the run does. */
    static HashedVariables hashed(RunPlan plan, Map<String, String> host) {
        HostEnvironment inherited = plan.context().hostEnvironment();
        Set<String> names = named(plan);
        names.addAll(inherited.unkept());
        Map<String, String> values = new TreeMap<>();
        names.stream()
                .filter(host::containsKey)
                .filter(inherited::passes)
                .forEach(name -> values.put(name, host.get(name)));
        return HashedVariables.of(RandomId.next(), values);
    }

    /** The names that only the host can give a value: declared to be inherited, or named by a command. */
    private static Set<String> named(RunPlan plan) {
        Set<String> names =
                new TreeSet<>(plan.context().hostEnvironment().inherited().names());
        plan.steps().stream().map(plan::step).forEach(step -> names.addAll(named(step)));
        plan.checks().stream().map(HealthCheck::action).forEach(action -> names.addAll(NamedVariables.in(action)));
        names.removeAll(plan.context().variables().keySet());
        names.removeIf(name -> StandardVariables.contains(name) || SET_FOR_EACH_STEP.contains(name));
        return names;
    }

    private static Set<String> named(Step step) {
        Set<String> names = new TreeSet<>(NamedVariables.in(step.action()));
        names.removeAll(step.variables().keySet());
        return names;
    }
}
