package io.github.devopsagent.internal.engine;

import io.github.devopsagent.internal.environment.RunEnvironment;
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
        runEnvironment.ownership().shared().archive(run);
        return runEnvironment.files().archive(run);
    }
}
