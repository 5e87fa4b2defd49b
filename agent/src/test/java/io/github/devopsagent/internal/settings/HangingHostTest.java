package io.github.devopsagent.internal.settings;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.ConsensusFixture;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.QuickPoint;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.veto.Veto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Code of the host that hangs ends as its own failure, and holds neither the run nor the lock for ever. */
@Execution(ExecutionMode.CONCURRENT)
@FewerCases(every = 5)
class HangingHostTest {

    /** Long enough for code that does not hang. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final String SILENT = "it did not answer within 2s, and was interrupted";

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void nothing_hangs_on() {
        never.countDown();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private <T> T hangs() {
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        throw new AssertionError("it was not interrupted");
    }

    private Outcome run(ConsensusDirectory consensus, UnaryOperator<TestBuilder> with) {
        return consensus.run(shell, agent -> with.apply(agent.hostCodeLimit(LIMIT)));
    }

    private Outcome run(UnaryOperator<TestBuilder> with) {
        return run(aConsensus().in(temporary), with);
    }

    @Test
    void an_evidence_source_is_refused_and_the_lock_is_free() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = run(consensus, agent -> agent.evidenceSource((evidence, site) -> hangs()));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.refusals())
                .singleElement()
                .hasToString("evidence_unavailable: an evidence source of the host could not find out its fact (do what"
                        + " it says, repair it, or remove it): " + SILENT + " (status.json)"));
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_rule_vetoes() {
        assertThat(run(agent -> agent.vetoRule("slow", evidence -> hangs())))
                .isInstanceOfSatisfying(Outcome.Vetoed.class, vetoed -> assertThat(vetoed.vetoes())
                        .extracting(Veto::reason)
                        .containsExactly("the rule 'slow' could not judge: " + SILENT + "; the host must repair it"));
    }

    /** Does its work, but for one question. */
    private abstract static class Quick implements StepExecutor {
        @Override
        public StepResult execute(StepRequest request) {
            return StepResult.success();
        }
    }

    private ConsensusFixture using(String steps) {
        return aConsensus().withPlanOf("\"deployment_steps\": [" + steps + "], \"rollback_plan\": {\"run\": \"undo\"}");
    }

    private ConsensusDirectory usingPool() {
        return using("{\"uses\": \"pool\"}").in(temporary);
    }

    @MatricesOnly
    @Test
    void a_check_is_a_finding_and_its_executor_is_not_asked_again() {
        AtomicInteger asked = new AtomicInteger();
        StepExecutor pool = new Quick() {
            @Override
            public Optional<StepFinding> check(Input input, ExecutionContext context) {
                asked.incrementAndGet();
                return hangs();
            }
        };
        ConsensusDirectory consensus =
                using("{\"uses\": \"pool\"}, {\"uses\": \"pool\"}").in(temporary);
        Outcome outcome = run(consensus, agent -> agent.executor("pool", pool));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Aborted.class, aborted -> assertThat(aborted.reason())
                .contains("the executor 'pool' could not check it: " + SILENT, "it did not answer before"));
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_compensation_that_nobody_knows_is_refused() {
        StepExecutor pool = new Quick() {
            @Override
            public List<Step> compensation(Step step, String path) {
                return hangs();
            }
        };
        assertThat(run(usingPool(), agent -> agent.executor("pool", pool)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.refusals())
                        .singleElement()
                        .asString()
                        .contains("executor_failed", SILENT));
    }

    @Test
    void a_command_that_is_not_told_is_none() {
        StepExecutor pool = new Quick() {
            @Override
            public Optional<String> command(Input input, ExecutionContext context) {
                return hangs();
            }
        };
        assertThat(run(usingPool(), agent -> agent.executor("pool", pool))).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void warnings_that_are_not_told_are_one_themselves() {
        StepExecutor pool = new Quick() {
            @Override
            public List<String> warnings() {
                return hangs();
            }
        };
        Outcome outcome = run(agent -> agent.executor("pool", pool));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings())
                .contains("the executor 'pool' could not say what it cannot promise here: " + SILENT);
    }

    @MatricesOnly
    @Test
    void a_rollback_point_that_does_not_say_whether_it_can_be_created_is_a_finding() {
        RollbackPoint point = new QuickPoint("disk") {
            @Override
            public Optional<StepFinding> check(ExecutionContext context) {
                return hangs();
            }
        };
        assertThat(run(agent -> agent.rollbackPoint(point)))
                .isInstanceOfSatisfying(Outcome.Aborted.class, aborted -> assertThat(aborted.reason())
                        .contains("could not check it: " + SILENT));
    }

    @Test
    void a_rollback_point_that_does_not_tell_its_command_has_none() {
        RollbackPoint point = new QuickPoint("disk") {
            @Override
            public String restoreCommand(ExecutionContext context) {
                return hangs();
            }
        };
        assertThat(run(agent -> agent.rollbackPoint(point))).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_preview_is_limited_in_the_same_way() {
        DevOpsAgent agent = aConsensus()
                .in(temporary)
                .agent(shell)
                .hostCodeLimit(LIMIT)
                .evidenceSource((evidence, site) -> hangs())
                .build();
        assertThat(agent.preview().refusals()).singleElement().asString().contains("evidence_unavailable", SILENT);
    }

    /** Hangs when it is told the end of a step, and counts what it is told. */
    private final class Hanging implements RunListener {

        private final AtomicInteger told = new AtomicInteger();

        @Override
        public void happened(RunEvent event, RunView run) {
            told.incrementAndGet();
            if (event instanceof RunEvent.StepEnded) {
                hangs();
            }
        }

        @Override
        public void ended(Outcome outcome) {
            told.addAndGet(100);
        }
    }

    private static String dropped(RunListener listener) {
        return "a listener (" + listener.getClass().getName() + ") did not return within 2s, and was told nothing more";
    }

    @Test
    void a_listener_is_told_nothing_more_and_a_rollback_is_done() {
        Hanging hanging = new Hanging();
        List<String> other = new CopyOnWriteArrayList<>();
        Outcome outcome = aConsensus().in(temporary).run(shell.failing("deploy"), agent -> agent.hostCodeLimit(LIMIT)
                .listener(hanging)
                .listener(new RunListener() {
                    @Override
                    public void ended(Outcome end) {
                        other.add(end.getClass().getSimpleName());
                    }
                }));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.warnings()).contains(dropped(hanging));
        // Readiness, the baseline, the gate, the step's intent and its end.
        assertThat(hanging.told).hasValue(5);
        assertThat(other).containsExactly("RolledBack");
    }

    @Test
    void a_listener_that_hangs_at_the_end_is_a_note_in_the_outcome_that_is_returned() {
        RunListener hanging = new RunListener() {
            @Override
            public void ended(Outcome outcome) {
                hangs();
            }
        };
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = run(consensus, agent -> agent.listener(hanging));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).contains(dropped(hanging));
    }

    @MatricesOnly
    @Test
    void a_listener_that_hangs_over_a_line_holds_up_no_step() {
        RunListener hanging = new RunListener() {
            @Override
            public void printed(String name, String line) {
                hangs();
            }
        };
        shell.doing("deploy", step -> {
            for (int i = 0; i < 2000; i++) {
                step.output().line("line " + i);
            }
            return StepResult.success();
        });
        Outcome outcome = run(agent -> agent.listener(hanging));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).contains(dropped(hanging));
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** It returns only when the step has printed all. */
    @Test
    void a_listener_that_is_slow_holds_up_no_step_and_is_told_how_much_was_left_out() {
        List<String> told = new CopyOnWriteArrayList<>();
        CountDownLatch printedAll = new CountDownLatch(1);
        RunListener slow = new RunListener() {
            @Override
            public void printed(String name, String line) {
                assertThat(isOver(printedAll)).isTrue();
                told.add(name + ": " + line);
            }

            @Override
            public void ended(Outcome outcome) {
                told.add("ended");
            }
        };
        shell.doing("deploy", step -> {
            for (int i = 0; i < 20_000; i++) {
                step.output().line("line " + i);
            }
            printedAll.countDown();
            return StepResult.success();
        });

        Outcome outcome = run(agent -> agent.listener(slow));

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        int lines = told.size() - 2;
        String missed = 20_000 - lines + " lines";
        assertThat(told.subList(0, lines))
                .isEqualTo(IntStream.range(0, lines)
                        .mapToObj(i -> "deploy: line " + i)
                        .toList());
        assertThat(told.subList(lines, told.size()))
                .containsExactly("deploy: (" + missed + " are left out here)", "ended");
        assertThat(outcome.warnings())
                .contains("a listener (" + slow.getClass().getName()
                        + ") was too slow to be told all that steps printed: " + missed + " were left out");
    }

    @Test
    void a_listener_that_throws_is_told_everything_else_and_is_a_note() {
        List<String> told = new CopyOnWriteArrayList<>();
        RunListener throwing = new RunListener() {
            @Override
            public void started(RunView run) {
                throw new IllegalStateException("the screen is full");
            }

            @Override
            public void ended(Outcome outcome) {
                told.add(outcome.getClass().getSimpleName());
            }
        };
        Outcome outcome = run(agent -> agent.listener(throwing));
        assertThat(told).containsExactly("Deployed");
        assertThat(outcome.warnings())
                .contains("a listener (" + throwing.getClass().getName()
                        + ") failed: java.lang.IllegalStateException: the screen is full");
    }

    @Test
    void listeners_are_told_on_one_thread_of_their_own_in_order() {
        List<String> threads = new CopyOnWriteArrayList<>();
        List<String> lines = new CopyOnWriteArrayList<>();
        shell.doing("deploy", step -> {
            for (int i = 0; i < 1000; i++) {
                step.output().line("line " + i);
            }
            return StepResult.success();
        });
        run(agent -> agent.listener(new RunListener() {
            @Override
            public void happened(RunEvent event, RunView run) {
                threads.add(Thread.currentThread().toString());
                lines.add(event.getClass().getSimpleName());
            }

            @Override
            public void printed(String name, String line) {
                threads.add(Thread.currentThread().toString());
                lines.add(line);
            }
        }));
        assertThat(threads).doesNotContain(Thread.currentThread().toString());
        assertThat(threads.stream().distinct()).hasSize(1);
        assertThat(lines).filteredOn(line -> line.startsWith("line")).hasSize(1000);
        assertThat(lines.indexOf("line 999")).isLessThan(lines.indexOf("StepEnded"));
        assertThat(lines.indexOf("line 0")).isGreaterThan(lines.indexOf("StepIntended"));
    }

    @Test
    void a_listener_that_interrupts_its_own_thread_is_told_the_rest_and_its_thread_ends_with_the_run()
            throws InterruptedException {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Outcome outcome = run(agent -> agent.listener(new RunListener() {
            @Override
            public void happened(RunEvent event, RunView run) {
                Thread.currentThread().interrupt();
            }

            @Override
            public void ended(Outcome end) {
                threads.add(Thread.currentThread());
            }
        }));
        assertThat(outcome.warnings()).noneMatch(note -> note.contains("listener"));
        assertThat(threads).hasSize(1);
        threads.get(0).join();
    }

    @Test
    void an_error_of_the_host_s_code_is_its_failure() {
        StepExecutor pool = new Quick() {
            @Override
            public List<Step> compensation(Step step, String path) {
                throw new NoClassDefFoundError("org/example/Missing");
            }
        };
        assertThat(run(usingPool(), agent -> agent.executor("pool", pool)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.refusals())
                        .singleElement()
                        .asString()
                        .contains("executor_failed", "NoClassDefFoundError"));
    }

    @Test
    void a_run_is_cancelled_while_the_host_s_code_hangs() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        List<Outcome> outcomes = new CopyOnWriteArrayList<>();
        DevOpsAgent agent = aConsensus()
                .in(temporary)
                .agent(shell)
                .hostCodeLimit(LIMIT)
                .listener(new RunListener() {
                    @Override
                    public void happened(RunEvent event, RunView run) {
                        if (event instanceof RunEvent.GateConfirmed) {
                            asked.countDown();
                            hangs();
                        }
                    }
                })
                .build();
        Thread caller = new Thread(() -> outcomes.add(agent.run()));
        caller.start();
        asked.await();
        caller.interrupt();
        caller.join();
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Aborted.class);
        assertThat(shell.commands()).isEmpty();
    }
}
