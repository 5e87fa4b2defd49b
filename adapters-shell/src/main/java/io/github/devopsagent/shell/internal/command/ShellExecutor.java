package io.github.devopsagent.shell.internal.command;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.Exit;
import io.github.devopsagent.executor.StepResult.Failed;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.executor.StepResult.StillRunning;
import io.github.devopsagent.executor.StepResult.Succeeded;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.script.Interpreter;
import io.github.devopsagent.script.Script;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.shell.internal.input.Handover;
import io.github.devopsagent.shell.internal.input.KnownInput;
import io.github.devopsagent.shell.internal.input.ShellVariables;
import io.github.devopsagent.shell.internal.input.VariableNames;
import io.github.devopsagent.shell.internal.process.AttemptFiles;
import io.github.devopsagent.shell.internal.process.ExitStatus;
import io.github.devopsagent.shell.internal.process.LeftoverProcesses;
import io.github.devopsagent.shell.internal.process.MachineTools;
import io.github.devopsagent.shell.internal.process.ProcStepProcesses;
import io.github.devopsagent.shell.internal.process.ProcessCleanup;
import io.github.devopsagent.shell.internal.process.RunningStep;
import io.github.devopsagent.shell.internal.process.StepCommand;
import io.github.devopsagent.shell.internal.process.StepProcesses;
import io.github.devopsagent.shell.internal.process.StepRunner;
import io.vavr.control.Either;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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
    private final StepRunner runner;
    private final CheckingShell checkingShell;
    private final ShellVariables shellVariables;

    public ShellExecutor(MachineTools machine, Duration grace) {
        this.machine = machine;
        this.grace = grace;
        this.checkingShell = new CheckingShell(machine.shell());
        this.shellVariables = new ShellVariables(machine.shell());
        this.runner = new StepRunner(machine, grace);
    }

    @Override
    public void release() {
        runner.release();
        checkingShell.release();
        shellVariables.forget();
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(machine.warnings());
        warnings.addAll(VariableNames.OF_THE_SHELL.warnings(System.getenv().keySet()));
        return List.copyOf(warnings);
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        Either<String, StepCommand> command = command(input);
        if (command.isLeft()) {
            return Optional.of(StepFinding.cannotRun(command.getLeft()));
        }
        String text = command.get().text();
        Optional<String> refusal = Handover.refusal(text, context);
        Optional<Interpreter> interpreter = command.get().interpreter();
        if (refusal.isEmpty()) {
            refusal = shellVariables.refusal(context, interpreter);
        }
        if (refusal.isPresent()) {
            return Optional.of(StepFinding.cannotRun(refusal.get()));
        }
        CommandCheck check = new CommandCheck(new StepShell(context, machine.shell()), checkingShell);
        return interpreter.isPresent()
                ? new InterpreterCheck(interpreter.get(), context, check).check(text)
                : check.check(text);
    }

    @Override
    public StepResult execute(StepRequest request) {
        Either<String, StepCommand> command = startable(request);
        if (command.isLeft()) {
            return new NotStarted(command.getLeft());
        }
        Either<String, RunningStep> step =
                runner.start(command.get(), request.attempt(), request.context(), request.output());
        return step.isLeft() ? new NotStarted(step.getLeft()) : run(request, step.get());
    }

    @Override
    public void prepare(StepRequest next) {
        Either<String, StepCommand> command = startable(next);
        if (command.isRight()) {
            runner.prepare(command.get(), next.attempt(), next.context());
        }
    }

    /** The interpreter is the agent's to name, by the script's first line. */
    private static Either<String, StepCommand> command(Input input) {
        Map<String, Object> values = new LinkedHashMap<>(input.values());
        values.remove(Script.INTERPRETER);
        Either<String, Input> known = KNOWN.checked(new Input(values));
        return known.isLeft()
                ? Either.left(known.getLeft())
                : Either.right(new StepCommand(known.get().text(COMMAND).orElse(""), Script.interpreter(input)));
    }

    private Either<String, StepCommand> startable(StepRequest request) {
        Either<String, StepCommand> command = command(request.input());
        if (command.isLeft()) {
            return command;
        }
        Optional<String> refusal = refusal(command.get(), request.context());
        return refusal.isPresent() ? Either.left(refusal.get()) : command;
    }

    private Optional<String> refusal(StepCommand command, ExecutionContext context) {
        Optional<String> refusal = Handover.refusal(command.text(), context);
        if (refusal.isEmpty()) {
            refusal = shellVariables.knownRefusal(context, command.interpreter());
        }
        if (refusal.isEmpty() && !Files.isDirectory(context.workingDirectory())) {
            refusal = Optional.of("the working directory " + context.workingDirectory() + " does not exist");
        }
        return refusal;
    }

    private StepResult run(StepRequest request, RunningStep step) {
        try (step) {
            Optional<String> refusal = step.begin();
            if (refusal.isPresent()) {
                return new NotStarted(refusal.get());
            }
            // Where only parents lead to children, they are looked up while there are parents.
            StepProcesses processes = processes(request.attempt(), step.handle());
            Optional<String> disturbance = step.follow();
            Optional<ExitStatus> ended = step.exit();
            if (disturbance.isEmpty() && ended.isPresent() && ended.get().isSuccess()) {
                return new Succeeded(step.leave(), ended.get().exit());
            }
            processes.look(each -> {});
            step.cut();
            List<String> left = new ProcessCleanup(processes, strayGrace()).end();
            step.settle();
            return left.isEmpty() ? ended(disturbance, step) : stillRunning(left);
        }
    }

    private static StepResult ended(Optional<String> disturbance, RunningStep step) {
        Optional<ExitStatus> exit = step.exit();
        if (disturbance.isEmpty()) {
            return exit.map(ExitStatus::result)
                    .orElseGet(() -> new Failed("it ended, and nobody knows how", Exit.NONE));
        }
        return new Failed(
                disturbance.get() + step.afterTerm().map(how -> "; " + how).orElse(""),
                exit.map(ExitStatus::exit).orElse(Exit.NONE));
    }

    /**
     * Its exit code is known to its agent alone, so that nobody knows how an attempt ended that had begun. It begins when
     * its start is recorded, which nobody can lose but a machine that stops.
     */
    @Override
    public Resolution resolve(Attempt attempt) {
        boolean began = attempt.process().isPresent()
                || !attempt.agent().filter(machine::isOfThisBoot).isPresent()
                || !AttemptFiles.of(attempt).isGated();
        LeftoverProcesses remains = LeftoverProcesses.of(attempt, machine, grace);
        remains.endWatchdog();
        List<String> left = remains.end();
        if (!left.isEmpty()) {
            return new Resolution.Done(stillRunning(left));
        }
        return began ? new Resolution.Unknown() : new Resolution.NotStarted();
    }

    private StepProcesses processes(Attempt attempt, ProcessHandle first) {
        boolean leads = machine.setsid().isPresent();
        OptionalLong session = leads ? OptionalLong.of(first.pid()) : OptionalLong.empty();
        return machine.proc().isPresent()
                ? new ProcStepProcesses(machine.proc().get(), attempt.key(), session, leads)
                : StepProcesses.descendantsOf(first);
    }

    private Duration strayGrace() {
        return grace.compareTo(STRAY_GRACE) < 0 ? grace : STRAY_GRACE;
    }

    private static StepResult stillRunning(List<String> left) {
        return new StillRunning("could not be ended: process " + String.join(", process ", left));
    }
}
