package io.github.devopsagent.internal.files;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.document.DeploymentJson;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RolledBackRun;
import io.github.devopsagent.internal.journal.RunHeader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is kept of all runs, a directory for each. */
public final class RunArchive {

    /** How many runs of each group are kept: {@value}. */
    public static final int KEPT = 20;

    private final DurableFiles durable;
    private final Path directory;

    /**
     * The archive of a directory, which may not be there yet.
     *
     * @param durable how it is written
     * @param directory where it lies
     */
    RunArchive(DurableFiles durable, Path directory) {
        this.durable = durable;
        this.directory = directory;
    }

    /** Names of the runs that have come to their end, or were given up; others never began. */
    public List<String> ended() {
        List<String> ended = new ArrayList<>();
        for (String run : names()) {
            if (Files.exists(journal(run)) || hasDamagedJournal(run)) {
                ended.add(run);
            }
        }
        return ended;
    }

    /** Whether a directory has nothing in it: it is what is left of one that was about to be removed. */
    public boolean isEmpty(String run) {
        String[] files = directory.resolve(run).toFile().list();
        return files == null || files.length == 0;
    }

    private boolean hasDamagedJournal(String run) {
        return Files.exists(directory.resolve(run).resolve(RunDirectory.DAMAGED), LinkOption.NOFOLLOW_LINKS);
    }

    /** Names of all that lies here, the one that was written last first. */
    public List<String> newestFirst() {
        List<WrittenRun> runs = new ArrayList<>();
        for (String run : names()) {
            runs.add(new WrittenRun(run, written(run)));
        }
        runs.sort(null);
        List<String> newestFirst = new ArrayList<>();
        for (WrittenRun run : runs) {
            newestFirst.add(run.name());
        }
        return newestFirst;
    }

    /** Its time is asked for once: a sort must not see it change. The one that was written last comes first. */
    private record WrittenRun(String name, long at) implements Comparable<WrittenRun> {

        @Override
        public int compareTo(WrittenRun other) {
            return at == other.at ? other.name.compareTo(name) : Long.compare(other.at, at);
        }
    }

    private List<String> names() {
        String[] names = directory.toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    private long written(String run) {
        File journal = journal(run).toFile();
        return journal.exists()
                ? journal.lastModified()
                : directory.resolve(run).toFile().lastModified();
    }

    private Path journal(String run) {
        return directory.resolve(run).resolve(OwnNames.JOURNAL);
    }

    /** The epic of a run that has come to its end; empty if nothing readable is left of it. */
    public Optional<String> epicOf(String run) {
        return opening(journal(run)).map(RunHeader::epicId);
    }

    /** The deployment that a run has undone on demand; empty if it is none of these runs, or is not readable. */
    public Optional<String> rolledBackBy(String run) {
        Optional<RunHeader> own = opening(journal(run));
        return own.isPresent()
                ? own.flatMap(RunHeader::rollsBack).map(RolledBackRun::deploymentId)
                // Its own was damaged, and given up.
                : opening(directory.resolve(run).resolve(RunDirectory.ROLLED_BACK))
                        .map(RunHeader::run);
    }

    static Optional<RunHeader> opening(Path journal) {
        try {
            return Files.isRegularFile(journal)
                    ? Optional.of(JournalRecords.opening(Journal.read(journal).records()))
                    : Optional.empty();
        } catch (BrokenFileException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Of which runs so many are kept, whatever there is of others. */
    public enum KeptGroup {
        /** Of these a person may want to roll one back. */
        SUCCEEDED,
        /** Of these someone has to find out why. */
        ROLLED_BACK,
        /** Those that were aborted, and vetoes. */
        OTHER;

        /**
         * The group of a run.
         *
         * @param record of the run; empty if it has none of its own
         */
        public static KeptGroup of(Optional<byte[]> record) {
            Optional<Deployment.Result> result =
                    record.isPresent() ? DeploymentJson.result(record.get()) : Optional.empty();
            return result.isPresent() ? of(result.get()) : OTHER;
        }

        private static KeptGroup of(Deployment.Result result) {
            return switch (result) {
                case SUCCESS -> SUCCEEDED;
                case ROLLED_BACK, ROLLBACK_FAILED -> ROLLED_BACK;
                case ABORTED -> OTHER;
            };
        }
    }

    /** Removes what is kept of a run. */
    public void remove(String run) {
        durable.removeTree(directory.resolve(run), OwnNames.JOURNAL);
    }
}
