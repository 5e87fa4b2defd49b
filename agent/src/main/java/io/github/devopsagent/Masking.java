package io.github.devopsagent;

import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.pipeline.Action;
import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.Input;
import io.github.devopsagent.pipeline.Step;
import io.github.devopsagent.pipeline.StepResult;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.RunPlan;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Masks secrets in what a run tells of itself. Names, codes, places and whatever else is no free text stay. */
final class Masking {

    private final SecretMask mask;

    Masking(SecretMask mask) {
        this.mask = mask;
    }

    String text(String text) {
        return mask.mask(text);
    }

    List<String> texts(List<String> texts) {
        return texts.stream().map(this::text).toList();
    }

    MaskingOutput over(OutputCapture capture) {
        return mask.over(capture);
    }

    StepResult result(StepResult result) {
        return result.fold(
                succeeded -> new StepResult.Succeeded(text(succeeded.reason()), succeeded.exit()),
                failed -> new StepResult.Failed(text(failed.reason()), failed.exit()),
                notStarted -> new StepResult.NotStarted(text(notStarted.reason())),
                stillRunning -> new StepResult.StillRunning(text(stillRunning.reason())));
    }

    List<Finding> findings(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new Finding(finding.severity(), finding.where(), text(finding.message())))
                .toList();
    }

    List<Veto> vetoes(List<Veto> vetoes) {
        return vetoes.stream()
                .map(veto -> new Veto(
                        veto.code(),
                        text(veto.reason()),
                        source(veto.where()),
                        veto.addressee(),
                        refusals(veto.faults())))
                .toList();
    }

    List<Refusal> refusals(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> new Refusal(refusal.code(), text(refusal.reason()), source(refusal.where())))
                .toList();
    }

    private Source source(Source where) {
        return new Source(text(where.file()), text(where.pointer()));
    }

    List<ReceivedMessage> received(List<ReceivedMessage> messages) {
        return messages.stream()
                .map(message -> new ReceivedMessage(
                        text(message.file()),
                        text(message.sender()),
                        text(message.kind()),
                        texts(message.summary()),
                        text(message.remark())))
                .toList();
    }

    Outcome outcome(Outcome outcome) {
        return outcome.fold(
                one -> new Outcome.Deployed(one.deployment(), texts(one.notes()), received(one.inbox())),
                one -> new Outcome.Vetoed(
                        one.epicId(), one.iteration(), vetoes(one.vetoes()), texts(one.notes()), received(one.inbox())),
                one -> new Outcome.Refused(refusals(one.refusals()), texts(one.notes()), received(one.inbox())),
                one -> new Outcome.Aborted(one.deployment(), one.reason(), texts(one.notes()), received(one.inbox())),
                one -> new Outcome.RolledBack(
                        one.deployment(), one.reason(), one.health(), texts(one.notes()), received(one.inbox())),
                one -> new Outcome.RollbackFailed(
                        one.deployment(), one.reason(), one.faults(), texts(one.notes()), received(one.inbox())));
    }

    Preparation.Prepared prepared(Preparation.Prepared prepared) {
        return new Preparation.Prepared(
                plan(prepared.plan()),
                findings(prepared.findings()),
                prepared.readings().stream()
                        .map(reading -> new Preview.Reading(
                                reading.place(), text(reading.name()), text(reading.text()), text(reading.how())))
                        .toList(),
                prepared.proseRollback().map(this::text),
                prepared.remarks());
    }

    /** The plan as everybody may see it; what is executed is the plan itself. */
    RunPlan plan(RunPlan plan) {
        ExecutionContext context = plan.context();
        return new RunPlan(
                context.withVariables(variables(context.variables())),
                steps(plan.preflight()),
                steps(plan.backup()),
                steps(plan.deploy()),
                steps(plan.rollbackPlan()),
                steps(plan.rollbackPoints()),
                text(plan.restoreCommand()),
                plan.checks().stream().map(this::check).toList(),
                plan.monitoring(),
                plan.rollbackBudget(),
                plan.forwardBudget());
    }

    private List<Step> steps(List<Step> steps) {
        return steps.stream().map(this::step).toList();
    }

    private Step step(Step step) {
        return new Step(
                text(step.name()),
                action(step.action()),
                steps(step.compensation()),
                step.timeout(),
                variables(step.variables()),
                step.workingDirectory().map(this::text),
                step.idempotent(),
                step.retries(),
                step.irreversible(),
                texts(step.produces()));
    }

    private HealthCheck check(HealthCheck check) {
        return new HealthCheck(
                text(check.name()), action(check.action()), check.after(), check.timing(), check.source());
    }

    private Action action(Action action) {
        return action.fold(
                bare -> new Action.Bare(text(bare.text())),
                run -> new Action.Run(text(run.command())),
                use -> new Action.Use(
                        use.executor(),
                        new Input(values(use.input().values())),
                        use.command().map(this::text)));
    }

    private Map<String, Object> values(Map<String, Object> values) {
        Map<String, Object> masked = new LinkedHashMap<>();
        values.forEach((name, value) -> masked.put(name, value(value)));
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
        return variables.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> text(each.getValue())));
    }
}
