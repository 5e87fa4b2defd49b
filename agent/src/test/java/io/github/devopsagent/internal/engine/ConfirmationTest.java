package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.Preview;
import io.github.devopsagent.ScriptedShell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host is asked before a deployment begins. */
class ConfirmationTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    /** What a refused run leaves: nothing but what any refused run leaves. */
    private void isRefused(String code, String reason, ConsensusDirectory consensus, Predicate<Preview> question) {
        Outcome outcome = consensus.run(shell, agent -> agent.confirm(question));
        assertThat(OutcomeRefusals.codes(outcome)).as(outcome.toString()).containsExactly(code);
        assertThat(outcome.toString()).contains(reason);
        assertThat(shell.requests()).isEmpty();
        assertThat(consensus.has(".devops/journal")).isFalse();
        assertThat(consensus.has(".devops/register.json")).isFalse();
    }

    @Test
    void yes_lets_it_begin_with_what_was_shown_and_under_the_lock() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        List<Object> seen = new CopyOnWriteArrayList<>();
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.confirm(preview -> {
                    seen.add(preview.next());
                    seen.add(DevOpsAgent.inspect(consensus.path()).orElseThrow().life());
                    seen.add(shell.requests().size());
                    seen.add(Thread.currentThread().getName());
                    return preview.wouldDeploy();
                }));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(seen.toString()).isEqualTo("[DEPLOY, ALIVE, 0, devops-host confirm]");
    }

    @Test
    void no_an_exception_and_an_error_are_refused() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        isRefused("not_confirmed", "the host declined the deployment", consensus, preview -> false);
        isRefused("not_confirmed", "nobody is there", consensus, preview -> {
            throw new IllegalStateException("nobody is there");
        });
        isRefused("not_confirmed", "StackOverflowError", consensus, preview -> {
            throw new StackOverflowError();
        });
    }

    @Test
    void no_answer_in_time_is_refused_and_who_was_asked_is_interrupted() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        CountDownLatch interrupted = new CountDownLatch(1);
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.confirm(
                        preview -> {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                            return true;
                        },
                        Duration.ofMillis(30)));
        assertThat(outcome.toString()).contains("not_confirmed", "there was no answer within 30ms");
        interrupted.await();
        assertThat(shell.requests()).isEmpty();
    }

    @Test
    void a_host_that_is_interrupted_waits_no_longer() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        Thread host = new Thread(() -> outcome.set(consensus.run(
                shell,
                agent -> agent.confirm(preview -> {
                    asked.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        return true;
                    }
                    return true;
                }))));
        host.start();
        asked.await();
        host.interrupt();
        host.join();
        assertThat(outcome.get().toString()).contains("not_confirmed", "the host cancelled the run");
        assertThat(shell.requests()).isEmpty();
    }

    @Test
    void what_changes_while_it_is_waited_for_an_answer_is_noticed() {
        ConsensusDirectory plan = aConsensus().in(temporary.resolve("plan"));
        Outcome changed = plan.agent(shell)
                .confirm(preview -> {
                    plan.edit("artifacts/plan.json", "\"deploy\"", "\"deploy all\"");
                    return true;
                })
                .run();
        assertThat(changed.toString()).contains("preview_outdated", "artifacts/plan.json");

        ConsensusDirectory inbox = aConsensus().in(temporary.resolve("inbox"));
        Outcome stopped = inbox.agent(shell)
                .confirm(preview -> {
                    inbox.write(
                            "messages/inbox/devops/stop.json",
                            "{\"type\": \"veto\", \"from\": \"qa\", \"body\": \"stop\"}");
                    return true;
                })
                .run();
        assertThat(stopped.toString()).contains("preview_outdated", "DEPLOY was shown, VETO would be done");

        ConsensusDirectory phase = aConsensus().in(temporary.resolve("phase"));
        Outcome closed = phase.agent(shell)
                .confirm(preview -> {
                    phase.edit("status.json", "\"phase\": \"deployment\"", "\"phase\": \"testing\"");
                    return true;
                })
                .run();
        assertThat(OutcomeRefusals.codes(closed)).containsExactly("wrong_phase");
        assertThat(shell.requests()).isEmpty();
    }

    @Test
    void nobody_is_asked_about_what_does_not_deploy() {
        Predicate<Preview> never = preview -> {
            throw new AssertionError("asked: " + preview);
        };
        ConsensusDirectory vetoed = aConsensus().withoutQaApproval().in(temporary.resolve("vetoed"));
        assertThat(vetoed.run(shell, agent -> agent.confirm(never))).isInstanceOf(Outcome.Vetoed.class);
        ConsensusDirectory testing = aConsensus().inPhase("testing").in(temporary.resolve("testing"));
        assertThat(OutcomeRefusals.codes(testing.run(shell, agent -> agent.confirm(never))))
                .containsExactly("wrong_phase");
        ConsensusDirectory deployed = aConsensus().in(temporary.resolve("deployed"));
        Preview preview = deployed.agent(shell).confirm(never).build().preview();
        assertThat(preview.wouldDeploy()).isTrue();
    }

    @Test
    void a_limit_is_positive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DevOpsAgent.builder().confirm(preview -> true, Duration.ZERO));
        assertThat(DevOpsAgent.DEFAULT_CONFIRMATION_LIMIT).isEqualTo(Duration.ofHours(1));
    }
}
