package io.github.devopsagent.internal.settings;

import io.github.devopsagent.RunListener;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.HoldRule;
import io.github.devopsagent.veto.VetoRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a host brings along.
 *
 * @param executors of steps and checks
 * @param rules beside the agent's own, by name
 * @param holds what makes deployments wait, by name
 * @param sources of facts for the rules
 * @param checks beside those of the plan
 * @param metrics beside those of the plan
 * @param rollbackPoints created in the backup stage
 * @param listeners are told what happens
 * @param planPolicy what a plan may use
 * @param confirmation is asked before a deployment begins
 * @param choices what it tells of how it has configured these, by name
 */
public record HostCode(
        ExecutorRegistry executors,
        Map<String, VetoRule> rules,
        Map<String, HoldRule> holds,
        List<EvidenceSource> sources,
        List<HealthCheck> checks,
        List<Metric> metrics,
        List<NamedRollbackPoint> rollbackPoints,
        List<RunListener> listeners,
        PlanPolicy planPolicy,
        Optional<HostConfirmation> confirmation,
        Map<String, String> choices) {

    /** Begins the names of the executors that ask the host's health checks. */
    public static final String HEALTH_CHECK = "health-check/";

    public HostCode {
        rules = Map.copyOf(rules);
        holds = Map.copyOf(holds);
        sources = List.copyOf(sources);
        checks = List.copyOf(checks);
        metrics = List.copyOf(metrics);
        rollbackPoints = List.copyOf(rollbackPoints);
        listeners = List.copyOf(listeners);
        choices = Map.copyOf(choices);
    }

    /** What of the host decides whether something is deployed, for people and for the journal. */
    public SortedSet<String> ruleNames() {
        SortedSet<String> names = new TreeSet<>();
        for (String name : rules.keySet()) {
            names.add("rule '" + name + "'");
        }
        for (String name : holds.keySet()) {
            names.add("hold rule '" + name + "'");
        }
        return names;
    }

    /** The same, which answers in time or fails. Listeners are limited by themselves, since they are told much, and so is who confirms. */
    public HostCode limitedBy(HostCalls calls) {
        Map<String, VetoRule> limitedRules = new HashMap<>();
        for (Map.Entry<String, VetoRule> each : rules.entrySet()) {
            VetoRule rule = each.getValue();
            limitedRules.put(each.getKey(), evidence -> calls.ask(rule, "judge", () -> rule.judge(evidence)));
        }
        Map<String, HoldRule> limitedHolds = new HashMap<>();
        for (Map.Entry<String, HoldRule> each : holds.entrySet()) {
            HoldRule rule = each.getValue();
            limitedHolds.put(each.getKey(), evidence -> calls.ask(rule, "hold", () -> rule.hold(evidence)));
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
                executors.limitedBy(calls),
                limitedRules,
                limitedHolds,
                limitedSources,
                checks,
                metrics,
                limitedPoints,
                listeners,
                planPolicy.limitedBy(calls),
                confirmation,
                choices);
    }
}
