package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.Preview;
import io.github.devopsagent.barestring.BareString;
import io.github.devopsagent.commandline.BlindRequest;
import io.github.devopsagent.commandline.DaemonOutput;
import io.github.devopsagent.commandline.MetricCommand;
import io.github.devopsagent.commandline.VainCommand;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.PlannedStep;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.internal.attempt.StepContext;
import io.github.devopsagent.internal.disk.DiskSpace;
import io.github.devopsagent.internal.document.ExecutablePlan;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.resolve.ResolvedAction.ActionKind;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.internal.settings.NamedRollbackPoint;
import io.github.devopsagent.internal.settings.RollbackPointSteps;
import io.github.devopsagent.machine.Readiness;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.script.Script;
import io.github.devopsagent.script.ScriptFault;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a plan ready to be carried out: reads each bare string, finds the executor of each step, asks it whether the
 * step can run. Nothing is changed.
 */
public final class PlanResolver {

    private static final String PLAN = Plan.FILE.substring(Plan.FILE.lastIndexOf('/') + 1);

    /** Every shell can do it, and nothing is done. */
    private static final String NO_COMMAND = ":";

    private final AgentSettings settings;
    private final ExecutionContext base;
    private final List<Preview.Reading> readings = new ArrayList<>();

    /** Values that steps ask for and do not get, output of theirs that nobody sees, and what metrics cannot be asked. */
    private final List<Finding> passedOver = new ArrayList<>();

    private final ExecutorQuestions executors;
    private final MissingPrograms missing = new MissingPrograms();

    /** What is carried out before the step that is asked about; of a compensation, up to its own step. */
    private final List<PlannedStep> before = new ArrayList<>();

    /** The actions, by identity, that are not the plan's, and so may use executors that a plan must not name. */
    private final Set<Action> ours = Collections.newSetFromMap(new IdentityHashMap<>());

    private PlanResolver(AgentSettings settings, ExecutionContext base) {
        this.settings = settings;
        this.executors = new ExecutorQuestions(settings.executors());
        this.base = base;
    }

    /** A step, and what became of its action. */
    private record ResolvedStep(Step step, ResolvedAction resolved) {}

    /**
     * Prepares a plan.
     *
     * @param run tells this run from all others
     * @param standing the deployment that what is live comes from, if it stayed healthy
     */
    public static PreparedPlan prepare(
            Plan plan, AgentSettings settings, String deploymentId, String run, Optional<String> standing) {
        Optional<String> stated = plan.environment().isPresent() ? plan.environment() : settings.environment();
        String environment = stated.orElse(AgentSettings.DEFAULT_ENVIRONMENT);
        Map<String, String> variables = settings.given().values();
        variables.put("DEVOPS_EPIC_ID", plan.epicId());
        variables.put("DEVOPS_DEPLOYMENT_ID", deploymentId);
        variables.put("DEVOPS_ENVIRONMENT", environment);
        variables.put(ExecutionContext.CONSENSUS, settings.consensus().toString());
        variables.put(ExecutionContext.RUN, run);
        ExecutionContext base = new ExecutionContext(
                        plan.epicId(), deploymentId, environment, settings.workingDirectory(), variables)
                .withHostEnvironment(HostVariables.now(settings));
        return new PlanResolver(settings, base).prepare(plan, standing);
    }

    private PreparedPlan prepare(Plan plan, Optional<String> standing) {
        List<ResolvedStep> preflight = resolve("preflight", plan.preflight());
        for (HealthCheck check : settings.code().checks()) {
            ours.add(check.action());
        }
        Duration timeout = settings.defaults().stepTimeout();
        List<Step> backupSteps = new ArrayList<>();
        List<Step> restored = new ArrayList<>();
        for (NamedRollbackPoint point : settings.code().rollbackPoints()) {
            Step create = RollbackPointSteps.create(point, timeout, standing);
            Step restore = RollbackPointSteps.restore(point, timeout);
            ours.add(create.action());
            ours.add(restore.action());
            backupSteps.add(create);
            restored.add(restore);
        }
        backupSteps.addAll(plan.backup());
        List<ResolvedStep> backup = resolve("backup", backupSteps);
        List<ResolvedStep> deploy = new ArrayList<>();
        Map<StepRef, StepFinding> findings = new HashMap<>();
        for (int i = 0; i < plan.deploymentSteps().size(); i++) {
            String path = "deployment_steps/" + i;
            Step step = plan.deploymentSteps().get(i);
            ResolvedStep resolved = resolve(path, step);
            goBefore(resolved.step());
            List<ResolvedStep> compensation = resolve(path + "/rollback", step.compensation());
            for (int j = 0; j < compensation.size(); j++) {
                note(findings, StepRef.compensation(i, j), compensation.get(j));
            }
            deploy.add(new ResolvedStep(resolved.step().withCompensation(steps(compensation)), resolved.resolved()));
        }
        List<ResolvedStep> rollbackPlan = resolve("rollback_plan", plan.rollbackPlan());
        Optional<String> prose = firstProse(rollbackPlan);
        List<ResolvedStep> executable = prose.isPresent() ? List.of() : rollbackPlan;
        List<ResolvedStep> points = resolve("rollback_point", restored);
        note(findings, StepRef.Part.PREFLIGHT, preflight);
        note(findings, StepRef.Part.BACKUP, backup);
        note(findings, StepRef.Part.DEPLOY, deploy);
        note(findings, StepRef.Part.ROLLBACK_PLAN, executable);
        note(findings, StepRef.Part.ROLLBACK_POINT, points);

        Map<Integer, StepFinding> checkFindings = new HashMap<>();
        List<HealthCheck> checks = new ArrayList<>();
        for (HealthCheck check : joined(plan.healthChecks(), settings.code().checks())) {
            ResolvedAction resolved = allowed(
                    resolve(check.source(), check.name(), check.action(), base, ActionKind.CHECK),
                    check.action(),
                    Set.of());
            Optional<String> executed = resolved.executed();
            if (executed.isPresent()) {
                warn(check.source(), BlindRequest.of(executed.get()));
                warn(check.source(), VainCommand.asListing(executed.get()));
                warn(check.source(), VainCommand.lostAnswer(executed.get()));
            }
            if (resolved.finding().isPresent()) {
                checkFindings.put(checks.size(), resolved.finding().get());
            }
            checks.add(check.withAction(resolved.action()));
        }
        for (Metric metric : settings.code().metrics()) {
            ours.add(metric.action());
        }
        List<Metric> metrics = new ArrayList<>();
        for (Metric metric : joined(plan.metrics(), settings.code().metrics())) {
            metrics.add(metric.check().isPresent() ? metric : resolve(metric));
        }
        RunPlan resolved = new RunPlan(
                base,
                steps(preflight),
                steps(backup),
                steps(deploy),
                steps(executable),
                steps(points),
                RollbackPointCommands.of(settings.code().rollbackPoints(), base),
                checks,
                plan.monitoring(),
                metrics,
                settings.limits().rollbackBudget(),
                settings.limits().forwardBudget());
        RunPlan run = HostVariables.withUnset(resolved, settings.processEnvironment());
        return new PreparedPlan(
                new ExecutablePlan(run),
                findings(plan.remarks(), new Readiness(run, findings, checkFindings, prose)),
                List.copyOf(readings),
                prose,
                plan.remarks());
    }

    /** How the plan was read, what keeps it from being carried out, and whether there is room to record it. */
    private List<Finding> findings(List<PlanRemark> remarks, Readiness readiness) {
        List<Finding> findings = new ArrayList<>(ofRemarks(remarks));
        findings.addAll(passedOver);
        findings.addAll(readiness.findings());
        Optional<String> disk = DiskSpace.warning(settings.machine().disk(), settings.consensus());
        if (disk.isPresent()) {
            findings.add(new Finding(Finding.Severity.WARNING, "disk", disk.get()));
        }
        Optional<Finding> workTree = EnclosingRepository.finding(settings.consensus());
        if (workTree.isPresent()) {
            findings.add(workTree.get());
        }
        return missing.once(findings);
    }

    private static <T> List<T> joined(List<? extends T> ofPlan, List<? extends T> ofHost) {
        List<T> all = new ArrayList<>(ofPlan);
        all.addAll(ofHost);
        return all;
    }

    private static Optional<String> firstProse(List<ResolvedStep> steps) {
        for (ResolvedStep step : steps) {
            if (step.resolved().prose().isPresent()) {
                return step.resolved().prose();
            }
        }
        return Optional.empty();
    }

    /**
     * What people should know of how a plan was read.
     *
     * @param remarks what was read differently, or passed over
     * @return a note of each that was read, a warning of each that was passed over
     */
    public static List<Finding> ofRemarks(List<PlanRemark> remarks) {
        List<Finding> findings = new ArrayList<>();
        for (PlanRemark remark : remarks) {
            findings.add(ofRemark(remark));
        }
        return List.copyOf(findings);
    }

    private static Finding ofRemark(PlanRemark remark) {
        Finding.Severity severity =
                remark.kind() == PlanRemark.RemarkKind.READ_AS ? Finding.Severity.NOTE : Finding.Severity.WARNING;
        return new Finding(severity, PLAN, remark.toString());
    }

    /** Finds out anew whether a plan that was prepared before can run. */
    public static List<Finding> recheck(ExecutablePlan plan, PinnedRun pinned, AgentSettings settings) {
        PlanResolver now = new PlanResolver(settings, plan.context());
        Map<StepRef, StepFinding> findings = new HashMap<>();
        plan.steps().forEach(ref -> {
            now.judged(plan.step(ref)).ifPresent(finding -> findings.put(ref, finding));
            if (ref.part() != StepRef.Part.COMPENSATION) {
                now.goBefore(plan.step(ref));
            }
        });
        Map<Integer, StepFinding> checkFindings = new HashMap<>();
        for (int i = 0; i < plan.checks().size(); i++) {
            int check = i;
            Action action = plan.checks().get(i).action();
            now.finding(action, plan.context())
                    .map(found -> now.judged(found, action.use(), false))
                    .ifPresent(finding -> checkFindings.put(check, finding));
        }
        for (Metric metric : plan.metrics()) {
            now.finding(metric.action(), plan.context())
                    .filter(found -> metric.check().isEmpty())
                    .map(found -> now.judged(found, metric.action().use(), false))
                    .ifPresent(finding -> now.note(metric, finding));
        }
        return now.findings(
                pinned.remarks(), new Readiness(plan.withSecrets(), findings, checkFindings, pinned.proseRollback()));
    }

    private Metric resolve(Metric metric) {
        ResolvedAction resolved = allowed(
                resolve(metric.source(), metric.name(), metric.action(), base, ActionKind.METRIC),
                metric.action(),
                Set.of());
        Optional<String> executed = resolved.executed();
        if (executed.isPresent()) {
            warn(metric.source(), MetricCommand.inventedNumber(executed.get()));
            warn(metric.source(), BlindRequest.of(executed.get()));
        }
        if (resolved.finding().isPresent()) {
            note(metric, resolved.finding().get());
        }
        return metric.withAction(resolved.action());
    }

    private void note(Metric metric, StepFinding finding) {
        boolean isError = finding.certainty() == StepFinding.Certainty.CANNOT_RUN;
        passedOver.add(new Finding(
                isError ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                metric.source(),
                "metric '" + metric.name() + "': " + finding.message()));
    }

    /** Finds out whether a step of a plan that was prepared before can run. */
    static Optional<StepFinding> recheck(ExecutablePlan plan, StepRef ref, AgentSettings settings) {
        return new PlanResolver(settings, plan.context()).finding(plan.step(ref));
    }

    private Optional<StepFinding> judged(Step step) {
        Action.Use use = step.action().use();
        Optional<StepFinding> finding = finding(step).map(found -> judged(found, use, false));
        use.input().text("run").ifPresent(missing::precede);
        return finding;
    }

    private Optional<StepFinding> finding(Step step) {
        return finding(step.action(), StepContext.of(base, step));
    }

    private Optional<StepFinding> finding(Action action, ExecutionContext context) {
        Action.Use use = action.use();
        ours.add(use);
        return finding(use, context);
    }

    private static List<Step> steps(List<ResolvedStep> resolved) {
        List<Step> steps = new ArrayList<>();
        for (ResolvedStep each : resolved) {
            steps.add(each.step());
        }
        return List.copyOf(steps);
    }

    private static void note(Map<StepRef, StepFinding> findings, StepRef.Part part, List<ResolvedStep> steps) {
        for (int i = 0; i < steps.size(); i++) {
            note(findings, StepRef.of(part, i), steps.get(i));
        }
    }

    private static void note(Map<StepRef, StepFinding> findings, StepRef ref, ResolvedStep step) {
        Optional<StepFinding> finding = step.resolved().finding();
        if (finding.isPresent()) {
            findings.put(ref, finding.get());
        }
    }

    private List<ResolvedStep> resolve(String part, List<Step> steps) {
        List<ResolvedStep> resolved = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            ResolvedStep step = resolve(part + "/" + i, steps.get(i));
            resolved.add(step);
            if (!part.endsWith("/rollback")) {
                goBefore(step.step());
            }
        }
        return resolved;
    }

    /** What is found out from now on is asked of steps after this one. Prose is not carried out. */
    private void goBefore(Step step) {
        if (!(step.action() instanceof Action.Bare)) {
            Action.Use use = step.action().use();
            before.add(new PlannedStep(use.executor(), use.input(), StepContext.of(base, step)));
        }
    }

    private ResolvedStep resolve(String path, Step step) {
        Step kept = settings.secrets().keptBy(step);
        for (String name : settings.secrets().takingThePlaceOf(step)) {
            warn(
                    path,
                    "'env' says " + name
                            + ", which is a secret of the host: the step is given the host's value; remove"
                            + " it from 'env', or give it another name");
        }
        ActionKind kind = path.startsWith("preflight") ? ActionKind.PRE_FLIGHT : ActionKind.STEP;
        ResolvedAction resolved = resolve(path, kept.name(), kept.action(), StepContext.of(base, kept), kind);
        Optional<String> command = resolved.command();
        if (command.isPresent()) {
            if (!path.contains("rollback")) {
                missing.precede(command.get());
            }
            warn(path, DaemonOutput.unredirected(command.get()));
            warn(path, resolved.endOfAgent(StepContext.of(base, kept)));
        }
        Optional<String> executed = resolved.executed();
        if (executed.isPresent()) {
            warn(path, BlindRequest.of(executed.get()));
            if (kind != ActionKind.PRE_FLIGHT) {
                warn(path, VainCommand.lostFailure(executed.get()));
            }
        }
        ResolvedAction allowed =
                allowed(resolved, kept.action(), kept.variables().keySet());
        return new ResolvedStep(kept.withAction(allowed.action()), allowed);
    }

    /** What the host does not allow is an error, whatever else there is; its own steps, checks and metrics are allowed. */
    private ResolvedAction allowed(ResolvedAction resolved, Action written, Set<String> variables) {
        if (ours.contains(written) || resolved.prose().isPresent()) {
            return resolved;
        }
        Optional<String> refusal =
                settings.code().planPolicy().refusal(resolved.action().use(), variables);
        return refusal.isPresent() ? resolved.withFinding(StepFinding.cannotRun(refusal.get())) : resolved;
    }

    private void warn(String path, Optional<String> remark) {
        if (remark.isPresent()) {
            warn(path, remark.get());
        }
    }

    private void warn(String path, String message) {
        passedOver.add(new Finding(Finding.Severity.WARNING, path, message));
    }

    private ResolvedAction resolve(String path, String name, Action action, ExecutionContext context, ActionKind kind) {
        ResolvedAction resolved =
                action instanceof Action.Bare bare ? bare(bare, context, kind.isCheck()) : use(action.use(), context);
        readings.add(new Preview.Reading(path, name, PlanScripts.text(action), resolved.how()));
        if (!(action instanceof Action.Bare)) {
            notePlaceholder(path, resolved.command());
        }
        return unlessOutOfPlace(resolved.unlessVain(kind, context), path, kind);
    }

    private void notePlaceholder(String path, Optional<String> command) {
        Optional<Finding> placeholder =
                command.isPresent() ? PlanScripts.placeholder(path, command.get()) : Optional.empty();
        if (placeholder.isPresent()) {
            passedOver.add(placeholder.get());
        }
    }

    private ResolvedAction unlessOutOfPlace(ResolvedAction resolved, String path, ActionKind kind) {
        if (resolved.prose().isPresent()) {
            return resolved;
        }
        Optional<StepFinding> outOfPlace =
                executors.outOfPlace(resolved.action().use(), path, kind.isCheck());
        return outOfPlace.isPresent() ? resolved.withFinding(outOfPlace.get()) : resolved;
    }

    private ResolvedAction use(Action.Use written, ExecutionContext context) {
        Either<ScriptFault, Action.Use> script = PlanScripts.of(written);
        if (script.isLeft()) {
            StepFinding fault = StepFinding.cannotRun(script.getLeft().toString());
            return new ResolvedAction(written, PlanScripts.how(written), Optional.of(fault));
        }
        Action.Use use = script.get();
        if (ours.contains(written)) {
            ours.add(use);
        }
        Action.Use withCommand = executors.withCommand(use, context);
        Optional<StepFinding> finding = finding(use, context);
        Optional<StepFinding> judged = finding.isPresent() ? Optional.of(judged(finding.get(), use, false)) : finding;
        return new ResolvedAction(withCommand, PlanScripts.how(use), judged);
    }

    private StepFinding judged(StepFinding finding, Action.Use use, boolean isBare) {
        return missing.judge(finding, use.input().text("run").orElse(""), isBare);
    }

    /** What stands in the way of every command, such as a variable that no shell takes, makes none of them prose. */
    private Optional<StepFinding> ofText(
            Optional<StepFinding> finding, ExecutionContext context, List<StepFinding> ofAllCommands) {
        if (finding.isEmpty() || !finding.equals(finding(Action.shell(NO_COMMAND), context))) {
            return finding;
        }
        ofAllCommands.add(finding.get());
        return Optional.empty();
    }

    /** With its input, since that is part of what is done. */
    private ResolvedAction bare(Action.Bare bare, ExecutionContext context, boolean isCheck) {
        List<StepFinding> ofAllCommands = new ArrayList<>();
        return BareString.read(
                        bare.text(),
                        settings.executors().names(),
                        settings.bareStrings(),
                        command -> ofText(finding(Action.shell(command), context), context, ofAllCommands))
                .fold(
                        command -> {
                            Action.Use use = Script.of(bare.text()).in(bare.use());
                            return new ResolvedAction(
                                    use,
                                    PlanScripts.how(use),
                                    (ofAllCommands.isEmpty() ? command.finding() : Optional.of(ofAllCommands.get(0)))
                                            .map(found -> judged(found, use, true)));
                        },
                        executor -> {
                            Action.Use use = new Action.Use(executor.name(), Input.none());
                            return new ResolvedAction(use, "executor " + executor.name(), finding(use, context));
                        },
                        prose -> {
                            String fix = ProseFix.of(prose, bare.text(), isCheck);
                            return new ResolvedAction(
                                    bare,
                                    PreparedPlan.PROSE + prose.why(),
                                    Optional.of(
                                            StepFinding.cannotRun("reads as prose, which is never executed: " + fix)),
                                    Optional.of(fix));
                        });
    }

    private Optional<StepFinding> finding(Action.Use use, ExecutionContext context) {
        return executors.finding(use, ours.contains(use), context, before);
    }
}
