package io.github.devopsagent.internal.document;

import io.github.devopsagent.internal.journal.RolledBackRun;
import io.github.devopsagent.machine.vocabulary.EarlierRollbacks;
import io.github.devopsagent.run.StepRef;
import java.util.List;

/** Deployments that are undone: of some an earlier run has undone a part, of others none has. */
final class RolledBackRuns {

    private static final StepRef COMPENSATION = StepRef.compensation(1, 0);

    private RolledBackRuns() {}

    static RolledBackRun of(String digest) {
        return new RolledBackRun(
                "DEP-001",
                digest,
                digest.hashCode() % 2 == 0
                        ? EarlierRollbacks.NONE
                        : new EarlierRollbacks(
                                List.of(COMPENSATION, StepRef.of(StepRef.Part.ROLLBACK_PLAN, 0)),
                                List.of(COMPENSATION)));
    }
}
