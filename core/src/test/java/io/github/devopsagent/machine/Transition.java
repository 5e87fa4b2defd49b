package io.github.devopsagent.machine;

import io.github.devopsagent.machine.vocabulary.Failure;
import io.github.devopsagent.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** What a machine makes of any event in the states of a run. It makes nothing of one that changes only the time. */
    static Stream<Transition> possible(RunTrace trace, MachineUnderTest machine) {
        List<RunState> states = new ArrayList<>(List.of(RunState.begin(trace.plan(), trace.startedAt())));
        trace.journal()
                .forEach(event -> states.add(states.get(states.size() - 1).after(event)));
        return states.stream()
                .flatMap(state -> OfferedEvents.to(state).flatMap(event -> possible(state, event, machine).stream()));
    }

    private static Optional<Transition> possible(RunState state, RunEvent event, MachineUnderTest machine) {
        try {
            RunState next = machine.after(state, event);
            RunPhase later = state.phase().with(state.facts().at(event.at()));
            return next.phase().equals(later) ? Optional.empty() : Optional.of(of(state, event, next));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** The transition alone, whatever the reason. */
    Transition withoutFailure() {
        return new Transition(from, event, to, Optional.empty());
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
