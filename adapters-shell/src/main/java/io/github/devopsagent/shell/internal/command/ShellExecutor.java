package io.github.devopsagent.shell.internal.command;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.Problem;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.Exit;
import io.github.devopsagent.executor.StepResult.Failed;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.executor.StepResult.StillRunning;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.shell.internal.input.Handover;
import io.github.devopsagent.shell.internal.input.KnownInput;
import io.github.devopsagent.shell.internal.input.VariableNames;
import io.github.devopsagent.shell.internal.process.AttemptFiles;
import io.github.devopsagent.shell.internal.process.DescendantStepProcesses;
import io.github.devopsagent.shell.internal.process.ExitStatus;
import io.github.devopsagent.shell.internal.process.LeftoverProcesses;
import io.github.devopsagent.shell.internal.process.Lifeline;
import io.github.devopsagent.shell.internal.process.MachineTools;
import io.github.devopsagent.shell.internal.process.ProcStepProcesses;
import io.github.devopsagent.shell.internal.process.RunningStep;
import io.github.devopsagent.shell.internal.process.StepProcesses;
import io.github.devopsagent.shell.internal.process.Sweep;
import io.github.devopsagent.shell.internal.process.WrapperReports;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Runs commands: see {@link ShellExecutors}. */
public final class ShellExecutor implements StepExecutor {

    public static final String COMMAND = "run";

    private static final KnownInput KNOWN = new KnownInput(
            Action.SHELL,
            List.of(COMMAND),
            "write the command beside the step's other fields: {\"run\": \"…\", \"working_directory\": \"…\","
                    + " \"env\": {…}}, and a condition as part of it");

    /** For processes that left the group or were left behind by it, whose command has ended already. */
    private static final Duration STRAY_GRACE = Duration.ofSeconds(1);

    private final MachineTools machine;
    private final Duration grace;
    private final Lifeline lifeline;

    public ShellExecutor(MachineTools machine, Duration grace) {
        this.machine = machine;
        this.grace = grace;
        this.lifeline = new Lifeline(machine, grace);
    }

    @Override
    public List<String> warnings() {
        return Stream.of(
                        machine.caveats(),
                        VariableNames.OF_THE_SHELL.caveats(System.getenv().keySet()))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Optional<Problem> check(Input input, ExecutionContext context) {
        return KNOWN.checked(input)
                .fold(wrong -> Optional.of(Problem.cannotRun(wrong)), known -> new CommandCheck(context)
                        .check(known.text(COMMAND).orElse("")));
    }

    @Override
    public StepResult execute(StepRequest request) {
        return KNOWN.checked(request.input())
                .map(known -> known.text(COMMAND).orElse(""))
                .flatMap(command -> startable(command, request.context()))
                .flatMap(command -> start(request, command))
                .fold(NotStarted::new, wrapper -> run(request, wrapper));
    }

    private static Either<String, String> startable(String command, ExecutionContext context) {
        return obstacle(command, context)
                .<Either<String, String>>map(Either::left)
                .orElseGet(() -> Either.right(command));
    }

    private static Optional<String> obstacle(String command, ExecutionContext context) {
        Path directory = context.workingDirectory();
        return Handover.obstacle(command, context)
                .or(() -> Files.isDirectory(directory)
                        ? Optional.empty()
                        : Optional.of("the working directory " + directory + " does not exist"));
    }

    /** Returns why nothing was started, or the wrapper. */
    private Either<String, Process> start(StepRequest request, String command) {
        AttemptFiles files = AttemptFiles.of(request.attempt());
        files.requireNew();
        try {
            files.writeScript(command);
        } catch (UncheckedIOException e) {
            return Either.left("the command could not be written to " + files.script() + ": " + e.getMessage());
        }
        Map<String, String> variables = new HashMap<>(request.context().variables());
        variables.put(Attempt.VARIABLE, request.attempt().key());
        try {
            return Either.right(lifeline.start(
                    files, Lifeline.surroundings(request.context().withVariables(variables))));
        } catch (IOException e) {
            forget(files);
            return Either.left("the command could not be started: " + e.getMessage());
        }
    }

    private static void forget(AttemptFiles files) {
        try {
            files.forgetScript();
        } catch (UncheckedIOException e) {
            // The result says that nothing was started. If it is lost, the script will leave that in doubt.
        }
    }

    private StepResult run(StepRequest request, Process wrapper) {
        WrapperReports reports = new WrapperReports(wrapper.getErrorStream());
        StepProcesses processes = processes(request.attempt(), wrapper, reports);
        RunningStep step = new RunningStep(machine, wrapper, reports, processes, request.output(), grace);
        String disturbance = follow(step);
        Optional<ExitStatus> ended = reports.endedByItself();
        if (ended.filter(ExitStatus::isSuccess).isPresent()) {
            return ended.get().result();
        }
        List<String> left = new Sweep(processes, strayGrace()).end();
        return left.isEmpty()
                ? ended.map(ExitStatus::result).orElseGet(() -> ended(disturbance, reports))
                : stillRunning(left);
    }

    /** Returns why the command was ended, if it did not end by itself. */
    private String follow(RunningStep step) {
        try (step) {
            step.follow();
            return "its wrapper was ended from outside";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (RuntimeException e) {
            return "what it told could not be taken: " + e;
        }
    }

    private StepResult ended(String disturbance, WrapperReports reports) {
        return reports.cut()
                .<StepResult>map(status -> new Failed(disturbance + "; " + status.afterTerm(grace), status.exit()))
                .orElseGet(() -> new Failed((disturbance + " " + reports.complaints()).strip(), Exit.NONE));
    }

    @Override
    public Resolution resolve(Attempt attempt) {
        AttemptFiles files = AttemptFiles.of(attempt);
        if (files.neverStarted()) {
            return new Resolution.NotStarted();
        }
        LeftoverProcesses remains = LeftoverProcesses.of(attempt, machine, grace);
        remains.endWrapper();
        Optional<ExitStatus> ended = files.exitStatus();
        if (ended.filter(ExitStatus::isSuccess).isPresent()) {
            return new Resolution.Done(ended.get().result());
        }
        List<String> left = remains.end();
        return left.isEmpty()
                ? ended.<Resolution>map(status -> new Resolution.Done(status.result()))
                        .orElseGet(Resolution.Unknown::new)
                : new Resolution.Done(stillRunning(left));
    }

    private StepProcesses processes(Attempt attempt, Process wrapper, WrapperReports reports) {
        return machine.proc()
                .<StepProcesses>map(proc -> new ProcStepProcesses(proc, attempt.key(), () -> session(reports)))
                .orElseGet(() -> new DescendantStepProcesses(wrapper.toHandle()));
    }

    private OptionalLong session(WrapperReports reports) {
        return machine.setsid().isPresent() ? reports.job() : OptionalLong.empty();
    }

    private Duration strayGrace() {
        return grace.compareTo(STRAY_GRACE) < 0 ? grace : STRAY_GRACE;
    }

    private static StepResult stillRunning(List<String> left) {
        return new StillRunning("could not be ended: process " + String.join(", process ", left));
    }
}
