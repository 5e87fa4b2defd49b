package io.github.devopsagent.machine;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.metric.Measurement;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Everything that a run cannot know beforehand: results, answers, the clock, crashes and interruptions. */
final class SimulatedWorld {

    private static final int MOST_CRASHES = 6;
    private static final int MOST_CANCELS = 2;

    /** So many of a hundred metrics get worse: what health checks see is rarer. */
    private static final int WORSE = 25;

    /** So many of a hundred metrics have no number after the deployment. */
    private static final int SILENT = 15;

    private final FailureRates odds;
    private final Random random;
    private final Random leases;
    private final Map<Place, Boolean> down = new HashMap<>();
    private final Map<Place, Boolean> bad = new HashMap<>();
    private final Map<Place, Boolean> silent = new HashMap<>();
    private Instant clock = Instant.parse("2026-01-01T00:00:00Z");
    private int crashes;
    private int cancels;

    SimulatedWorld(FailureRates odds, long seed) {
        this.odds = odds;
        this.random = new Random(seed);
        this.leases = new Random(~seed);
    }

    Instant now() {
        return clock;
    }

    List<Finding> findings() {
        Finding warning = new Finding(Finding.Severity.WARNING, "deployment_steps/0", "a path is missing now");
        Finding error = new Finding(Finding.Severity.ERROR, "rollback_plan", "it is prose; write 'run'");
        return chance(odds.notReady()) ? List.of(warning, error) : chance(20) ? List.of(warning) : List.of();
    }

    List<String> gateReasons() {
        return chance(odds.gateCloses()) ? List.of("open_blocker: someone must look first") : List.of();
    }

    StepResult result(Duration timeout) {
        pass(timeout);
        if (chance(odds.runsOn())) {
            return new StepResult.StillRunning("pid 4711");
        }
        if (chance(odds.stepFails())) {
            return StepResult.failure("exit code 1");
        }
        return chance(odds.stepFails() / 2) ? new StepResult.NotStarted("no such file") : StepResult.success();
    }

    /** What an executor can say of an attempt that was going on when the agent was killed; empty: nothing. */
    Optional<StepResult> resolution() {
        return switch (random.nextInt(8)) {
            case 0 -> Optional.of(StepResult.success());
            case 1 -> Optional.of(StepResult.failure("exit code 137"));
            case 2 -> Optional.of(new StepResult.NotStarted("the agent was killed before it began"));
            case 3 -> chance(odds.runsOn()) ? Optional.of(new StepResult.StillRunning("pid 42")) : Optional.empty();
            default -> Optional.empty();
        };
    }

    Recovery recovery() {
        return switch (random.nextInt(6)) {
            case 0 -> Recovery.ROLL_BACK;
            case 1 -> Recovery.RESUME;
            default -> Recovery.STANDARD;
        };
    }

    boolean isHealthy(Purpose purpose, int check) {
        boolean isDown = down.computeIfAbsent(new Place(purpose, check), this::drawDown);
        return isDown == chance(odds.flaps());
    }

    /** A metric is 0 when all is well, more when it is not, and at times there is none. */
    Measurement reading(Purpose purpose, int metric) {
        boolean isSilent = silent.computeIfAbsent(
                new Place(purpose, metric), place -> purpose == Purpose.MONITOR && chance(SILENT));
        if (isSilent || chance(odds.flaps() / 2)) {
            return new Measurement.Missing(Measurement.MissingCause.NO_ANSWER, "connection refused");
        }
        boolean isBad = bad.computeIfAbsent(
                new Place(purpose, metric), place -> chance(purpose == Purpose.MONITOR ? WORSE : odds.down(purpose)));
        return Measurement.of(isBad == chance(odds.flaps()) ? 0 : 1 + metric);
    }

    /** A check that was down before the deployment is often down after a rollback, too. */
    private boolean drawDown(Place place) {
        boolean wasDown = Boolean.TRUE.equals(down.get(new Place(Purpose.BASELINE, place.check())));
        boolean again = place.purpose() == Purpose.VERIFY_ROLLBACK && wasDown;
        return chance(again ? 60 : odds.down(place.purpose()));
    }

    boolean crashes() {
        boolean crash = crashes < MOST_CRASHES && chance(odds.crash());
        crashes += crash ? 1 : 0;
        return crash;
    }

    /** A lease ends more rarely than an agent is killed, and takes the agent's step with it. */
    boolean isEndedWithItsLease() {
        return leases.nextInt(200) < odds.crash();
    }

    boolean cancels() {
        boolean cancel = cancels < MOST_CANCELS && chance(odds.cancel());
        cancels += cancel ? 1 : 0;
        return cancel;
    }

    boolean isStuck() {
        return chance(odds.stuck());
    }

    boolean isOfAnEarlierVersion() {
        return chance(odds.earlier());
    }

    /** Lets up to so much time pass. */
    void pass(Duration most) {
        long millis = most.toMillis();
        clock = clock.plusMillis(chance(odds.slow()) ? millis : random.nextLong(millis / 4 + 1));
    }

    void waitUntil(Instant moment) {
        clock = CheckProgress.later(clock, moment);
    }

    boolean flipsACoin() {
        return random.nextBoolean();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private record Place(Purpose purpose, int check) {}
}
