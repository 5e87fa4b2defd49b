package io.github.devopsagent.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link StepExecutor} must do. The test of one extends this, and says with which input it does what.
 *
 * <pre>{@code
 * class LoadBalancerContractTest extends StepExecutorContract {
 *     protected StepExecutor executor() { return new LoadBalancer(pools); }
 *     protected Input succeeding() { return Input.of("pool", "green"); }
 *     …
 * }
 * }</pre>
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
public abstract class StepExecutorContract {

    private static final Duration PLENTY = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final CountDownLatch hasPrinted = new CountDownLatch(1);
    private final List<ProcessId> told = new CopyOnWriteArrayList<>();

    /** For the tests of an executor. */
    protected StepExecutorContract() {}

    /**
     * The executor.
     *
     * @return the same, or another one of the same kind
     */
    protected abstract StepExecutor executor();

    /**
     * An input with which it succeeds at once.
     *
     * @return what a plan's {@code with} would be
     */
    protected abstract Input succeeding();

    /**
     * An input with which it fails at once.
     *
     * @return what a plan's {@code with} would be
     */
    protected abstract Input failing();

    /**
     * An input with which it prints a line, and then goes on until it is interrupted.
     *
     * @param line what it prints, and nothing else
     * @return what a plan's {@code with} would be
     */
    protected abstract Input printingAndLasting(String line);

    /**
     * An input that it can never run.
     *
     * @return what a plan's {@code with} would be
     */
    protected abstract Input impossible();

    /**
     * Whether it carries out a step by a process of its own.
     *
     * @return false, unless a test says so
     */
    protected boolean startsProcesses() {
        return false;
    }

    @Test
    void a_success_is_a_success() throws Exception {
        assertInstanceOf(StepResult.Succeeded.class, execute(succeeding()));
    }

    @Test
    void a_failure_has_a_reason() throws Exception {
        StepResult result = execute(failing());
        assertInstanceOf(StepResult.Failed.class, result);
        assertFalse(result.reason().isBlank(), () -> "a failure has a reason, found " + result);
    }

    @Test
    void output_comes_while_it_runs_and_an_interruption_ends_it() throws Exception {
        CompletableFuture<StepResult> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(execute(printingAndLasting("under way")));
            } catch (InterruptedException e) {
                result.complete(StepResult.failure("interrupted"));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        assertTrue(hasPrinted.await(PLENTY.toSeconds(), TimeUnit.SECONDS), "what is printed comes while it runs");
        assertFalse(result.isDone(), "it goes on after it has printed");
        thread.interrupt();
        assertInstanceOf(StepResult.Failed.class, result.get(PLENTY.toSeconds(), TimeUnit.SECONDS));
        assertEquals("under way\n", printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void the_process_that_carries_it_out_is_told_once() throws Exception {
        execute(succeeding());
        assertEquals(startsProcesses() ? 1 : 0, told.size(), () -> "processes that were told: " + told);
    }

    @Test
    void the_process_that_was_told_runs_until_the_end() throws Exception {
        Thread thread = new Thread(() -> {
            try {
                execute(printingAndLasting("under way"));
            } catch (Exception e) {
                // How it ends is another test's subject.
            }
        });
        thread.start();
        assertTrue(hasPrinted.await(PLENTY.toSeconds(), TimeUnit.SECONDS), "what is printed comes while it runs");
        List<Optional<Instant>> running =
                told.stream().map(each -> startOf(each.pid())).toList();
        assertEquals(startsProcesses() ? 1 : 0, running.size(), () -> "processes that were told: " + told);
        assertEquals(startsOf(told), running, "what was told runs, and began when it was told to have begun");
        thread.interrupt();
        thread.join(PLENTY.toMillis());
        assertTrue(
                told.stream()
                        .noneMatch(each ->
                                each.startedAt().isPresent() && each.startedAt().equals(startOf(each.pid()))),
                () -> "none of what was told runs after the end: " + told);
    }

    private static List<Optional<Instant>> startsOf(List<ProcessId> processes) {
        return processes.stream().map(ProcessId::startedAt).toList();
    }

    /** Empty if there is no such process, or if the system does not tell. */
    private static Optional<Instant> startOf(long pid) {
        return ProcessHandle.of(pid).flatMap(each -> each.info().startInstant());
    }

    @Test
    void checking_changes_nothing_and_tells_the_possible_from_the_impossible() throws Exception {
        SortedMap<Path, String> before = files();
        assertEquals(Optional.empty(), executor().check(succeeding(), context()));
        assertTrue(executor().check(impossible(), context()).isPresent(), "what it can never run is found before");
        assertEquals(before, files(), "a check changes nothing");
    }

    @Test
    void an_attempt_that_it_never_saw_is_not_done() {
        Resolution resolution = executor().resolve(attempt());
        assertFalse(
                resolution instanceof Resolution.Done, () -> "what it never saw has no result, found " + resolution);
    }

    private StepResult execute(Input input) throws Exception {
        return executor()
                .execute(new StepRequest("a step", Stage.DEPLOY, input, context(), PLENTY, attempt(), new Taking()));
    }

    private Attempt attempt() {
        return new Attempt(UUID.randomUUID().toString(), 1, new ContractScratch(directory));
    }

    private ExecutionContext context() {
        return new ExecutionContext("EP-1", "DEP-001", "test", directory, Map.of());
    }

    /** Each with its content. */
    private SortedMap<Path, String> files() throws IOException {
        SortedMap<Path, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                contents.put(
                        file, Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
            }
        }
        return contents;
    }

    private final class Taking implements StepOutput {

        @Override
        public void write(byte[] bytes, int offset, int length) {
            printed.write(bytes, offset, length);
            hasPrinted.countDown();
        }

        @Override
        public void startedAs(ProcessId process) {
            told.add(process);
        }
    }
}
