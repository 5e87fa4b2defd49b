package io.github.devopsagent;

import io.github.devopsagent.directory.Journal;
import java.util.Optional;

/** A journal as a part of what a run stands on, whoever writes it. */
interface JournalPart extends Ground.Part {

    /** The journal that is open. */
    Journal journal();

    @Override
    default String name() {
        return RunFiles.NAME + "/" + RunFiles.JOURNAL;
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
