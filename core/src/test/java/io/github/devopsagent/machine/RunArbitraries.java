package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Draws plans of every shape, and worlds from kind to cruel. */
class RunArbitraries extends DomainContextBase {

    @Provide
    Arbitrary<RunScenario> scenarios() {
        return Combinators.combine(plans(), odds(), Arbitraries.longs())
                .as(RunScenario::new)
                .withoutEdgeCases();
    }

    /** The same scenarios each time, for machines whose fault must be found for certain. */
    static Stream<RunScenario> sample(int size) {
        return sample(size, 42);
    }

    static Stream<RunScenario> sample(int size, long seed) {
        RandomGenerator<RunScenario> generator =
                new RunArbitraries().scenarios().generator(1000);
        Random random = new Random(seed);
        return Stream.generate(() -> generator.next(random).value()).limit(size);
    }

    private Arbitrary<RunPlan> plans() {
        return Combinators.combine(
                        steps().list().ofMaxSize(3),
                        steps().list().ofMaxSize(2),
                        deploySteps().list().ofMinSize(1).ofMaxSize(5),
                        steps().list().ofMaxSize(3),
                        steps().list().ofMaxSize(1),
                        Arbitraries.frequencyOf(
                                Tuple.of(15, checks().list().ofMinSize(1).ofMaxSize(3)),
                                Tuple.of(1, Arbitraries.just(List.<HealthCheck>of()))),
                        Combinators.combine(monitoring(), metrics()).as(Tuple::of),
                        budgets())
                .as((preflight, backup, deploy, rollback, points, checks, watched, budgets) -> PlanFixture.aPlan()
                        .preparedBy(preflight.toArray(Step[]::new))
                        .backedUpBy(backup.toArray(Step[]::new))
                        .deploying(deploy.toArray(Step[]::new))
                        .rolledBackBy(rollback.toArray(Step[]::new))
                        .withRollbackPoints(points.toArray(Step[]::new))
                        .checkedBy(checks.toArray(HealthCheck[]::new))
                        .monitored(watched.get1())
                        .measuring(watched.get2().toArray(Metric[]::new))
                        .rolledBackWithin(budgets.get1())
                        .goingForwardWithin(budgets.get2())
                        .build());
    }

    /** Of the rollback and of the way forward. */
    private Arbitrary<Tuple.Tuple2<Duration, Duration>> budgets() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(1, 5), Tuple.of(1, 30), Tuple.of(6, 1800)),
                        Arbitraries.frequency(Tuple.of(1, 20), Tuple.of(1, 400), Tuple.of(8, 86_400)))
                .as((back, forward) -> Tuple.of(Duration.ofSeconds(back), Duration.ofSeconds(forward)));
    }

    private Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.frequency(Tuple.of(3, -1), Tuple.of(1, 0), Tuple.of(1, 1), Tuple.of(1, 2)))
                .as((name, retries) -> retries < 0
                        ? PlanFixture.step(name)
                        : PlanFixture.step(name).retried(retries));
    }

    private Arbitrary<Step> deploySteps() {
        Arbitrary<List<Step>> compensations = steps().list().ofMaxSize(2);
        return Combinators.combine(
                        steps(), compensations, Arbitraries.frequency(Tuple.of(15, false), Tuple.of(1, true)))
                .as((step, undo, irreversible) -> irreversible ? step.withoutReturn() : step.withCompensation(undo));
    }

    private Arbitrary<HealthCheck> checks() {
        return Combinators.combine(
                        Arbitraries.of("api", "db", "web"),
                        Arbitraries.frequency(
                                Tuple.of(6, HealthCheck.After.BOTH),
                                Tuple.of(1, HealthCheck.After.DEPLOY),
                                Tuple.of(1, HealthCheck.After.ROLLBACK)),
                        timings())
                .as(PlanFixture::check);
    }

    private Arbitrary<HealthCheck.Timing> timings() {
        return Combinators.combine(
                        seconds(0, 3),
                        seconds(0, 10),
                        seconds(1, 3),
                        seconds(1, 3),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 3))
                .as(HealthCheck.Timing::new);
    }

    /** Half of the plans have none. */
    private Arbitrary<List<Metric>> metrics() {
        Arbitrary<Metric> metric = Combinators.combine(
                        Arbitraries.of("errors", "queue"),
                        Arbitraries.<MetricRule>of(
                                new MetricRule.AtMost(0),
                                new MetricRule.IncreaseAtMost(2),
                                new MetricRule.AtMostTimesBefore(2)),
                        Arbitraries.of(NoData.class),
                        Arbitraries.of(false, false, true))
                .as(PlanFixture::metric);
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(List.<Metric>of())),
                Tuple.of(1, metric.list().ofMinSize(1).ofMaxSize(2)));
    }

    private Arbitrary<Monitoring> monitoring() {
        return Combinators.combine(
                        seconds(0, 10), seconds(1, 4), Arbitraries.integers().between(0, 2))
                .as(Monitoring::new);
    }

    private Arbitrary<Duration> seconds(int least, int most) {
        return Arbitraries.integers().between(least, most).map(Duration::ofSeconds);
    }

    private Arbitrary<FailureRates> odds() {
        return Combinators.combine(
                        percent(10, 30),
                        percent(10, 30),
                        percent(8, 40),
                        percent(4, 15),
                        percent(30, 100),
                        percent(30, 100),
                        percent(30, 100),
                        Combinators.combine(
                                        percent(20, 100),
                                        percent(5, 50),
                                        percent(16, 40),
                                        percent(5, 20),
                                        percent(3, 10),
                                        percent(10, 50),
                                        percent(5, 50))
                                .as(List::of))
                .as((notReady, gate, fails, runsOn, before, deploy, anomaly, more) -> new FailureRates(
                        notReady,
                        gate,
                        fails,
                        runsOn,
                        before,
                        deploy,
                        anomaly,
                        more.get(0),
                        more.get(1),
                        more.get(2),
                        more.get(3),
                        more.get(4),
                        more.get(5),
                        more.get(6)));
    }

    /** Mostly not at all, so that a run also comes far; sometimes a little, sometimes much. */
    private Arbitrary<Integer> percent(int little, int much) {
        return Arbitraries.frequency(Tuple.of(10, 0), Tuple.of(4, little), Tuple.of(1, much));
    }
}
