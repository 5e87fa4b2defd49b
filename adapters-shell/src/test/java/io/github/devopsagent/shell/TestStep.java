package io.github.devopsagent.shell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One attempt of a step, run by a real executor on a thread of its own, as the agent does. */
public final class TestStep {

    public static final Duration GRACE = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path directory;
    private final Map<String, Object> input = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private Attempt attempt;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final CompletableFuture<StepResult> result = new CompletableFuture<>();
    private StepExecutor executor = new ShellExecutor(MachineTools.here(), GRACE);
    private StepOutput output = printed::write;
    private Path workingDirectory;
    private Duration timeout = PATIENCE;
    private Thread thread = new Thread();
    private volatile boolean interruptionKept;

    private TestStep(Path directory) {
        this.directory = directory;
        this.workingDirectory = directory;
        this.attempt = new Attempt("test-" + UUID.randomUUID(), 1, new DirectoryScratch(directory));
    }

    public static TestStep aCommand(Path directory, String command) {
        return new TestStep(directory).with("run", command);
    }

    public static TestStep aProbe(Path directory, StepExecutor executor) {
        return new TestStep(directory).by(executor);
    }

    public TestStep with(String name, Object value) {
        input.put(name, value);
        return this;
    }

    public TestStep by(StepExecutor other) {
        executor = other;
        return this;
    }

    public TestStep in(Path other) {
        workingDirectory = other;
        return this;
    }

    public TestStep within(Duration limit) {
        timeout = limit;
        return this;
    }

    public TestStep writingTo(Scratch scratch) {
        attempt = new Attempt(attempt.key(), 1, scratch);
        return this;
    }

    public TestStep of(Attempt other) {
        attempt = other;
        return this;
    }

    public TestStep variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    public TestStep printingTo(StepOutput other) {
        output = other;
        return this;
    }

    public ExecutionContext context() {
        return new ExecutionContext("EP-1", "DEP-001", "test", workingDirectory, variables);
    }

    public Attempt attempt() {
        return attempt;
    }

    public Input input() {
        return new Input(input);
    }

    public StepRequest request() {
        return new StepRequest("step", Stage.DEPLOY, input(), context(), timeout, attempt, output);
    }

    /** What is found before anything starts. */
    public Optional<StepFinding> finding() {
        return executor.check(input(), context());
    }

    public StepResult run() {
        return start().result();
    }

    public TestStep start() {
        thread = new Thread(() -> {
            try {
                result.complete(executor.execute(request()));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
            interruptionKept = Thread.currentThread().isInterrupted();
        });
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    public TestStep interrupt() {
        thread.interrupt();
        return this;
    }

    public StepResult result() {
        try {
            return future().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no result; printed so far: " + printed(), e);
        }
    }

    CompletableFuture<StepResult> future() {
        return result;
    }

    boolean isInterruptionKept() throws InterruptedException {
        thread.join(PATIENCE.toMillis());
        return interruptionKept;
    }

    public String printed() {
        return printed.toString(UTF_8);
    }

    public TestStep awaitPrinted(String text) {
        await(() -> printed().contains(text), "output '" + text + "', found: " + printed());
        return this;
    }

    public static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(deadline);
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    /** Every process with the attempt's key, as the tests see it: without the code that is tested. */
    public List<ProcessHandle> processes() {
        return processesOf(attempt.key());
    }

    public static List<ProcessHandle> processesOf(String key) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(each -> each.getFileName().toString().matches("\\d+"))
                    .filter(each -> read(each.resolve("environ")).contains(Attempt.VARIABLE + "=" + key + "\0"))
                    .flatMap(each ->
                            ProcessHandle.of(Long.parseLong(each.getFileName().toString())).stream())
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    public void leavesNothing() {
        assertThat(processes()).as("processes of " + attempt.key()).isEmpty();
    }

    public void endAll() {
        processes().forEach(ProcessHandle::destroyForcibly);
    }

    public Path file(String name) {
        return directory.resolve(name);
    }
}
