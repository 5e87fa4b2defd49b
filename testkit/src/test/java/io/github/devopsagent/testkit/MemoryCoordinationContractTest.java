package io.github.devopsagent.testkit;

import io.github.devopsagent.contract.MemoryCoordination;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.testkit.contract.FencedJournalContract;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The model with which laws and agents are tried does what a database does. */
class MemoryCoordinationContractTest extends FencedJournalContract {

    private static final Duration TERM = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final MemoryCoordination shared = new MemoryCoordination(TERM, now::get);

    @Override
    protected Coordination coordination() {
        return shared.through(new MemoryCoordination.Link(), now::get);
    }

    @Override
    protected void lose(Lease lease) {
        now.addAndGet(TERM.toNanos());
    }
}
