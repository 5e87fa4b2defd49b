package io.github.devopsagent;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.directory.DurableFiles;
import io.github.devopsagent.directory.Journal;
import io.github.devopsagent.directory.Spool;
import io.github.devopsagent.json.JournalRecords;
import io.github.devopsagent.pipeline.Attempt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the agent keeps for itself, under {@code .devops/} of the consensus directory: the journal of the run that is
 * going on, and for each run a directory with its plan, its settings, its output, and in the end its journal.
 */
final class RunFiles {

    static final String NAME = ".devops";

    private static final String RUNS = "runs";

    /** Where our temporary files can be left. */
    static final List<String> SWEPT = List.of(NAME, NAME + "/" + RUNS + "/*");

    private final DurableFiles durable;
    private final Path directory;

    RunFiles(DurableFiles durable, Path consensus) {
        this.durable = durable;
        this.directory = consensus.resolve(NAME);
    }

    Path directory() {
        return directory;
    }

    /** Makes our directory; git is told to leave it alone, since steps may say {@code git add -A}. */
    void create() {
        durable.createDirectories(directory);
        Path ignore = directory.resolve(".gitignore");
        if (!Files.exists(ignore)) {
            durable.replace(ignore, "*\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    Path journal() {
        return directory.resolve("journal");
    }

    /**
     * What is left of a run that did not come to its end; a journal of which nothing is left to do is archived.
     *
     * @param whatBecame asks what became of an attempt in doubt, and ends what is left of it
     */
    Optional<String> unfinished(Function<Doubtful, String> whatBecame) {
        Optional<String> unfinished = look(whatBecame);
        if (unfinished.isEmpty() && Files.exists(journal())) {
            archive(JournalRecords.summary(Journal.read(journal()).records()).run());
        }
        return unfinished;
    }

    /** What is left of a run that did not come to its end. Nothing is changed. */
    Optional<String> inspect() {
        return look(attempt -> attempt.place());
    }

    /**
     * An attempt whose end is not recorded.
     *
     * @param place its step's place in the plan
     * @param executor who carried it out
     * @param attempt what its processes can be found by
     */
    record Doubtful(String place, String executor, Attempt attempt) {}

    private Optional<String> look(Function<Doubtful, String> tell) {
        if (!Files.exists(journal())) {
            return Optional.empty();
        }
        Journal.Scan scan = Journal.read(journal());
        if (scan.damaged()) {
            return Optional.of("its journal is damaged");
        }
        JournalRecords.Summary summary = JournalRecords.summary(scan.records());
        if (summary.closed() || scan.records().isEmpty()) {
            return Optional.empty();
        }
        String doubt = summary.inDoubt().stream()
                .map(each -> new Doubtful(each.step(), each.executor(), new Attempt(each.key(), 1, run(summary.run()))))
                .map(tell)
                .collect(joining(", "));
        return Optional.of(summary.kind() + " " + summary.run() + " of " + summary.epicId() + " stopped after '"
                + summary.last() + "'; "
                + (doubt.isEmpty() ? "no step is in doubt" : "in doubt is whether these steps took effect: " + doubt));
    }

    /** Ends a run: its journal joins what else is kept of it. */
    void archive(String run) {
        durable.move(journal(), keep(run).directory().resolve("journal"));
    }

    /** The directory of a run, made if it is missing. */
    Kept keep(String run) {
        durable.createDirectories(run(run));
        return new Kept(durable, run(run), NAME + "/" + RUNS + "/" + run);
    }

    private Path run(String run) {
        return directory.resolve(RUNS).resolve(run);
    }

    /** Names of the runs that are kept. */
    List<String> runs() {
        return Stream.ofNullable(directory.resolve(RUNS).toFile().list())
                .flatMap(Arrays::stream)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * What is kept of a run.
     *
     * @param durable how files are written
     * @param directory where
     * @param name the directory, relative to the consensus directory
     */
    record Kept(DurableFiles durable, Path directory, String name) {

        private static final String LOG = ".log";

        void write(String file, byte[] bytes) {
            durable.replace(directory.resolve(file), bytes);
        }

        Spool spool(String key) {
            return new Spool(durable, directory.resolve(key + LOG), name + "/" + key + LOG);
        }

        /** Deletes what an executor left of an attempt whose result is in the journal; its output stays. */
        void deleteScratch(String key) {
            durable.delete(directory, file -> file.startsWith(key) && !file.endsWith(LOG));
        }
    }
}
