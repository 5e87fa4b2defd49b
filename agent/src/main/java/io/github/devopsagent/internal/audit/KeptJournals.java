package io.github.devopsagent.internal.audit;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.files.RunArchive;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RunHeader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The journals that lie there, and which of those that do not were removed as the agent removes them. */
final class KeptJournals {

    private final RunDirectories files;
    private final Map<String, byte[]> records;

    KeptJournals(RunDirectories files, Map<String, byte[]> records) {
        this.files = files;
        this.records = records;
    }

    /** The journal of a run; of the last one it may not have been put aside. */
    Optional<Path> of(String run) {
        if (Files.isRegularFile(file(run), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(file(run));
        }
        return isUnderWay(run) ? Optional.of(files.journal()) : Optional.empty();
    }

    /** Whether its run has not come to its end, as far as its journal tells. */
    boolean isOpen(String run) {
        return !Files.exists(file(run), LinkOption.NOFOLLOW_LINKS)
                && isUnderWay(run)
                && !JournalRecords.isClosed(Journal.read(files.journal()).records());
    }

    private boolean isUnderWay(String run) {
        return opening(files.journal())
                .filter(header -> header.run().equals(run))
                .isPresent();
    }

    private Path file(String run) {
        return files.kept(run).directory().resolve("journal");
    }

    /**
     * Whether as many journals as are kept are of later runs, and so this one was removed as too old.
     *
     * @param startedAt as records have it, in seconds
     */
    boolean wasTooOld(String record, Instant startedAt) {
        RunArchive.KeptGroup group = group(record);
        return files.runs().ended().stream()
                        .flatMap(run ->
                                opening(file(run)).filter(header -> header.run().equals(run)).stream())
                        .filter(header ->
                                header.at().truncatedTo(ChronoUnit.SECONDS).isAfter(startedAt))
                        .filter(header -> group(header.run()) == group)
                        .count()
                >= RunArchive.KEPT;
    }

    private RunArchive.KeptGroup group(String record) {
        return RunArchive.KeptGroup.of(Optional.ofNullable(records.get(record)));
    }

    private static Optional<RunHeader> opening(Path journal) {
        try {
            return Files.isRegularFile(journal, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(JournalRecords.opening(Journal.read(journal).records()))
                    : Optional.empty();
        } catch (BrokenFileException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
