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
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.StepRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run depends on of the environment of the host's process: how much of it is kept, and in which form. */
final class HostVariables {

    private static final Set<String> SET_FOR_EACH_STEP =
            Set.of(ExecutionContext.STEP, Attempt.VARIABLE, ExecutionContext.FENCE);

    /** What stands in a value that Java could not read. */
    private static final char REPLACEMENT = '\ufffd';

    private HostVariables() {}

    /** The environment of steps when a run begins, before it is known which variables they name. */
    static HostEnvironment now(AgentSettings settings) {
        return keeping(
                settings.given().inherited(),
                settings.processEnvironment(),
                settings.secrets().mask());
    }

    /** With the values of the closed list that may be kept. */
    static HostEnvironment keeping(Inherited inherited, Map<String, String> host, SecretMask mask) {
        ProcessEncoding encoding = ProcessEncoding.ofThisProcess();
        Map<String, String> kept = new HashMap<>();
        Set<String> unkept = new HashSet<>();
        for (Map.Entry<String, String> each : host.entrySet()) {
            String name = each.getKey();
            String value = each.getValue();
            if (StandardVariables.contains(name) && inherited.includes(name)) {
                if (mask.mask(value).equals(value) && value.indexOf(REPLACEMENT) < 0 && encoding.carries(value)) {
                    kept.put(name, value);
                } else {
                    unkept.add(name);
                }
            }
        }
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
        for (String name : names) {
            if (host.containsKey(name) && inherited.passes(name)) {
                values.put(name, host.get(name));
            }
        }
        return HashedVariables.of(RandomId.next(), values);
    }

    /** The names that only the host can give a value: declared to be inherited, or named by a command. */
    private static Set<String> named(RunPlan plan) {
        Set<String> names =
                new TreeSet<>(plan.context().hostEnvironment().inherited().names());
        for (StepRef step : plan.steps()) {
            names.addAll(named(plan.step(step)));
        }
        for (HealthCheck check : plan.checks()) {
            names.addAll(NamedVariables.in(check.action()));
        }
        for (Metric metric : plan.metrics()) {
            names.addAll(NamedVariables.in(metric.action()));
        }
        names.removeAll(plan.context().variables().keySet());
        Iterator<String> each = names.iterator();
        while (each.hasNext()) {
            String name = each.next();
            if (StandardVariables.contains(name) || SET_FOR_EACH_STEP.contains(name)) {
                each.remove();
            }
        }
        return names;
    }

    private static Set<String> named(Step step) {
        Set<String> names = new TreeSet<>(NamedVariables.in(step.action()));
        names.removeAll(step.variables().keySet());
        return names;
    }
}
