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
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.internal.settings.PlanPolicy;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes a plan ready to be carried out: reads each bare string, finds the executor of each step, asks it whether the
 * step can run. Nothing is changed.
 */
public final class PlanResolver {

    private static final String PLAN = Plan.FILE.substring(Plan.FILE.lastIndexOf('/') + 1);

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

    /**
     * What became of an action: what is executed, how it was read, what stands in the way, and why it is prose, if it is.
     */
    private record Resolved(Action action, String how, Optional<StepFinding> finding, Optional<String> prose) {

        Resolved(Action action, String how, Optional<StepFinding> finding) {
            this(action, how, finding, Optional.empty());
        }

        Optional<String> command() {
            return prose.isEmpty() && action.use().executor().equals(Action.SHELL)
                    ? Script.shellText(action.use().input())
                    : Optional.empty();
        }

        /** The command with {@code set -e}, where it runs under it. */
        Optional<String> executed() {
            return command().flatMap(written -> action.use().input().text("run"));
        }

        Resolved unlessOutOfPlace(Function<Action.Use, Optional<StepFinding>> outOfPlace) {
            Optional<StepFinding> found = prose.isEmpty() ? outOfPlace.apply(action.use()) : finding;
            return new Resolved(action, how, found.or(() -> finding), prose);
        }

        /** What the host does not allow is an error, whatever else there is. */
        Resolved unlessForbidden(Function<Action.Use, Optional<String>> forbidden) {
            Optional<StepFinding> found =
                    prose.isEmpty() ? forbidden.apply(action.use()).map(StepFinding::cannotRun) : Optional.empty();
            return new Resolved(action, how, found.or(() -> finding), prose);
        }

        /** A command that cannot do what it is there for is an error, also where its program is missing. */
        Resolved unlessVain(Function<String, Optional<String>> vain, boolean isCheck) {
            Optional<StepFinding> found = finding.filter(any -> any.certainty() == StepFinding.Certainty.CANNOT_RUN)
                    .or(() -> command()
                            .flatMap(written -> isCheck ? executed() : Optional.of(written))
                            .flatMap(vain)
                            .map(StepFinding::cannotRun));
            return new Resolved(action, how, found.or(() -> finding), prose);
        }
    }

    /** A step, and what became of its action. */
    private record ResolvedStep(Step step, Resolved resolved) {}

    /**
     * Prepares a plan.
     *
     * @param run tells this run from all others
     * @param standing the deployment that what is live comes from, if it stayed healthy
     */
    public static PreparedPlan prepare(
            Plan plan, AgentSettings settings, String deploymentId, String run, Optional<String> standing) {
        String environment = plan.environment().or(settings::environment).orElse(AgentSettings.DEFAULT_ENVIRONMENT);
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
        settings.code().checks().forEach(check -> ours.add(check.action()));
        List<Step> created = settings.code().rollbackPoints().stream()
                .map(point ->
                        RollbackPointSteps.create(point, settings.defaults().stepTimeout(), standing))
                .toList();
        List<Step> restored = settings.code().rollbackPoints().stream()
                .map(point ->
                        RollbackPointSteps.restore(point, settings.defaults().stepTimeout()))
                .toList();
        Stream.concat(created.stream(), restored.stream()).forEach(step -> ours.add(step.action()));
        List<ResolvedStep> backup = resolve(
                "backup",
                Stream.concat(created.stream(), plan.backup().stream()).toList());
        List<ResolvedStep> deploy = new ArrayList<>();
        Map<StepRef, StepFinding> findings = new HashMap<>();
        for (int i = 0; i < plan.deploymentSteps().size(); i++) {
            String path = "deployment_steps/" + i;
            Step step = plan.deploymentSteps().get(i);
            ResolvedStep resolved = resolve(path, step);
            goBefore(resolved.step());
            List<ResolvedStep> compensation = resolve(path + "/rollback", step.compensation());
            for (int j = 0; j < compensation.size(); j++) {
                StepRef ref = StepRef.compensation(i, j);
                compensation.get(j).resolved().finding().ifPresent(finding -> findings.put(ref, finding));
            }
            deploy.add(new ResolvedStep(resolved.step().withCompensation(steps(compensation)), resolved.resolved()));
        }
        List<ResolvedStep> rollbackPlan = resolve("rollback_plan", plan.rollbackPlan());
        Optional<String> prose = rollbackPlan.stream()
                .map(ResolvedStep::resolved)
                .flatMap(resolved -> resolved.prose().stream())
                .findFirst();
        List<ResolvedStep> executable = prose.isPresent() ? List.of() : rollbackPlan;
        List<ResolvedStep> points = resolve("rollback_point", restored);
        note(findings, StepRef.Part.PREFLIGHT, preflight);
        note(findings, StepRef.Part.BACKUP, backup);
        note(findings, StepRef.Part.DEPLOY, deploy);
        note(findings, StepRef.Part.ROLLBACK_PLAN, executable);
        note(findings, StepRef.Part.ROLLBACK_POINT, points);

        Map<Integer, StepFinding> checkFindings = new HashMap<>();
        List<HealthCheck> checks = new ArrayList<>();
        for (HealthCheck check : Stream.concat(plan.healthChecks().stream(), settings.code().checks().stream())
                .toList()) {
            Resolved resolved = resolveAllowed(check.source(), check.name(), check.action(), VainCommand::asCheck);
            warn(check.source(), resolved, BlindRequest::of);
            resolved.finding().ifPresent(finding -> checkFindings.put(checks.size(), finding));
            checks.add(check.withAction(resolved.action()));
        }
        settings.code().metrics().forEach(metric -> ours.add(metric.action()));
        List<Metric> metrics = Stream.concat(plan.metrics().stream(), settings.code().metrics().stream())
                .map(metric -> metric.check().isPresent() ? metric : resolve(metric))
                .toList();
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
        Stream<Finding> disk = DiskSpace.warning(settings.machine().disk(), settings.consensus())
                .map(warning -> new Finding(Finding.Severity.WARNING, "disk", warning))
                .stream();
        Stream<Finding> workTree = EnclosingRepository.finding(settings.consensus()).stream();
        return missing.once(Stream.of(
                        remarks.stream().map(PlanResolver::ofRemark),
                        passedOver.stream(),
                        readiness.findings().stream(),
                        disk,
                        workTree)
                .flatMap(findings -> findings)
                .toList());
    }

    /**
     * What people should know of how a plan was read.
     *
     * @param remarks what was read differently, or passed over
     * @return a note of each that was read, a warning of each that was passed over
     */
    public static List<Finding> ofRemarks(List<PlanRemark> remarks) {
        return remarks.stream().map(PlanResolver::ofRemark).toList();
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
        Resolved resolved =
                resolveAllowed(metric.source(), metric.name(), metric.action(), MetricCommand::constant);
        warn(metric.source(), resolved, MetricCommand::inventedNumber);
        warn(metric.source(), resolved, BlindRequest::of);
        resolved.finding().ifPresent(finding -> note(metric, finding));
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
        return resolved.stream().map(ResolvedStep::step).toList();
    }

    private static void note(Map<StepRef, StepFinding> findings, StepRef.Part part, List<ResolvedStep> steps) {
        for (int i = 0; i < steps.size(); i++) {
            StepRef ref = StepRef.of(part, i);
            steps.get(i).resolved().finding().ifPresent(finding -> findings.put(ref, finding));
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
        step.action()
                .fold(
                        bare -> Optional.<Action.Use>empty(),
                        run -> Optional.of(Action.shell(run.command())),
                        Optional::of)
                .map(use -> new PlannedStep(use.executor(), use.input(), StepContext.of(base, step)))
                .ifPresent(before::add);
    }

    private ResolvedStep resolve(String path, Step step) {
        Step kept = settings.secrets().keptBy(step);
        settings.secrets()
                .takingThePlaceOf(step)
                .forEach(name -> passedOver.add(new Finding(
                        Finding.Severity.WARNING,
                        path,
                        "'env' says " + name
                                + ", which is a secret of the host: the step is given the host's value; remove"
                                + " it from 'env', or give it another name")));
        Function<String, Optional<String>> vain =
                path.startsWith("preflight") ? VainCommand::asPreflight : VainCommand::asStep;
        Resolved resolved = resolve(path, kept.name(), kept.action(), StepContext.of(base, kept), vain, false);
        if (!path.contains("rollback")) {
            resolved.command().ifPresent(missing::precede);
        }
        resolved.command()
                .flatMap(DaemonOutput::unredirected)
                .ifPresent(remark -> passedOver.add(new Finding(Finding.Severity.WARNING, path, remark)));
        warn(path, resolved, BlindRequest::of);
        if (!path.startsWith("preflight")) {
            warn(path, resolved, VainCommand::lostFailure);
        }
        if (ours.contains(kept.action())) {
            return new ResolvedStep(kept.withAction(resolved.action()), resolved);
        }
        Resolved allowed = resolved.unlessForbidden(
                use -> policy().refusal(use, kept.variables().keySet()));
        return new ResolvedStep(kept.withAction(allowed.action()), allowed);
    }

    private PlanPolicy policy() {
        return settings.code().planPolicy();
    }

    /** A check or a metric, of the plan or the host's own. */
    private Resolved resolveAllowed(String path, String name, Action action, Function<String, Optional<String>> vain) {
        Resolved resolved = resolve(path, name, action, base, vain, true);
        return ours.contains(action) ? resolved : resolved.unlessForbidden(use -> policy().refusal(use, Set.of()));
    }

    private void warn(String path, Resolved resolved, Function<String, Optional<String>> question) {
        resolved.executed()
                .flatMap(question)
                .ifPresent(remark -> passedOver.add(new Finding(Finding.Severity.WARNING, path, remark)));
    }

    private Resolved resolve(
            String path,
            String name,
            Action action,
            ExecutionContext context,
            Function<String, Optional<String>> vain,
            boolean isCheck) {
        Resolved resolved = action.fold(
                bare -> bare(bare, context, isCheck), run -> use(run.use(), context), use -> use(use, context));
        readings.add(new Preview.Reading(path, name, text(action), resolved.how()));
        if (!(action instanceof Action.Bare)) {
            resolved.command()
                    .flatMap(command -> PlanScripts.placeholder(path, command))
                    .ifPresent(passedOver::add);
        }
        return resolved.unlessVain(vain, isCheck).unlessOutOfPlace(use -> executors.outOfPlace(use, path, isCheck));
    }

    private Resolved use(Action.Use written, ExecutionContext context) {
        return PlanScripts.of(written)
                .fold(
                        fault -> new Resolved(
                                written,
                                PlanScripts.how(written),
                                Optional.of(StepFinding.cannotRun(fault.toString()))),
                        use -> {
                            if (ours.contains(written)) {
                                ours.add(use);
                            }
                            return new Resolved(
                                    executors.withCommand(use, context),
                                    PlanScripts.how(use),
                                    finding(use, context).map(found -> judged(found, use, false)));
                        });
    }

    private StepFinding judged(StepFinding finding, Action.Use use, boolean isBare) {
        return missing.judge(finding, use.input().text("run").orElse(""), isBare);
    }

    /** With its input, since that is part of what is done. */
    private static String text(Action action) {
        return action.fold(
                Action.Bare::text,
                Action.Run::command,
                use -> use.executor().equals(Action.SHELL)
                                || use.input().values().isEmpty()
                        ? use.text()
                        : use.executor() + " " + use.input().values());
    }

    private Resolved bare(Action.Bare bare, ExecutionContext context, boolean isCheck) {
        return BareString.read(
                        bare.text(),
                        settings.executors().names(),
                        settings.bareStrings(),
                        command -> finding(Action.shell(command), context))
                .fold(
                        command -> {
                            Action.Use use = Script.of(bare.text()).in(bare.use());
                            return new Resolved(
                                    use,
                                    PlanScripts.how(use),
                                    command.finding().map(found -> judged(found, use, true)));
                        },
                        executor -> {
                            Action.Use use = new Action.Use(executor.name(), Input.none());
                            return new Resolved(use, "executor " + executor.name(), finding(use, context));
                        },
                        prose -> {
                            String fix = ProseFix.of(prose, isCheck);
                            return new Resolved(
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
