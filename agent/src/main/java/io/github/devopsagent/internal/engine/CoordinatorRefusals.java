package io.github.devopsagent.internal.engine;

import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Refusals before anything is decided: what is missing or in the way, and an earlier run that is left alone. */
final class CoordinatorRefusals {

    static final String ASKED = "; this agent is to ask first (onInterrupted(Recovery.ASK))";

    private static final Source JOURNAL = Source.of(RunDirectories.NAME + "/journal");

    private CoordinatorRefusals() {}

    static Refusal noDirectory(Path consensus) {
        return new Refusal(
                RefusalCodes.MISSING,
                "there is no directory " + consensus + "; name the consensus directory",
                Source.of("."));
    }

    static Refusal noStatus(Path consensus) {
        return new Refusal(
                RefusalCodes.MISSING,
                "there is no status.json in " + consensus
                        + "; a consensus directory has one, written by the role that opened the epic",
                Source.of(Status.FILE));
    }

    /** What could not be written, by its path. */
    static List<Refusal> unwritable(SortedMap<String, String> reasons) {
        if (reasons.isEmpty()) {
            return List.of();
        }
        return reasons.entrySet().stream()
                .map(reason -> new Refusal(
                        RefusalCodes.UNWRITABLE,
                        "it could not be written: " + reason.getValue()
                                + "; allowed is a place in the consensus directory that this user may write to",
                        Source.of(reason.getKey())))
                .toList();
    }

    static Refusal lockHeld(String why) {
        return new Refusal(
                RefusalCodes.LOCK_HELD,
                "another agent works on this directory: " + why,
                Source.of(RunDirectories.NAME + "/lock"));
    }

    static Refusal nothingUnfinished() {
        return new Refusal(
                RefusalCodes.NOTHING_UNFINISHED,
                "every run in this directory has come to its end, so that there is nothing to give up; nothing was"
                        + " changed",
                JOURNAL);
    }

    static Refusal nothingToGoOnWith() {
        return new Refusal(
                RefusalCodes.NOTHING_UNFINISHED,
                "every run in this directory has come to its end, so that there is nothing to recover; no deployment was"
                        + " begun",
                JOURNAL);
    }

    static Refusal cannot(Optional<UnfinishedRun> left, String why) {
        String summary = left.map(UnfinishedRun::summary).orElse("");
        return unfinished(summary + "; it cannot be gone on with: " + why);
    }

    static Refusal unfinishedBeforeRollback(UnfinishedRun left) {
        return unfinished(left.summary() + "; run() brings it to its end, if it can: then ask for the rollback again");
    }

    static Refusal unfinished(String what) {
        return new Refusal(
                RefusalCodes.UNFINISHED_RUN,
                "an earlier run did not come to its end: " + what
                        + "; nothing was executed and nothing was changed. Let an agent go on that can; or look at the"
                        + " system, bring it into a known state, and call DevOpsAgent.giveUp(consensus, reason), or give-up on"
                        + " the command line",
                JOURNAL);
    }
}
