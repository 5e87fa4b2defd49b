package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.run.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What listeners are told, and that they cannot disturb. */
class RunListenerTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    /** Writes down every call. */
    private static final class Notes implements RunListener {

        private final List<String> calls = new CopyOnWriteArrayList<>();

        @Override
        public void started(RunView run) {
            calls.add("started " + run.deploymentId());
        }

        @Override
        public void happened(RunEvent event, RunView run) {
            calls.add(event.getClass().getSimpleName());
        }

        @Override
        public void printed(String name, String line) {
            calls.add(name + "> " + line);
        }

        @Override
        public void ended(Outcome outcome) {
            calls.add("ended " + outcome.getClass().getSimpleName());
        }
    }

    @Test
    void listeners_are_told_everything_in_the_order_in_which_it_happens() {
        Notes notes = new Notes();
        shell.doing("deploy", step -> {
            step.output().line("first");
            step.output().write("sec".getBytes(StandardCharsets.UTF_8), 0, 3);
            step.output().line("ond");
            step.output().write("without end".getBytes(StandardCharsets.UTF_8), 0, 11);
            return StepResult.success();
        });

        aConsensus().in(temporary).run(shell, agent -> agent.listener(notes));

        assertThat(notes.calls)
                .containsExactly(
                        "started DEP-001",
                        "ReadinessChecked",
                        "Probed",
                        "GateConfirmed",
                        "StepIntended",
                        "deploy> first",
                        "deploy> second",
                        "deploy> without end",
                        "StepEnded",
                        "Probed",
                        "Probed",
                        "ended Deployed");
    }

    @Test
    void a_health_check_prints_as_well() {
        Notes notes = new Notes();
        shell.doing("check", step -> {
            step.output().line("UP");
            return StepResult.success();
        });
        aConsensus().in(temporary).run(shell, agent -> agent.listener(notes));
        assertThat(notes.calls.stream().filter("check> UP"::equals)).hasSize(3);
    }

    @Test
    void an_intent_is_in_the_journal_before_its_step_begins() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        List<String> journal = new CopyOnWriteArrayList<>();
        shell.doing("deploy", step -> {
            journal.add(consensus.text(".devops/journal"));
            return StepResult.success();
        });
        consensus.run(shell);
        assertThat(journal).singleElement().asString().contains("step_intended", "deployment_steps/0");
    }

    @Test
    void refusals_and_vetoes_are_told_as_an_end() {
        Notes notes = new Notes();
        aConsensus().inPhase("testing").in(temporary).run(shell, agent -> agent.listener(notes));
        aConsensus().withoutQaApproval().in(temporary).run(shell, agent -> agent.listener(notes));
        assertThat(notes.calls).containsExactly("ended Refused", "ended Vetoed");
    }

    static List<Supplier<Throwable>> faults() {
        return List.of(
                () -> new IllegalStateException("the screen is full"),
                () -> new AssertionError("not what I expected"),
                () -> new NoClassDefFoundError("org/example/Missing"));
    }

    /** Throws something out of every method. */
    private record Broken(Supplier<Throwable> fault) implements RunListener {

        @Override
        public void started(RunView run) {
            sneak(fault.get());
        }

        @Override
        public void happened(RunEvent event, RunView run) {
            sneak(fault.get());
        }

        @Override
        public void printed(String name, String line) {
            sneak(fault.get());
        }

        @Override
        public void ended(Outcome outcome) {
            sneak(fault.get());
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> void sneak(Throwable fault) throws T {
            throw (T) fault;
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_listener_that_throws_disturbs_neither_the_run_nor_other_listeners(Supplier<Throwable> fault) {
        Notes notes = new Notes();
        shell.doing("deploy", step -> {
            step.output().line("line");
            return StepResult.success();
        });

        Outcome outcome = aConsensus().in(temporary).run(shell, agent -> agent.listener(new Broken(fault))
                .listener(notes));

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(notes.calls)
                .startsWith("started DEP-001")
                .contains("deploy> line")
                .endsWith("ended Deployed");
    }

    @Test
    void a_person_sees_that_a_silent_step_still_runs() {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        RunListener.printingTo(new PrintStream(screen, true, StandardCharsets.UTF_8))
                .stillRunning("deploy", Duration.ofSeconds(90));
        assertThat(screen.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("           'deploy' still runs, for 1m30s");
    }

    @Test
    void a_person_sees_what_happens() {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();

        aConsensus()
                .in(temporary)
                .run(
                        shell.failing("deploy"),
                        agent -> agent.listener(
                                RunListener.printingTo(new PrintStream(screen, true, StandardCharsets.UTF_8))));

        assertThat(screen.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "DEP-001 of EP-1 to production",
                        "14:00:00 ready: every step, check and rollback can run",
                        "14:00:00 before 'check' healthy: ok",
                        "14:00:00 gate confirmed",
                        "14:00:00 deploy step 1 of 1 'deploy' (deployment_steps/0)",
                        "           | output of deploy",
                        "14:00:00 deploy FAILED after 0s: deploy is broken",
                        "14:00:00 rollback step 1 of 1 'undo' (rollback_plan/0)",
                        "14:00:00 rollback done after 0s",
                        "14:00:00 verify rollback 'check' healthy: ok",
                        "ROLLED BACK: step 'deploy' (deployment_steps/0) failed: deploy is broken",
                        "the rollback succeeded; health after it: healthy",
                        "to do: find the cause; when it may be deployed again, remove the blocker of devops from"
                                + " status.json",
                        "  | output of deploy");
    }
}
