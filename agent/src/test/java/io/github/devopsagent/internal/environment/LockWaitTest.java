package io.github.devopsagent.internal.environment;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.attempt.Countdown;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.lock.DirectoryLock;
import io.github.devopsagent.internal.recovery.AgentProcess;
import io.vavr.control.Either;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two agents on one directory. */
@FewerCases(every = 2)
class LockWaitTest {

    private static final AgentIdentity OTHER = new AgentIdentity(
            "elsewhere", "ann", Optional.empty(), Optional.empty(), new ProcessId("", 17, Optional.empty()));

    @TempDir
    private Path temporary;

    private static DirectoryLock held(ConsensusDirectory consensus) throws IOException {
        Path directory = Files.createDirectories(consensus.path(".devops"));
        return DirectoryLock.acquire(
                        LeaseKey.directory("consensus"), new DurableFiles(Disk.real()), directory, OTHER, Instant.EPOCH)
                .get();
    }

    @Test
    void an_agent_does_not_wait_unless_it_is_told_to() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        try (DirectoryLock held = held(consensus)) {
            held.announce("DEP-005");
            Outcome outcome = consensus.run(aShell());
            assertThat(OutcomeRefusals.codes(outcome)).containsExactly("lock_held");
            assertThat(outcome.toString())
                    .contains("pid 17 on host elsewhere, user ann", "run DEP-005")
                    .doesNotContain("after waiting");
        }
    }

    @Test
    void one_that_waited_in_vain_says_how_long() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        try (DirectoryLock held = held(consensus)) {
            held.announce("DEP-005");
            Outcome outcome = consensus.run(aShell(), agent -> agent.lockWait(Duration.ofMillis(70)));
            assertThat(OutcomeRefusals.codes(outcome)).containsExactly("lock_held");
            assertThat(outcome.toString()).containsPattern("run DEP-005\\) \\(after waiting for \\S+\\);");
        }
    }

    @Test
    void one_that_waits_goes_on_when_the_other_is_done() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        AtomicInteger tries = new AtomicInteger();
        try (AgentProcess other = AgentProcess.deploying(consensus)) {
            FaultyDisk disk = FaultyDisk.below(temporary).watchedBy(operation -> {
                if (operation.startsWith("open the lock") && tries.incrementAndGet() == 3) {
                    halt(other);
                }
            });
            Outcome outcome = consensus
                    .agent(aShell())
                    .disk(disk)
                    .lockWait(Duration.ofMinutes(1))
                    .build()
                    .run();
            assertThat(outcome.toString()).doesNotContain("lock_held");
        }
        assertThat(tries).hasValue(3);
    }

    @Test
    void a_time_in_which_the_machine_stood_still_is_not_waited() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        RunEnvironment environment =
                RunEnvironment.of(consensus.agent(aShell()).settings(), new Cancellation(), new RunMask(List.of()));
        AtomicInteger tries = new AtomicInteger();
        try (DirectoryLock free = held(consensus)) {
            Claim claim = new Claim() {
                @Override
                public Either<LeaseHolder, Lease> attempt() {
                    return tries.incrementAndGet() < 4
                            ? Either.left(DirectoryLock.endsItself("another"))
                            : Either.right(free);
                }

                @Override
                public Duration pause() {
                    return Duration.ofMillis(50);
                }

                @Override
                public void close() {}
            };
            Either<String, Lease> lock =
                    LockWait.acquire("this directory", Duration.ofSeconds(10), environment, claim, new PausedMachine());
            assertThat(lock.isRight()).as(lock.toString()).isTrue();
        }
    }

    /** It stands still for an hour before each look at its clock but the first. */
    private static final class PausedMachine implements Countdown.Waiting {

        private long now;

        @Override
        public long nanoTime() {
            now += Duration.ofHours(1).toNanos();
            return now;
        }

        @Override
        public void await(CompletableFuture<?> until, long nanos) {
            throw new AssertionError("who waits for a lock looks at the clock alone");
        }
    }

    private static void halt(AgentProcess other) throws IOException {
        try {
            other.halt();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void one_that_waits_says_for_whom_and_how_long_at_most() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        List<String> told = new CopyOnWriteArrayList<>();
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        RunListener listener = new RunListener() {
            @Override
            public void waiting(String why, Duration atMost) {
                told.add(why + " | " + atMost);
            }
        };
        try (DirectoryLock held = held(consensus)) {
            held.announce("DEP-005");
            consensus.run(aShell(), agent -> agent.lockWait(Duration.ofMillis(70))
                    .listener(listener)
                    .listener(RunListener.printingTo(new PrintStream(screen, true, UTF_8))));
        }
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("another agent works on this directory: ")
                .contains("pid 17 on host elsewhere, user ann", "run DEP-005")
                .endsWith(" | PT0.07S");
        assertThat(screen.toString(UTF_8))
                .startsWith("waits for at most 70ms: another agent works on this directory: ");
    }

    @Test
    void an_interrupt_ends_the_waiting() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        try (DirectoryLock held = held(consensus)) {
            held.announce("DEP-005");
            DevOpsAgent agent =
                    consensus.agent(aShell()).lockWait(Duration.ofDays(30)).build();
            Thread.currentThread().interrupt();
            Outcome outcome = agent.run();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(OutcomeRefusals.codes(outcome)).containsExactly("lock_held");
        }
    }

    @Test
    void who_holds_it_and_for_which_run_is_told_while_it_runs() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        List<String> told = new ArrayList<>();
        consensus.run(
                aShell().doing("deploy", step -> {
                    told.add(consensus.text(".devops/lock-owner"));
                    return StepResult.success();
                }),
                agent -> agent.identity(OTHER));
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).startsWith(OTHER.toString()).contains(", run DEP-001\n");
    }

    @Test
    void what_a_killed_run_was_writing_is_swept_under_the_lock() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String left = DurableFiles.TEMPORARY_PREFIX + "1";
        for (String path : List.of("", "artifacts/", "messages/inbox/qa/", ".devops/", ".devops/runs/DEP-000/")) {
            consensus.write(path + left, "half");
        }
        consensus.run(aShell());
        for (String path : List.of("", "artifacts/", "messages/inbox/qa/", ".devops/", ".devops/runs/DEP-000/")) {
            assertThat(consensus.has(path + left)).as(path).isFalse();
        }
    }
}
