package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.HostEnvironment;
import io.github.devopsagent.executor.Inherited;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.gate.KnownBlockers;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.LeastDifference;
import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.BareStringPolicy;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Plans and events of every shape, for laws about what is written and read. */
public final class PlanAndEventArbitraries {

    /** At least one step of each part, so that an event can be about any of them. */
    public static final RunPlan PLAN = plan(List.of());

    /** The same with metrics, so that an event can be about one. */
    public static final RunPlan WATCHED = plan(List.of(metric(), metric()));

    private static RunPlan plan(List<Metric> metrics) {
        return new RunPlan(
                new ExecutionContext("EP-1", "DEP-001", "production", Path.of("/srv/app"), Map.of()),
                List.of(Step.of("look", Action.shell("look"))),
                List.of(
                        Step.of("dump", new Action.Run("dump")),
                        Step.of("keep", new Action.Use("keeper", Input.of("n", 5L)))
                                .withVariables(Map.of("STAGE", "blue"))
                                .retried(2)),
                List.of(
                        Step.of("deploy", Action.shell("deploy"))
                                .withCompensation(List.of(
                                        Step.of("undo", Action.shell("undo")),
                                        Step.of("clean", Action.shell("clean")))),
                        Step.of("words", new Action.Bare("words"))),
                List.of(Step.of("back", Action.shell("back"))),
                List.of(Step.of("restore", new Action.Use("rollback-point/git/restore", Input.none()))),
                "git reset",
                List.of(check(), check()),
                Monitoring.DEFAULT,
                metrics,
                RunPlan.DEFAULT_ROLLBACK_BUDGET,
                RunPlan.DEFAULT_FORWARD_BUDGET);
    }

    private static Metric metric() {
        return new Metric(
                "errors",
                Action.shell("count"),
                new MetricRule.AtMost(1),
                NoData.FAIL,
                false,
                Duration.ZERO,
                Duration.ZERO,
                Metric.DEFAULT_TIMEOUT,
                "builder");
    }

    private static Arbitrary<Metric> metrics() {
        return Combinators.combine(texts(), actions(), rules(), Arbitraries.of(NoData.values()), positiveDurations())
                .as((name, action, rule, noData, time) -> new Metric(
                        name,
                        action,
                        rule,
                        noData,
                        noData == NoData.WAIT,
                        rule.needs() == MetricRule.History.WINDOW ? time : Duration.ZERO,
                        time,
                        time,
                        name));
    }

    private static Arbitrary<MetricRule> rules() {
        Arbitrary<Double> limits = Arbitraries.doubles();
        Arbitrary<Double> positive = Arbitraries.doubles().between(0.01, 1e12);
        return Arbitraries.oneOf(
                limits.map(MetricRule.AtMost::new),
                limits.map(MetricRule.AtLeast::new),
                Combinators.combine(limits, limits)
                        .as((one, other) -> new MetricRule.Between(Math.min(one, other), Math.max(one, other))),
                positive.map(MetricRule.IncreaseAtMost::new),
                positive.map(MetricRule.AtMostTimesBefore::new),
                Combinators.combine(Arbitraries.of(MetricRule.Direction.values()), positive)
                        .as((worse, least) ->
                                new MetricRule.WorseThanBefore(worse, 0.01, new LeastDifference(least, least))));
    }

    private static Arbitrary<Measurement> readings() {
        Arbitrary<Measurement> missing = Combinators.combine(Arbitraries.of(Measurement.MissingCause.class), texts())
                .as(Measurement.Missing::new);
        return Arbitraries.oneOf(Arbitraries.doubles().map(Measurement::of), missing);
    }

    private PlanAndEventArbitraries() {}

    private static HealthCheck check() {
        return new HealthCheck(
                "up", Action.tcp("localhost:80"), HealthCheck.After.BOTH, HealthCheck.Timing.DEFAULT, "builder");
    }

    /** Any text, halves of surrogate pairs included. */
    static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.strings().ofMaxLength(8)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "", "é😀", "\ud800", "\udc00x", "a\ud83d", "\u0000", "\"\\/\n\r\t\u2028", "null")));
    }

    static Arbitrary<Instant> instants() {
        Arbitrary<Instant> any = Arbitraries.longs()
                .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
                .flatMap(seconds -> Arbitraries.integers()
                        .between(0, 999_999_999)
                        .map(nanos -> Instant.ofEpochSecond(seconds, nanos)));
        Instant today = Instant.parse("2025-12-31T14:00:00Z");
        Arbitrary<Instant> usual = Arbitraries.longs().between(0, 86_400_000).map(today::plusMillis);
        return Arbitraries.oneOf(
                any,
                usual,
                any.map(at -> at.truncatedTo(ChronoUnit.SECONDS)),
                Arbitraries.of(Instant.MIN, Instant.MAX));
    }

    static Arbitrary<ProcessId> processes() {
        return Combinators.combine(texts(), Arbitraries.longs(), instants().optional())
                .as(ProcessId::new);
    }

    public static Arbitrary<RunEvent> events() {
        Arbitrary<Instant> at = instants();
        Arbitrary<StepRef> step = Arbitraries.of(PLAN.steps());
        Arbitrary<Integer> attempt = Arbitraries.integers().greaterOrEqual(1);
        Arbitrary<Finding> finding = Combinators.combine(Arbitraries.of(Finding.Severity.values()), texts(), texts())
                .as(Finding::new);
        return Arbitraries.oneOf(List.of(
                Combinators.combine(at, finding.list().ofMaxSize(3)).as(RunEvent.ReadinessChecked::new),
                Combinators.combine(
                                at,
                                Arbitraries.of(Purpose.values()),
                                Arbitraries.of(0, 1),
                                at,
                                Arbitraries.of(true, false),
                                texts())
                        .as(RunEvent.Probed::new),
                Combinators.combine(at, Arbitraries.of(Purpose.class), Arbitraries.of(0, 1), at, readings())
                        .as(RunEvent.Measured::new),
                Combinators.combine(at, texts().list().ofMaxSize(3)).as(RunEvent.GateConfirmed::new),
                Combinators.combine(at, step, attempt, texts()).as(RunEvent.StepIntended::new),
                Combinators.combine(at, step, attempt, processes()).as(RunEvent.StepStarted::new),
                Combinators.combine(at, step, attempt, results(), outputs()).as(RunEvent.StepEnded::new),
                Combinators.combine(at, step, attempt).as(RunEvent.StepLost::new),
                Combinators.combine(at, texts()).as(RunEvent.Cancelled::new),
                Combinators.combine(at, texts()).as(RunEvent.Stuck::new),
                Combinators.combine(at, Arbitraries.of(Recovery.STANDARD, Recovery.ROLL_BACK, Recovery.RESUME))
                        .as(RunEvent.Resumed::new)));
    }

    private static Arbitrary<StepResult> results() {
        Arbitrary<StepResult.Exit> exits = Combinators.combine(
                        Arbitraries.integers().optional(), texts().optional())
                .as(StepResult.Exit::new);
        return Arbitraries.oneOf(
                Combinators.combine(texts(), exits).as(StepResult.Succeeded::new),
                Combinators.combine(texts(), exits).as(StepResult.Failed::new),
                texts().map(StepResult.NotStarted::new),
                texts().map(StepResult.StillRunning::new));
    }

    private static Arbitrary<Output> outputs() {
        return Combinators.combine(texts(), texts(), Arbitraries.longs(), texts().optional())
                .as(Output::new);
    }

    static Arbitrary<PinnedRun> copies() {
        Arbitrary<RunPlan> plans = Combinators.combine(
                        contexts(),
                        parts(),
                        texts(),
                        checks().list().ofMaxSize(3),
                        monitorings(),
                        metrics().list().ofMaxSize(3),
                        positiveDurations(),
                        positiveDurations())
                .as((context, parts, restore, checks, monitoring, metrics, budget, forward) -> new RunPlan(
                        context,
                        parts.get(0),
                        parts.get(1),
                        parts.get(2),
                        parts.get(3),
                        parts.get(4),
                        restore,
                        checks,
                        monitoring,
                        metrics,
                        budget,
                        forward));
        Arbitrary<PinnedPlan> pinned =
                Combinators.combine(plans, names().set().ofMaxSize(2)).as(PinnedPlan::new);
        return Combinators.combine(
                        pinned,
                        Arbitraries.of(BareStringPolicy.values()),
                        texts().optional(),
                        remarks().list().ofMaxSize(3),
                        hashed(),
                        texts().optional(),
                        Combinators.combine(Arbitraries.of(true, false), texts().optional())
                                .as(TestSkips::new))
                .as(PinnedRun::new);
    }

    private static Arbitrary<PlanRemark> remarks() {
        return Combinators.combine(
                        Arbitraries.of(PlanRemark.RemarkKind.values()),
                        texts(),
                        texts().list().ofMaxSize(2),
                        Arbitraries.integers().greaterOrEqual(2))
                .as(PlanRemark::new);
    }

    /** Of whole characters: where a key is not, JSON's readers differ. */
    private static Arbitrary<String> keys() {
        return Arbitraries.oneOf(texts(), Arbitraries.of("a/b", "~", "0"))
                .filter(key -> !JsonCursor.hasLoneSurrogate(key));
    }

    /** Few, so that variables have the names of secrets. */
    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(Arbitraries.of("A", "B", "TOKEN"), keys());
    }

    private static Arbitrary<Map<String, String>> variables() {
        return Arbitraries.maps(names(), texts()).ofMaxSize(3);
    }

    private static Arbitrary<ExecutionContext> contexts() {
        return Combinators.combine(
                        texts(),
                        texts(),
                        texts(),
                        Arbitraries.of("/", "/srv/app", "/srv/über uns", "relative", "")
                                .map(Path::of),
                        variables(),
                        hostEnvironments())
                .as(ExecutionContext::new);
    }

    private static Arbitrary<HostEnvironment> hostEnvironments() {
        Arbitrary<Inherited> inherited =
                Arbitraries.of(Inherited.ALL, Inherited.NONE, Inherited.only("PATH"), Inherited.only("HOME", "\u00e9"));
        Arbitrary<HostEnvironment> drawn = Combinators.combine(
                        inherited,
                        Arbitraries.of(true, false),
                        variables(),
                        names().set().ofMaxSize(2),
                        names().set().ofMaxSize(2))
                .as(HostEnvironment::new);
        return Arbitraries.oneOf(Arbitraries.just(HostEnvironment.AS_IT_IS), drawn);
    }

    private static Arbitrary<HashedVariables> hashed() {
        return Arbitraries.oneOf(
                Arbitraries.just(HashedVariables.NONE),
                Combinators.combine(texts(), variables()).as(HashedVariables::new));
    }

    private static Arbitrary<List<List<Step>>> parts() {
        return steps(2).list().ofSize(5);
    }

    private static Arbitrary<List<Step>> steps(int depth) {
        if (depth == 0) {
            return Arbitraries.just(List.of());
        }
        Arbitrary<Step> drawn = Combinators.combine(
                        texts(),
                        actions(),
                        steps(depth - 1),
                        positiveDurations(),
                        variables(),
                        texts().optional(),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().greaterOrEqual(0))
                .as((name, action, compensation, timeout, variables, directory, idempotent, retries) -> new Step(
                        name,
                        action,
                        compensation,
                        timeout,
                        variables,
                        directory,
                        idempotent,
                        idempotent ? retries : 0,
                        Step.DEFAULT_RETRY_DELAY,
                        false,
                        List.of()));
        return Combinators.combine(
                        drawn,
                        Arbitraries.of(true, false),
                        texts().list().ofMaxSize(2),
                        Arbitraries.oneOf(positiveDurations(), Arbitraries.of(Duration.ZERO, Step.DEFAULT_RETRY_DELAY)))
                .as((step, irreversible, produces, retryDelay) -> (irreversible
                                        && step.compensation().isEmpty()
                                ? step.withoutReturn()
                                : step)
                        .producing(produces)
                        .retriedAfter(retryDelay))
                .list()
                .ofMaxSize(2);
    }

    private static Arbitrary<Action> actions() {
        return Arbitraries.oneOf(
                texts().map(Action.Bare::new),
                texts().map(Action.Run::new),
                texts().map(Action::shell),
                Combinators.combine(texts(), inputs()).as(Action.Use::new));
    }

    static Arbitrary<Input> inputs() {
        return Arbitraries.maps(keys(), values(2)).ofMaxSize(3).map(Input::new);
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> plain = Arbitraries.oneOf(
                numbers().map(number -> number), texts().map(text -> text), Arbitraries.of(true, false));
        return depth == 0
                ? plain
                : Arbitraries.oneOf(
                        plain,
                        values(depth - 1).list().ofMaxSize(3).map(list -> list),
                        Arbitraries.maps(keys(), values(depth - 1)).ofMaxSize(3).map(map -> map));
    }

    /** Of the classes as which JSON is read. */
    private static Arbitrary<Number> numbers() {
        Arbitrary<BigInteger> large =
                Arbitraries.bigIntegers().between(BigInteger.TEN.pow(40).negate(), BigInteger.TEN.pow(40));
        return Arbitraries.oneOf(
                Arbitraries.integers().map(number -> number),
                Arbitraries.longs()
                        .filter(number -> number.longValue() != number.intValue())
                        .map(number -> number),
                large.filter(number -> number.bitLength() >= Long.SIZE).map(number -> number),
                Combinators.combine(large, Arbitraries.integers().between(-50, 50))
                        .as(BigDecimal::new)
                        .filter(number -> !number.toString().matches("-?\\d+"))
                        .map(number -> number),
                Arbitraries.of(
                        new BigDecimal("1.10"),
                        new BigDecimal("1E+2147483647"),
                        new BigDecimal("0E-2147483647"),
                        BigInteger.TEN.pow(3000),
                        BigInteger.ONE.shiftLeft(63),
                        1L << 31,
                        Long.MIN_VALUE));
    }

    private static Arbitrary<HealthCheck> checks() {
        Arbitrary<Integer> threshold = Arbitraries.integers().greaterOrEqual(1);
        Arbitrary<HealthCheck.Timing> timings = Combinators.combine(
                        durations(), durations(), positiveDurations(), positiveDurations(), threshold, threshold)
                .as(HealthCheck.Timing::new);
        return Combinators.combine(texts(), actions(), Arbitraries.of(HealthCheck.After.values()), timings, texts())
                .as(HealthCheck::new);
    }

    private static Arbitrary<Monitoring> monitorings() {
        return Combinators.combine(
                        durations(), positiveDurations(), Arbitraries.integers().greaterOrEqual(0))
                .as(Monitoring::new);
    }

    private static Arbitrary<Duration> durations() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 1_000_000_000L).map(Duration::ofMillis),
                Arbitraries.longs().greaterOrEqual(0).map(Duration::ofNanos),
                Arbitraries.of(Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)));
    }

    private static Arbitrary<Duration> positiveDurations() {
        return durations().filter(duration -> !duration.isZero());
    }

    public static Arbitrary<RunHeader> openings() {
        Arbitrary<Refusal> faults = Combinators.combine(texts(), texts(), texts(), texts())
                .as((code, reason, file, pointer) -> new Refusal(code, reason, new Source(file, pointer)));
        Arbitrary<Veto> veto = Combinators.combine(
                        texts().map(VetoCode::of),
                        texts(),
                        texts(),
                        texts(),
                        Arbitraries.of(Role.values()),
                        faults.list().ofMaxSize(3))
                .as((code, reason, file, pointer, role, details) ->
                        new Veto(code, reason, new Source(file, pointer), role, details));
        Arbitrary<Deployment.Digests> digests =
                Combinators.combine(texts(), texts()).as(Deployment.Digests::new);
        Arbitrary<String> ids = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("-_09AZ")
                .ofMinLength(1);
        return Arbitraries.of(Mode.values()).flatMap(mode -> Combinators.combine(
                        ids,
                        instants(),
                        Arbitraries.integers().greaterOrEqual(1),
                        Arbitraries.of(true, false),
                        digests,
                        veto.list().ofMaxSize(3),
                        texts(),
                        processes())
                .flatAs((run, at, iteration, approved, evidence, vetoes, user, process) -> received()
                        .list()
                        .ofMaxSize(3)
                        .flatMap(inbox -> texts().optional()
                                .map(settings -> new RunHeader(
                                        run,
                                        run + "'s",
                                        at,
                                        mode,
                                        iteration,
                                        approved,
                                        evidence,
                                        vetoes,
                                        new AgentIdentity(
                                                user + "'s",
                                                user,
                                                settings.map("machine "::concat),
                                                settings.map("namespace "::concat),
                                                process),
                                        settings,
                                        inbox,
                                        settings.map(digest -> Map.of(digest + "'s", digest)),
                                        settings,
                                        new Provenance(
                                                settings,
                                                settings,
                                                settings.stream()
                                                        .map(key -> new Provenance.Approval("qa", key, settings))
                                                        .toList(),
                                                settings.map(
                                                        digest -> new Provenance.PreviousRecord("DEP-001", digest)),
                                                Optional.empty()),
                                        settings.map(RolledBackRuns::of),
                                        settings.stream().toList(),
                                        new KnownBlockers(settings.map(digest -> List.of(new Blocker(
                                                Blocker.Type.DEPENDENCY,
                                                "devops",
                                                "DEP-001 was aborted: " + digest)))))))));
    }

    private static Arbitrary<ReceivedMessage> received() {
        return Combinators.combine(texts(), texts(), texts(), texts().list().ofMaxSize(2), texts())
                .as(ReceivedMessage::new);
    }
}
