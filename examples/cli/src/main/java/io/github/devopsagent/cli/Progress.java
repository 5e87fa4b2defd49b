package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.run.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;

/** Tells a person what happens, with the agent's own words; the outcome is told by whoever called. */
final class Progress implements RunListener {

    private final PrintStream out;
    private final boolean isColoured;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final RunListener words = RunListener.printingTo(new PrintStream(said, true, UTF_8));

    Progress(PrintStream out, boolean isColoured) {
        this.out = out;
        this.isColoured = isColoured;
    }

    @Override
    public void started(RunView run) {
        words.started(run);
        print(Colour.HEADING);
    }

    @Override
    public void happened(RunEvent event, RunView run) {
        words.happened(event, run);
        print(event.fold(new EventColours()));
    }

    @Override
    public void printed(String name, String line) {
        words.printed(name, line);
        print(Colour.FAINT);
    }

    @Override
    public void stillRunning(String name, Duration elapsed) {
        words.stillRunning(name, elapsed);
        print(Colour.WARNING);
    }

    @Override
    public void waiting(String why, Duration atMost) {
        words.waiting(why, atMost);
        print(Colour.WARNING);
    }

    @Override
    public void retrying(String name, int attempt, int attempts, Duration pause) {
        words.retrying(name, attempt, attempts, pause);
        print(Colour.WARNING);
    }

    private void print(Colour colour) {
        said.toString(UTF_8).lines().forEach(line -> out.println(isColoured ? colour.of(line) : line));
        said.reset();
    }

    /** What went well is green, what did not is red. */
    private static final class EventColours implements RunEvent.EventCases<Colour> {

        @Override
        public Colour readinessChecked(RunEvent.ReadinessChecked event) {
            return event.findings().isEmpty() ? Colour.GOOD : Colour.WARNING;
        }

        @Override
        public Colour probed(RunEvent.Probed event) {
            return event.healthy() ? Colour.GOOD : Colour.BAD;
        }

        @Override
        public Colour measured(RunEvent.Measured event) {
            return event.reading().fold(number -> Colour.PLAIN, missing -> Colour.WARNING);
        }

        @Override
        public Colour gateConfirmed(RunEvent.GateConfirmed event) {
            return event.reasons().isEmpty() ? Colour.GOOD : Colour.BAD;
        }

        @Override
        public Colour stepIntended(RunEvent.StepIntended event) {
            return Colour.HEADING;
        }

        @Override
        public Colour stepStarted(RunEvent.StepStarted event) {
            return Colour.PLAIN;
        }

        @Override
        public Colour stepEnded(RunEvent.StepEnded event) {
            return event.result().isSuccess() ? Colour.GOOD : Colour.BAD;
        }

        @Override
        public Colour cancelled(RunEvent.Cancelled event) {
            return Colour.BAD;
        }

        @Override
        public Colour stuck(RunEvent.Stuck event) {
            return Colour.BAD;
        }

        @Override
        public Colour stepLost(RunEvent.StepLost event) {
            return Colour.BAD;
        }

        @Override
        public Colour resumed(RunEvent.Resumed event) {
            return Colour.WARNING;
        }
    }
}
