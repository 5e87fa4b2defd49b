package io.github.devopsagent.internal.files;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.document.DeploymentJson;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is kept of all runs, a directory for each. */
public final class RunArchive {

    /** How many runs are kept: {@value}; and as many that were rolled back. */
    public static final int KEPT = 20;

    private static final Set<Deployment.Result> ROLLED_BACK =
            EnumSet.of(Deployment.Result.ROLLED_BACK, Deployment.Result.ROLLBACK_FAILED);

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
        Path journal = journal(run);
        try {
            return Files.isRegularFile(journal)
                    ? Optional.of(JournalRecords.opening(Journal.read(journal).records())
                            .epicId())
                    : Optional.empty();
        } catch (BrokenFileException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Whether a record is of a run that was rolled back: of those as many are kept as of all others. */
    public static boolean isOfRollback(byte[] record) {
        Optional<Deployment.Result> result = DeploymentJson.result(record);
        return result.isPresent() && ROLLED_BACK.contains(result.get());
    }

    /** Removes what is kept of a run. */
    public void remove(String run) {
        durable.removeTree(directory.resolve(run), OwnNames.JOURNAL);
    }
}
