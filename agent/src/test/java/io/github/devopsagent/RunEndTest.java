package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of each run exactly one end is told, whatever happens. */
class RunEndTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    /** The ends that were told. */
    private static final class Ends implements RunListener {

        private final List<Object> told = new CopyOnWriteArrayList<>();

        @Override
        public void ended(Outcome outcome) {
            told.add(outcome);
        }

        @Override
        public void failed(DevOpsAgentException failure) {
            told.add(failure);
        }

        private DevOpsAgentException failure() {
            assertThat(told).singleElement().isInstanceOf(DevOpsAgentException.class);
            return (DevOpsAgentException) told.get(0);
        }
    }

    private Ends endsOf(TestBuilder agent) {
        Ends ends = new Ends();
        Throwable thrown = catchThrowable(() -> {
            Outcome outcome = agent.listener(ends).run();
            assertThat(ends.told).singleElement().hasSameClassAs(outcome);
        });
        if (thrown instanceof AssertionError failed) {
            throw failed;
        }
        if (thrown instanceof DevOpsAgentException) {
            assertThat(ends.told).containsExactly(thrown);
        }
        return ends;
    }

    @Test
    void each_outcome_is_told_as_an_end() {
        ConsensusDirectory good = aConsensus().in(temporary.resolve("good"));
        assertThat(endsOf(good.agent(shell)).told).hasOnlyElementsOfType(Outcome.Deployed.class);
        assertThat(endsOf(good.agent(shell)).told).hasOnlyElementsOfType(Outcome.Refused.class);
        ConsensusDirectory bad = aConsensus().withoutQaApproval().in(temporary.resolve("bad"));
        assertThat(endsOf(bad.agent(shell)).told).hasOnlyElementsOfType(Outcome.Vetoed.class);
        ConsensusDirectory failing = aConsensus().in(temporary.resolve("failing"));
        assertThat(endsOf(failing.agent(aShell().failing("deploy"))).told)
                .hasOnlyElementsOfType(Outcome.RolledBack.class);
        TestBuilder nowhere = good.agent(shell).consensus(temporary.resolve("nowhere"));
        assertThat(endsOf(nowhere).told).hasOnlyElementsOfType(Outcome.Refused.class);
    }

    @Test
    void one_that_is_kept_away_by_another_is_told_as_refused() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Ends second = new Ends();
        shell.doing("deploy", step -> {
            consensus.agent(aShell()).listener(second).run();
            return StepResult.success();
        });
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(second.told).singleElement().asString().contains("lock_held");
    }

    @Test
    void a_run_that_cannot_be_recorded_has_failed() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        shell.afterTheLastLook(() -> consensus.delete("status.json"));
        assertThat(endsOf(consensus.agent(shell)).failure()).hasMessageContaining("status.json");
    }

    @Test
    void a_disk_that_refuses_everything_has_failed_the_run() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path()).failFrom(0);
        assertThat(endsOf(consensus.agent(shell).disk(disk)).failure()).isNotNull();
    }

    @Test
    void an_error_is_thrown_as_it_is_and_told_by_its_name() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        shell.doing("deploy", step -> {
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        Ends ends = new Ends();
        Throwable thrown = catchThrowable(
                () -> consensus.agent(shell).disk(disk).listener(ends).run());
        assertThat(thrown).isInstanceOf(FaultyDisk.Crash.class);
        assertThat(ends.failure()).hasMessageContaining("Crash").hasCause(thrown);
        assertThat(ends.failure().path()).isEqualTo(consensus.path());
    }

    @Test
    void a_failure_that_names_a_secret_is_told_without_it() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        AtomicBoolean isBroken = new AtomicBoolean();
        Clock clock = new SuppliedClock(() -> {
            if (isBroken.get()) {
                throw new UncheckedIOException(new IOException("at hunter2hunter2"));
            }
            return ConsensusDirectory.CLOCK.instant();
        });
        shell.doing("deploy", step -> {
            isBroken.set(true);
            return StepResult.success();
        });
        DevOpsAgentException failure = endsOf(
                        consensus.agent(shell).clock(clock).secret("PASSWORD", "hunter2hunter2"))
                .failure();
        assertThat(failure).hasStackTraceContaining("***");
        assertThat(failure.getCause()).hasStackTraceContaining("***");
        assertThat(failure.toString() + failure.getCause()).doesNotContain("hunter2");
    }

    @Test
    void a_person_is_told_of_a_failure_as_well() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        shell.afterTheLastLook(() -> consensus.delete("status.json"));
        assertThat(catchThrowable(() -> consensus
                        .agent(shell)
                        .listener(RunListener.printingTo(new PrintStream(screen, true, StandardCharsets.UTF_8)))
                        .run()))
                .isInstanceOf(DevOpsAgentException.class);
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains("\nNO OUTCOME: ");
        assertThat(Files.exists(consensus.path(".devops/journal"))).isTrue();
    }
}
