package io.github.devopsagent;

import io.github.devopsagent.directory.BrokenFileException;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.json.AbortedRecord;
import io.github.devopsagent.json.DeploymentIds;
import io.github.devopsagent.json.DeploymentJson;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes what is old: records of deployments that were aborted, and what was kept of runs. The newest of each stays, and
 * so does whatever this agent has not written, or somebody has changed.
 */
final class Retention {

    /** How many records of aborted deployments of an epic are kept: {@value}, as many as git's rollback points. */
    static final int ABORTED_RECORDS = 10;

    /**
     * Of how many runs the plan, the journal and the output are kept: {@value}; and of as many that were rolled back,
     * since someone has to find out why.
     */
    static final int RUNS = 20;

    private static final Set<Deployment.Result> LOOKED_INTO =
            EnumSet.of(Deployment.Result.ROLLED_BACK, Deployment.Result.ROLLBACK_FAILED);

    private final Workplace place;
    private final String epicId;
    private final String run;

    /**
     * What is to be done after a run.
     *
     * @param place where
     * @param epicId the epic of the run
     * @param run the run, which is kept in any case
     */
    Retention(Workplace place, String epicId, String run) {
        this.place = place;
        this.epicId = epicId;
        this.run = run;
    }

    /**
     * Removes what is too much. It never fails: what the run came to is recorded, and the next one tries again.
     *
     * @param superseded the run of which the record told until this one updated it; empty if there is none
     * @return what could not be removed
     */
    Optional<String> prune(Optional<String> superseded) {
        try {
            superseded.ifPresent(this::removeRun);
            pruneRecords();
            pruneRuns();
            return Optional.empty();
        } catch (BrokenFileException | UncheckedIOException e) {
            return Optional.of("something old could not be removed: " + e.getMessage() + "; the next run tries again");
        }
    }

    private void pruneRecords() {
        EpicRecords records = place.records(epicId);
        Set<String> known = place.files().readRegister().aborted(epicId).keySet();
        List<String> unchanged = known.stream()
                .filter(id -> records.find(id).isPresent() && records.isOurs(id))
                .sorted(Comparator.comparingInt(DeploymentIds::order).reversed())
                .toList();
        List<String> old = unchanged.stream().skip(ABORTED_RECORDS).toList();
        old.forEach(id -> removeRecord(records, id));
        Set<String> forgotten = new HashSet<>(known);
        unchanged.stream().limit(ABORTED_RECORDS).forEach(forgotten::remove);
        forgotten.forEach(id -> place.files().remember(register -> register.removed(epicId, id)));
    }

    private void removeRecord(EpicRecords records, String id) {
        records.find(id)
                .flatMap(AbortedRecord::read)
                .map(AbortedRecord::lastDeploymentId)
                .ifPresent(this::removeRun);
        place.store().remove(EpicRecords.path(id));
    }

    /** A directory that another epic's run has taken since is not the one that is meant. */
    private void removeRun(String old) {
        if (!old.equals(run) && place.files().epicOf(old).equals(Optional.of(epicId))) {
            place.files().remove(old);
        }
    }

    private void pruneRuns() {
        EpicRecords records = place.records(epicId);
        List<String> others = place.files().newestFirst().stream()
                .filter(each -> !each.equals(run))
                .toList();
        // The run itself is one of those that are kept.
        others.stream()
                .filter(each -> !isLookedInto(records, each))
                .skip(RUNS - 1)
                .forEach(place.files()::remove);
        others.stream()
                .filter(each -> isLookedInto(records, each))
                .skip(RUNS - 1)
                .forEach(place.files()::remove);
    }

    private static boolean isLookedInto(EpicRecords records, String run) {
        return records.find(run)
                .flatMap(DeploymentJson::result)
                .filter(LOOKED_INTO::contains)
                .isPresent();
    }
}
