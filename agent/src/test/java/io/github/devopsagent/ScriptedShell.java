package io.github.devopsagent;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Stands for a shell: remembers what it was asked to run, and does as it was told; everything else succeeds. */
public final class ScriptedShell implements StepExecutor {

    /** Before the deployment, when it is verified, and the sample. */
    private static final int CHECKS_UNTIL_THE_SAMPLE = 3;

    private final Map<String, StepExecutor> script = new ConcurrentHashMap<>();
    private final Map<String, StepFinding> findings = new ConcurrentHashMap<>();
    private final Map<String, String> missingPrograms = new ConcurrentHashMap<>();
    private final List<StepRequest> requests = new ArrayList<>();
    private final AtomicReference<AssertionError> wrong = new AtomicReference<>();
    private final List<Runnable> afterTheLastLook = new CopyOnWriteArrayList<>();

    private ScriptedShell() {}

    public static ScriptedShell aShell() {
        return new ScriptedShell();
    }

    public ScriptedShell failing(String... commands) {
        for (String command : commands) {
            doing(command, step -> {
                step.output().line("output of " + command);
                return StepResult.failure(command + " is broken");
            });
        }
        return this;
    }

    /** Answers in turn; the last answer stands. */
    public ScriptedShell answering(String command, Boolean... healthy) {
        Iterator<Boolean> answers = Arrays.asList(healthy).iterator();
        boolean last = healthy[healthy.length - 1];
        return doing(
                command,
                step -> (answers.hasNext() ? answers.next() : last)
                        ? StepResult.success()
                        : StepResult.failure("unhealthy"));
    }

    public ScriptedShell doing(String command, StepExecutor what) {
        script.put(command, what);
        return this;
    }

    /** What somebody does once a sample of the monitoring has passed, if it is the only one: nobody looks after it. */
    public ScriptedShell afterTheLastLook(Runnable deed) {
        afterTheLastLook.add(deed);
        return this;
    }

    /** Carries out what is to be done after the last look, once. */
    RunListener neighbour() {
        return new RunListener() {
            @Override
            public void happened(RunEvent event, RunView run) {
                if (event instanceof RunEvent.Probed probed && probed.purpose() == Purpose.MONITOR) {
                    List<Runnable> deeds = List.copyOf(afterTheLastLook);
                    afterTheLastLook.clear();
                    deeds.forEach(Runnable::run);
                }
            }
        };
    }

    boolean hasNeighbour() {
        return !afterTheLastLook.isEmpty();
    }

    /** What somebody does while the only sample of the monitoring is taken. */
    public ScriptedShell duringTheLastSample(Runnable deed) {
        AtomicInteger checks = new AtomicInteger();
        return doing("check", step -> {
            if (checks.incrementAndGet() == CHECKS_UNTIL_THE_SAMPLE) {
                deed.run();
            }
            return StepResult.success();
        });
    }

    public ScriptedShell unableToRun(String command) {
        return unableToRun(command, "there is no command '" + command + "'");
    }

    public ScriptedShell unableToRun(String command, String why) {
        findings.put(command, StepFinding.cannotRun(why));
        return this;
    }

    public ScriptedShell missing(String command) {
        findings.put(command, StepFinding.missingNow("'" + command + "' is not there yet"));
        return this;
    }

    /** A program, whatever it is given. */
    public ScriptedShell notInstalled(String program, String note) {
        missingPrograms.put(program, note);
        return this;
    }

    @Override
    public StepResult execute(StepRequest request) throws Exception {
        synchronized (requests) {
            requests.add(request);
        }
        StepExecutor what = script.get(command(request));
        try {
            return what == null ? StepResult.success() : what.execute(request);
        } catch (AssertionError e) {
            wrong.compareAndSet(null, e);
            throw e;
        }
    }

    /** An agent takes what a step throws for the step's failure; whoever asks afterwards is told of it. */
    void requireNothingWrong() {
        if (wrong.get() != null) {
            throw new AssertionError("within a step: " + wrong.get().getMessage(), wrong.get());
        }
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        String command = input.required("run");
        String program = command.split(" ")[0];
        return Optional.ofNullable(findings.get(command)).or(() -> Optional.ofNullable(missingPrograms.get(program))
                .map(note -> StepFinding.notInstalled(program + ": not found", Optional.of(note))));
    }

    private static String command(StepRequest request) {
        return request.input().required("run");
    }

    /** Every command that was run, in order, but the health check {@code check}. */
    public List<String> commands() {
        return requests().stream()
                .map(ScriptedShell::command)
                .filter(command -> !command.equals("check"))
                .toList();
    }

    public List<StepRequest> requests() {
        requireNothingWrong();
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** How often a command was run. */
    public int count(String command) {
        return (int) requests().stream()
                .filter(request -> command(request).equals(command))
                .count();
    }

    /** The only request for a command. */
    public StepRequest request(String command) {
        List<StepRequest> all = requests().stream()
                .filter(request -> command(request).equals(command))
                .toList();
        if (all.size() != 1) {
            throw new AssertionError(command + " was run " + all.size() + " times");
        }
        return all.get(0);
    }
}
