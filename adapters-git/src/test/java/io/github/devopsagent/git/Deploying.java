package io.github.devopsagent.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.pipeline.Action;
import io.github.devopsagent.pipeline.Attempt;
import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.Input;
import io.github.devopsagent.pipeline.Problem;
import io.github.devopsagent.pipeline.Resolution;
import io.github.devopsagent.pipeline.Stage;
import io.github.devopsagent.pipeline.Step;
import io.github.devopsagent.pipeline.StepExecutor;
import io.github.devopsagent.pipeline.StepRequest;
import io.github.devopsagent.pipeline.StepResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What the agent does with a plan's steps, in deployment DEP-001 of EP-1 to production. */
final class Deploying {

    private final Map<String, StepExecutor> executors;
    private final ExecutionContext context;
    private final Path scratch;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private int attempts;

    private Deploying(Map<String, StepExecutor> executors, ExecutionContext context, Path scratch) {
        this.executors = executors;
        this.context = context;
        this.scratch = scratch;
    }

    /** With the executors that are discovered; the consensus directory is {@code consensus} in the work tree. */
    static Deploying in(Repo repo) {
        return with(GitSteps.executors(Places.around(), Remotes.DEFAULT), repo, "production");
    }

    static Deploying in(Repo repo, String environment) {
        return with(GitSteps.executors(Places.around(), Remotes.DEFAULT), repo, environment);
    }

    static Deploying with(GitAdapter adapter, Repo repo) {
        return with(adapter.executors(), repo, "production");
    }

    private static Deploying with(Map<String, StepExecutor> executors, Repo repo, String environment) {
        try {
            return new Deploying(
                    executors,
                    new ExecutionContext(
                            "EP-1",
                            "DEP-001",
                            environment,
                            repo.path(),
                            Map.of(
                                    ExecutionContext.CONSENSUS,
                                    repo.path().resolve("consensus").toString())),
                    Files.createTempDirectory(repo.path().getParent(), "scratch"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StepResult run(String uses, Map<String, Object> with) {
        attempts++;
        return perform(uses, new Input(with), placeOf(uses, with));
    }

    /** Runs its compensation. */
    StepResult undo(String uses, Map<String, Object> with) {
        Step compensation = executor(uses)
                .compensation(step(uses, with), placeOf(uses, with))
                .get(0);
        attempts++;
        return compensation
                .action()
                .fold(bare -> notAStep(), run -> notAStep(), use -> perform(use.executor(), use.input(), "rollback"));
    }

    private static StepResult notAStep() {
        throw new AssertionError("a compensation of git's is a step of git's");
    }

    private static Step step(String uses, Map<String, Object> with) {
        return new Step(
                "a step",
                new Action.Use(uses, new Input(with)),
                List.of(),
                Duration.ofMinutes(1),
                Map.of(),
                Optional.empty(),
                false,
                0);
    }

    Optional<Problem> check(String uses, Map<String, Object> with) {
        return executor(uses).check(new Input(with), context);
    }

    /** What a killed agent asks about its last attempt. */
    Resolution resolve(String uses) {
        return executor(uses).resolve(attempt());
    }

    void killedAfterRecording(GitStep step, Map<String, Object> with) throws Exception {
        killedAfterRecording(step, with, Duration.ZERO);
    }

    /** An agent that was killed, so long ago, between the record and what it is for; what it recorded. */
    StepRecord killedAfterRecording(GitStep step, Map<String, Object> with, Duration ago) throws Exception {
        attempts++;
        Input input = new Input(with);
        Location location = Location.around(context.workingDirectory())
                .ignoring(context.consensus().orElseThrow());
        try (WorkTree tree = WorkTree.open(location)) {
            StepRecord begun =
                    step.begin(tree, StepInput.of(step.name(), input, step.inputs()), context, (b, o, l) -> {});
            StepRecord record = new StepRecord(begun.commit(), begun.since().minus(ago), begun.notes());
            StepRecords records = new StepRecords(tree.repository(), context);
            String name = StepRecords.name(step.name(), placeOf(step.name(), with));
            new Trace(records.ref(name), location).leave(attempt());
            records.create(name, record);
            return record;
        }
    }

    private StepExecutor executor(String uses) {
        return Objects.requireNonNull(executors.get(uses), uses);
    }

    /** Steps of one executor and input are one step. */
    private static String placeOf(String uses, Map<String, Object> with) {
        return "deployment_steps/" + Integer.toUnsignedString((uses + new TreeMap<>(with)).hashCode());
    }

    private ExecutionContext at(String place) {
        Map<String, String> variables = new HashMap<>(context.variables());
        variables.put(ExecutionContext.STEP, place);
        return new ExecutionContext(
                context.epicId(), context.deploymentId(), context.environment(), context.workingDirectory(), variables);
    }

    private StepResult perform(String uses, Input input, String place) {
        try {
            return executor(uses)
                    .execute(new StepRequest(
                            "a step",
                            Stage.DEPLOY,
                            input,
                            at(place),
                            Duration.ofMinutes(1),
                            attempt(),
                            printed::write));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Attempt attempt() {
        return new Attempt("attempt-" + attempts, 1, new DirectoryScratch(scratch));
    }

    String printed() {
        return printed.toString(UTF_8);
    }

    ExecutionContext context() {
        return context;
    }
}
