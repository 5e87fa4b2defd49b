package io.github.devopsagent.internal.coordination;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.MemoryCoordination;
import io.github.devopsagent.contract.MemoryCoordination.CutLink;
import io.github.devopsagent.coordination.Coordination.Fate;
import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.internal.lock.AgentIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Workers of several machines, played in this process, that share a directory and what keeps them apart. */
final class SharedWork {

    /** So long that only a test ends it. */
    static final Duration TERM = Duration.ofHours(1);

    private final MemoryCoordination shared;
    private final ConsensusDirectory consensus;

    SharedWork(ConsensusDirectory consensus) {
        this(consensus, new MemoryCoordination(TERM, System::nanoTime));
    }

    SharedWork(ConsensusDirectory consensus, MemoryCoordination shared) {
        this.consensus = consensus;
        this.shared = shared;
    }

    MemoryCoordination shared() {
        return shared;
    }

    ConsensusDirectory consensus() {
        return consensus;
    }

    String directory() {
        try {
            return consensus.path().toRealPath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LeaseKey key() {
        return LeaseKey.directory(directory());
    }

    SharedWorker worker(String host) {
        return new SharedWorker(host);
    }

    /** One of them, on a machine of its own. */
    final class SharedWorker {

        private final String host;
        private final WatchedLink link = new WatchedLink();
        private LongSupplier clock = System::nanoTime;
        private Fate fate = Fate.DEAD;
        private Optional<Duration> grace = Optional.empty();

        SharedWorker(String host) {
            this.host = host;
        }

        WatchedLink link() {
            return link;
        }

        /** What its host says of others. */
        SharedWorker saying(Fate known) {
            fate = known;
            return this;
        }

        SharedWorker withGrace(Duration time) {
            grace = Optional.of(time);
            return this;
        }

        SharedWorker withClock(LongSupplier other) {
            clock = other;
            return this;
        }

        TestBuilder agent(ScriptedShell shell) {
            return agentOf(shell);
        }

        TestBuilder agentOf(StepExecutor shell) {
            return consensus
                    .agent(shell)
                    .identity(identity(host))
                    .coordination(shared.through(link, clock, worker -> fate, grace));
        }

        Outcome run(ScriptedShell shell) {
            return run(shell, agent -> agent);
        }

        Outcome run(ScriptedShell shell, UnaryOperator<TestBuilder> with) {
            return consensus.run(with.apply(agent(shell)).build());
        }
    }

    static AgentIdentity identity(String host) {
        return new AgentIdentity(
                host,
                "ci",
                Optional.empty(),
                Optional.of("pid:[4026531836]"),
                new ProcessId("boot-of-" + host, 100, Optional.of(Instant.parse("2025-12-31T13:00:00Z"))));
    }

    /** Tells what is asked, and can have something done at a certain question. */
    static final class WatchedLink extends CutLink {

        private final List<String> questions = new CopyOnWriteArrayList<>();
        private final AtomicInteger renewals = new AtomicInteger();
        private volatile Consumer<String> before = question -> {};
        private volatile Consumer<String> after = question -> {};

        List<String> questions() {
            return List.copyOf(questions);
        }

        void doingBefore(Consumer<String> deed) {
            before = deed;
        }

        void doingAfter(Consumer<String> deed) {
            after = deed;
        }

        /** Waits until the lease was renewed for the first time, which a thread of its own does. */
        void awaitFirstRenewal() {
            while (renewals.get() == 0) {
                Thread.onSpinWait();
            }
        }

        @Override
        protected void before(String question) {
            questions.add(question);
            before.accept(question);
            super.before(question);
        }

        @Override
        protected void after(String question) {
            if (question.startsWith("renew ")) {
                renewals.incrementAndGet();
            }
            after.accept(question);
            super.after(question);
        }
    }

    /** Fails as a database that is away. */
    static CoordinationUnavailableException away(String question) {
        return new CoordinationUnavailableException("the database is away: " + question);
    }
}
