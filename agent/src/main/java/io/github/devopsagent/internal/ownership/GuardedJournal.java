package io.github.devopsagent.internal.ownership;

import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.journal.Journal;
import java.util.Optional;

/** A journal as a part of what a run stands on, whoever writes it. */
public interface GuardedJournal extends OwnershipGuard.OwnedPart {

    /** The journal that is open. */
    Journal journal();

    @Override
    default String name() {
        return RunDirectories.NAME + "/" + RunDirectories.JOURNAL;
    }

    @Override
    default boolean stands() {
        return journal().stands();
    }

    @Override
    default Optional<String> traces() {
        return journal().isReplaced() ? Optional.of(name() + " is that of another run") : Optional.empty();
    }
}
