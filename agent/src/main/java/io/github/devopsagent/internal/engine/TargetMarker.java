package io.github.devopsagent.internal.engine;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import io.github.devopsagent.internal.recovery.UnfinishedRunScan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a target remembers of the run that works on it: which one of which consensus directory. It is written when the
 * run's journal is begun, before the first step, and removed when that is closed. So it outlasts the lock of an agent
 * that was killed, and keeps the runs of other directories away until its own has come to its end.
 */
public final class TargetMarker implements OwnershipGuard.OwnedPart {

    public static final String FILE = "unfinished";

    /** The longest path and the longest id have room in it. */
    private static final int LONGEST = 1 << 16;

    private final RunEnvironment runEnvironment;
    private final Path directory;
    private final Path file;
    private final String run;

    /**
     * The marker of a run of this consensus directory.
     *
     * @param runEnvironment where it is worked
     * @param directory the target's
     * @param run its id
     */
    TargetMarker(RunEnvironment runEnvironment, Path directory, String run) {
        this.runEnvironment = runEnvironment;
        this.directory = directory;
        this.file = directory.resolve(FILE);
        this.run = run;
    }

    /** The run that began on the target last, and may not have come to its end. */
    private record Begun(String run, Path consensus) {

        static Begun read(Path file) throws IOException {
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
                int end = text.indexOf('\n');
                if (end <= 0 || !text.endsWith("\n") || end == text.length() - 1) {
                    throw new IOException("it tells no run");
                }
                return new Begun(text.substring(0, end), Path.of(text.substring(end + 1, text.length() - 1)));
            } catch (InvalidPathException e) {
                throw new IOException("it names no directory", e);
            }
        }

        String name() {
            return run + " of consensus directory " + consensus;
        }

        boolean isIn(Path directory) {
            try {
                return Files.isSameFile(consensus, directory);
            } catch (IOException e) {
                return false;
            }
        }
    }

    /**
     * Why this run may not begin here, or not go on: another one has not come to its end. The lock is held meanwhile.
     *
     * @param isGoneOnWith whether this run is the unfinished one of its directory
     * @return for people; empty if there is none, or if it has come to its end since then
     */
    Optional<String> refusal(boolean isGoneOnWith) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            Begun begun = Begun.read(file);
            boolean isThis = isGoneOnWith && begun.run().equals(run) && isOurs(begun);
            return isThis ? Optional.empty() : refusal(begun);
        } catch (IOException e) {
            return Optional.of("what was begun on it cannot be read from " + file + ": " + e + inDoubt());
        }
    }

    private Optional<String> refusal(Begun begun) {
        String name = begun.name() + " was begun on it";
        if (!Files.isDirectory(begun.consensus())) {
            return Optional.of(name + ", and that directory is gone, so that nothing tells how it ended" + inDoubt());
        }
        RunDirectories files = new RunDirectories(runEnvironment.durable(), begun.consensus());
        UnfinishedRunScan left = UnfinishedRunScan.look(files, runEnvironment.mask());
        if (left instanceof UnfinishedRunScan.Broken || isOpen(left, begun)) {
            return Optional.of(name + " and did not come to its end; let an agent bring it to its end there, or look at"
                    + " the system, bring it into a known state, and call DevOpsAgent.giveUp(consensus, reason) with"
                    + " that directory");
        }
        return isKnown(files, left, begun)
                ? Optional.empty()
                : Optional.of(name + ", and nothing in that directory tells how it ended, so that its .devops was"
                        + " removed" + inDoubt());
    }

    private static boolean isOpen(UnfinishedRunScan left, Begun begun) {
        return left instanceof UnfinishedRunScan.OpenDeployment open && !open.hasEnded() && isOf(open.header(), begun);
    }

    private static boolean isOver(UnfinishedRunScan left, Begun begun) {
        Optional<RunHeader> opening = left instanceof UnfinishedRunScan.OpenDeployment open
                ? Optional.of(open.header())
                : left instanceof UnfinishedRunScan.Closed closed ? Optional.of(closed.header()) : Optional.empty();
        return opening.filter(found -> isOf(found, begun)).isPresent();
    }

    private static boolean isOf(RunHeader header, Begun begun) {
        return header.run().equals(begun.run());
    }

    /** Whether the run has come to its end, or was given up. */
    private static boolean isKnown(RunDirectories files, UnfinishedRunScan left, Begun begun) {
        String run = begun.run();
        return isOver(left, begun)
                || files.runs().ended().contains(run)
                || Files.exists(begun.consensus().resolve(EpicRecords.path(run)))
                // A later run began there, which it did only since this one was open no more.
                || files.register().read().highest() > DeploymentIds.order(run);
    }

    private String inDoubt() {
        return ". Look at the system, bring it into a known state, and then delete the file " + file;
    }

    private boolean isOurs(Begun begun) {
        return begun.isIn(runEnvironment.settings().consensus());
    }

    /**
     * Writes it; this run has begun.
     *
     * @throws BrokenFileException if that is not possible
     */
    void write() {
        DurableFiles durable = runEnvironment.durable();
        durable.createOwnDirectories(directory);
        durable.replaceOwn(file, (run + "\n" + consensus() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Path consensus() {
        Path consensus = runEnvironment.settings().consensus();
        try {
            return consensus.toRealPath();
        } catch (IOException e) {
            return consensus;
        }
    }

    /** The run has come to its end. One that stays is looked through by the next agent. */
    void remove() {
        if (runEnvironment.durable().names(directory).contains(FILE)) {
            runEnvironment.durable().deleteQuietly(directory.resolve(FILE));
        }
    }

    /** Removes a note of this directory, of whichever run, if that has come to its end. */
    void removeIfOver() {
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && isOurs(Begun.read(file))
                    && refusal(false).isEmpty()) {
                remove();
            }
        } catch (IOException e) {
            // The next agent on the target tells.
            return;
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public boolean stands() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void restore(String removal) {
        write();
    }
}
