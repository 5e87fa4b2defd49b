package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.disk.BrokenFileException;
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

    private final RunEnvironment place;
    private final RunHeader opening;
    private final List<String> notes;

    VetoRun(RunEnvironment place, RunHeader opening, List<String> notes) {
        this.place = place;
        this.opening = opening;
        this.notes = new ArrayList<>(notes);
    }

    Outcome carryOut() {
        place.ground().check();
        try (Journal journal = Journal.create(place.durable(), place.files().journal())) {
            journal.append(JournalRecords.opened(opening));
            return publish(journal);
        }
    }

    /** Writes what is left to write of a veto whose agent was killed. */
    Outcome complete() {
        notes.add("an earlier agent was killed, or could not write, while it wrote this veto; it was completed");
        try (Journal journal = Journal.resume(place.durable(), place.files().journal())) {
            return publish(journal);
        }
    }

    private Outcome publish(Journal journal) {
        place.ground().hold(List.of(new VetoJournal(place.files(), journal)));
        try {
            return publishOnGround(journal);
        } finally {
            place.ground().letGo();
        }
    }

    /** The journal of a veto, which has no other files. */
    private record VetoJournal(RunDirectories files, Journal journal) implements GuardedJournal {

        /** Nothing has to be noted: an agent that goes on with a veto only writes. */
        @Override
        public void noteRemoval(String removal) {
            files.requireNoObstacles();
        }

        @Override
        public void restore(String removal) {
            files.create();
            journal.restore();
        }
    }

    private Outcome publishOnGround(Journal journal) {
        int next = Status.nextIteration(opening.iteration());
        StatusPublisher.Publication published = published(next);
        notes.addAll(published.notes());
        notes.addAll(place.ground().removals());
        if (published.statusWritten()) {
            place.files()
                    .register()
                    .remember(register -> register.raised(opening.epicId(), opening.iteration(), next))
                    .ifPresent(notes::add);
        }
        Outcome outcome = new Outcome.Vetoed(
                opening.epicId(),
                published.statusWritten() ? next : opening.iteration(),
                opening.vetoes(),
                notes,
                opening.inbox());
        try {
            journal.append(JournalRecords.closed(place.clock().instant()));
        } catch (BrokenFileException e) {
            return outcome.withNote("everything is recorded, but the journal could not be closed: " + e.getMessage()
                    + "; the next run does that");
        }
        place.ground().letGo();
        return place.files()
                .archive(opening.run())
                .or(() -> new Retention(place, opening.epicId(), opening.run()).prune(Optional.empty()))
                .map(outcome::withNote)
                .orElse(outcome);
    }

    private StatusPublisher.Publication published(int next) {
        StatusPublisher publisher = new StatusPublisher(
                place.guardedStore(),
                place.settings().consensus(),
                opening.epicId(),
                opening.iteration(),
                opening.approved());
        try {
            return RecordingRetry.record(
                    place.settings(),
                    () -> {},
                    () -> publisher.publish(
                            expected -> List.of(),
                            expected -> VetoMessages.of(opening, expected.statusWritten(), live()),
                            StatusChanges.vetoed(opening.vetoes(), next, opening.at())));
        } catch (BrokenFileException e) {
            throw e.meaning("nothing was deployed: what was vetoed stands in the journal, and the"
                    + " next run completes the writing of it. Mend the file, and run again");
        }
    }

    /** What this epic has deployed of the plan that is vetoed now. */
    private Optional<String> live() {
        return place.files()
                .register()
                .read()
                .standing(opening.epicId())
                .filter(success ->
                        success.digests().plan().equals(opening.digests().plan()))
                .map(AlreadyDeployed::text);
    }
}
