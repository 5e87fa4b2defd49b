package io.github.devopsagent.internal.files;

import static java.util.Comparator.naturalOrder;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        return names().filter(run -> Files.exists(journal(run)) || hasDamagedJournal(run))
                .toList();
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
        Map<String, Long> written = names().collect(toMap(identity(), this::written));
        return written.keySet().stream()
                .sorted(Comparator.comparing((String run) -> written.getOrDefault(run, 0L))
                        .thenComparing(naturalOrder())
                        .reversed())
                .toList();
    }

    private Stream<String> names() {
        return Stream.ofNullable(directory.toFile().list()).flatMap(Arrays::stream);
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

    private static Optional<RunHeader> opening(Path journal) {
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
            return record.flatMap(DeploymentJson::result)
                    .map(result -> switch (result) {
                        case SUCCESS -> SUCCEEDED;
                        case ROLLED_BACK, ROLLBACK_FAILED -> ROLLED_BACK;
                        case ABORTED -> OTHER;
                    })
                    .orElse(OTHER);
        }
    }

    /** Removes what is kept of a run. */
    public void remove(String run) {
        durable.removeTree(directory.resolve(run), OwnNames.JOURNAL);
    }
}
