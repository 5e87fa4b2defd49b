package io.github.devopsagent.internal.coordination;

import io.github.devopsagent.coordination.FencedJournal;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalFormat;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.veto.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The directory's own files as a copy of the journal that its workers share. Whoever takes the lease makes it anew, as new
 * files: a worker that had the lease before, and wakes up, writes into files without a name.
 */
final class JournalCopy {

    private static final List<String> KEPT =
            List.of(RunDirectory.ROLLED_BACK, RunDirectory.PLAN, RunDirectory.SETTINGS);

    private final RunEnvironment runEnvironment;
    private final RunDirectories files;

    JournalCopy(RunEnvironment runEnvironment) {
        this.runEnvironment = runEnvironment;
        this.files = runEnvironment.files();
    }

    /**
     * Makes the files say what the shared journal says.
     *
     * @param isHeld whether the lease still stands; if not, the files are left to whoever has it
     * @return why no run may be begun or gone on with
     */
    Optional<Refusal> refresh(FencedJournal shared, BooleanSupplier isHeld) {
        List<byte[]> records = shared.records();
        if (!isHeld.getAsBoolean()) {
            return Optional.empty();
        }
        if (records.isEmpty()) {
            return withoutRun(shared, isHeld);
        }
        if (isLonger(records)) {
            return Optional.of(WorkPlace.lostRecords());
        }
        // Of one that this version cannot read nothing is made but the journal, which tells which version can.
        Optional<RunHeader> opening = opening(records);
        if (opening.isPresent()) {
            restoreKept(shared, opening.get());
        }
        if (!isHeld.getAsBoolean()) {
            return Optional.empty();
        }
        Journal.replace(runEnvironment.durable(), files.journal(), records);
        return Optional.empty();
    }

    /** A record is in the shared journal before it is in the file: so what the file alone has, the shared one has lost. */
    private boolean isLonger(List<byte[]> records) {
        if (Files.notExists(files.journal())) {
            return false;
        }
        List<byte[]> copy = Journal.read(files.journal()).records();
        boolean isLonger = copy.size() > records.size();
        for (int i = 0; isLonger && i < records.size(); i++) {
            isLonger = Arrays.equals(copy.get(i), records.get(i));
        }
        return isLonger;
    }

    private static Optional<RunHeader> opening(List<byte[]> records) {
        try {
            return JournalFormat.tooNew(records).isEmpty()
                    ? Optional.of(JournalRecords.opening(records))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void restoreKept(FencedJournal shared, RunHeader header) {
        if (header.isVeto()) {
            return;
        }
        RunDirectory kept = files.keep(header.run());
        for (String name : KEPT) {
            Optional<byte[]> content = shared.kept(name);
            if (content.isPresent()) {
                kept.restore(name, content.get());
            }
        }
        // Nothing is missing of what the shared journal has, whatever the file lacked.
        kept.reserve();
    }

    /** The worker that archived it was killed before it could do this; or one that was fenced has written the file once more. */
    private void putAside(String run) {
        if (files.runs().ended().contains(run)) {
            runEnvironment.durable().deleteQuietly(files.journal());
        } else {
            Optional<String> stays = files.archive(run);
            if (stays.isPresent()) {
                throw new UncheckedIOException(new IOException(stays.get()));
            }
        }
    }

    private Optional<Refusal> withoutRun(FencedJournal shared, BooleanSupplier isHeld) {
        if (Files.notExists(files.journal())) {
            return Optional.empty();
        }
        List<byte[]> records = Journal.read(files.journal()).records();
        if (records.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> run = opening(records).map(RunHeader::run);
        if (run.isPresent() && shared.isArchived(run.get(), records.get(0))) {
            if (isHeld.getAsBoolean()) {
                putAside(run.get());
            }
            return Optional.empty();
        }
        return run.isPresent() && JournalRecords.isClosed(records)
                ? Optional.empty()
                : Optional.of(WorkPlace.unknownRun());
    }
}
