package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Outcome;
import java.util.List;
import java.util.stream.Stream;

/** What becomes known when an outcome is there already. */
final class OutcomeWarning {

    private OutcomeWarning() {}

    /** The same outcome, with more sentences for people. */
    static Outcome add(Outcome outcome, List<String> warnings) {
        List<String> all =
                Stream.concat(outcome.warnings().stream(), warnings.stream()).toList();
        return outcome.fold(
                one -> new Outcome.Deployed(one.deployment(), all, one.inbox()),
                one -> new Outcome.Vetoed(one.epicId(), one.iteration(), one.vetoes(), all, one.inbox()),
                one -> new Outcome.Refused(one.refusals(), one.vetoes(), all, one.inbox()),
                one -> new Outcome.Aborted(one.deployment(), one.reason(), all, one.inbox()),
                one -> new Outcome.RolledBack(one.deployment(), one.reason(), one.health(), all, one.inbox()),
                one -> new Outcome.RollbackFailed(one.deployment(), one.reason(), one.faults(), all, one.inbox()));
    }
}
