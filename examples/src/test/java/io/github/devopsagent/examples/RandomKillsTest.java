package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.examples.KillScenario.End;
import io.github.devopsagent.examples.KillScenario.Kind;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.veto.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Agents of a JVM of their own are killed from outside, at random; the next one brings the deployment to its end. Some
 * runs by default; as many minutes as {@code -Dkills.minutes} says with {@code mvn -Pkills -pl examples -am verify}.
 */
class RandomKillsTest {

    private static final long SEED = Long.getLong("kills.seed", 20_260_102L);
    private static final Duration FULL = Duration.ofMinutes(Long.getLong("kills.minutes", 0));
    private static final int SHORT_RUNS = MatrixCells.drawn(6, 1);
    private static final int MOST_KILLS = 4;
    private static final int MOST_FAILURES = 10;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Schema STATUS = schema("../agent/src/test/resources/protocol/status.schema.json");
    private static final Schema DEPLOYMENT =
            schema("../agent/src/main/resources/io/github/devopsagent/schema/deployment.schema.json");

    private final Map<End, Integer> ends = new EnumMap<>(End.class);
    private final Map<String, Integer> stages = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int runs;
    private int kills;
    private int helpers;
    private int severalKills;
    private int recoveries;
    private long looks;

    @Test
    @Tag(MatrixCells.TAG)
    void whenever_agents_are_killed_the_next_one_brings_the_deployment_to_a_true_end() throws Exception {
        boolean isFull = !FULL.isZero();
        Path directory = Files.createDirectories(Path.of("target/kills").toAbsolutePath());
        CleanRun clean = cleanRun(Files.createTempDirectory(directory, "clean-"));
        long end = System.nanoTime() + FULL.toNanos();
        do {
            // Seeds that follow each other begin with much the same numbers.
            Random random = new Random(new SplittableRandom(SEED + runs).nextLong());
            KillableRun run = new KillableRun(Files.createTempDirectory(directory, "run-"), KillScenario.drawn(random));
            try {
                killAndFinish(run, random, clean);
                run.delete();
            } catch (AssertionError | RuntimeException | IOException e) {
                failures.add("run " + runs + " of seed " + SEED + ": " + e + run.describe());
                System.out.println(failures.get(failures.size() - 1));
            }
            runs++;
        } while (failures.size() < MOST_FAILURES && (isFull ? System.nanoTime() - end < 0 : runs < SHORT_RUNS));
        System.out.println(summary());
        assertThat(failures).isEmpty();
    }

    /**
     * A run that nobody kills.
     *
     * @param nanos how long it took
     * @param journal how long its journal became, in bytes
     */
    private record CleanRun(long nanos, long journal) {}

    private static CleanRun cleanRun(Path root) throws Exception {
        KillableRun run = new KillableRun(root, new KillScenario(Kind.NOTHING_FAILS, "", Set.of()));
        long begin = System.nanoTime();
        String outcome = run.runToItsEnd();
        long duration = System.nanoTime() - begin;
        assertThat(outcome).as(run.describe()).isEqualTo("Deployed");
        long journal = Files.size(run.consensus().resolve(".devops/runs/DEP-001/journal"));
        run.delete();
        return new CleanRun(duration, journal);
    }

    private void killAndFinish(KillableRun run, Random random, CleanRun clean) throws Exception {
        Reader reader = new Reader(run);
        String outcome;
        boolean isAgentKilled;
        try {
            isAgentKilled = killAtRandom(run, random, clean);
            noteRecovery(run);
            outcome = run.runToItsEnd();
        } finally {
            looks += reader.end();
        }
        if (!isAgentKilled && Files.isDirectory(Path.of("/proc"))) {
            assertThat(documentsTell(run))
                    .as("nobody but helpers of the agent was killed")
                    .isEqualTo(run.scenario().kind().undisturbed());
        }
        assertThat(reader.faults()).as("documents that were not whole").isEmpty();
        End end = accountFor(run, outcome);
        ends.merge(end, 1, Integer::sum);
    }

    /** Once its journal is so long, or a while later: by time alone, a busy machine would never see some of its parts. */
    private boolean killAtRandom(KillableRun run, Random random, CleanRun clean) throws Exception {
        int killed = 0;
        boolean again = true;
        while (again
                && killOnce(
                        run,
                        Victims.values()[random.nextInt(Victims.values().length)],
                        (long) (random.nextDouble() * 0.8 * clean.journal()),
                        (long) (random.nextDouble() * clean.nanos() / 10))) {
            killed++;
            again = random.nextBoolean() && killed < MOST_KILLS;
        }
        kills += killed;
        severalKills += killed > 1 ? 1 : 0;
        return killed > 0;
    }

    private enum Victims {
        AGENT,
        /** An agent whose watchdog was killed before has another one, or ends without. */
        AGENT_AND_HELPERS,
        HELPERS
    }

    /** True if the agent was killed, false if it had ended before, or was left to end. */
    private boolean killOnce(KillableRun run, Victims victims, long journal, long nanos) throws Exception {
        noteRecovery(run);
        Process agent = run.start();
        try {
            while (agent.isAlive() && run.journalLength() < journal) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
            }
            if (agent.waitFor(nanos, TimeUnit.NANOSECONDS)) {
                return false;
            }
            helpers += victims == Victims.AGENT ? 0 : KillableRun.killHelpers(agent);
            if (victims == Victims.HELPERS) {
                KillableRun.awaitEnd(agent);
                return false;
            }
        } finally {
            agent.destroyForcibly();
        }
        KillableRun.awaitEnd(agent);
        return true;
    }

    private void noteRecovery(KillableRun run) {
        run.unfinished().ifPresent(unfinished -> {
            recoveries++;
            stages.merge(unfinished.stage().map(Stage::label).orElse("veto"), 1, Integer::sum);
        });
    }

    private static End accountFor(KillableRun run, String outcome) {
        assertThat(run.stepProcesses()).as("processes of steps").isEmpty();
        assertThat(run.unfinished()).as("unfinished run").isEmpty();
        assertThat(run.files()).as("files").allMatch(RandomKillsTest::mayStay);
        End end = documentsTell(run);
        assertThat(run.scenario().kind().ends()).as("ends of this scenario").contains(end);
        // Who comes after an agent that was killed behind its last write finds nothing to do.
        assertThat(outcome.toUpperCase(Locale.ROOT))
                .isIn(end.name().replace("_", ""), end == End.ABORTED ? "ABORTED" : "REFUSED");
        List<String> effects = run.effects();
        requireNothingTwice(run.scenario(), effects);
        requireOrder(effects);
        requireWhatTheEndSays(run, end, effects);
        requireFree(run);
        return end;
    }

    /** What is left for good of an agent that has come to its end. */
    private static boolean mayStay(String file) {
        return file.matches("status\\.json|artifacts/(plan|test_results|deployment)\\.json")
                || file.matches("artifacts/deployments/DEP-\\d+\\.json|messages/inbox/[a-z_]+/(?!\\.)[^/]+\\.json")
                || file.matches("\\.devops/(\\.gitignore|lock|register\\.json)")
                || file.matches("\\.devops/runs/[^/]+/(plan\\.json|settings\\.json|journal|[^/]+\\.log)");
    }

    private static End documentsTell(KillableRun run) {
        JsonNode status = JSON.readTree(run.document("status.json"));
        String phase = status.path("phase").asString();
        String blocker = status.path("blockers").path(0).path("type").asString("");
        if (phase.equals("testing")) {
            assertThat(run.document("artifacts/deployment.json")).isEmpty();
            assertThat(status.path("iteration").asInt()).isEqualTo(2);
            assertThat(blocker).isEqualTo("veto");
            assertThat(status.path("blockers").size()).isEqualTo(1);
            return End.VETOED;
        }
        assertThat(status.path("iteration").asInt()).isEqualTo(1);
        String result = JSON.readTree(run.document("artifacts/deployment.json"))
                .path("status")
                .asString();
        String id = JSON.readTree(run.document("artifacts/deployment.json"))
                .path("deployment_id")
                .asString();
        assertThat(run.document("artifacts/deployments/" + id + ".json"))
                .isEqualTo(run.document("artifacts/deployment.json"));
        End end =
                switch (result) {
                    case "success" -> End.DEPLOYED;
                    case "aborted" -> End.ABORTED;
                    case "rolled_back" -> End.ROLLED_BACK;
                    case "rollback_failed" -> End.ROLLBACK_FAILED;
                    default -> throw new AssertionError("unknown status " + result);
                };
        boolean approved = status.path("approvals").toString().contains("\"devops\"");
        assertThat(approved).as("approved").isEqualTo(end == End.DEPLOYED);
        switch (end) {
            case DEPLOYED -> assertThat(phase + blocker).isEqualTo("done");
            case ABORTED -> assertThat(phase + " " + blocker).isEqualTo("deployment dependency");
            case ROLLED_BACK -> assertThat(phase + " " + blocker).isEqualTo("deployment question");
            default -> assertThat(phase + " " + blocker).isEqualTo("blocked question");
        }
        return end;
    }

    private static void requireNothingTwice(KillScenario scenario, List<String> effects) {
        KillScenario.STEPS.stream()
                .flatMap(step -> Stream.of(step, KillScenario.UNDO + step))
                .filter(step -> !scenario.mayBeginAgain(step))
                .forEach(step -> assertThat(effects)
                        .filteredOn(step::equals)
                        .as("times that step '%s' began", step)
                        .hasSizeLessThan(2));
    }

    /** Nothing goes forward after a failure or beside a rollback, and no step begins before the one ahead of it. */
    private static void requireOrder(List<String> effects) {
        boolean backward = false;
        String failed = "";
        int reached = -1;
        for (String effect : effects) {
            backward |= effect.startsWith(KillScenario.UNDO);
            int step = KillScenario.STEPS.indexOf(effect);
            if (step >= 0) {
                assertThat(backward)
                        .as("'%s' began after a compensation: %s", effect, effects)
                        .isFalse();
                assertThat(failed)
                        .as("'%s' began after a failure: %s", effect, effects)
                        .isIn("", effect);
                assertThat(step).as("'%s' in %s", effect, effects).isIn(reached, reached + 1);
                reached = step;
            }
            if (effect.endsWith(" failed") && !backward) {
                failed = effect.substring(0, effect.indexOf(' '));
            }
        }
    }

    private static void requireWhatTheEndSays(KillableRun run, End end, List<String> effects) {
        boolean forward = end != End.VETOED && end != End.ABORTED;
        if (!forward) {
            assertThat(effects).doesNotContainAnyElementsOf(KillScenario.STEPS);
        }
        if (end == End.DEPLOYED) {
            assertThat(effects)
                    .contains("a done", "b done", "c done")
                    .noneMatch(each -> each.startsWith(KillScenario.UNDO));
        }
        if (end == End.ROLLED_BACK) {
            KillScenario.STEPS.stream().filter(effects::contains).forEach(step -> assertThat(effects)
                    .contains(KillScenario.UNDO + step + " done"));
        }
        if (end == End.ROLLBACK_FAILED && run.scenario().kind() != Kind.A_COMPENSATION_FAILS) {
            JsonNode rollback =
                    JSON.readTree(run.document("artifacts/deployment.json")).path("rollback");
            assertThat(rollback.path("in_doubt").size()).as("steps in doubt").isPositive();
            assertThat(rollback.path("faults").size()).as("faults").isPositive();
        }
        boolean isTold = end == End.ROLLED_BACK || end == End.ROLLBACK_FAILED;
        for (String role : List.of("developer", "tech_lead")) {
            assertThat(run.files())
                    .filteredOn(file -> isTold && file.startsWith("messages/inbox/" + role + "/"))
                    .as("messages to " + role)
                    .hasSize(isTold ? 1 : 0);
        }
    }

    private static void requireFree(KillableRun run) {
        Outcome further = KillableAgent.agent(run.consensus()).run();
        if (further instanceof Outcome.Refused refused) {
            assertThat(refused.refusals())
                    .extracting(Refusal::code)
                    .doesNotContain("lock_held", "unfinished_run", "unreadable");
        } else {
            assertThat(further).isInstanceOf(Outcome.Aborted.class);
        }
    }

    private String summary() {
        return "random kills, seed " + SEED + ": " + runs + " runs, " + kills + " kills (" + severalKills
                + " runs were killed more than once), " + helpers + " helpers killed, " + recoveries
                + " recoveries, found in stage " + stages
                + "; ends " + ends + "; " + looks + " looks at the documents; " + failures.size() + " failures";
    }

    private static Schema schema(String file) {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(Files.readString(Path.of(file)), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks at the documents all the time, as another role might. */
    private static final class Reader {

        private final KillableRun run;
        private final Thread thread = new Thread(this::look, "reader");
        private final List<String> faults = new CopyOnWriteArrayList<>();
        private volatile boolean isOver;
        private long looks;

        Reader(KillableRun run) {
            this.run = run;
            thread.setDaemon(true);
            thread.start();
        }

        /** Ends the looking, and tells how often it looked. */
        long end() throws InterruptedException {
            isOver = true;
            thread.join();
            return looks;
        }

        List<String> faults() {
            return faults;
        }

        private void look() {
            String status = "";
            String deployment = "";
            while (!isOver && faults.isEmpty()) {
                status = judge("status.json", STATUS, status, true);
                deployment = judge("artifacts/deployment.json", DEPLOYMENT, deployment, false);
                looks++;
                LockSupport.parkNanos(1_000_000);
            }
        }

        private String judge(String name, Schema schema, String before, boolean isRequired) {
            String now = run.document(name);
            if (!now.equals(before) || (isRequired && now.isEmpty())) {
                try {
                    List<?> errors = now.isEmpty() && before.isEmpty() && !isRequired
                            ? List.of()
                            : schema.validate(now, InputFormat.JSON);
                    if (!errors.isEmpty()) {
                        faults.add(name + ": " + errors + "\n" + now);
                    }
                } catch (RuntimeException e) {
                    faults.add(name + ": " + e + "\n" + now);
                }
            }
            return now;
        }
    }
}
