package io.github.devopsagent.internal.engine;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.document.AbortedRecord;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.document.DeploymentRegister;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.files.RunArchive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Removes what is old: records of deployments that were aborted, and what was kept of runs. The newest of each stays, and
 * so does whatever this agent has not written, or somebody has changed.
 */
public final class Retention {

    /** How many records of aborted deployments of an epic are kept: {@value}, as many as git's rollback points. */
    public static final int ABORTED_RECORDS = 10;

    /**
     * Of how many runs of each group the plan, the journal and the output are kept: {@value}.
     */
    public static final int RUNS = RunArchive.KEPT;

    private final RunEnvironment runEnvironment;
    private final String epicId;
    private final String run;
    private final List<String> failures = new ArrayList<>();

    /**
     * What is to be done after a run.
     *
     * @param runEnvironment where
     * @param epicId the epic of the run
     * @param run the run, which is kept in any case
     */
    Retention(RunEnvironment runEnvironment, String epicId, String run) {
        this.runEnvironment = runEnvironment;
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
            prune(runEnvironment.records(epicId), superseded);
        } catch (BrokenFileException e) {
            failures.add(e.getMessage());
        }
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of("what is old could not be removed: " + failures.get(0)
                        + (failures.size() > 1 ? "; and " + (failures.size() - 1) + " more" : "")
                        + "; the next run tries again");
    }

    /** Removes one thing; a failure is noted, and the rest is removed all the same. */
    private boolean removed(Runnable removal) {
        try {
            removal.run();
            return true;
        } catch (BrokenFileException e) {
            failures.add(e.getMessage());
            return false;
        }
    }

    private void prune(EpicRecords records, Optional<String> superseded) {
        if (superseded.isPresent()) {
            removeRun(superseded.get());
        }
        pruneRecords(records);
        pruneRuns(records);
    }

    private void pruneRecords(EpicRecords records) {
        Set<String> known =
                runEnvironment.files().register().read().aborted(epicId).keySet();
        if (known.isEmpty()) {
            return;
        }
        List<String> unchanged = known.stream()
                .filter(id -> records.find(id).isPresent() && records.isOurs(id))
                .sorted(Comparator.comparingInt(DeploymentIds::order).reversed())
                .toList();
        Set<String> forgotten = new TreeSet<>(known);
        unchanged.forEach(forgotten::remove);
        unchanged.stream()
                .skip(ABORTED_RECORDS)
                .filter(id -> removeRecord(records, id))
                .forEach(forgotten::add);
        UnaryOperator<DeploymentRegister> forget = register -> {
            DeploymentRegister left = register;
            for (String id : forgotten) {
                left = left.removed(epicId, id);
            }
            return left;
        };
        runEnvironment.files().register().remember(forget).ifPresent(failures::add);
    }

    private boolean removeRecord(EpicRecords records, String id) {
        records.find(id)
                .flatMap(AbortedRecord::read)
                .map(AbortedRecord::lastDeploymentId)
                .ifPresent(this::removeRun);
        return removed(() -> runEnvironment.store().remove(EpicRecords.path(id)));
    }

    /** A directory that another epic's run has taken since is not the one that is meant. */
    private void removeRun(String old) {
        if (!old.equals(run) && runEnvironment.files().runs().epicOf(old).equals(Optional.of(epicId))) {
            removed(() -> runEnvironment.files().runs().remove(old));
        }
    }

    private void pruneRuns(EpicRecords records) {
        Map<RunArchive.KeptGroup, Integer> newer = new HashMap<>();
        for (String each : runEnvironment.files().runs().newestFirst()) {
            RunArchive.KeptGroup group = RunArchive.KeptGroup.of(records.find(each));
            int place = newer.getOrDefault(group, 0);
            newer.put(group, place + 1);
            if (place >= RUNS && !each.equals(run)) {
                removed(() -> runEnvironment.files().runs().remove(each));
            }
        }
    }
}
