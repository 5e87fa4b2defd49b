package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What becomes known when an outcome is there already. */
final class OutcomeWarning {

    private OutcomeWarning() {}

    /** The same outcome, with more sentences for people. */
    static Outcome add(Outcome outcome, List<String> warnings) {
        if (warnings.isEmpty()) {
            return outcome;
        }
        List<String> all = new ArrayList<>(outcome.warnings());
        all.addAll(warnings);
        if (outcome instanceof Outcome.Deployed deployed) {
            return deployed(deployed, all);
        }
        return outcome.fold(
                one -> deployed(one, all),
                one -> new Outcome.Vetoed(one.epicId(), one.iteration(), one.vetoes(), all, one.inbox()),
                one -> new Outcome.Refused(one.refusals(), one.vetoes(), all, one.inbox()),
                one -> new Outcome.Aborted(one.deployment(), one.reason(), all, one.inbox()),
                one -> new Outcome.RolledBack(one.deployment(), one.reason(), one.health(), all, one.inbox()),
                one -> new Outcome.RollbackFailed(one.deployment(), one.reason(), one.faults(), all, one.inbox()),
                one -> new Outcome.Fenced(one.reason(), all, one.inbox()));
    }

    private static Outcome deployed(Outcome.Deployed one, List<String> warnings) {
        return new Outcome.Deployed(one.deployment(), warnings, one.inbox());
    }
}
