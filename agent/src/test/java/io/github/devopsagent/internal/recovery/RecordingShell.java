package io.github.devopsagent.internal.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.plan.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands for a shell whose commands have effects that can be counted: each adds its name to a file. It leaves its
 * script before and its exit code after that, as the shell does, and goes by these when it is asked what became of an
 * attempt.
 */
public final class RecordingShell implements StepExecutor {

    private final Path file;
    private final Set<String> failing;
    private final List<String> unrecorded = new CopyOnWriteArrayList<>();

    public RecordingShell(Path file, Set<String> failing) {
        this.file = file;
        this.failing = failing;
    }

    public List<String> all() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commands of a deployment that began although nothing on the disk tells of it. */
    public List<String> unrecorded() {
        return List.copyOf(unrecorded);
    }

    /** An intent is in the journal; one of a rollback may instead be told by a reserve that was given up. */
    private static boolean isRecorded(StepRequest request) {
        Path run = request.attempt().scratch().directory();
        return (request.stage() == Stage.ROLLBACK && !Files.exists(run.resolve("reserve")))
                || Journal.read(run.resolve("../../journal")).records().stream()
                        .anyMatch(record -> new String(record, UTF_8)
                                .contains(request.attempt().key()));
    }

    @Override
    public StepResult execute(StepRequest request) throws IOException {
        String command = request.input().required("run");
        Attempt attempt = request.attempt();
        if (command.equals("check")) {
            return StepResult.success();
        }
        if (command.equals("count")) {
            boolean isWorse = all().contains("three") && !all().contains("undo three");
            request.output().line(isWorse ? "5" : "1");
            return StepResult.success();
        }
        if (!isRecorded(request)) {
            unrecorded.add(command);
        }
        attempt.scratch().createUnsynced(attempt.key() + ".sh", new byte[0]);
        request.output().startedAs(new ProcessId("boot", 4711, Optional.of(Instant.EPOCH)));
        if (Thread.currentThread().isInterrupted()) {
            return new StepResult.NotStarted("its start could not be recorded");
        }
        request.output().line("before " + command);
        Files.writeString(file, command + "\n", CREATE, APPEND);
        request.output().line("after " + command);
        boolean fails = failing.contains(command);
        Files.writeString(exitCode(attempt), fails ? "1" : "0");
        return fails ? StepResult.failure("exit code 1") : StepResult.success();
    }

    @Override
    public Resolution resolve(Attempt attempt) {
        try {
            // As behind the gate of the shell: what is not recorded as started did not begin.
            if (attempt.process().isEmpty() && attempt.agent().isPresent()) {
                return new Resolution.NotStarted();
            }
            if (!Files.exists(exitCode(attempt))) {
                return new Resolution.Unknown();
            }
            return new Resolution.Done(
                    Files.readString(exitCode(attempt)).equals("0")
                            ? StepResult.success()
                            : StepResult.failure("exit code 1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path exitCode(Attempt attempt) {
        return attempt.scratch().directory().resolve(attempt.key() + ".exit");
    }
}
