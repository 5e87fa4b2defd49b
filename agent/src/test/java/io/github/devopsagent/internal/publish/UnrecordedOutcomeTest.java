package io.github.devopsagent.internal.publish;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.veto.Ok;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A status that cannot be read or written just when a run is recorded, for a moment or for good. */
@FewerCases(every = 6)
class UnrecordedOutcomeTest {

    private static final String FAILING = """
            "deployment_steps": [ {"run": "deploy", "rollback": {"run": "undo"}}, {"run": "fail", "rollback": {"run": "undo fail"}} ]
            """;

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    /** What becomes of a status that another agent writes in place. */
    enum Damage {
        HALF_WRITTEN {
            @Override
            void to(Path status) throws IOException {
                Files.write(status, Arrays.copyOf(Files.readAllBytes(status), 100));
            }
        },
        EMPTY {
            @Override
            void to(Path status) throws IOException {
                Files.write(status, new byte[0]);
            }
        },
        GONE {
            @Override
            void to(Path status) throws IOException {
                Files.delete(status);
            }
        },
        NONSENSE {
            @Override
            void to(Path status) throws IOException {
                Files.writeString(status, Files.readString(status).replace("\"deployment\"", "\"deploying\""));
            }
        },
        TOO_LARGE {
            @Override
            void to(Path status) throws IOException {
                Files.writeString(status, Files.readString(status) + " ".repeat(1 << 20));
            }
        };

        abstract void to(Path status) throws IOException;
    }

    /** Damages the status while the last step runs. */
    private void damaging(Damage damage, ConsensusDirectory consensus, String step, StepResult result) {
        shell.doing(step, request -> {
            damage.to(consensus.path("status.json"));
            return result;
        });
    }

    private void damagingAfterTheLastLook(Damage damage, ConsensusDirectory consensus) {
        shell.afterTheLastLook(() -> {
            try {
                damage.to(consensus.path("status.json"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Whoever writes it is done after so many waits. */
    private static UnaryOperator<TestBuilder> mendingAfter(int waits, ConsensusDirectory consensus, byte[] status) {
        AtomicInteger left = new AtomicInteger(waits);
        return agent -> agent.settling(cancellation -> {
            if (left.decrementAndGet() == 0) {
                write(consensus, status);
            }
            return false;
        });
    }

    private static void write(ConsensusDirectory consensus, byte[] status) {
        try {
            Files.write(consensus.path("status.json"), status);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static DevOpsAgentException failure(DevOpsAgent agent) {
        DevOpsAgentException[] thrown = new DevOpsAgentException[1];
        assertThatThrownBy(agent::run).isInstanceOfSatisfying(DevOpsAgentException.class, e -> thrown[0] = e);
        return thrown[0];
    }

    @ParameterizedTest
    @EnumSource
    void a_status_that_is_damaged_for_a_moment_is_read_again(Damage damage) {
        ConsensusDirectory consensus = aConsensus().withHistory("").in(temporary);
        byte[] status = consensus.bytes("status.json");
        damagingAfterTheLastLook(damage, consensus);

        Outcome outcome = consensus.run(shell, mendingAfter(1, consensus, status));

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).isEmpty();
        assertThat(consensus.deployment().path("warnings")).isEmpty();
        assertThat(consensus.phase()).isEqualTo("done");
        assertThat(consensus.approvals()).contains("devops");
        assertThat(consensus.text("status_history.jsonl").lines()).hasSize(1);
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();
    }

    @Test
    void a_rollback_leaves_its_question_although_the_status_is_gone_for_some_seconds() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        byte[] status = consensus.bytes("status.json");
        damaging(Damage.GONE, consensus, "fail", StepResult.failure("broken"));

        Outcome outcome = consensus.run(shell, mendingAfter(RecordingRetry.WAITS, consensus, status));

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(consensus.blockers()).singleElement().asString().startsWith("question devops");
        assertThat(OutcomeRefusals.codes(consensus.run(shell))).containsExactly("open_blocker");
        assertThat(shell.count("deploy")).isEqualTo(1);
    }

    @InEveryBuild
    @ParameterizedTest
    @EnumSource
    void a_status_that_stays_damaged_leaves_the_run_open_and_nothing_is_executed_again(Damage damage) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        byte[] status = consensus.bytes("status.json");
        damagingAfterTheLastLook(damage, consensus);
        DevOpsAgent agent = consensus.agent(shell).build();

        for (int runs = 1; runs <= 3; runs++) {
            DevOpsAgentException failure = failure(agent);
            assertThat(failure.path()).isEqualTo(consensus.path("status.json"));
            assertThat(failure)
                    .hasMessageContaining(consensus.path("status.json").toString())
                    .hasMessageContaining("DEP-001 has come to its end (success)")
                    .hasMessageContaining("the next run completes the record");
            assertThat(consensus.deployment().path("status").asString()).isEqualTo("success");
            assertThat(consensus.deployment().path("warnings").toString()).contains("does not tell of it yet");
            assertThat(DevOpsAgent.inspect(consensus.path()))
                    .hasValueSatisfying(left -> assertThat(left.summary()).contains("DEP-001", "has come to its end"));
            assertThat(agent.preview().wouldDeploy()).isFalse();
        }

        write(consensus, status);
        Outcome outcome = agent.run();
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).singleElement().asString().endsWith("its record was completed");
        assertThat(consensus.deployment().path("warnings")).isEmpty();
        assertThat(consensus.phase()).isEqualTo("done");
        assertThat(consensus.names("artifacts/deployments")).containsExactly("DEP-001.json");
        assertThat(OutcomeRefusals.codes(consensus.run(shell))).containsExactly("wrong_phase");
        assertThat(shell.count("deploy")).isEqualTo(1);
    }

    @Test
    void people_are_told_of_a_rollback_although_the_status_stays_damaged_and_once() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        byte[] status = consensus.bytes("status.json");
        damaging(Damage.HALF_WRITTEN, consensus, "fail", StepResult.failure("broken"));
        DevOpsAgent agent = consensus.agent(shell).build();
        assertThat(failure(agent)).hasMessageContaining("rolled_back");
        assertThat(failure(agent)).hasMessageContaining("rolled_back");
        assertThat(consensus.messageTo("tech_lead").toString()).contains("was rolled back");
        assertThat(consensus.messageTo("developer").toString()).contains("was rolled back");

        write(consensus, status);
        assertThat(agent.run()).isInstanceOf(Outcome.RolledBack.class);
        assertThat(consensus.inboxOf("tech_lead")).hasSize(1);
        assertThat(consensus.blockers()).hasSize(1);
        assertThat(shell.count("undo")).isEqualTo(1);
    }

    @Test
    void a_run_that_the_host_cancelled_waits_for_the_status_all_the_same() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(FAILING).in(temporary);
        byte[] status = consensus.bytes("status.json");
        Thread host = Thread.currentThread();
        shell.doing("deploy", request -> {
            Damage.HALF_WRITTEN.to(consensus.path("status.json"));
            host.interrupt();
            request.output().line("interrupted");
            return StepResult.success();
        });
        AtomicInteger waits = new AtomicInteger();
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.settling(cancellation -> {
                    boolean isCancelled = cancellation.isRequested();
                    if (waits.incrementAndGet() == 2) {
                        write(consensus, status);
                    }
                    return isCancelled;
                }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(consensus.blockers()).hasSize(1);
    }

    /** As one that is mounted, or made immutable, while the run goes on. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, Integer.MAX_VALUE})
    void a_status_that_cannot_be_written_is_tried_again_and_leaves_the_run_open_if_that_stays_so(int times) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        AtomicInteger left = new AtomicInteger(times);
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (operation.endsWith(" to status.json") && left.getAndDecrement() > 0) {
                throw new IOException("Device or resource busy");
            }
        });
        DevOpsAgent agent = consensus.agent(shell).disk(disk).build();
        if (times == Integer.MAX_VALUE) {
            assertThat(failure(agent).path()).isEqualTo(consensus.path("status.json"));
            assertThat(consensus.deployment().path("status").asString()).isEqualTo("success");
            assertThat(consensus.phase()).isEqualTo("deployment");
            left.set(0);
        }
        assertThat(agent.run()).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.phase()).isEqualTo("done");
        assertThat(shell.count("deploy")).isEqualTo(1);
    }

    /** A veto whose status is damaged between the judgement and its writing. */
    @ParameterizedTest
    @EnumSource
    void a_veto_is_not_lost_although_the_status_stays_damaged(Damage damage) {
        ConsensusDirectory consensus = aConsensus().withoutTestResults().in(temporary);
        byte[] status = consensus.bytes("status.json");
        UnaryOperator<TestBuilder> damaging = agent -> agent.vetoRule("slow", evidence -> {
            try {
                damage.to(consensus.path("status.json"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return Either.right(new Ok(""));
        });
        DevOpsAgentException failure =
                failure(damaging.apply(consensus.agent(shell)).build());
        assertThat(failure.path()).isEqualTo(consensus.path("status.json"));
        assertThat(failure).hasMessageContaining("nothing was deployed");
        assertThat(consensus.inboxOf("qa")).isEmpty();

        assertThat(failure(consensus.agent(shell).build()).path()).isEqualTo(consensus.path("status.json"));
        write(consensus, status);
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(consensus.phase()).isEqualTo("testing");
        assertThat(consensus.iteration()).isEqualTo(2);
        assertThat(consensus.messageTo("qa").toString()).contains("tests_not_passing");
        assertThat(shell.requests()).isEmpty();
    }

    @Test
    void a_veto_waits_for_a_status_that_is_half_written_for_a_moment() {
        ConsensusDirectory consensus = aConsensus().withoutQaApproval().in(temporary);
        byte[] status = consensus.bytes("status.json");
        Outcome outcome = consensus.run(
                shell, agent -> mendingAfter(2, consensus, status).apply(agent.vetoRule("slow", evidence -> {
                    write(consensus, Arrays.copyOf(status, 100));
                    return Either.right(new Ok(""));
                })));
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(outcome.warnings()).isEmpty();
        assertThat(consensus.phase()).isEqualTo("testing");
    }

    /** It would be an abort, or on the way from one deploy step to the next a rollback, for nothing. */
    @ParameterizedTest
    @EnumSource
    void a_status_that_is_damaged_for_a_moment_before_the_first_deploy_step_aborts_nothing(Damage damage) {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"preflight\": {\"run\": \"look\"}, " + FAILING)
                .in(temporary);
        byte[] status = consensus.bytes("status.json");
        damaging(damage, consensus, "look", StepResult.success());
        Outcome outcome = consensus.run(shell, mendingAfter(1, consensus, status));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_status_that_stays_damaged_is_refused_after_a_second_look() {
        ConsensusDirectory consensus = aConsensus().withStatus("{").in(temporary);
        AtomicInteger waits = new AtomicInteger();
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.settling(cancellation -> {
                    waits.incrementAndGet();
                    return false;
                }));
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unreadable status.json");
        assertThat(waits).hasValue(1);
    }

    /** The record of the earlier abort is updated, and counts each run once. */
    @Test
    void an_abort_that_repeats_itself_is_counted_once_although_the_status_stays_damaged() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"backup\": {\"run\": \"dump\"}, " + FAILING)
                .in(temporary);
        shell.failing("dump");
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Aborted.class);
        byte[] status = consensus.bytes("status.json");
        damaging(Damage.HALF_WRITTEN, consensus, "dump", StepResult.failure("dump is broken"));
        DevOpsAgent agent = consensus.agent(shell).build();
        for (int runs = 0; runs < 3; runs++) {
            assertThat(failure(agent)).hasMessageContaining("aborted");
        }
        write(consensus, status);
        assertThat(agent.run()).isInstanceOf(Outcome.Aborted.class);
        assertThat(consensus.deployment().path("repeated").asInt()).isEqualTo(1);
        assertThat(consensus.names("artifacts/deployments")).containsExactly("DEP-001.json");
        assertThat(consensus.inboxOf("tech_lead")).hasSize(1);
        assertThat(consensus.blockers()).hasSize(1);
        assertThat(shell.count("dump")).isEqualTo(2);
    }

    /** From a step on the journal cannot be written, nor, where that is asked for, be moved. */
    private ConsensusDirectory withoutJournalFrom(String step, String result, String operations) throws IOException {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(result.equals("aborted") ? PRE_FLIGHT : FAILING)
                .in(temporary);
        AtomicInteger begun = new AtomicInteger();
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (begun.get() > 0 && operation.matches(operations + ".*\\.devops/journal.*")) {
                throw new IOException("no journal");
            }
        });
        shell.doing(step, request -> {
            begun.incrementAndGet();
            return StepResult.success();
        });
        assertThat(consensus.agent(shell).disk(disk).run().warnings())
                .as("%s", disk.operations())
                .filteredOn(note -> note.contains("the journal could not be closed"))
                .singleElement()
                .asString()
                .endsWith(operations.isEmpty() ? "the next run does that" : "an audit will miss its end");
        assertThat(consensus.deployment().path("status").asString()).isEqualTo(result);
        assertThat(shell.commands()).doesNotContain("fail");
        return consensus;
    }

    private static final String PRE_FLIGHT = """
            "preflight": [ {"run": "look"} ], "deployment_steps": [ {"run": "deploy", "rollback": {"run": "undo"}} ]
            """;

    @ParameterizedTest
    @CsvSource({"deploy, rolled_back, open_blocker", "look, aborted, unchanged_since_abort"})
    void what_is_recorded_without_the_journal_has_ended_by_its_record(String step, String result, String refusal)
            throws IOException {
        ConsensusDirectory consensus = withoutJournalFrom(step, result, "");
        byte[] journal = consensus.bytes(".devops/journal");
        byte[] record = consensus.bytes("artifacts/deployment.json");
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();
        ScriptedShell none = aShell();
        Outcome next = consensus.run(none);
        assertThat(next.toString()).doesNotContain("unfinished_run");
        assertThat(none.commands()).doesNotContain("undo");
        assertThat(consensus.has(".devops/journal")).isFalse();
        assertThat(consensus.bytes(".devops/runs/DEP-001/journal")).isEqualTo(journal);
        if (next instanceof Outcome.Refused) {
            assertThat(OutcomeRefusals.codes(next)).containsExactly(refusal);
            assertThat(none.requests()).isEmpty();
            assertThat(consensus.bytes("artifacts/deployment.json")).isEqualTo(record);
        }
    }

    @Test
    void and_is_put_aside_at_once_where_the_journal_can_be_moved() throws IOException {
        ConsensusDirectory consensus = withoutJournalFrom("deploy", "rolled_back", "(write|append|truncate|sync)");
        assertThat(consensus.has(".devops/journal")).isFalse();
        assertThat(consensus.has(".devops/runs/DEP-001/journal")).isTrue();
        assertThat(OutcomeRefusals.codes(consensus.run(aShell()))).containsExactly("open_blocker");
    }

    @Test
    void but_a_status_that_does_not_tell_of_it_leaves_it_to_a_person() throws IOException {
        byte[] before = aConsensus().withPlanOf(FAILING).in(temporary).bytes("status.json");
        ConsensusDirectory consensus = withoutJournalFrom("deploy", "rolled_back", "");
        Files.write(consensus.path("status.json"), before);
        ScriptedShell none = aShell();
        assertThat(OutcomeRefusals.codes(consensus.run(none))).containsExactly("unfinished_run");
        assertThat(none.requests()).isEmpty();
    }
}
