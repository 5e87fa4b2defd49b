package io.github.devopsagent.internal.environment;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.SuppliedClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock of the host that tells no time that can be recorded is named, and not taken for a defect of the agent. */
class HostClockTest {

    @TempDir
    private Path temporary;

    private void isNamed(Supplier<Instant> time, String what) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThatThrownBy(() ->
                        consensus.agent(aShell()).clock(new SuppliedClock(time)).run())
                .isInstanceOf(DevOpsAgentException.class)
                .hasMessageContaining("the clock of the host (clock(…), " + SuppliedClock.class.getName() + ") " + what)
                .hasMessageContaining("allowed is a time from 1970-01-01T00:00:00Z to 9998-12-31T23:59:59Z");
        assertThat(consensus.run(aShell())).as("the lock is free").isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    @SuppressWarnings("NullAway")
    void null_is_no_time() {
        isNamed(() -> null, "returned null");
    }

    @Test
    void a_time_that_no_record_can_have_is_none() {
        isNamed(() -> Instant.MAX, "says that it is +1000000000-12-31");
    }

    @Test
    void a_time_before_all_computers_is_none() {
        isNamed(() -> Instant.MIN, "says that it is -1000000000-01-01");
    }

    @Test
    void an_exception_is_its_own() {
        isNamed(
                () -> {
                    throw new IllegalStateException("no battery");
                },
                "threw java.lang.IllegalStateException: no battery");
    }
}
