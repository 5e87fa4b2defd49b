package io.github.devopsagent.cli;

import io.github.devopsagent.cli.option.FailureException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What each sub-command has: a consensus directory, a settings file, an answer for people or for programs. */
@Command(sortOptions = false, abbreviateSynopsis = true)
abstract class Subcommand implements Callable<Integer> {

    final Streams streams;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-C", "--consensus"},
            paramLabel = "DIR",
            description = "the consensus directory, in which status.json lies; required")
    private Optional<Path> consensus = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "a properties file of flags, such as consensus=/srv/shop/consensus; a flag that is given here wins."
                            + " No file is looked for")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--json", description = "print one JSON object in one line, and nothing else, to standard output")
    private boolean json;

    @Option(
            names = "--log",
            paramLabel = "LEVEL",
            description = "log to standard error what happens: error, warn, info, debug or trace; by default only"
                    + " warnings of libraries")
    private Optional<Verbosity> log = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    @SuppressWarnings("UnusedVariable") // The parser does what it says.
    private boolean help;

    Subcommand(Streams streams) {
        this.streams = streams;
    }

    /** How much is logged. */
    enum Verbosity {
        error,
        warn,
        info,
        debug,
        trace
    }

    /** Does what the sub-command is for, and tells the exit code. */
    abstract int carryOut();

    @Override
    public final Integer call() {
        log.ifPresent(level -> {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level.name());
            System.setProperty("org.slf4j.simpleLogger.log.io.github.devopsagent", level.name());
        });
        return carryOut();
    }

    final Optional<Path> config() {
        return config;
    }

    final boolean isJson() {
        return json;
    }

    /** The consensus directory, which need not be there. */
    final Path consensus() {
        if (consensus.filter(directory -> directory.toString().isBlank()).isPresent()) {
            throw wrongUse("--consensus is blank; name the consensus directory: --consensus=DIR");
        }
        return consensus.orElseThrow(() -> wrongUse("name the consensus directory: --consensus=DIR"));
    }

    /** The consensus directory, for what does not say itself that there is none: a hold elsewhere would hold nothing. */
    final Path existingConsensus() {
        Path directory = consensus();
        Path status = directory.resolve("status.json");
        try {
            Files.readAttributes(status, BasicFileAttributes.class);
            return directory;
        } catch (AccessDeniedException e) {
            throw new FailureException(
                    "no permission to look into " + directory
                            + "; let this user read and enter it, or run as another one",
                    e);
        } catch (IOException e) {
            // What else may be wrong with the file, the sub-command tells.
        }
        if (!Files.exists(status) && !Files.exists(directory.resolve(".devops"))) {
            throw new FailureException(directory + " is no consensus directory; name the one with status.json in it");
        }
        return directory;
    }

    final ParameterException wrongUse(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    /** Prints the answer in the one form or the other. */
    final void answer(String forPrograms, String forPeople) {
        streams.out().println(json ? forPrograms : forPeople);
    }
}
