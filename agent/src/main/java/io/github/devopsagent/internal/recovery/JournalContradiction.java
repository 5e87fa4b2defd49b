package io.github.devopsagent.internal.recovery;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.document.DeploymentJson;
import io.github.devopsagent.internal.document.RunMark;
import io.github.devopsagent.internal.document.StatusReader;
import io.github.devopsagent.internal.evidence.AlreadyDeployed;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.files.RegisterFile;
import io.github.devopsagent.internal.files.RunArchive;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.journal.RunHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A journal that knows less of a run than what was written after it, or that is gone: somebody has cut it back, or
 * removed it. What it does not tell any more was done, so that nobody may go on by it.
 */
record JournalContradiction(RunDirectories files) {

    /** What contradicts a journal; empty if nothing does. */
    Optional<String> of(UnfinishedRunScan left) {
        if (left instanceof UnfinishedRunScan.None) {
            return ofUnbegun("the journal is empty", "cut back");
        }
        return left instanceof UnfinishedRunScan.OpenDeployment open && !open.hasEnded()
                ? ofUnended(open.header())
                : Optional.empty();
    }

    /** What tells that there was a journal, where there is none now; empty if nothing does. */
    Optional<String> ofMissingJournal() {
        return ofUnbegun("there is no journal", "removed");
    }

    /** The run of an epic that has begun, and did not end: that of a journal which tells nothing. */
    Optional<String> begunRun(String epicId) {
        return newestUnended().filter(run -> begun(run).isPresent()).filter(run -> givenTo(run).stream()
                .allMatch(epicId::equals));
    }

    private List<String> givenTo(String run) {
        return files.register().read().epics().entrySet().stream()
                .filter(epic -> epic.getValue().highest() == DeploymentIds.order(run))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The run that a journal was cut back behind, if its record tells for certain how it ended; and that record. */
    Optional<LaterRecord> recorded(Optional<RunHeader> opening) {
        Optional<LaterRecord> found = opening.isPresent()
                ? opening.flatMap(known -> record(known).map(path -> new LaterRecord(known.run(), path)))
                : newestUnended().map(run -> new LaterRecord(run, EpicRecords.path(run)));
        return found.filter(each -> Files.exists(consensus().resolve(each.path())))
                .filter(each -> !RunMark.isInDoubt(bytes(each.path())));
    }

    /**
     * A run with a record.
     *
     * @param run its id
     * @param path of the record
     */
    record LaterRecord(String run, String path) {}

    /**
     * Whether a run whose journal could not be written any more has come to its end all the same: its record tells so,
     * and so does the status, or others have moved that on. Where the status does not tell, it may still be missing.
     */
    boolean isWhollyRecorded(RunHeader header) {
        return record(header)
                .map(this::bytes)
                .filter(record -> isTold(header, record))
                .isPresent();
    }

    private boolean isTold(RunHeader header, byte[] record) {
        // It is only tried again, and without a deploy step there is nothing to be done twice.
        if (DeploymentJson.result(record).equals(Optional.of(Deployment.Result.ABORTED))) {
            return true;
        }
        return StatusReader.read(bytes(Status.FILE))
                .fold(
                        why -> false,
                        status -> !status.epicId().equals(header.epicId())
                                || !isStillToBeTold(header, status.phase())
                                || status.blockers().stream()
                                        .filter(Blocker::isOurs)
                                        .anyMatch(blocker -> DeploymentIds.leading(blocker.reason())
                                                == DeploymentIds.order(header.run())));
    }

    /** Of a rollback on demand also the status of an epic that is done: that is what it changes. */
    private static boolean isStillToBeTold(RunHeader header, Phase phase) {
        return phase == Phase.DEPLOYMENT
                || (phase == Phase.DONE && header.rollsBack().isPresent());
    }

    private Optional<String> record(RunHeader header) {
        RunMark mark = new RunMark(header.epicId(), header.run(), header.at(), header.digests());
        return Stream.of(EpicRecords.path(header.run()), Deployment.FILE)
                .filter(path -> mark.isOn(bytes(path)))
                .findFirst();
    }

    /** A run whose end is not in its journal, although its record is there, which is written after the end. */
    private Optional<String> ofUnended(RunHeader header) {
        Optional<String> record = record(header);
        Optional<String> success = files.register()
                .read()
                .standing(header.epicId())
                .filter(standing -> standing.deploymentId().equals(header.run()))
                .map(AlreadyDeployed::text);
        return record.map(path -> path + " tells how it ended")
                .or(() -> success)
                .map(what -> text("the journal does not tell of the end of " + header.run(), what, "cut back"));
    }

    /** A run without a record in the journal had not begun, so that nothing else can know of that. */
    private Optional<String> ofUnbegun(String journal, String done) {
        Optional<String> run = newestUnended();
        Optional<String> begun = run.isPresent() ? begun(run.get()) : Optional.empty();
        return begun.isPresent() ? Optional.of(text(journal, begun.get(), done)) : Optional.empty();
    }

    /** One that is older than a run that has ended is no longer of interest, and an empty directory is half deleted. */
    private Optional<String> newestUnended() {
        RunArchive runs = files.runs();
        int newestEnded = 0;
        for (String run : runs.ended()) {
            newestEnded = Math.max(newestEnded, DeploymentIds.order(run));
        }
        Optional<String> newest = Optional.empty();
        int highest = newestEnded;
        for (String run : runs.newestFirst()) {
            if (DeploymentIds.order(run) > highest && !runs.isEmpty(run)) {
                newest = Optional.of(run);
                highest = DeploymentIds.order(run);
            }
        }
        return newest;
    }

    private Optional<String> begun(String run) {
        if (Files.exists(consensus().resolve(EpicRecords.path(run)))) {
            return Optional.of(EpicRecords.path(run) + " tells how " + run + " ended");
        }
        if (files.kept(run).removal().isPresent()) {
            return Optional.of(files.kept(run).name() + " tells that " + run + " had begun");
        }
        return givenTo(run).isEmpty()
                ? Optional.empty()
                : Optional.of(RegisterFile.NAME + " tells that " + run + " had begun");
    }

    private static String text(String journal, String other, String done) {
        return journal + ", but " + other + ": the journal was " + done + ", and what was done must not be done again";
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
