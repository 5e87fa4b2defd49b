package io.github.devopsagent;

import io.github.devopsagent.directory.DurableFiles;
import io.github.devopsagent.directory.Journal;
import io.github.devopsagent.json.JournalRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the agent keeps for itself, under {@code .devops/} of the consensus directory: the journal of the run that is
 * going on, and for each run a directory with its plan, its settings, its output, and in the end its journal.
 */
final class RunFiles {

    static final String NAME = ".devops";

    private static final String RUNS = "runs";

    private final Path directory;

    RunFiles(Path consensus) {
        this.directory = consensus.resolve(NAME);
    }

    Path directory() {
        return directory;
    }

    Path journal() {
        return directory.resolve("journal");
    }

    /** What is left of a run that did not come to its end. */
    Optional<String> unfinished() {
        if (!Files.exists(journal())) {
            return Optional.empty();
        }
        Journal.Scan scan = Journal.read(journal());
        if (scan.damaged()) {
            return Optional.of("its journal is damaged");
        }
        JournalRecords.Summary summary = JournalRecords.summary(scan.records());
        if (summary.closed() || scan.records().isEmpty()) {
            archive(summary.run());
            return Optional.empty();
        }
        String doubt = summary.inDoubt().isEmpty()
                ? "no step is in doubt"
                : "in doubt is whether these steps took effect: " + String.join(", ", summary.inDoubt());
        return Optional.of(summary.kind() + " " + summary.run() + " of " + summary.epicId() + " stopped after '"
                + summary.last() + "'; " + doubt);
    }

    /** Ends a run: its journal joins what else is kept of it. */
    void archive(String run) {
        Path kept = run(run);
        DurableFiles.createDirectories(kept);
        DurableFiles.move(journal(), kept.resolve("journal"));
    }

    Path run(String run) {
        return directory.resolve(RUNS).resolve(run);
    }

    String runName(String run) {
        return NAME + "/" + RUNS + "/" + run;
    }

    /** Names of the runs that are kept. */
    List<String> runs() {
        return Stream.ofNullable(directory.resolve(RUNS).toFile().list())
                .flatMap(Arrays::stream)
                .filter(Objects::nonNull)
                .toList();
    }
}
