package io.github.devopsagent.internal.coordination;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.lock.DirectoryLock;
import io.github.devopsagent.internal.recovery.UnfinishedRunScan;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The consensus directory as its workers know it: by which name, and what keeps them apart. A directory is worked on by agents
 * of one machine, or by workers that share a coordination, and never by both: a file in it says so.
 */
public final class WorkPlace {

    private static final Source MARK = Source.of(RunDirectories.NAME + "/coordination");

    private final RunEnvironment runEnvironment;
    private final Optional<Coordination> shared;
    private final Coordination coordination;

    public WorkPlace(RunEnvironment runEnvironment) {
        this.runEnvironment = runEnvironment;
        this.shared = runEnvironment.settings().coordination();
        this.coordination = shared.isPresent() ? shared.get() : new FileCoordination(runEnvironment);
    }

    /** What keeps workers apart. */
    public Coordination coordination() {
        return coordination;
    }

    /** Whether its workers may be of several machines. */
    public boolean isShared() {
        return shared.isPresent();
    }

    /** By which all workers know the directory. */
    public String name() {
        Optional<String> known = runEnvironment.files().sharedName();
        return known.isPresent() ? known.get() : path().toString();
    }

    private Path path() {
        Path consensus = runEnvironment.settings().consensus();
        try {
            return consensus.toRealPath();
        } catch (IOException e) {
            return consensus;
        }
    }

    /** What its lease is of. */
    public LeaseKey key() {
        return LeaseKey.directory(name());
    }

    /** Who works here: this agent. */
    public Worker worker() {
        return runEnvironment.settings().identity().worker();
    }

    /** A place in the line for its lease. */
    public Claim claim() {
        return coordination.claim(key(), name(), worker());
    }

    /** Why this agent may not work here, since others work here in another way. */
    public Optional<Refusal> refusal() {
        boolean isMarked = runEnvironment.files().sharedName().isPresent();
        if (shared.isEmpty()) {
            return isMarked ? Optional.of(marked()) : Optional.empty();
        }
        return isMarked ? copied() : openRun();
    }

    /** A copy has the mark of the directory that it was made of, and would be written to as that one. */
    private Optional<Refusal> copied() {
        Path named = Path.of(name());
        Path here = path();
        try {
            boolean isOther = Files.exists(named.resolve(RunDirectories.NAME).resolve("coordination"))
                    && !Files.isSameFile(named, here);
            return isOther ? Optional.of(copyOf(named)) : Optional.empty();
        } catch (IOException e) {
            throw new BrokenFileException("comparing", named, e);
        }
    }

    private static Refusal copyOf(Path named) {
        return new Refusal(
                RefusalCodes.COORDINATED,
                "this directory is a copy of " + named
                        + ", as which the shared coordination knows it, and that one is there as"
                        + " well; if it is one, remove .devops from the copy, which is nothing of its own; if both are the"
                        + " same volume, mount it once",
                MARK);
    }

    /**
     * Tells all others how workers are kept apart here, before the first lease is taken. Meanwhile the lock of this machine's
     * agents is held.
     *
     * @return who has that lock, for people; empty if it is told
     */
    public Optional<String> tell() {
        RunDirectories files = runEnvironment.files();
        if (shared.isEmpty() || files.sharedName().isPresent()) {
            return Optional.empty();
        }
        Either<String, DirectoryLock> lock = DirectoryLock.acquire(
                key(),
                runEnvironment.durable(),
                files.directory(),
                runEnvironment.settings().identity(),
                runEnvironment.clock().instant());
        if (lock.isLeft()) {
            return Optional.of(lock.getLeft() + DirectoryLock.endsItself("").advice());
        }
        try (DirectoryLock held = lock.get()) {
            if (openRun().isEmpty() && files.sharedName().isEmpty()) {
                files.shareAs(held.key().name());
            }
        }
        return Optional.empty();
    }

    /**
     * What may be done about the attempt that a run was left with. It is looked for only where it ran.
     *
     * @param left the run
     * @param unseen why what a process has started cannot be seen from here, for people; empty if it can
     */
    public OpenAttempt openAttempt(
            UnfinishedRunScan.OpenDeployment left, Function<AgentIdentity, Optional<String>> unseen) {
        if (shared.isEmpty()) {
            // The lock of a file tells nothing of other machines.
            return OpenAttempt.unseen(unseen.apply(left.agent()));
        }
        if (left.state().open().isEmpty()) {
            // Whoever had the lease can begin nothing without it.
            return OpenAttempt.SEEN;
        }
        Optional<String> why = unseen.apply(left.intender());
        return why.isEmpty()
                ? OpenAttempt.SEEN
                : OpenAttempt.of(why.get(), left.intender().worker(), shared.get());
    }

    private Refusal marked() {
        return new Refusal(
                RefusalCodes.COORDINATED,
                "this directory is worked on through a shared coordination, in which it is called '" + name()
                        + "', and this agent has none; build it with coordination(…). If no run is unfinished there any"
                        + " more, and it is to be worked on from one machine alone, remove the file",
                MARK);
    }

    /** A run of agents that share no coordination, which knows nothing of it. */
    private Optional<Refusal> openRun() {
        Path journal = runEnvironment.files().journal();
        if (Files.notExists(journal)) {
            return Optional.empty();
        }
        List<byte[]> records = Journal.read(journal).records();
        return records.isEmpty() || isClosed(records) ? Optional.empty() : Optional.of(unknownRun());
    }

    private static boolean isClosed(List<byte[]> records) {
        try {
            return JournalRecords.isClosed(records);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What it knew is gone, and with it perhaps who has the lease by now, and what was deployed. */
    static Refusal lostRecords() {
        return new Refusal(
                RefusalCodes.COORDINATED,
                "the file has records of this run that the shared coordination has lost, as with a database that was restored"
                        + " from a backup, or failed over to a standby that lacked them. End all workers, look at the system, bring"
                        + " it into a known state, move the file away, and give the run up",
                Source.of(RunDirectories.NAME + "/" + RunDirectories.JOURNAL));
    }

    /** A run of which the shared coordination knows nothing. */
    static Refusal unknownRun() {
        return new Refusal(
                RefusalCodes.COORDINATED,
                "a run is unfinished here of which the shared coordination knows nothing: an agent without it has begun it,"
                        + " or what it knew is lost. Bring it to its end first, with an agent that has no coordination(…)"
                        + " (while there is no file .devops/coordination), or look at the system, bring it into a known"
                        + " state, and give the run up in the same way",
                Source.of(RunDirectories.NAME + "/" + RunDirectories.JOURNAL));
    }
}
