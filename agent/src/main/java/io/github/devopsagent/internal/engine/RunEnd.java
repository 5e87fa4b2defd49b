package io.github.devopsagent.internal.engine;

import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import java.util.Optional;

/** Puts the journal of a run aside that is closed and recorded. */
record RunEnd(RunEnvironment runEnvironment) {

    /**
     * What workers share comes first: whoever finds there that another one has the run by now leaves its files alone. A file that
     * stays is put aside by the next worker.
     *
     * @return why it stays in the directory
     */
    Optional<String> archive(String run) {
        OwnershipGuard ownership = runEnvironment.ownership();
        ownership.shared().archive(run);
        // After a pause another worker may have put it aside, and begun the next run here, whose file this is then.
        boolean isOurs = !ownership.isShared()
                || (ownership.mayBegin() && runEnvironment.files().isJournalOf(run));
        return isOurs ? runEnvironment.files().archive(run) : Optional.empty();
    }
}
