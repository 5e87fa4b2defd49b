package io.github.devopsagent.internal.recovery;

import io.github.devopsagent.UnfinishedRun.LastAgent;
import io.github.devopsagent.UnfinishedRun.Life;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.lock.DirectoryLock;
import io.github.devopsagent.internal.lock.LockOwner;
import io.github.devopsagent.internal.lock.PidNamespaces;
import io.github.devopsagent.internal.lock.PidNamespaces.FoundNamespace;
import io.github.devopsagent.internal.lock.ProcessTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether an agent works on a directory. Nothing is locked or opened to find that out. An agent counts as dead only where
 * that is proven; a wrong "dead" would have people take away the files of one that works.
 *
 * @param life what was found out
 * @param worker who works there, or did last; empty if nothing tells
 * @param how why it cannot be known, for people; empty if it is known
 */
record AgentLife(Life life, Optional<LastAgent> worker, String how) {

    private static final Path PROC = Path.of("/proc");

    /** What is looked at. */
    private record Surroundings(Path lock, AgentIdentity here, ProcessTable processes, PidNamespaces namespaces) {}

    /**
     * Looks at a directory.
     *
     * @param directory that the lock guards
     * @param last who worked on the run last, as its journal tells
     */
    static AgentLife of(Path directory, Optional<AgentIdentity> last) {
        Surroundings surroundings = surroundings(directory);
        Optional<LockOwner> owner = LockOwner.of(directory);
        if (DirectoryLock.isHeldHere(directory)) {
            return alive(worker(surroundings.here(), owner.flatMap(LockOwner::since)));
        }
        if (owner.isPresent() && owner.get().isAnotherThatLives()) {
            return alive(worker(owner.get()));
        }
        List<Long> holders = surroundings.processes().holding(surroundings.lock());
        if (!holders.isEmpty()) {
            return alive(holder(holders.get(0), surroundings.here(), owner, last));
        }
        if (owner.isEmpty()) {
            return ofLast(surroundings, last);
        }
        LockOwner held = owner.get();
        boolean isOfLast = last.isPresent() && held.isOf(last.get());
        return isOfLast || isGone(held, surroundings) ? ofLast(surroundings, last) : unseen(held);
    }

    /** The same for whoever has the lock: only where the last agent may still be at work is looked at. */
    static AgentLife underLock(Path directory, Optional<AgentIdentity> last) {
        return ofLast(surroundings(directory), last);
    }

    /**
     * Of a directory that workers of several machines share no file tells who works there.
     *
     * @param last who worked on the run last, as its journal tells
     */
    static AgentLife ofShared(Optional<AgentIdentity> last) {
        Optional<LastAgent> worker = last.map(agent -> worker(agent, Optional.empty()));
        return last.filter(AgentLife::isThere).isPresent()
                ? new AgentLife(Life.ALIVE, worker, "")
                : new AgentLife(
                        Life.UNKNOWN,
                        worker,
                        "the directory is worked on through a shared coordination, which tells who works there");
    }

    private static boolean isThere(AgentIdentity agent) {
        return Takeover.isSeen(agent, AgentIdentity.current())
                && ProcessHandle.of(agent.process().pid())
                        .filter(process -> process.isAlive()
                                && process.info()
                                        .startInstant()
                                        .equals(agent.process().startedAt()))
                        .isPresent();
    }

    private static Surroundings surroundings(Path directory) {
        return new Surroundings(
                real(directory).resolve(DirectoryLock.LOCK),
                AgentIdentity.current(),
                new ProcessTable(PROC),
                new PidNamespaces(PROC));
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory;
        }
    }

    private static AgentLife alive(LastAgent worker) {
        return new AgentLife(Life.ALIVE, Optional.of(worker), "");
    }

    /** Somebody has taken the lock since the journal was written, and cannot be seen from here. */
    private static AgentLife unseen(LockOwner owner) {
        return new AgentLife(
                Life.UNKNOWN,
                Optional.of(worker(owner)),
                "the lock was taken by " + owner.text() + ", which cannot be seen from here");
    }

    /** Of a process of this machine and namespace it can be seen that it has ended. */
    private static boolean isGone(LockOwner owner, Surroundings surroundings) {
        return owner.mark()
                .flatMap(AgentIdentity::seenFromHere)
                .filter(pid -> doubtOf(pid, surroundings).isEmpty())
                .isPresent();
    }

    private static AgentLife ofLast(Surroundings surroundings, Optional<AgentIdentity> last) {
        return last.isPresent()
                ? ofLast(surroundings, last.get())
                : new AgentLife(Life.UNKNOWN, Optional.empty(), "nothing tells whose run it is");
    }

    private static AgentLife ofLast(Surroundings surroundings, AgentIdentity last) {
        Optional<String> doubt = doubt(surroundings, last);
        return new AgentLife(
                doubt.isEmpty() ? Life.DEAD : Life.UNKNOWN,
                Optional.of(worker(last, Optional.empty())),
                doubt.orElse(""));
    }

    /** Why the last agent may still work; empty if it does not. */
    private static Optional<String> doubt(Surroundings surroundings, AgentIdentity last) {
        AgentIdentity here = surroundings.here();
        if (Takeover.isRestarted(last, here)) {
            return Optional.empty();
        }
        if (Takeover.isSeen(last, here)) {
            return doubtOf(last.process().pid(), surroundings);
        }
        boolean isOfThisKernel = !last.process().bootId().isEmpty()
                && last.process().bootId().equals(here.process().bootId());
        boolean isGone = isOfThisKernel
                && last.pidNamespace()
                        .filter(namespace -> surroundings.namespaces().look(namespace) == FoundNamespace.GONE)
                        .isPresent();
        return isGone
                ? Optional.empty()
                : Optional.of(
                        isOfThisKernel
                                ? "its agent was in another PID namespace of this machine, whose processes cannot be seen"
                                        + " from here"
                                : "its agent was on another machine, or on one that cannot be told from another");
    }

    /** Why a process whose number counts here may still work on the directory; empty if it does not. */
    private static Optional<String> doubtOf(long pid, Surroundings surroundings) {
        if (pid == surroundings.here().process().pid()) {
            // This process would have the lock.
            return Optional.empty();
        }
        boolean isThere = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        if (isThere) {
            return surroundings.processes().hasOpen(pid, surroundings.lock()).equals(Optional.of(false))
                    ? Optional.empty()
                    : Optional.of("there is a process " + pid
                            + ", and this user may not look whether it is the agent and has the lock");
        }
        return surroundings.namespaces().hidesOthers()
                ? Optional.of("processes of other users cannot be seen from here (hidepid)")
                : Optional.empty();
    }

    private static LastAgent holder(
            long pid, AgentIdentity here, Optional<LockOwner> owner, Optional<AgentIdentity> last) {
        return owner.filter(told -> told.pid() == pid)
                .map(AgentLife::worker)
                .or(() -> last.filter(agent -> agent.process().pid() == pid)
                        .map(agent -> worker(agent, Optional.empty())))
                .orElseGet(() -> new LastAgent(
                        here.host(),
                        ProcessHandle.of(pid)
                                .flatMap(process -> process.info().user())
                                .orElse(AgentIdentity.UNKNOWN),
                        pid,
                        Optional.empty()));
    }

    private static LastAgent worker(LockOwner owner) {
        return new LastAgent(owner.host(), owner.user(), owner.pid(), owner.since());
    }

    private static LastAgent worker(AgentIdentity agent, Optional<Instant> since) {
        return new LastAgent(agent.host(), agent.user(), agent.process().pid(), since);
    }
}
