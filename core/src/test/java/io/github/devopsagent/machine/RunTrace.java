package io.github.devopsagent.machine;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a simulated run left: the laws are judged by this alone, and not by what the machine believes.
 *
 * @param plan what was to be carried out
 * @param startedAt when it began
 * @param actions what the machine asked for
 * @param journal what really happened
 * @param ending how it ended; empty if it did not within {@link RunSimulation#MOST_ACTIONS}
 * @param last what the machine believes at the end; for the statistics
 */
record RunTrace(
        RunPlan plan,
        Instant startedAt,
        List<NextAction> actions,
        List<RunEvent> journal,
        Optional<Ending> ending,
        RunState last) {

    boolean endedAs(Ending expected) {
        return ending.filter(expected::equals).isPresent();
    }

    <E> Stream<E> events(Class<E> kind) {
        return journal.stream().filter(kind::isInstance).map(kind::cast);
    }

    <A> Stream<A> actions(Class<A> kind) {
        return actions.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The attempts of all steps, in the order of their intents. */
    List<Try> tries() {
        List<Try> tries = new ArrayList<>();
        for (int i = 0; i < journal.size(); i++) {
            if (journal.get(i) instanceof RunEvent.StepIntended intent) {
                tries.add(new Try(intent.step(), i, endOf(intent, i)));
            }
        }
        return tries;
    }

    List<Try> tries(StepRef step) {
        return tries().stream().filter(each -> each.step().equals(step)).toList();
    }

    /** Nothing else is begun before an attempt has ended, or is lost. */
    private Optional<RunEvent.StepEnded> endOf(RunEvent.StepIntended intent, int index) {
        return journal.subList(index + 1, journal.size()).stream()
                .takeWhile(event -> !(event instanceof RunEvent.StepIntended))
                .filter(RunEvent.StepEnded.class::isInstance)
                .map(RunEvent.StepEnded.class::cast)
                .filter(end -> end.step().equals(intent.step()) && end.attempt() == intent.attempt())
                .findFirst();
    }

    /** The part of this trace before an event. */
    RunTrace before(int index) {
        return new RunTrace(plan, startedAt, actions, journal.subList(0, index), ending, last);
    }

    /** The part of this trace since the run was begun, or begun anew after a kill. */
    RunTrace round() {
        int from = Math.max(0, lastIndexOf(RunEvent.ReadinessChecked.class));
        return new RunTrace(plan, startedAt, actions, journal.subList(from, journal.size()), ending, last);
    }

    /** How long no agent ran, from a moment on. */
    Duration pausesFrom(Instant moment) {
        return IntStream.range(1, journal.size())
                .filter(i -> isInterruption(journal.get(i)))
                .filter(i -> !journal.get(i - 1).at().isBefore(moment))
                .mapToObj(i ->
                        Duration.between(journal.get(i - 1).at(), journal.get(i).at()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Its agent was killed and another one goes on, or it ended its own step with its lease. */
    static boolean isInterruption(RunEvent event) {
        return event instanceof RunEvent.Resumed
                || (event instanceof RunEvent.StepLost lost && !lost.reason().isEmpty());
    }

    /** The place of the last interruption; -1 if there is none. */
    int lastInterruption() {
        return lastIndexOf(RunTrace::isInterruption);
    }

    /** The part of this trace after the last interruption; all of it if there is none. */
    RunTrace sinceInterruption() {
        return new RunTrace(
                plan, startedAt, actions, journal.subList(lastInterruption() + 1, journal.size()), ending, last);
    }

    /** The place of the first event of a kind; the end if there is none. */
    int firstIndexOf(Class<? extends RunEvent> kind) {
        return IntStream.range(0, journal.size())
                .filter(i -> kind.isInstance(journal.get(i)))
                .findFirst()
                .orElse(journal.size());
    }

    int lastIndexOf(Class<? extends RunEvent> kind) {
        return lastIndexOf(kind::isInstance);
    }

    private int lastIndexOf(Predicate<RunEvent> kind) {
        return IntStream.range(0, journal.size())
                .filter(i -> kind.test(journal.get(i)))
                .reduce((one, other) -> other)
                .orElse(-1);
    }

    /** The answers for a purpose since the agent was last restarted while it asked for them. */
    List<RunEvent.Probed> lastRoundOf(Purpose purpose) {
        List<RunEvent.Probed> round = new ArrayList<>();
        boolean restarted = false;
        for (RunEvent event : journal) {
            restarted |= isInterruption(event);
            if (event instanceof RunEvent.Probed probe && probe.purpose() == purpose) {
                if (restarted) {
                    round.clear();
                }
                restarted = false;
                round.add(probe);
            }
        }
        return round;
    }

    /** The samples of monitoring since the agent was last restarted while it took them: what was asked, one by one. */
    List<RunEvent> lastWindow() {
        List<RunEvent> window = new ArrayList<>();
        boolean restarted = false;
        for (RunEvent event : journal) {
            restarted |= isInterruption(event);
            boolean isProbe = event instanceof RunEvent.Probed probe && probe.purpose() == Purpose.MONITOR;
            boolean isMetric = event instanceof RunEvent.Measured metric && metric.purpose() == Purpose.MONITOR;
            if (isProbe || isMetric) {
                if (restarted) {
                    window.clear();
                }
                restarted = false;
                window.add(event);
            }
        }
        return window;
    }

    /** The clock immediately before an event; an interruption may fall into the midst of what it describes. */
    Instant clockBefore(int index) {
        return journal.subList(0, Math.min(index, journal.size())).stream()
                .filter(event -> !(event instanceof RunEvent.Cancelled))
                .map(RunEvent::at)
                .max(Instant::compareTo)
                .orElse(startedAt);
    }

    @Override
    public String toString() {
        return journal.stream().map(RunEvent::toString).collect(joining("\n  ", "\n  ", "\n  => " + ending));
    }

    /**
     * One attempt of a step.
     *
     * @param step the step
     * @param index the place of its intent among the events
     * @param end how it ended; empty if nobody knows
     */
    record Try(StepRef step, int index, Optional<RunEvent.StepEnded> end) {

        boolean succeeded() {
            return end.filter(event -> event.result().isSuccess()).isPresent();
        }

        boolean isProvenNotToHaveStarted() {
            return end.filter(event -> event.result() instanceof StepResult.NotStarted)
                    .isPresent();
        }

        boolean runsOn() {
            return end.filter(event -> event.result() instanceof StepResult.StillRunning)
                    .isPresent();
        }

        boolean isInDoubt() {
            return end.isEmpty();
        }
    }
}
