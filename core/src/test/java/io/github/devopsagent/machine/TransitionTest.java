package io.github.devopsagent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.Tag;

/** Which transitions the worlds of the laws contain: all that are documented, and no other. */
@Tag(MatrixCells.TAG)
class TransitionTest {

    private static final Path PAGE = Path.of("../docs/state-machine.md");

    /** The rarest transition is in one of them, which comes early with this seed: it is number 2276. */
    private static final int WORLDS = MatrixCells.drawn(15_000, 3000);

    private static final long SEED = 28;

    private static final int OFFERED = 50;

    /** What the worlds show, which are drawn once for all examples. */
    private static final class Tried {

        static final Set<Transition> TRANSITIONS = new HashSet<>();

        static final Set<String> FAILING_BEYOND_RETURN = new HashSet<>();

        static {
            RunArbitraries.sample(WORLDS, SEED).map(RunScenario::run).forEach(Tried::add);
        }

        private static void add(RunTrace run) {
            List<Transition> transitions = Transition.of(run);
            TRANSITIONS.addAll(transitions);
            if (run.last().isBeyondReturn()) {
                transitions.stream()
                        .filter(each -> each.failure().isPresent())
                        .map(Transition::from)
                        .forEach(FAILING_BEYOND_RETURN::add);
            }
        }
    }

    @Example
    void the_page_shows_exactly_the_transitions_that_the_laws_have_tried() throws IOException {
        String page = new StateMachinePage(Tried.TRANSITIONS).text();
        if (Boolean.getBoolean("state-machine.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);

        assertThat(StateMachinePage.PHASES)
                .as("in which a run that goes forward is cancelled, stuck and killed")
                .allSatisfy(phase -> assertThat(Tried.TRANSITIONS.stream()
                                .filter(each -> each.from().equals(phase))
                                .map(Transition::event))
                        .contains("Cancelled", "Stuck", "Resumed"));
        assertThat(phasesWith("forward budget"))
                .as("in which the time is over")
                .containsExactlyInAnyOrder("Preparing", "Measuring", "Deploying", "Verifying", "Monitoring");
    }

    @Example
    void a_machine_has_no_transition_that_the_laws_have_not_tried() {
        assertThat(untried(MachineUnderTest.REAL)).isEmpty();
    }

    @Example
    void a_transition_that_the_laws_have_not_tried_is_found() {
        assertThat(untried(BrokenMachines.startsOverWhenReadinessIsChecked()))
                .containsExactly(new Transition("Verifying", "ReadinessChecked", "Preparing", Optional.empty()));
    }

    private static Set<Transition> untried(MachineUnderTest machine) {
        Set<Transition> tried =
                Tried.TRANSITIONS.stream().map(Transition::withoutFailure).collect(Collectors.toSet());
        return RunArbitraries.sample(OFFERED)
                .flatMap(world -> Transition.possible(world.run(), machine))
                .map(Transition::withoutFailure)
                .filter(each -> !tried.contains(each))
                .collect(Collectors.toSet());
    }

    private static Set<String> phasesWith(String failure) {
        return Tried.TRANSITIONS.stream()
                .filter(each ->
                        each.failure().filter(why -> why.contains(failure)).isPresent())
                .map(Transition::from)
                .collect(Collectors.toSet());
    }

    @Example
    void every_phase_and_every_kind_of_event_is_on_the_page() {
        assertThat(leaves(RunPhase.class).map(Transition::name))
                .containsExactlyInAnyOrderElementsOf(StateMachinePage.PHASES);
        assertThat(leaves(RunEvent.class).map(Class::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(StateMachinePage.EVENTS);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(TransitionTest::leaves)
                : Stream.of(type);
    }

    @Example
    void a_run_fails_beyond_the_point_of_no_return_in_each_phase_behind_it() {
        assertThat(Tried.FAILING_BEYOND_RETURN)
                .containsExactlyInAnyOrderElementsOf(List.of("Deploying", "Verifying", "Monitoring"));
    }
}
