package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.document.StatusEdit;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.evidence.AlreadyDeployed;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.ownership.GuardedJournal;
import io.github.devopsagent.internal.publish.RecordingRetry;
import io.github.devopsagent.internal.publish.StatusChanges;
import io.github.devopsagent.internal.publish.StatusPublisher;
import io.github.devopsagent.internal.publish.VetoMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A veto, from its first record to its last: the journal has all that it writes, so that another agent can end it. */
final class VetoRun {

    private final RunEnvironment runEnvironment;
    private final RunHeader header;
    private final List<String> warnings;

    VetoRun(RunEnvironment runEnvironment, RunHeader header, List<String> warnings) {
        this.runEnvironment = runEnvironment;
        this.header = header;
        this.warnings = new ArrayList<>(warnings);
    }

    Outcome carryOut() {
        runEnvironment.ownership().check();
        try (Journal journal =
                Journal.create(runEnvironment.durable(), runEnvironment.files().journal())) {
            append(journal, JournalRecords.opened(header));
            return publish(journal);
        }
    }

    private void append(Journal journal, byte[] record) {
        runEnvironment.ownership().shared().append(journal.length(), record);
        journal.append(record);
    }

    /** Writes what is left to write of a veto whose agent was killed. */
    Outcome complete() {
        warnings.add("an earlier agent was killed, or could not write, while it wrote this veto; it was completed");
        try (Journal journal =
                Journal.resume(runEnvironment.durable(), runEnvironment.files().journal())) {
            return publish(journal);
        }
    }

    private Outcome publish(Journal journal) {
        runEnvironment.listeners().concerning(header.epicId());
        runEnvironment.ownership().hold(List.of(new VetoJournal(runEnvironment.files(), journal)));
        try {
            return publishOnGround(journal);
        } finally {
            runEnvironment.ownership().letGo();
        }
    }

    /** The journal of a veto, which has no other files. */
    private record VetoJournal(RunDirectories files, Journal journal) implements GuardedJournal {

        /** Nothing has to be noted: an agent that goes on with a veto only writes. */
        @Override
        public void rememberRemoval(String removal) {
            files.requireWritable();
        }

        @Override
        public void restore(String removal) {
            files.create();
            journal.restore();
        }
    }

    private Outcome publishOnGround(Journal journal) {
        int next = StatusEdit.nextIteration(header.iteration());
        StatusPublisher.Publication published = published(next);
        warnings.addAll(published.warnings());
        warnings.addAll(runEnvironment.ownership().removals());
        if (published.statusWritten()) {
            runEnvironment
                    .files()
                    .register()
                    .remember(register -> register.raised(header.epicId(), header.iteration(), next))
                    .ifPresent(warnings::add);
        }
        Outcome outcome = new Outcome.Vetoed(
                header.epicId(),
                published.statusWritten() ? next : header.iteration(),
                header.vetoes(),
                warnings,
                header.inbox());
        try {
            append(journal, JournalRecords.closed(runEnvironment.clock().instant()));
        } catch (BrokenFileException e) {
            return OutcomeWarning.add(
                    outcome,
                    List.of("everything is recorded, but the journal could not be closed: " + e.getMessage()
                            + "; the next run does that"));
        }
        runEnvironment.ownership().letGo();
        Optional<String> left = new RunEnd(runEnvironment)
                .archive(header.run())
                .or(() -> new Retention(runEnvironment, header.epicId(), header.run()).prune(Optional.empty()));
        return OutcomeWarning.add(outcome, left.stream().toList());
    }

    private StatusPublisher.Publication published(int next) {
        StatusPublisher publisher = new StatusPublisher(
                runEnvironment.guardedStore(),
                runEnvironment.settings().consensus(),
                header.epicId(),
                header.iteration(),
                header.approved());
        try {
            return RecordingRetry.record(
                    runEnvironment.settings(),
                    () -> {},
                    () -> publisher.publish(
                            expected -> List.of(),
                            expected -> VetoMessages.of(header, expected.statusWritten(), live()),
                            StatusChanges.vetoed(header.vetoes(), next, header.at())
                                    .knowing(header.ownBlockers())));
        } catch (BrokenFileException e) {
            throw e.meaning("nothing was deployed: what was vetoed stands in the journal, and the"
                    + " next run completes the writing of it. Mend the file, and run again");
        }
    }

    /** What this epic has deployed of the plan that is vetoed now. */
    private Optional<String> live() {
        return runEnvironment
                .files()
                .register()
                .read()
                .standing(header.epicId())
                .filter(success ->
                        success.digests().plan().equals(header.digests().plan()))
                .map(AlreadyDeployed::text);
    }
}
