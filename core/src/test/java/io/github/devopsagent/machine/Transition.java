package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an event did to a run.
 *
 * @param from the phase before it
 * @param event its kind
 * @param to the phase after it
 * @param failure why the run does not go forward any more, if this event ended that
 */
record Transition(String from, String event, String to, Optional<String> failure) {

    /** The transitions of a run, in their order. */
    static List<Transition> of(RunTrace trace) {
        List<Transition> transitions = new ArrayList<>();
        RunState state = RunState.begin(trace.plan(), trace.startedAt());
        for (RunEvent event : trace.journal()) {
            RunState next = state.after(event);
            transitions.add(of(state, event, next));
            state = next;
        }
        return transitions;
    }

    private static Transition of(RunState before, RunEvent event, RunState after) {
        Optional<String> failure = before.failure().isPresent()
                ? Optional.empty()
                : after.failure().map(Failure::reason);
        return new Transition(phase(before), event.getClass().getSimpleName(), phase(after), failure);
    }

    private static String phase(RunState state) {
        return name(state.phase().getClass());
    }

    static String name(Class<?> phase) {
        return phase.getSimpleName().replace("Phase", "");
    }
}
