package io.github.devopsagent.internal.engine;

import io.github.devopsagent.internal.environment.RunEnvironment;
import java.util.Optional;

/** Puts the journal of a run aside that is closed and recorded. */
record RunEnd(RunEnvironment runEnvironment) {

    /**
     * What workers share comes last: until then each of them finds the run, and does this again.
     *
     * @return why it stays in the directory
     */
    Optional<String> archive(String run) {
        Optional<String> stays = runEnvironment.files().archive(run);
        if (stays.isEmpty()) {
            runEnvironment.ownership().shared().archive(run);
        }
        return stays;
    }
}
