package io.github.devopsagent.internal.settings;

import io.github.devopsagent.RunListener;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.VetoRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a host brings along.
 *
 * @param executors of steps and checks
 * @param rules beside the agent's own, by name
 * @param sources of facts for the rules
 * @param checks beside those of the plan
 * @param metrics beside those of the plan
 * @param rollbackPoints created in the backup stage
 * @param listeners are told what happens
 */
public record HostCode(
        ExecutorRegistry executors,
        Map<String, VetoRule> rules,
        List<EvidenceSource> sources,
        List<HealthCheck> checks,
        List<Metric> metrics,
        List<NamedRollbackPoint> rollbackPoints,
        List<RunListener> listeners) {

    public HostCode {
        rules = Map.copyOf(rules);
        sources = List.copyOf(sources);
        checks = List.copyOf(checks);
        metrics = List.copyOf(metrics);
        rollbackPoints = List.copyOf(rollbackPoints);
        listeners = List.copyOf(listeners);
    }

    /** The same, which answers in time or fails. Listeners are limited by themselves, since they are told much. */
    public HostCode limitedBy(HostCalls calls) {
        Map<String, VetoRule> limitedRules = new HashMap<>();
        for (Map.Entry<String, VetoRule> each : rules.entrySet()) {
            VetoRule rule = each.getValue();
            limitedRules.put(each.getKey(), evidence -> calls.ask(rule, "judge", () -> rule.judge(evidence)));
        }
        List<EvidenceSource> limitedSources = new ArrayList<>();
        for (EvidenceSource source : sources) {
            limitedSources.add(new LimitedSource(source, calls));
        }
        List<NamedRollbackPoint> limitedPoints = new ArrayList<>();
        for (NamedRollbackPoint point : rollbackPoints) {
            limitedPoints.add(point.limitedBy(calls));
        }
        return new HostCode(
                executors.limitedBy(calls), limitedRules, limitedSources, checks, metrics, limitedPoints, listeners);
    }
}
