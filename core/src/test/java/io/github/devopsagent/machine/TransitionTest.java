package io.github.devopsagent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;

/** Which transitions the worlds of the laws contain: all that are documented, and no other. */
class TransitionTest {

    private static final Path PAGE = Path.of("../docs/state-machine.md");

    /** The rarest transition is in one of them. */
    private static final int WORLDS = 15_000;

    /** What the worlds show, which are drawn once for all examples. */
    private static final class Drawn {

        static final Set<Transition> TRANSITIONS = new HashSet<>();

        static final Set<String> FAILING_BEYOND_RETURN = new HashSet<>();

        static {
            RunArbitraries.sample(WORLDS).map(RunScenario::run).forEach(Drawn::add);
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
        Set<Transition> drawn = Drawn.TRANSITIONS;
        String page = new StateMachinePage(drawn).text();
        if (Boolean.getBoolean("state-machine.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);

        assertThat(StateMachinePage.PHASES)
                .as("in which a run that goes forward is cancelled, stuck and killed")
                .allSatisfy(phase -> assertThat(drawn.stream()
                                .filter(each -> each.from().equals(phase))
                                .map(Transition::event))
                        .contains("Cancelled", "Stuck", "Resumed"));
        assertThat(phasesWith(drawn, "forward budget"))
                .as("in which the time is over")
                .containsExactlyInAnyOrder("Preparing", "Measuring", "Deploying", "Verifying", "Monitoring");
    }

    private static Set<String> phasesWith(Set<Transition> drawn, String failure) {
        return drawn.stream()
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
        assertThat(Drawn.FAILING_BEYOND_RETURN)
                .containsExactlyInAnyOrderElementsOf(List.of("Deploying", "Verifying", "Monitoring"));
    }
}
