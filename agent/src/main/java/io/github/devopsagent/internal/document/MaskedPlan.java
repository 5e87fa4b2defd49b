package io.github.devopsagent.internal.document;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A plan as everybody may see it: secrets are masked in each of its texts. The state of a run has it from the beginning,
 * so that whatever is told of a run is told of this.
 */
public final class MaskedPlan {

    private final RunPlan plan;

    private MaskedPlan(RunPlan plan) {
        this.plan = plan;
    }

    static MaskedPlan of(RunPlan plan, UnaryOperator<String> mask) {
        return new MaskedPlan(new Masked(mask).plan(plan));
    }

    /**
     * The plan of a run.
     *
     * @param state of a run that {@linkplain #begin began} with a masked plan, as all do
     * @return its plan
     */
    public static MaskedPlan of(RunState state) {
        return new MaskedPlan(state.plan());
    }

    /**
     * The state of a run that begins, as everybody may see it.
     *
     * @param at when
     * @return the run before its first event
     */
    public RunState begin(Instant at) {
        return RunState.begin(plan, at);
    }

    /**
     * What people may see.
     *
     * @return the plan; whoever carries it out hands masked texts to executors
     */
    public RunPlan forPeople() {
        return plan;
    }

    @Override
    public String toString() {
        return plan.toString();
    }

    /**
     * Masks each text. All is built by position: what is added to a plan does not compile here until it is decided
     * whether it may contain a secret.
     *
     * @param mask masks the secrets in a text
     */
    private record Masked(UnaryOperator<String> mask) {

        private String text(String text) {
            return mask.apply(text);
        }

        private Optional<String> text(Optional<String> text) {
            return text.isPresent() ? Optional.of(text(text.get())) : text;
        }

        private List<String> texts(List<String> texts) {
            List<String> masked = new ArrayList<>();
            for (String each : texts) {
                masked.add(text(each));
            }
            return List.copyOf(masked);
        }

        private RunPlan plan(RunPlan plan) {
            return new RunPlan(
                    context(plan.context()),
                    steps(plan.preflight()),
                    steps(plan.backup()),
                    steps(plan.deploy()),
                    steps(plan.rollbackPlan()),
                    steps(plan.rollbackPoints()),
                    text(plan.restoreCommand()),
                    checks(plan.checks()),
                    plan.monitoring(),
                    metrics(plan.metrics()),
                    plan.rollbackBudget(),
                    plan.forwardBudget());
        }

        /** The ids stay: they are what other documents name it by. */
        private ExecutionContext context(ExecutionContext context) {
            String directory = context.workingDirectory().toString();
            String masked = text(directory);
            return new ExecutionContext(
                    context.epicId(),
                    context.deploymentId(),
                    text(context.environment()),
                    // Not every system has paths with what stands for a secret.
                    masked.equals(directory) ? context.workingDirectory() : Path.of(masked.replace('*', '_')),
                    variables(context.variables()),
                    context.hostEnvironment());
        }

        private List<Step> steps(List<Step> steps) {
            List<Step> masked = new ArrayList<>();
            for (Step each : steps) {
                masked.add(step(each));
            }
            return List.copyOf(masked);
        }

        private Step step(Step step) {
            return new Step(
                    text(step.name()),
                    action(step.action()),
                    steps(step.compensation()),
                    step.timeout(),
                    variables(step.variables()),
                    text(step.workingDirectory()),
                    step.idempotent(),
                    step.retries(),
                    step.retryDelay(),
                    step.irreversible(),
                    texts(step.produces()));
        }

        private List<HealthCheck> checks(List<HealthCheck> checks) {
            List<HealthCheck> masked = new ArrayList<>();
            for (HealthCheck each : checks) {
                masked.add(check(each));
            }
            return List.copyOf(masked);
        }

        private HealthCheck check(HealthCheck check) {
            return new HealthCheck(
                    text(check.name()), checking(check.action()), check.after(), check.timing(), text(check.source()));
        }

        private List<Metric> metrics(List<Metric> metrics) {
            List<Metric> masked = new ArrayList<>();
            for (Metric each : metrics) {
                masked.add(metric(each));
            }
            return List.copyOf(masked);
        }

        private Metric metric(Metric metric) {
            return new Metric(
                    text(metric.name()),
                    checking(metric.action()),
                    metric.rule(),
                    metric.noData(),
                    metric.critical(),
                    metric.before(),
                    metric.initialDelay(),
                    metric.timeout(),
                    text(metric.source()));
        }

        /** The executor of a check of the host's has its name. That of a step stays, with which journals are compared. */
        private Action checking(Action action) {
            return action(action) instanceof Action.Use use
                    ? new Action.Use(text(use.executor()), use.input(), use.command())
                    : action(action);
        }

        private Action action(Action action) {
            if (action instanceof Action.Bare bare) {
                return new Action.Bare(text(bare.text()));
            }
            if (action instanceof Action.Run run) {
                return new Action.Run(text(run.command()));
            }
            Action.Use use = action.use();
            return new Action.Use(use.executor(), new Input(values(use.input().values())), text(use.command()));
        }

        private Map<String, Object> values(Map<String, Object> values) {
            Map<String, Object> masked = new LinkedHashMap<>();
            for (Map.Entry<String, Object> each : values.entrySet()) {
                masked.put(each.getKey(), value(each.getValue()));
            }
            return masked;
        }

        private Object value(Object value) {
            if (value instanceof Map<?, ?> map) {
                Map<String, Object> masked = new LinkedHashMap<>();
                map.forEach((name, each) -> masked.put(String.valueOf(name), value(each)));
                return masked;
            }
            if (value instanceof List<?> list) {
                return list.stream().map(this::value).toList();
            }
            return value instanceof String text ? text(text) : value;
        }

        private Map<String, String> variables(Map<String, String> variables) {
            Map<String, String> masked = new HashMap<>();
            for (Map.Entry<String, String> each : variables.entrySet()) {
                masked.put(each.getKey(), text(each.getValue()));
            }
            return Map.copyOf(masked);
        }
    }
}
