package io.github.devopsagent.internal.coordination;

import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.lock.ReservationFile;
import io.github.devopsagent.internal.recovery.UnfinishedRunScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The run that a target of one machine is kept for, as far as its consensus directory tells whether it has come to its end. The
 * file is written when the run's journal is begun, before the first step, and removed when that is closed; one that stays is
 * looked through by the next agent.
 */
final class ReservedRun {

    private final RunEnvironment runEnvironment;
    private final ReservationFile file;

    ReservedRun(RunEnvironment runEnvironment, ReservationFile file) {
        this.runEnvironment = runEnvironment;
        this.file = file;
    }

    /** The run, with why it is in doubt how it ended; empty if there is none, or if it has come to its end. */
    Optional<Lease.Reservation> unfinished() {
        try {
            Optional<Lease.Reservation> reserved = file.read();
            return reserved.isPresent()
                    ? unfinished(reserved.get(), Path.of(reserved.get().directory()))
                    : reserved;
        } catch (InvalidPathException e) {
            return Optional.of(unread(new IOException("it names no directory", e)));
        } catch (IOException e) {
            return Optional.of(unread(e));
        }
    }

    private Lease.Reservation unread(IOException e) {
        return new Lease.Reservation(
                "", "", "what was begun on it cannot be read from " + file.path() + ": " + e + inDoubt());
    }

    private Optional<Lease.Reservation> unfinished(Lease.Reservation reserved, Path consensus) {
        if (!Files.isDirectory(consensus)) {
            return doubted(reserved, ", and that directory is gone, so that nothing tells how it ended");
        }
        RunDirectories files = new RunDirectories(runEnvironment.durable(), consensus);
        UnfinishedRunScan left = UnfinishedRunScan.look(files, runEnvironment.mask());
        if (left instanceof UnfinishedRunScan.Broken || isOpen(left, reserved.run())) {
            return Optional.of(reserved);
        }
        return isKnown(files, left, reserved.run(), consensus)
                ? Optional.empty()
                : doubted(
                        reserved,
                        ", and nothing in that directory tells how it ended, so that its .devops was removed");
    }

    private Optional<Lease.Reservation> doubted(Lease.Reservation reserved, String why) {
        return Optional.of(new Lease.Reservation(reserved.directory(), reserved.run(), why + inDoubt()));
    }

    private static boolean isOpen(UnfinishedRunScan left, String run) {
        return left instanceof UnfinishedRunScan.OpenDeployment open && !open.hasEnded() && isOf(open.header(), run);
    }

    private static boolean isOver(UnfinishedRunScan left, String run) {
        Optional<RunHeader> opening = left instanceof UnfinishedRunScan.OpenDeployment open
                ? Optional.of(open.header())
                : left instanceof UnfinishedRunScan.Closed closed ? Optional.of(closed.header()) : Optional.empty();
        return opening.isPresent() && isOf(opening.get(), run);
    }

    private static boolean isOf(RunHeader header, String run) {
        return header.run().equals(run);
    }

    /** Whether the run has come to its end, or was given up. */
    private static boolean isKnown(RunDirectories files, UnfinishedRunScan left, String run, Path consensus) {
        return isOver(left, run)
                || files.runs().ended().contains(run)
                || Files.exists(consensus.resolve(EpicRecords.path(run)))
                // A later run began there, which it did only since this one was open no more.
                || files.register().read().highest() > DeploymentIds.order(run);
    }

    private String inDoubt() {
        return ". Look at the system, bring it into a known state, and then delete the file " + file.path();
    }
}
