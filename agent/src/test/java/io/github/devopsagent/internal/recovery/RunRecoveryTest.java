package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.ConsensusFixture;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.lock.LockHolder;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a run whose agent was killed, by how far it had come. */
class RunRecoveryTest {

    private static final Clock LATER = Clock.offset(ConsensusDirectory.CLOCK, Duration.ofHours(1));
    private static final LockHolder ELSEWHERE = new LockHolder("elsewhere", "someone", "boot", 1, Optional.empty());

    private static final String PLAN = """
            "preflight": [ {"run": "look"} ],
            "backup": [ {"run": "dump"} ],
            "deployment_steps": [
              {"run": "one", "rollback": {"run": "undo one"}},
              {"run": "two", "rollback": {"run": "undo two"}} ],
            "health_checks": [ {"run": "ping"}, {"run": "pong"} ]
            """;

    private static final String REPEATABLE = PLAN.replace("\"two\",", "\"two\", \"idempotent\": true,");
    private static final String REPEATABLE_BACK = PLAN.replace("\"undo two\"", "\"undo two\", \"idempotent\": true");

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private ConsensusDirectory directory(String plan) {
        return aConsensus().withPlanOf(plan).withHistory("").in(temporary);
    }

    private static FaultyDisk disk(ConsensusDirectory consensus) {
        return FaultyDisk.below(consensus.path());
    }

    /** Nothing more comes to the disk. */
    private static void dies(FaultyDisk disk) {
        disk.stopAt(disk.operations().size());
    }

    private static void dying(TestBuilder agent, FaultyDisk disk) {
        assertThatThrownBy(() -> agent.disk(disk).run()).isInstanceOf(FaultyDisk.Crash.class);
    }

    private void killedDuring(String command, ConsensusDirectory consensus) {
        killedDuring(command, consensus, agent -> agent);
    }

    private void killedDuring(String command, ConsensusDirectory consensus, UnaryOperator<TestBuilder> with) {
        FaultyDisk disk = disk(consensus);
        shell.doing(command, step -> {
            dies(disk);
            return StepResult.success();
        });
        dying(with.apply(consensus.agent(shell)), disk);
        shell.doing(command, step -> StepResult.success());
    }

    private void killedAfter(Predicate<RunEvent> event, ConsensusDirectory consensus) {
        killedAfter(event, consensus, agent -> agent);
    }

    private void killedAfter(Predicate<RunEvent> last, ConsensusDirectory consensus, UnaryOperator<TestBuilder> with) {
        FaultyDisk disk = disk(consensus);
        RunListener killer = new RunListener() {
            @Override
            public void happened(RunEvent event, RunView run) {
                if (last.test(event)) {
                    dies(disk);
                }
            }
        };
        dying(with.apply(consensus.agent(shell)).listener(killer), disk);
    }

    private static Predicate<RunEvent> ended(String place) {
        return event ->
                event instanceof RunEvent.StepEnded end && end.step().path().equals(place);
    }

    private static Predicate<RunEvent> probed(Purpose purpose) {
        return event -> event instanceof RunEvent.Probed probe && probe.purpose() == purpose;
    }

    private Outcome recovered(ConsensusDirectory consensus) {
        return recovered(consensus, agent -> agent);
    }

    private Outcome recovered(ConsensusDirectory consensus, UnaryOperator<TestBuilder> with) {
        return consensus.run(shell, agent -> with.apply(agent.clock(LATER)));
    }

    /** Every step that was run, by all agents together. */
    private List<String> steps() {
        return shell.commands().stream()
                .filter(command -> !command.startsWith("p"))
                .toList();
    }

    /** Each path with its content. */
    private static SortedMap<String, String> everything(ConsensusDirectory consensus) {
        try (Stream<Path> all = Files.walk(consensus.path())) {
            SortedMap<String, String> found = new TreeMap<>();
            for (Path path : all.toList()) {
                found.put(path.toString(), Files.isRegularFile(path) ? Files.readString(path, ISO_8859_1) : "");
            }
            return found;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void tells(Outcome outcome, String where) {
        assertThat(outcome.notes()).anyMatch(note -> note.contains("killed") && note.contains(where));
    }

    private static Optional<UnfinishedRun> inspected(ConsensusDirectory consensus) {
        SortedMap<String, String> before = everything(consensus);
        Optional<UnfinishedRun> found = DevOpsAgent.inspect(consensus.path());
        assertThat(everything(consensus)).isEqualTo(before);
        return found;
    }

    private static void isAtItsEnd(ConsensusDirectory consensus) {
        assertThat(inspected(consensus)).isEmpty();
        assertThat(consensus.has(".devops/journal")).isFalse();
    }

    @Test
    void crashed_before_the_first_deploy_step_it_starts_over_and_the_backup_is_made_again() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("backup/0"), consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "look", "dump", "one", "two");
        tells(outcome, "in stage deploy");
        isAtItsEnd(consensus);
    }

    @Test
    void what_was_read_differently_is_told_by_the_agent_that_starts_over() {
        ConsensusDirectory consensus = directory(PLAN.replace("{\"run\": \"dump\"}", "{\"cmd\": \"dump\", \"id\": 1}"));
        killedAfter(ended("backup/0"), consensus);
        assertThat(recovered(consensus)).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().at("/warnings").toString())
                .contains(
                        "plan.json: 'cmd' is read as 'run' (/backup/0/cmd)",
                        "plan.json: not known, and so ignored, of a step: 'id' (/backup/0/id)");
    }

    @Test
    void crashed_during_the_backup_it_starts_over_too() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("dump", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "look", "dump", "one", "two");
        tells(outcome, "during step 'dump' (backup/0)");
    }

    @Test
    void crashed_during_a_deploy_step_that_is_idempotent_it_is_run_again() {
        ConsensusDirectory consensus = directory(REPEATABLE);
        killedDuring("two", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "two");
        tells(outcome, "during step 'two' (deployment_steps/1)");
    }

    @Test
    void crashed_during_a_deploy_step_that_is_not_what_was_intended_is_rolled_back() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo one");
        assertThat(((Outcome.RolledBack) outcome).reason()).contains("step 'two' (deployment_steps/1) is in doubt");
        tells(outcome, "during step 'two' (deployment_steps/1)");
        isAtItsEnd(consensus);
    }

    @Test
    void crashed_between_deploy_steps_it_goes_on() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two");
        tells(outcome, "in stage deploy");
    }

    @Test
    void crashed_between_deploy_steps_it_is_rolled_back_if_the_plan_was_changed() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        consensus.edit("artifacts/plan.json", "\"two\"", "\"another\"");
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).reason()).contains("plan.json was changed");
        assertThat(steps()).containsExactly("look", "dump", "one", "undo one");
    }

    @Test
    void crashed_between_deploy_steps_it_is_rolled_back_if_the_gate_was_closed_and_the_other_roles_phase_stays() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        consensus.edit("status.json", "\"phase\": \"deployment\"", "\"phase\": \"planning\"");
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).reason())
                .contains("stopped before it went on", "wrong_phase: the phase is 'planning'", "status.json#/phase");
        assertThat(steps()).containsExactly("look", "dump", "one", "undo one");
        assertThat(consensus.phase()).isEqualTo("planning");
        assertThat(outcome.notes()).anyMatch(note -> note.contains("planning"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Purpose.class,
            names = {"VERIFY", "MONITOR"})
    void crashed_while_verifying_or_monitoring_it_is_rolled_back_if_somebody_stopped_it(Purpose purpose) {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(probed(purpose), consensus);
        consensus.write("messages/inbox/devops/stop.txt", "I veto this.");
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).reason()).contains("was stopped before", "inbox_veto", "stop.txt");
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo one");
    }

    @Test
    void crashed_while_verifying_it_verifies_from_the_start() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(probed(Purpose.VERIFY), consensus);
        int before = shell.count("ping");
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two");
        assertThat(shell.count("ping") - before)
                .as("once to verify, once to monitor")
                .isEqualTo(2);
        tells(outcome, "in stage health_check");
    }

    @Test
    void crashed_while_monitoring_it_monitors_from_the_start_and_does_not_verify_again() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(probed(Purpose.MONITOR), consensus);
        int before = shell.count("ping");
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two");
        assertThat(shell.count("ping") - before).isEqualTo(1);
        tells(outcome, "in stage monitor");
    }

    @Test
    void crashed_while_rolling_back_it_continues_and_repeats_no_compensation_that_finished() {
        ConsensusDirectory consensus = directory(PLAN);
        shell.failing("two");
        killedAfter(ended("deployment_steps/1/rollback/0"), consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo one");
        tells(outcome, "in stage rollback");
    }

    @Test
    void crashed_during_a_compensation_that_is_idempotent_it_is_run_again() {
        ConsensusDirectory consensus = directory(REPEATABLE_BACK);
        shell.failing("two");
        killedDuring("undo two", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo two", "undo one");
    }

    @Test
    void crashed_during_a_compensation_that_is_not_a_person_is_told_exactly_which_is_in_doubt() {
        ConsensusDirectory consensus = directory(PLAN);
        shell.failing("two");
        killedDuring("undo two", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(steps()).as("never again").containsOnlyOnce("undo two");
        assertThat(((Outcome.RollbackFailed) outcome).faults())
                .anyMatch(fault -> fault.contains("(deployment_steps/1/rollback/0) is in doubt"));
        assertThat(consensus.deployment().at("/rollback/in_doubt").toString())
                .contains("deployment_steps/1/rollback/0");
        assertThat(consensus.phase()).isEqualTo("blocked");
        assertThat(consensus.blockers()).hasSize(1);
    }

    /** Before each of these a killed agent has written everything that comes earlier. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "to artifacts/deployments/DEP-001.json",
                "to artifacts/deployment.json",
                "to status.json",
                "write status_history.jsonl",
                "to .devops/runs/DEP-001/journal"
            })
    void crashed_after_success_before_or_between_the_final_writes_the_record_is_completed_byte_for_byte(String write)
            throws IOException {
        ConsensusDirectory clean =
                aConsensus().withPlanOf(PLAN).withHistory("").in(Files.createDirectory(temporary.resolve("clean")));
        FaultyDisk recording = disk(clean);
        assertThat(elsewhere(clean.agent(shell)).disk(recording).run()).isInstanceOf(Outcome.Deployed.class);
        int operation = first(recording.operations(), write);
        int run = shell.requests().size();

        ConsensusDirectory consensus = directory(PLAN);
        dying(elsewhere(consensus.agent(shell)), disk(consensus).stopAt(operation));
        Outcome outcome = recovered(consensus);
        if (!write.endsWith("/journal")) {
            assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
            tells(outcome, "its record was completed");
        }
        assertThat(shell.requests()).as("nothing is run for that").hasSize(2 * run);
        for (String file : List.of("artifacts/deployments/DEP-001.json", "artifacts/deployment.json", "status.json")) {
            assertThat(consensus.comparable(file)).as(file).isEqualTo(clean.comparable(file));
        }
        assertThat(wholeLines(consensus)).isEqualTo(wholeLines(clean));
        isAtItsEnd(consensus);
    }

    /** A line that a kill has cut off is passed over by whoever reads the history. */
    private static List<String> wholeLines(ConsensusDirectory consensus) {
        return consensus
                .text("status_history.jsonl")
                .lines()
                .filter(line -> line.endsWith("}"))
                .toList();
    }

    /** Documents name the working directory, and so that of the test. */
    private static TestBuilder elsewhere(TestBuilder agent) {
        return agent.workingDirectory(Path.of("/"));
    }

    private static int first(List<String> operations, String part) {
        for (int n = 0; n < operations.size(); n++) {
            if (operations.get(n).contains(part)) {
                return n;
            }
        }
        throw new AssertionError(part + " is not among\n" + String.join("\n", operations));
    }

    @ParameterizedTest
    @ValueSource(strings = {"to status.json", "messages/inbox/qa/", "write status_history.jsonl"})
    void crashed_during_a_vetos_writes_they_are_completed_and_nothing_is_there_twice(String write) throws IOException {
        ConsensusFixture vetoed = aConsensus().withoutTestResults().withHistory("");
        ConsensusDirectory clean = vetoed.in(Files.createDirectory(temporary.resolve("clean")));
        FaultyDisk recording = disk(clean);
        assertThat(clean.agent(shell).disk(recording).run()).isInstanceOf(Outcome.Vetoed.class);

        ConsensusDirectory consensus = vetoed.in(temporary);
        dying(consensus.agent(shell), disk(consensus).stopAt(first(recording.operations(), write)));
        assertThat(inspected(consensus)).hasValueSatisfying(left -> {
            assertThat(left.summary()).contains("is not written wholly");
            assertThat(left.mayHaveDeployed()).isFalse();
        });
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        tells(outcome, "while it wrote this veto; it was completed");
        assertThat(consensus.iteration()).isEqualTo(2);
        assertThat(consensus.blockers()).isEqualTo(clean.blockers());
        assertThat(consensus.inboxOf("qa")).hasSize(1);
        assertThat(consensus.text("status_history.jsonl").lines().filter(line -> line.endsWith("}")))
                .hasSize(1);
        assertThat(shell.requests()).isEmpty();
        isAtItsEnd(consensus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup/0", "deployment_steps/0"})
    void a_run_of_another_machine_is_left_to_that_machine(String last) {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended(last), consensus);
        assertThat(consensus
                        .agent(shell)
                        .identity(ELSEWHERE)
                        .build()
                        .preview()
                        .refusals()
                        .toString())
                .as("a preview tells it, and sends no message")
                .contains("which may be another machine");
        assertThat(consensus.inboxOf("tech_lead")).isEmpty();
        isRefusedWithout(
                consensus, consensus.agent(shell).identity(ELSEWHERE).run(), "which may be another machine", last);
        assertThat(recovered(consensus)).isInstanceOf(Outcome.Deployed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup/0", "deployment_steps/0"})
    void an_executor_that_is_missing_now_is_waited_for(String last) {
        ConsensusDirectory consensus = directory(uses());
        killedAfter(ended(last), consensus, this::withMover);
        isRefusedWithout(consensus, recovered(consensus), "executors that are not here now: mover", last);
        assertThat(recovered(consensus, this::withMover)).isInstanceOf(Outcome.Deployed.class);
    }

    private static String uses() {
        return PLAN.replace("{\"run\": \"two\",", "{\"uses\": \"mover\",");
    }

    private TestBuilder withMover(TestBuilder agent) {
        StepExecutor mover = step -> StepResult.success();
        return agent.executor("mover", mover);
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup/0", "deployment_steps/0"})
    void a_secret_that_is_missing_now_is_waited_for(String last) {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended(last), consensus, RunRecoveryTest::withSecret);
        isRefusedWithout(consensus, recovered(consensus), "secrets that are not given now: TOKEN", last);
        assertThat(recovered(consensus, RunRecoveryTest::withSecret)).isInstanceOf(Outcome.Deployed.class);
    }

    private static TestBuilder withSecret(TestBuilder agent) {
        return agent.secret("TOKEN", "correct horse");
    }

    private void isRefusedWithout(ConsensusDirectory consensus, Outcome outcome, String obstacle, String last) {
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unfinished_run .devops/journal");
        assertThat(outcome.toString()).contains(obstacle).contains("stopped in stage deploy; no step is in doubt");
        assertThat(steps())
                .containsExactlyElementsOf(
                        last.startsWith("backup") ? List.of("look", "dump") : List.of("look", "dump", "one"));
        assertThat(consensus.has("artifacts/deployment.json")).isFalse();
    }

    @Test
    void a_damaged_journal_is_refused_and_kept_byte_for_byte() throws IOException {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        byte[] journal = consensus.bytes(".devops/journal");
        journal[journal.length / 2] ^= 1;
        Files.write(consensus.path(".devops/journal"), journal);
        Outcome outcome = recovered(consensus);
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unfinished_run .devops/journal");
        assertThat(outcome.toString()).contains("damaged");
        assertThat(consensus.bytes(".devops/journal")).isEqualTo(journal);
        assertThat(steps()).containsExactly("look", "dump", "one");
        assertThat(inspected(consensus)).hasValueSatisfying(left -> {
            assertThat(left.run()).as("its beginning is whole").contains("DEP-001");
            assertThat(left.mayHaveDeployed()).as("it cannot be known").isTrue();
            assertThat(left.summary()).contains("damaged");
        });
    }

    @Test
    void on_roll_back_nothing_goes_forward_any_more() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("deployment_steps/0"), consensus);
        Outcome outcome = recovered(consensus, agent -> agent.onInterrupted(Recovery.ROLL_BACK));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "undo one");
    }

    @Test
    void on_roll_back_a_run_that_has_not_deployed_is_aborted() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("backup/0"), consensus);
        Outcome outcome = recovered(consensus, agent -> agent.onInterrupted(Recovery.ROLL_BACK));
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(steps()).containsExactly("look", "dump");
    }

    @Test
    void on_resume_a_backup_that_was_made_is_not_made_again() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(ended("backup/0"), consensus);
        Outcome outcome = recovered(consensus, agent -> agent.onInterrupted(Recovery.RESUME));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two");
    }

    @Test
    void on_resume_a_step_in_doubt_that_is_not_idempotent_is_never_run_again() {
        ConsensusDirectory before = directory(PLAN);
        killedDuring("dump", before);
        assertThat(recovered(before, agent -> agent.onInterrupted(Recovery.RESUME)))
                .isInstanceOf(Outcome.Aborted.class);
        assertThat(steps()).containsExactly("look", "dump");
    }

    /** Knows that whatever was under way has succeeded. */
    private record Knowing(StepExecutor shell) implements StepExecutor {

        @Override
        public StepResult execute(StepRequest request) throws Exception {
            return shell.execute(request);
        }

        @Override
        public Resolution resolve(Attempt attempt) {
            return new Resolution.Done(StepResult.success());
        }
    }

    /** Whether what it had to leave is new could be seen by the killed agent alone. */
    @Test
    void on_resume_a_backup_that_had_to_leave_something_is_in_doubt_even_if_it_exited_with_0() {
        for (String produces : List.of("", ", \"produces\": [\"status.json\"]")) {
            ConsensusDirectory consensus = directory(PLAN.replace("\"dump\"", "\"dump\"" + produces));
            killedDuring("dump", consensus);
            Outcome outcome = consensus.run(
                    new Knowing(shell), agent -> agent.clock(LATER).onInterrupted(Recovery.RESUME));
            assertThat(outcome).isInstanceOf(produces.isEmpty() ? Outcome.Deployed.class : Outcome.Aborted.class);
        }
    }

    @Test
    void a_run_killed_beyond_its_point_of_no_return_is_neither_repeated_nor_undone() {
        ConsensusDirectory consensus = directory(
                PLAN.replace("\"two\", \"rollback\": {\"run\": \"undo two\"}", "\"two\", \"irreversible\": true")
                        .replace("\"health_checks\"", "\"rollback_plan\": {\"run\": \"back\"}, \"health_checks\""));
        killedDuring("two", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.RollbackFailed.class, failed -> assertThat(failed.faults())
                .singleElement()
                .asString()
                .contains("step 'two' (deployment_steps/1) is irreversible"));
        assertThat(steps()).containsExactly("look", "dump", "one", "two");
        isAtItsEnd(consensus);
    }

    @Test
    void on_resume_a_deploy_step_in_doubt_that_is_not_idempotent_is_rolled_back() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        assertThat(recovered(consensus, agent -> agent.onInterrupted(Recovery.RESUME)))
                .isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo one");
    }

    @Test
    void on_ask_nothing_at_all_is_changed() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        // Who holds the lock is written beside it, and goes with it; the killed agent has left its own.
        consensus.delete(".devops/lock-owner");
        SortedMap<String, String> before = everything(consensus);
        Outcome outcome = recovered(consensus, agent -> agent.onInterrupted(Recovery.ASK));
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unfinished_run .devops/journal");
        assertThat(outcome.toString()).contains("during step 'two' (deployment_steps/1)");
        assertThat(everything(consensus)).isEqualTo(before);
        assertThat(recovered(consensus)).isInstanceOf(Outcome.RolledBack.class);
    }

    @Test
    void nothing_is_found_where_no_run_was_interrupted() {
        ConsensusDirectory consensus = directory(PLAN);
        assertThat(inspected(consensus)).isEmpty();
        consensus.run(shell);
        assertThat(inspected(consensus)).isEmpty();
    }

    @Test
    void a_run_in_the_midst_of_a_step_is_found_with_stage_and_step() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        UnfinishedRun left = inspected(consensus).orElseThrow();
        assertThat(left.run()).contains("DEP-001");
        assertThat(left.epicId()).contains("EP-1");
        assertThat(left.stage()).contains(Stage.DEPLOY);
        assertThat(left.step()).contains("deployment_steps/1");
        assertThat(left.mayHaveDeployed()).isTrue();
        assertThat(left.agent())
                .contains("pid " + ProcessHandle.current().pid())
                .contains(LockHolder.current().host());
    }

    @Test
    void a_run_that_has_ended_but_is_not_recorded_is_found() {
        ConsensusDirectory consensus = directory(PLAN);
        Predicate<RunEvent> monitored = probed(Purpose.MONITOR);
        killedAfter(event -> monitored.test(event) && ((RunEvent.Probed) event).check() == 1, consensus);
        UnfinishedRun left = inspected(consensus).orElseThrow();
        assertThat(left.summary()).contains("has come to its end, but its record is not written wholly");
        assertThat(left.step()).isEmpty();
    }

    @Test
    void a_recovery_that_is_killed_forward_is_recovered_in_turn() {
        ConsensusDirectory consensus = directory(REPEATABLE);
        killedDuring("two", consensus);
        killedDuring("two", consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "two", "two");
        assertThat(outcome.notes().stream().filter(note -> note.contains("during step 'two'")))
                .hasSize(2);
        isAtItsEnd(consensus);
    }

    @Test
    void a_recovery_that_is_killed_on_its_way_back_is_recovered_in_turn() {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        killedAfter(ended("deployment_steps/1/rollback/0"), consensus);
        Outcome outcome = recovered(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo one");
        tells(outcome, "during step 'two'");
        tells(outcome, "in stage rollback");
        isAtItsEnd(consensus);
    }

    /** What is gone on with is what was judged: whoever may write our directory may not change it meanwhile. */
    @ParameterizedTest
    @ValueSource(strings = {"settings.json", "plan.json"})
    void a_run_whose_own_copy_was_changed_is_not_gone_on_with(String file) throws IOException {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        Path copy = consensus.path(".devops/runs/DEP-001/" + file);
        byte[] before = Files.readAllBytes(copy);
        Files.writeString(copy, Files.readString(copy).replace("undo two", "undo 2"));
        byte[] journal = consensus.bytes(".devops/journal");

        Outcome outcome = recovered(consensus);

        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("unfinished_run");
        assertThat(outcome.toString())
                .contains(".devops/runs/DEP-001/" + file + " was changed since the run began", "nothing was executed");
        assertThat(consensus.bytes(".devops/journal")).isEqualTo(journal);
        assertThat(consensus.agent(shell).build().preview().toString()).contains(file + " was changed");
        assertThat(steps()).doesNotContain("undo two", "undo 2");

        Files.write(copy, before);
        assertThat(recovered(consensus)).isInstanceOf(Outcome.RolledBack.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings.json", "plan.json"})
    void a_run_whose_own_copy_is_gone_is_not_gone_on_with(String file) throws IOException {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        Files.delete(consensus.path(".devops/runs/DEP-001/" + file));
        Outcome outcome = recovered(consensus);
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("unfinished_run");
        assertThat(outcome.toString()).contains(".devops/runs/DEP-001/" + file + " cannot be read");
    }

    /** An earlier version of ours did not write the digest of the settings. */
    @Test
    void a_journal_without_the_digest_of_the_settings_is_gone_on_with() throws IOException {
        ConsensusDirectory consensus = directory(PLAN);
        killedDuring("two", consensus);
        Path file = consensus.path(".devops/journal");
        List<byte[]> records = Journal.read(file).records();
        String opened = new String(records.get(0), UTF_8);
        String earlier = opened.replaceFirst("\"settings_sha256\":\"[0-9a-f]{64}\",", "");
        assertThat(earlier).hasSizeLessThan(opened.length());
        Files.delete(file);
        try (Journal journal = Journal.create(new DurableFiles(Disk.real()), file)) {
            journal.append(earlier.getBytes(UTF_8));
            records.stream().skip(1).forEach(journal::append);
        }
        assertThat(recovered(consensus)).isInstanceOf(Outcome.RolledBack.class);
    }
}
