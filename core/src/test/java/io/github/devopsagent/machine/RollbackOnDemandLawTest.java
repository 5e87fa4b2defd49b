package io.github.devopsagent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.machine.vocabulary.EarlierRollbacks;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.RollbackOnDemand;
import io.github.devopsagent.run.RunEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Example;

/** Laws 8 and 9, over drawn plans and worlds: a rollback on demand only goes back, and another one does what it left. */
class RollbackOnDemandLawTest {

    private static final int WORLDS = 1_500;

    private static final int OFFERED = 60;

    private static final Set<Ending> ENDS = EnumSet.of(Ending.ROLLED_BACK, Ending.ROLLBACK_FAILED);

    private static Stream<RolledBackTrace> traces(MachineUnderTest machine) {
        return RunArbitraries.sample(WORLDS).flatMap(world -> world.rollBack(machine).stream());
    }

    @Example
    void it_only_goes_back_and_undoes_all_of_the_deployment() {
        List<RolledBackTrace> traces = traces(MachineUnderTest.REAL).toList();
        assertThat(traces).hasSizeGreaterThan(50);
        assertThat(traces)
                .allSatisfy(trace ->
                        assertThat(trace.onlyGoesBack()).as("%s", trace).isEmpty());
        assertThat(traces).as("some of them").anyMatch(trace -> trace.undone().endedAs(Ending.ROLLED_BACK));
        assertThat(traces).as("some of them").anyMatch(trace -> trace.undone().endedAs(Ending.ROLLBACK_FAILED));
        assertThat(traces)
                .as("killed in the midst of it")
                .anyMatch(trace ->
                        trace.undone().events(RunEvent.Resumed.class).findAny().isPresent());
    }

    @Example
    void no_event_of_any_kind_leads_it_forward() {
        List<RunState> states = new ArrayList<>();
        RunArbitraries.sample(OFFERED)
                .flatMap(world -> world.rollBack(MachineUnderTest.REAL).stream())
                .forEach(trace -> {
                    RunState state = begun(trace);
                    states.add(state);
                    for (RunEvent event : trace.undone().journal()) {
                        state = state.after(event);
                        states.add(state);
                    }
                });
        assertThat(states).hasSizeGreaterThan(20);
        assertThat(states.stream()
                        .flatMap(state -> OfferedEvents.to(state).flatMap(event -> after(state, event).stream())))
                .allSatisfy(state -> {
                    assertThat(state.phase()).isInstanceOfAny(RollingBackPhase.class, EndedPhase.class);
                    assertThat(state.ending().filter(ending -> !ENDS.contains(ending)))
                            .isEmpty();
                    assertThat(state.rollsBack()).isPresent();
                });
    }

    private static RunState begun(RolledBackTrace trace) {
        return RunState.rollBack(
                trace.deployed().last(),
                new RollbackOnDemand("DEP-002", trace.undone().startedAt(), "ann asked for it", EarlierRollbacks.NONE));
    }

    private static Optional<RunState> after(RunState state, RunEvent event) {
        try {
            return Optional.of(state.after(event));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    @Example
    void what_did_not_succeed_cannot_be_rolled_back_on_demand() {
        List<RunTrace> others = RunArbitraries.sample(OFFERED)
                .map(RunScenario::run)
                .filter(trace -> !trace.endedAs(Ending.DEPLOYED))
                .toList();
        assertThat(others).isNotEmpty();
        assertThat(others).allSatisfy(trace -> assertThatThrownBy(() -> RunState.rollBack(
                        trace.last(),
                        new RollbackOnDemand("DEP-002", trace.last().now(), "ann asked for it", EarlierRollbacks.NONE)))
                .isInstanceOf(IllegalStateException.class));
    }

    @Example
    void the_law_catches_one_that_starts_over_when_its_agent_was_killed() {
        catches(BrokenMachines.deploysAgainWhenARollbackIsKilled());
    }

    @Example
    void the_law_catches_one_that_lets_the_deployment_stand_when_it_is_interrupted() {
        catches(BrokenMachines.letsTheDeploymentStandWhenInterrupted());
    }

    @Example
    void the_law_catches_one_that_takes_its_steps_for_done() {
        catches(BrokenMachines.takesTheWayBackForDone());
    }

    private static Stream<RepeatedRollbackTrace> repeated(MachineUnderTest machine) {
        return RunArbitraries.sample(WORLDS).flatMap(world -> world.rollBackAgain(machine).stream());
    }

    @Example
    void what_failed_is_done_when_it_is_asked_for_again_and_nothing_twice() {
        List<RepeatedRollbackTrace> traces = repeated(MachineUnderTest.REAL).toList();
        assertThat(traces).hasSizeGreaterThan(20);
        assertThat(traces)
                .allSatisfy(trace ->
                        assertThat(trace.doesWhatIsLeft()).as("%s", trace).isEmpty());
        assertThat(traces).as("some of them").anyMatch(trace -> trace.again().endedAs(Ending.ROLLED_BACK));
        assertThat(traces)
                .as("where something was done before")
                .anyMatch(trace ->
                        !trace.first().undone().last().triedBack().done().isEmpty());
    }

    @Example
    void the_law_catches_one_that_forgets_what_is_done() {
        MachineUnderTest broken = BrokenMachines.knowsOfEarlierRollbacks(earlier -> EarlierRollbacks.NONE);
        assertThat(repeated(broken).anyMatch(trace -> !trace.doesWhatIsLeft().isEmpty()))
                .isTrue();
    }

    @Example
    void the_law_catches_one_that_takes_what_was_tried_for_done() {
        MachineUnderTest broken = BrokenMachines.knowsOfEarlierRollbacks(
                earlier -> new EarlierRollbacks(earlier.tried(), earlier.tried()));
        assertThat(repeated(broken).anyMatch(trace -> !trace.doesWhatIsLeft().isEmpty()))
                .isTrue();
    }

    private static void catches(MachineUnderTest broken) {
        assertThat(traces(broken).anyMatch(trace -> !trace.onlyGoesBack().isEmpty()))
                .isTrue();
    }
}
