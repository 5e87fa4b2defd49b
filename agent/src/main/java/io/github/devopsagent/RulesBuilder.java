package io.github.devopsagent;

import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.HoldRule;
import io.github.devopsagent.veto.VetoRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a host demands of a deployment beside the agent's own rules, as it chooses it in {@link DevOpsAgent.Builder}.
 *
 * @param <B> the builder that hosts see
 */
abstract class RulesBuilder<B extends RulesBuilder<B>> extends MetricsBuilder<B> {

    private final Map<String, VetoRule> rules = new LinkedHashMap<>();
    private final Map<String, HoldRule> holds = new LinkedHashMap<>();
    private final List<EvidenceSource> sources = new ArrayList<>();

    RulesBuilder() {}

    final Map<String, VetoRule> rules() {
        return rules;
    }

    final Map<String, HoldRule> holds() {
        return holds;
    }

    final List<EvidenceSource> sources() {
        return sources;
    }

    /**
     * Adds a veto rule beside the agent's own, which cannot be switched off. None by default.
     *
     * @param name for people, when the rule fails
     * @param rule judges the evidence
     * @return this
     * @throws IllegalArgumentException if the name is blank
     * @throws IllegalStateException if a rule of this name was added before
     */
    public B vetoRule(String name, VetoRule rule) {
        Arguments.requireName(name);
        if (rules.putIfAbsent(name, Objects.requireNonNull(rule, "rule")) != null) {
            throw new IllegalStateException("a rule '" + name + "' was added before");
        }
        return self();
    }

    /**
     * Adds a rule that makes deployments wait, such as a change freeze. Nobody is told to mend anything, and nothing is
     * written: the run is {@link Outcome.Refused}, {@code on_hold}, and the next one asks again. It is asked with the veto
     * rules, when a run begins, before its first deploy step, and when an agent goes on with the run of a killed one. None by
     * default.
     *
     * @param name for people, before each reason
     * @param rule says why it has to wait; one that fails, or does not answer in time, holds
     * @return this
     * @throws IllegalArgumentException if the name is blank
     * @throws IllegalStateException if a hold rule of this name was added before
     */
    public B holdRule(String name, HoldRule rule) {
        Arguments.requireName(name);
        if (holds.putIfAbsent(name, Objects.requireNonNull(rule, "rule")) != null) {
            throw new IllegalStateException("a hold rule '" + name + "' was added before");
        }
        return self();
    }

    /**
     * Adds a source of facts for rules of the host's. None by default.
     *
     * @param source finds out a fact, of a type that no other source's has
     * @return this
     */
    public B evidenceSource(EvidenceSource source) {
        sources.add(Objects.requireNonNull(source, "source"));
        return self();
    }
}
