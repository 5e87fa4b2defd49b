package io.github.devopsagent.git.internal.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.remote.RemoteAccess;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.git.internal.repository.WorkTreeLocator;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import io.github.devopsagent.git.internal.steprecord.StepRecordStore;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
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
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the agent does with a plan's steps, in deployment DEP-001 of EP-1 to production. */
public final class DeploymentFixture {

    private final Map<String, StepExecutor> executors;
    private final ExecutionContext context;
    private final Path scratch;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    /** All that an attempt has started is found by its key and ended, also what the tests beside these started. */
    private final String own = UUID.randomUUID().toString();

    private int attempts;

    private DeploymentFixture(Map<String, StepExecutor> executors, ExecutionContext context, Path scratch) {
        this.executors = executors;
        this.context = context;
        this.scratch = scratch;
    }

    /** With the executors that are discovered; the consensus directory is {@code consensus} in the work tree. */
    public static DeploymentFixture in(TestRepository repo) {
        return with(GitStepExecutors.executors(WorkTreeLocator.around(), RemoteAccess.DEFAULT), repo, "production");
    }

    static DeploymentFixture in(TestRepository repo, String environment) {
        return with(GitStepExecutors.executors(WorkTreeLocator.around(), RemoteAccess.DEFAULT), repo, environment);
    }

    public static DeploymentFixture with(GitAdapter adapter, TestRepository repo) {
        return with(adapter.executors(), repo, "production");
    }

    private static DeploymentFixture with(
            Map<String, StepExecutor> executors, TestRepository repo, String environment) {
        try {
            return new DeploymentFixture(
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

    /** The same with a variable that the plan sets. */
    public DeploymentFixture withVariable(String name, String value) {
        Map<String, String> variables = new HashMap<>(context.variables());
        variables.put(name, value);
        return new DeploymentFixture(executors, context.withVariables(variables), scratch);
    }

    /** The same with a setting of git's that the environment has. */
    public DeploymentFixture withSetting(String key, String value) {
        int count = Integer.parseInt(context.variables().getOrDefault("GIT_CONFIG_COUNT", "0"));
        return withVariable("GIT_CONFIG_COUNT", String.valueOf(count + 1))
                .withVariable("GIT_CONFIG_KEY_" + count, key)
                .withVariable("GIT_CONFIG_VALUE_" + count, value);
    }

    public StepResult run(String uses, Map<String, Object> with) {
        attempts++;
        return perform(uses, new Input(with), pathOf(uses, with));
    }

    /** Runs its compensation. */
    public StepResult undo(String uses, Map<String, Object> with) {
        Step compensation = executor(uses)
                .compensation(step(uses, with), pathOf(uses, with))
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
                0,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of());
    }

    public Optional<StepFinding> check(String uses, Map<String, Object> with) {
        return executor(uses).check(new Input(with), context);
    }

    /** What a killed agent asks about its last attempt. */
    public Resolution resolve(String uses) {
        return executor(uses).resolve(attempt());
    }

    void killedAfterRecording(GitStep step, Map<String, Object> with) throws Exception {
        killedAfterRecording(step, with, Duration.ZERO);
    }

    /** An agent that was killed, so long ago, between the record and what it is for; what it recorded. */
    StepRecord killedAfterRecording(GitStep step, Map<String, Object> with, Duration ago) throws Exception {
        attempts++;
        Input input = new Input(with);
        WorkTreeLocation location = WorkTreeLocation.around(context.workingDirectory())
                .ignoring(context.consensus().orElseThrow());
        try (OpenWorkTree tree = OpenWorkTree.open(location)) {
            StepRecord begun =
                    step.begin(tree, StepInput.of(step.name(), input, step.inputs()), context, (b, o, l) -> {});
            StepRecord record =
                    new StepRecord(begun.commit(), begun.since().minus(ago), begun.notes()).with("process", "another");
            StepRecordStore records =
                    new StepRecordStore(tree.repository(), context, attempt().scratch());
            String name = StepRecordStore.name(step.name(), pathOf(step.name(), with));
            new AttemptNote(records.ref(name), location).leave(attempt());
            records.create(name, record);
            return record;
        }
    }

    private StepExecutor executor(String uses) {
        return Objects.requireNonNull(executors.get(uses), uses);
    }

    /** Steps of one executor and input are one step. */
    private static String pathOf(String uses, Map<String, Object> with) {
        return "deployment_steps/" + Integer.toUnsignedString((uses + new TreeMap<>(with)).hashCode());
    }

    private ExecutionContext at(String path) {
        Map<String, String> variables = new HashMap<>(context.variables());
        variables.put(ExecutionContext.STEP, path);
        return new ExecutionContext(
                context.epicId(), context.deploymentId(), context.environment(), context.workingDirectory(), variables);
    }

    private StepResult perform(String uses, Input input, String path) {
        try {
            return executor(uses)
                    .execute(new StepRequest(
                            "a step",
                            Stage.DEPLOY,
                            input,
                            at(path),
                            Duration.ofMinutes(1),
                            attempt(),
                            new Output(printed, secrets)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Attempt attempt() {
        return new Attempt("attempt-" + own + "-" + attempts, 1, new DirectoryScratch(scratch));
    }

    /** What the run is told to mask. */
    public List<String> secrets() {
        return List.copyOf(secrets);
    }

    private record Output(ByteArrayOutputStream printed, List<String> secrets) implements StepOutput {

        @Override
        public void write(byte[] bytes, int offset, int length) {
            printed.write(bytes, offset, length);
        }

        @Override
        public void secret(String value) {
            secrets.add(value);
        }
    }

    public String printed() {
        return printed.toString(UTF_8);
    }
}
