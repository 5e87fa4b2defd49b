package io.github.devopsagent.cli;

import io.github.devopsagent.RunListener;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How much is told while a run is under way. */
final class ProgressOptions {

    @Option(names = "--quiet", description = "tell the outcome only")
    private boolean quiet;

    @Option(
            names = "--events",
            description = "print to standard output what happens as it happens, a JSON object in a line each")
    private boolean events;

    /** Progress goes to standard output, or to standard error if that is for programs. */
    List<RunListener> listeners(Streams streams, boolean isJson) {
        List<RunListener> listeners = new ArrayList<>();
        if (events) {
            listeners.add(RunListener.ofEvents(event -> streams.out().println(event.toJson())));
        }
        if (!quiet) {
            boolean isForPrograms = isJson || events;
            listeners.add(
                    isForPrograms
                            ? new Progress(streams.err(), streams.colouredErr())
                            : new Progress(streams.out(), streams.colouredOut()));
        }
        return listeners;
    }
}
