package io.github.devopsagent.internal.coordination;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.MemoryCoordination;
import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.executor.StepResult;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that stand in line for their target for longer than they may take themselves. */
class TargetLineTest {

    private static final LeaseKey SHOP = LeaseKey.target("shop");

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private SharedWork work;

    @BeforeEach
    void share() {
        work = new SharedWork(aConsensus().withPlanOf("""
                        "deployment_steps": [ {"run": "first", "rollback": {"run": "undo first"}},
                          {"run": "last", "rollback": {"run": "undo last"}} ]
                        """).in(directory));
    }

    private static final class SettableClock extends Clock {

        private volatile Instant now = ConsensusDirectory.CLOCK.instant();

        @Override
        public ZoneId getZone() {
            return ConsensusDirectory.CLOCK.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nobody asks for " + zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private TestBuilder agent(ScriptedShell shell, RunListener listener) {
        return work.worker("one")
                .agent(shell)
                .target("shop")
                .clock(clock)
                .lockWait(Duration.ofMinutes(5))
                .listener(listener);
    }

    private Coordination coordination() {
        return work.shared().through(new MemoryCoordination.Link(), System::nanoTime);
    }

    /** Another one has the target, and gives it back a month after somebody begins to wait. */
    private RunListener aMonthInLine() {
        Lease held;
        try (Claim claim = coordination()
                .claim(SHOP, "/elsewhere", SharedWork.identity("two").worker())) {
            held = claim.attempt().get();
        }
        return new RunListener() {
            @Override
            public void waiting(String why, Duration atMost) {
                clock.now = clock.now.plus(Duration.ofDays(30));
                held.close();
            }
        };
    }

    @Test
    void a_deployment_has_all_of_its_time_when_it_has_its_target() {
        assertThat(agent(aShell(), aMonthInLine()).run()).isInstanceOf(Outcome.Deployed.class);
        assertThat(work.consensus().deployment().path("started_at").asString(""))
                .startsWith(clock.now.toString().substring(0, 10));
    }

    @Test
    void so_has_a_rollback_on_demand() {
        agent(aShell(), new RunListener() {}).run();
        ScriptedShell back = aShell();
        Outcome outcome = agent(back, aMonthInLine()).rollBack("DEP-001");
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.RolledBack.class);
        assertThat(back.commands()).containsExactly("undo last", "undo first");
    }

    /** Meanwhile there is a record whose number the run was to have. */
    @Test
    void the_target_is_kept_for_the_run_by_the_id_that_it_has_in_the_end() {
        agent(aShell(), new RunListener() {}).run();
        RunListener line = aMonthInLine();
        List<String> kept = new ArrayList<>();
        ScriptedShell back = aShell().doing("undo last", step -> {
            kept.add(coordination().reservation(SHOP).orElseThrow().run());
            return StepResult.success();
        });
        Outcome outcome = agent(back, new RunListener() {
                    @Override
                    public void waiting(String why, Duration atMost) {
                        work.consensus()
                                .write(
                                        "artifacts/deployments/DEP-002.json",
                                        work.consensus()
                                                .text("artifacts/deployments/DEP-001.json")
                                                .replace("DEP-001", "DEP-002")
                                                .replaceFirst(
                                                        "\"status\"\\s*:\\s*\"success\"", "\"status\": \"aborted\""));
                        line.waiting(why, atMost);
                    }
                })
                .rollBack("DEP-001");
        assertThat(kept).as(outcome::toString).containsExactly("DEP-003");
    }
}
