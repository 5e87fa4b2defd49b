package io.github.devopsagent.git.internal.steprecord;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** The pushes that steps of this repository began and did not undo: each may have reached its remote. */
public final class RecordedPushes {

    private RecordedPushes() {}

    public static List<PushRecord> of(Repository repository, String branch) throws IOException {
        List<PushRecord> pushes = new ArrayList<>();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(StepRecordStore.PREFIX)) {
            record(repository, ref)
                    .flatMap(RecordedPushes::push)
                    .filter(push -> push.target().source().equals(branch) && !push.changesNothing())
                    .ifPresent(pushes::add);
        }
        return pushes;
    }

    /** A damaged one, as a power failure leaves it, does not stop the way back. */
    private static Optional<StepRecord> record(Repository repository, Ref ref) throws IOException {
        try {
            return StepRecordStore.read(repository, ref.getName());
        } catch (MissingObjectException | CorruptObjectException | EOFException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<PushRecord> push(StepRecord record) {
        try {
            return record.operation().equals(StepVocabulary.PUSH)
                    ? Optional.of(PushRecord.read(record))
                    : Optional.empty();
        } catch (GitRefusal notOurs) {
            return Optional.empty();
        }
    }
}
