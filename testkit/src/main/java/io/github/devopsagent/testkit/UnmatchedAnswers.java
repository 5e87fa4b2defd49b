package io.github.devopsagent.testkit;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import java.util.stream.Stream;

/**
 * Finds answers that can be given to nothing, such as one with a name that is written wrong. An outcome tells of a listener
 * that fails, and {@link OutcomeAssert} of that.
 */
final class UnmatchedAnswers implements RunListener {

    private final ScriptedExecutor script;
    private boolean isBegun;

    UnmatchedAnswers(ScriptedExecutor script) {
        this.script = script;
    }

    /** Nothing is known of the plan of a run that does not begin. */
    @Override
    public synchronized void started(RunView run) {
        isBegun = true;
        script.knows(
                Stream.of(run.steps().stream().map(run::shortNameOf), run.checks().stream(), run.metrics().stream())
                        .flatMap(names -> names)
                        .toList());
    }

    @Override
    public synchronized void ended(Outcome outcome) {
        if (isBegun) {
            isBegun = false;
            script.unmatched().ifPresent(what -> {
                throw new IllegalStateException(what);
            });
        }
    }
}
