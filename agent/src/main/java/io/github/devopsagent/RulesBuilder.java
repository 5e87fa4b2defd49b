package io.github.devopsagent;

import io.github.devopsagent.commandline.AllowedCommands;
import io.github.devopsagent.internal.settings.PlanPolicy;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.HoldRule;
import io.github.devopsagent.veto.VetoRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a host demands of a deployment beside the agent's own rules, as it chooses it in {@link DevOpsAgent.Builder}.
 *
 * @param <B> the builder that hosts see
 */
abstract class RulesBuilder<B extends RulesBuilder<B>> extends MetricsBuilder<B> {

    private final Map<String, VetoRule> rules = new LinkedHashMap<>();
    private final Map<String, HoldRule> holds = new LinkedHashMap<>();
    private final List<EvidenceSource> sources = new ArrayList<>();

    private final List<Predicate<String>> commandRules = new ArrayList<>();
    private Optional<Set<String>> allowedExecutors = Optional.empty();
    private Optional<Set<String>> allowedCommands = Optional.empty();

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

    final PlanPolicy planPolicy() {
        return new PlanPolicy(
                allowedExecutors,
                allowedCommands.isPresent() ? Optional.of(AllowedCommands.of(allowedCommands.get())) : Optional.empty(),
                commandRules);
    }

    /**
     * Lets plans use only these executors, in every part: steps, ways back, health checks, metrics. What a plan says as
     * {@code run} is {@code shell}, and {@code http}, {@code tcp}, {@code prometheus}, {@code scrape} and {@code log} are
     * executors, too; so are those by which an executor's step is undone. Any other is an error before anything is changed.
     * What this builder adds, such as a health check, is not restricted. By default a plan may use all that are known.
     *
     * @param names as plans write them; a further call adds to them, and with none a plan may use nothing
     * @return this
     * @throws IllegalArgumentException if a name is blank
     */
    public B allowExecutors(String... names) {
        Set<String> all = new TreeSet<>(allowedExecutors.orElse(Set.of()));
        for (String name : names) {
            Arguments.requireName(name);
            all.add(name);
        }
        allowedExecutors = Optional.of(all);
        return self();
    }

    /**
     * Lets plans start only these commands. Every program that a script starts counts, wherever it stands, and behind {@code
     * sudo}, {@code xargs} and the like both programs do. What cannot be told before it runs, such as {@code eval}, a variable
     * in place of a program, or a function, is not allowed. A program that is allowed does whatever it does: who allows {@code
     * make} allows what the Makefile says. What is not allowed is an error before anything is changed. What this builder adds
     * is not restricted. By default a plan may start any command.
     *
     * @param beginnings the first words of each command, such as {@code ./deploy.sh} or {@code kubectl rollout}, exactly as
     *     plans write them; a further call adds to them, and with none a plan may start nothing
     * @return this
     * @throws IllegalArgumentException if one is blank, or would allow everything, as {@code eval} would
     */
    public B allowCommands(String... beginnings) {
        Set<String> all = new TreeSet<>(allowedCommands.orElse(Set.of()));
        all.addAll(List.of(beginnings));
        AllowedCommands.of(all);
        allowedCommands = Optional.of(all);
        return self();
    }

    /**
     * Lets plans start only commands that a predicate allows. It is given each command as the plan writes it, of several
     * lines all of them, and decides by its text: a script can hide what it starts. What is not allowed is an error before
     * anything is changed. None by default.
     *
     * @param rule true for what is allowed; one that throws, or does not answer in time, allows nothing. With several, and
     *     with {@link #allowCommands(String...)}, all must allow a command
     * @return this
     */
    public B allowCommands(Predicate<String> rule) {
        commandRules.add(Objects.requireNonNull(rule, "rule"));
        return self();
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
     * rules, when a run begins, before its first deploy step, and when an agent goes on, before the last deploy step, with the run of a
     * killed one. None by default.
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
