package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.HostEnvironment;
import io.github.devopsagent.executor.PlannedStep;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.GitExecutors;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import io.github.devopsagent.git.internal.steprecord.StepRecordStore;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.plan.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A git step as a plan has it, carried out, resolved and undone as an agent does. */
public final class GitStepFixture {

    private final TestRepository repo;
    private final Path scratch;
    private final String executor;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Map<String, StepExecutor> executors = new GitExecutors().executors();
    private final List<PlannedStep> before = new ArrayList<>();
    private Input input = Input.none();
    private Optional<Path> consensus = Optional.empty();
    private HostEnvironment host = HostEnvironment.AS_IT_IS;
    private String key = "none";
    private String run = "one";
    private String path = "deployment_steps/0";

    private GitStepFixture(TestRepository repo, Path scratch, String executor) {
        this.repo = repo;
        this.scratch = scratch;
        this.executor = executor;
    }

    /** Scratch files lie beside the repository. */
    public static GitStepFixture aStep(TestRepository repo, String executor) {
        try {
            Path scratch = Files.createDirectories(
                    repo.path().resolveSibling(repo.path().getFileName() + "-scratch"));
            return new GitStepFixture(repo, scratch, executor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By an adapter that heeds what the repository's own configuration says. */
    GitStepFixture trusting() {
        executors = GitAdapter.of(repo.path()).trustingRepositoryConfiguration().executors();
        return this;
    }

    public GitStepFixture with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(input.values());
        more.put(name, value);
        input = new Input(more);
        return this;
    }

    GitStepFixture at(int index) {
        path = "deployment_steps/" + index;
        return this;
    }

    GitStepFixture inRun(String other) {
        run = other;
        return this;
    }

    public GitStepFixture consensusIn(String directory) {
        consensus = Optional.of(repo.path().resolve(directory));
        return this;
    }

    GitStepFixture inheriting(HostEnvironment environment) {
        host = environment;
        return this;
    }

    /** Another step of the same run, by the same agent. */
    GitStepFixture sibling(String other) {
        GitStepFixture made = new GitStepFixture(repo, scratch, other);
        made.executors = executors;
        return made;
    }

    /** A step of the same run, by the agent that goes on after the one before was killed. */
    GitStepFixture afterKill(String other) {
        return new GitStepFixture(repo, scratch, other);
    }

    Optional<StepFinding> check() {
        return find(executor).check(input, context(), before);
    }

    /** Of its plan, which has another git step before it. */
    GitStepFixture after(GitStepFixture other) {
        before.add(new PlannedStep(other.executor, other.input, other.context()));
        return this;
    }

    GitStepFixture afterCommand(String command) {
        before.add(new PlannedStep(Action.SHELL, Input.of("run", command), context()));
        return this;
    }

    public StepResult run() throws Exception {
        key = "run-" + UUID.randomUUID();
        return find(executor).execute(request(executor, input));
    }

    /** In another JVM, which may be killed. */
    Process start(String what, String argument) throws IOException {
        return start(what, argument, Map.of());
    }

    /** The same with other variables. */
    Process start(String what, String argument, Map<String, String> environment) throws IOException {
        key = "run-" + UUID.randomUUID();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                KillableGitProcess.class.getName(),
                repo.path().toString(),
                scratch.toString(),
                key,
                what,
                argument);
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).start();
    }

    Path scratch() {
        return scratch;
    }

    /** The latest attempt, to which {@link #goBackTo} goes back. */
    String latest() {
        return key;
    }

    /** As if there had been no attempt since. */
    void goBackTo(String attempt) {
        key = attempt;
    }

    /** What became of the latest attempt. */
    Resolution resolve() {
        return find(executor).resolve(attempt());
    }

    /** The command with which a person undoes it, as it is known before the step begins. */
    Optional<String> undoCommand() {
        Action.Use use = compensationStep().action().use();
        return find(use.executor()).command(use.input(), context());
    }

    private Step compensationStep() {
        return find(executor)
                .compensation(Step.of("the step", new Action.Use(executor, input)), path)
                .get(0);
    }

    /** By the compensation that the executor brings. */
    public StepResult undo() throws Exception {
        key = "run-" + UUID.randomUUID();
        Step undo = compensationStep();
        Action.Use use = undo.action().use();
        return find(use.executor()).execute(request(undo.name(), use.input()));
    }

    private StepExecutor find(String name) {
        return Optional.ofNullable(executors.get(name)).orElseThrow();
    }

    /** An agent that is killed between the record and what it is for. */
    void killedAfterRecording(GitStep step) throws Exception {
        key = "run-" + UUID.randomUUID();
        WorkTreeLocation location = WorkTreeLocation.around(repo.path());
        try (OpenWorkTree tree = OpenWorkTree.open(location)) {
            StepRecord record = step.begin(
                            tree, StepInput.of(executor, input, step.inputs()), context(), (b, o, l) -> {})
                    .with("process", "another");
            StepRecordStore records =
                    new StepRecordStore(tree.repository(), context(), attempt().scratch());
            String name = StepRecordStore.name(executor, path);
            new AttemptNote(records.ref(name), location).leave(attempt());
            records.create(name, record);
        }
    }

    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    Attempt attempt() {
        return new Attempt(key, 1, new DirectoryScratch(scratch));
    }

    ExecutionContext context() {
        Map<String, String> variables = new HashMap<>();
        variables.put(ExecutionContext.RUN, run);
        variables.put(ExecutionContext.STEP, path);
        consensus.ifPresent(path -> variables.put(ExecutionContext.CONSENSUS, path.toString()));
        return new ExecutionContext("EP-1", "DEP-001", "production", repo.path(), variables, host);
    }

    private StepRequest request(String name, Input with) {
        return new StepRequest(
                name.equals(executor) ? "the step" : name,
                Stage.DEPLOY,
                with,
                context(),
                Duration.ofMinutes(5),
                attempt(),
                printed::write);
    }
}
