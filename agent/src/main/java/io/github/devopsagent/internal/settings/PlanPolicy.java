package io.github.devopsagent.internal.settings;

import io.github.devopsagent.commandline.AllowedCommands;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.regex.LazyPattern;
import io.github.devopsagent.script.Interpreter;
import io.github.devopsagent.script.Script;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a host lets a plan use. What the host itself brings, such as its health checks, is not asked about here.
 *
 * @param executors their names; empty if all that are known may be used
 * @param commands by their first words; empty if any may be
 * @param rules of the host, each of which is given a command as it is written
 */
public record PlanPolicy(
        Optional<Set<String>> executors, Optional<AllowedCommands> commands, List<Predicate<String>> rules) {

    /** Where a shell is that a script is read for. */
    private static final LazyPattern SHELL = LazyPattern.of("(?:/(?:usr/(?:local/)?)?bin/)(?:ba|da|a)?sh");

    private static final LazyPattern NAME_OF_SHELL = LazyPattern.of("(?:ba|da|a)?sh");
    private static final LazyPattern ENV = LazyPattern.of("/(?:usr/)?bin/env");
    private static final LazyPattern SHELL_OPTIONS =
            LazyPattern.of("[-+][euxfCv]*o?|errexit|nounset|xtrace|pipefail|noglob|noclobber|verbose");

    /** The sources of what a plan's author wrote. */
    private static final LazyPattern OF_PLAN = LazyPattern.of("plan\\.json#.*");

    private static final List<String> OURS =
            List.of(RollbackPointSteps.PREFIX, HostMetrics.PREFIX, HostCode.HEALTH_CHECK);

    public PlanPolicy {
        executors = executors.isPresent() ? Optional.of(Set.copyOf(executors.get())) : executors;
        rules = List.copyOf(rules);
    }

    PlanPolicy limitedBy(HostCalls calls) {
        return rules.isEmpty()
                ? this
                : new PlanPolicy(
                        executors,
                        commands,
                        rules.stream()
                                .<Predicate<String>>map(
                                        rule -> command -> calls.ask(rule, "allowCommands", () -> rule.test(command)))
                                .toList());
    }

    /** What is allowed; of code of the host, how many questions it asks. */
    public String summary() {
        return "executors " + (executors.isPresent() ? new TreeSet<>(executors.get()) : "all") + ", commands "
                + commands + ", rules " + rules.size();
    }

    /**
     * Judges what a plan names.
     *
     * @param use the executor and its input; of a shell the script that is executed
     * @param variables that the plan gives it
     * @return why it may not be used; empty if it may
     */
    public Optional<String> refusal(Action.Use use, Collection<String> variables) {
        if (executors.isPresent() && !executors.get().contains(use.executor())) {
            return Optional.of("it uses the executor '" + use.executor()
                    + "', which the host does not allow; allowed are " + new TreeSet<>(executors.get()));
        }
        Optional<String> ofCommand = use.executor().equals(Action.SHELL) ? refusal(use) : Optional.empty();
        if (ofCommand.isPresent() || commands.isEmpty()) {
            return ofCommand;
        }
        return AllowedCommands.refusalOfVariables(variables).map(why -> "its 'env' is not allowed: " + why);
    }

    private Optional<String> refusal(Action.Use use) {
        String text = use.input().text("run").orElse("");
        if (commands.isPresent()) {
            Optional<String> why = refusal(text, Script.interpreter(use.input()), commands.get());
            if (why.isPresent()) {
                return Optional.of("its command is not allowed: " + why.get());
            }
        }
        for (Predicate<String> rule : rules) {
            Optional<String> why = refusal(rule, Script.written(text));
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> refusal(String text, Optional<Interpreter> interpreter, AllowedCommands allowed) {
        return interpreter.filter(each -> !isSeenThrough(each)).isPresent()
                ? allowed.refusal(interpreter.get().tool())
                        .or(() -> hasMoreThanATool(interpreter.get())
                                ? Optional.of("its shebang has more than a program")
                                : Optional.empty())
                : allowed.refusal(text);
    }

    /** A shell that runs what it reads, and nothing before it. */
    private static boolean isSeenThrough(Interpreter interpreter) {
        List<String> tool = interpreter.tool();
        LazyPattern shell = interpreter.isEnv() ? NAME_OF_SHELL : SHELL;
        return !tool.isEmpty()
                && (!interpreter.isEnv() || ENV.matcher(interpreter.program()).matches())
                && shell.matcher(tool.get(0)).matches()
                && !hasMoreThanATool(interpreter)
                && tool.stream()
                        .skip(1)
                        .allMatch(word -> SHELL_OPTIONS.matcher(word).matches());
    }

    /** Variables and directories that env sets. */
    private static boolean hasMoreThanATool(Interpreter interpreter) {
        return interpreter.isEnv()
                && !interpreter
                        .argument()
                        .orElse("")
                        .replaceFirst("^-S\\s*", "")
                        .equals(String.join(" ", interpreter.tool()));
    }

    private static Optional<String> refusal(Predicate<String> rule, String command) {
        try {
            return rule.test(command) ? Optional.empty() : Optional.of("the host does not allow its command");
        } catch (Throwable e) {
            return Optional.of("the host could not say whether its command is allowed: " + e);
        }
    }

    /**
     * Judges a plan that was prepared before, for this host or another.
     *
     * @param steps by their paths
     * @param checks those of the plan and those of the host
     * @param metrics likewise
     * @return each reason, with the place
     */
    public List<String> refusals(List<PlacedStep> steps, Collection<HealthCheck> checks, Collection<Metric> metrics) {
        List<String> refusals = new ArrayList<>();
        steps.forEach(
                each -> pinned(each.step().action(), each.step().variables().keySet())
                        .ifPresent(why -> refusals.add(each.path() + ": " + why)));
        Stream.concat(
                        checks.stream()
                                .filter(check -> OF_PLAN.matcher(check.source()).matches())
                                .map(check -> pinned(check.action(), Set.of())
                                        .map(why -> "health check '" + check.name() + "': " + why)),
                        metrics.stream()
                                .filter(metric -> metric.check().isEmpty()
                                        && OF_PLAN.matcher(metric.source()).matches())
                                .map(metric -> pinned(metric.action(), Set.of())
                                        .map(why -> "metric '" + metric.name() + "': " + why)))
                .flatMap(Optional::stream)
                .forEach(refusals::add);
        return refusals;
    }

    /**
     * A step and where it stands.
     *
     * @param path in the plan
     * @param step of the plan, or of an executor or a rollback point
     */
    public record PlacedStep(String path, Step step) {}

    private Optional<String> pinned(Action action, Collection<String> variables) {
        return OURS.stream().anyMatch(action.use().executor()::startsWith)
                ? Optional.empty()
                : refusal(action.use(), variables);
    }
}
