package io.github.devopsagent;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.json.DeploymentIds;
import io.github.devopsagent.json.DeploymentRegister;
import io.github.devopsagent.json.Opening;
import io.github.devopsagent.json.RunMark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A journal that knows less of a run than what was written after it: somebody has cut it back. What it does not tell any
 * more was done, so that nobody may go on by it.
 */
record Contradiction(RunFiles files) {

    /** What contradicts a journal; empty if nothing does. */
    Optional<String> of(Leftover left) {
        if (left instanceof Leftover.None) {
            return ofEmptyJournal();
        }
        return left instanceof Leftover.OpenDeployment open && !open.hasEnded()
                ? ofUnended(open.opening())
                : Optional.empty();
    }

    /** The run that a journal was cut back behind, if its record tells for certain how it ended; and that record. */
    Optional<Recorded> recorded(Optional<Opening> opening) {
        Optional<Recorded> found = opening.isPresent()
                ? opening.flatMap(known -> record(known).map(path -> new Recorded(known.run(), path)))
                : newestUnended().map(run -> new Recorded(run, EpicRecords.path(run)));
        return found.filter(each -> Files.exists(consensus().resolve(each.path())))
                .filter(each -> !RunMark.isInDoubt(bytes(each.path())));
    }

    /**
     * A run with a record.
     *
     * @param run its id
     * @param path of the record
     */
    record Recorded(String run, String path) {}

    private Optional<String> record(Opening opening) {
        RunMark mark = new RunMark(opening.epicId(), opening.run(), opening.at(), opening.digests());
        return Stream.of(EpicRecords.path(opening.run()), Deployment.FILE)
                .filter(path -> mark.isOn(bytes(path)))
                .findFirst();
    }

    /** A run whose end is not in its journal, although its record is there, which is written after the end. */
    private Optional<String> ofUnended(Opening opening) {
        Optional<String> record = record(opening);
        Optional<String> success = files.register()
                .read()
                .standing(opening.epicId())
                .filter(standing -> standing.deploymentId().equals(opening.run()))
                .map(AlreadyDeployed::text);
        return record.map(path -> path + " tells how it ended")
                .or(() -> success)
                .map(what -> text("the journal does not tell of the end of " + opening.run(), what));
    }

    /** An empty journal is of a run that had not begun, so that nothing else can know of that. */
    private Optional<String> ofEmptyJournal() {
        return newestUnended().flatMap(this::begun);
    }

    private Optional<String> newestUnended() {
        List<String> ended = files.runs().ended();
        return files.runs().newestFirst().stream()
                .filter(run -> DeploymentIds.isId(run) && !ended.contains(run))
                .max(Comparator.comparingInt(DeploymentIds::order));
    }

    private Optional<String> begun(String run) {
        Path record = consensus().resolve(EpicRecords.path(run));
        DeploymentRegister register = files.register().read();
        boolean isGiven =
                register.epics().values().stream().anyMatch(epic -> epic.highest() == DeploymentIds.order(run));
        if (Files.exists(record)) {
            return Optional.of(text("the journal is empty", EpicRecords.path(run) + " tells how " + run + " ended"));
        }
        return isGiven
                ? Optional.of(text("the journal is empty", RegisterFile.NAME + " tells that " + run + " had begun"))
                : Optional.empty();
    }

    private static String text(String journal, String other) {
        return journal + ", but " + other + ": the journal was cut back, and what was done must not be done again";
    }

    private Path consensus() {
        return files.directory().resolveSibling("");
    }

    private byte[] bytes(String path) {
        try (InputStream in = Files.newInputStream(consensus().resolve(path))) {
            return in.readNBytes(EpicRecords.LONGEST_RECORD);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
