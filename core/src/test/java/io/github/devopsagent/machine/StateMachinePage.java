package io.github.devopsagent.machine;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import io.github.devopsagent.run.RunEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The page of the documentation that shows the phases of a run, and which event leads from which to which. */
final class StateMachinePage {

    /** In the order in which a run goes through them. */
    static final List<String> PHASES = Stream.of(
                    PreparingPhase.class,
                    MeasuringPhase.class,
                    DeployingPhase.class,
                    VerifyingPhase.class,
                    MonitoringPhase.class,
                    RollingBackPhase.class,
                    EndedPhase.class)
            .map(Transition::name)
            .toList();

    static final List<String> EVENTS = Stream.of(
                    RunEvent.ReadinessChecked.class,
                    RunEvent.Probed.class,
                    RunEvent.Measured.class,
                    RunEvent.GateConfirmed.class,
                    RunEvent.StepIntended.class,
                    RunEvent.StepStarted.class,
                    RunEvent.StepEnded.class,
                    RunEvent.Cancelled.class,
                    RunEvent.Stuck.class,
                    RunEvent.Resumed.class,
                    RunEvent.StepLost.class)
            .map(Class::getSimpleName)
            .toList();

    private static final String PAGE = """
            # The phases of a run

            A run is in one of seven phases, and only an event leads from one to another. This page is drawn by
            `TransitionTest` from what happens in the worlds in which the laws of a run are tried; a transition that is
            missing here, or that no law has tried, fails that test. It is drawn anew with

                mvn -pl core -Dtest=TransitionTest -Dstate-machine.write=true test

            ```mermaid
            stateDiagram-v2
                [*] --> Preparing
                [*] --> RollingBack: a rollback on demand
            %s
                Ended --> [*]
            ```

            Which phase comes after an event (rows), by the phase before it (columns). *stays*: the phase goes on, or the
            event comes too late to change anything. A dash: no such event comes in this phase.

            | event | %s |
            |---%s|
            %s
            """;

    private final Set<Transition> drawn;

    StateMachinePage(Set<Transition> drawn) {
        this.drawn = drawn;
    }

    String text() {
        return PAGE.formatted(
                PHASES.stream().flatMap(this::edges).collect(joining("\n")),
                String.join(" | ", PHASES),
                "|---".repeat(PHASES.size()),
                EVENTS.stream().map(this::row).collect(joining("\n")));
    }

    private Stream<String> edges(String from) {
        return PHASES.stream()
                .filter(to -> !to.equals(from) && !events(from, to).isEmpty())
                .map(to -> "    " + from + " --> " + to + ": " + String.join(", ", events(from, to)));
    }

    private List<String> events(String from, String to) {
        return EVENTS.stream()
                .filter(event -> targets(from, event).contains(to))
                .toList();
    }

    private Set<String> targets(String from, String event) {
        return drawn.stream()
                .filter(each -> each.from().equals(from) && each.event().equals(event))
                .map(Transition::to)
                .collect(toCollection(TreeSet::new));
    }

    private String row(String event) {
        return PHASES.stream().map(from -> cell(from, event)).collect(joining(" | ", "| " + event + " | ", " |"));
    }

    private String cell(String from, String event) {
        Set<String> targets = targets(from, event);
        return targets.isEmpty()
                ? "–"
                : PHASES.stream()
                        .filter(targets::contains)
                        .map(to -> to.equals(from) ? "*stays*" : to)
                        .collect(joining(", "));
    }
}
