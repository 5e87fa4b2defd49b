package io.github.devopsagent;

import io.github.devopsagent.directory.Disk;
import io.github.devopsagent.directory.Holder;
import io.github.devopsagent.pipeline.BareString;
import io.github.devopsagent.pipeline.Defaults;
import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.Inherited;
import io.github.devopsagent.pipeline.RollbackPoint;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import io.github.devopsagent.veto.VetoRule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a host has chosen. Immutable, so that an agent can be used again. */
record AgentSettings(
        Path consensus,
        ExecutorRegistry executors,
        Map<String, VetoRule> rules,
        List<EvidenceSource> sources,
        List<HealthCheck> checks,
        List<RollbackPoint> rollbackPoints,
        Optional<String> environment,
        Map<String, String> variables,
        Secrets secrets,
        Path workingDirectory,
        Defaults defaults,
        Duration rollbackBudget,
        Duration forwardBudget,
        Duration hostCodeLimit,
        BareString.Policy bareStrings,
        Optional<Clock> clock,
        List<RunListener> listeners,
        Duration lockWait,
        Predicate<Cancellation> settling,
        Predicate<Cancellation> brakePause,
        Recovery recovery,
        Disk disk,
        Holder identity,
        Inherited inherited,
        Map<String, String> processEnvironment,
        Optional<String> target,
        Ground.Timing ground) {

    AgentSettings {
        rules = Map.copyOf(rules);
        sources = List.copyOf(sources);
        checks = List.copyOf(checks);
        rollbackPoints = List.copyOf(rollbackPoints);
        variables = Map.copyOf(variables);
        listeners = List.copyOf(listeners);
        processEnvironment = Map.copyOf(processEnvironment);
    }

    /** The same choices, in which code of the host answers in time or fails. */
    AgentSettings limitedBy(HostCalls calls) {
        Map<String, VetoRule> limitedRules = new HashMap<>();
        rules.forEach((name, rule) ->
                limitedRules.put(name, evidence -> calls.ask(rule, "judge", () -> rule.judge(evidence))));
        List<EvidenceSource> limitedSources = sources.stream()
                .<EvidenceSource>map(source ->
                        (evidence, site) -> calls.call(source, "collect", () -> source.collect(evidence, site)))
                .toList();
        List<RollbackPoint> limitedPoints = rollbackPoints.stream()
                .<RollbackPoint>map(point -> new LimitedRollbackPoint(point, calls))
                .toList();
        return new AgentSettings(
                consensus,
                executors.limitedBy(calls),
                limitedRules,
                limitedSources,
                checks,
                limitedPoints,
                environment,
                variables,
                secrets,
                workingDirectory,
                defaults,
                rollbackBudget,
                forwardBudget,
                hostCodeLimit,
                bareStrings,
                clock,
                listeners,
                lockWait,
                settling,
                brakePause,
                recovery,
                disk,
                identity,
                inherited,
                processEnvironment,
                target,
                ground);
    }

    /** The names of the variables whose values must not come to the disk: secrets, and whatever contains one. */
    Set<String> unwritten() {
        SecretMask mask = secrets.mask();
        Set<String> names = new TreeSet<>(secrets.values().keySet());
        variables.forEach((name, value) -> {
            if (!mask.mask(value).equals(value)) {
                names.add(name);
            }
        });
        return names;
    }

    Site site() {
        return new Site(consensus, workingDirectory);
    }

    /** The values of all variables that the host gives, secret or not. */
    Map<String, String> given() {
        Map<String, String> given = new HashMap<>(variables);
        given.putAll(secrets.values());
        return given;
    }

    /** Names variables without their values: an address among them may contain a secret. */
    @Override
    public String toString() {
        return "AgentSettings[consensus=" + consensus + ", environment=" + environment + ", workingDirectory="
                + workingDirectory + ", variables=" + new TreeSet<>(variables.keySet()) + ", secrets=" + secrets + "]";
    }
}
