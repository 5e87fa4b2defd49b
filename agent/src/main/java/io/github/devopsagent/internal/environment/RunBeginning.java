package io.github.devopsagent.internal.environment;

import io.github.devopsagent.internal.document.MaskedPlan;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RolledBackRun;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.RollbackOnDemand;
import io.github.devopsagent.run.RunEvent;
import java.util.List;
import java.util.Optional;

/**
 * A run before its first event: of a deployment that its plan makes, or of one that undoes another, which begins where that
 * one ended.
 */
public final class RunBeginning {

    private RunBeginning() {}

    /**
     * The state of a run before its first event.
     *
     * @param header of the run
     * @param pinned its own copy of what is carried out
     * @param kept where its own files are
     * @param mask for all that is told of it
     * @throws IllegalStateException if the kept journal of the run that is undone is gone, was altered, or is none of a success
     */
    public static RunState of(RunHeader header, PinnedRun pinned, RunDirectory kept, RunMask mask) {
        MaskedPlan plan = mask.plan(pinned.plan());
        Optional<RolledBackRun> undone = header.rollsBack();
        return undone.isPresent()
                ? RunState.rollBack(
                        ended(plan, kept.rolledBackJournal(undone.get())), demand(header, undone.get(), mask))
                : plan.begin(header.at());
    }

    /**
     * What a run came to.
     *
     * @param scan of its whole journal
     * @throws IllegalStateException as {@link #of}
     */
    public static RunState ended(
            RunHeader header, PinnedRun pinned, RunDirectory kept, RunMask mask, Journal.Scan scan) {
        return after(of(header, pinned, kept, mask), scan.records());
    }

    /** What the deployment came to that is undone, by the bytes of its journal. */
    private static RunState ended(MaskedPlan plan, byte[] journal) {
        List<byte[]> records = Journal.read(journal).records();
        if (records.isEmpty()) {
            throw new IllegalStateException("the journal of the deployment that is undone tells nothing");
        }
        return after(plan.begin(JournalRecords.opening(records).at()), records);
    }

    private static RunState after(RunState begun, List<byte[]> records) {
        RunState state = begun;
        for (RunEvent event : JournalRecords.events(records, begun.plan())) {
            state = state.after(event);
        }
        return state;
    }

    private static RollbackOnDemand demand(RunHeader header, RolledBackRun undone, RunMask mask) {
        return new RollbackOnDemand(
                header.run(),
                header.at(),
                mask.text("user " + header.agent().user() + " on host "
                        + header.agent().host() + " asked for it"),
                undone.earlier());
    }
}
