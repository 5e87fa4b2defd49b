package io.github.devopsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link StepExecutor} must do. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
public abstract class StepExecutorContract {

    private static final Duration PLENTY = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final CountDownLatch hasPrinted = new CountDownLatch(1);
    private final List<ProcessId> told = new CopyOnWriteArrayList<>();

    /** The executor. */
    protected abstract StepExecutor executor();

    /** An input with which it succeeds at once. */
    protected abstract Input succeeding();

    /** An input with which it fails at once. */
    protected abstract Input failing();

    /** An input with which it prints this line, and then goes on until it is interrupted. */
    protected abstract Input printingAndLasting(String line);

    /** An input that it can never run. */
    protected abstract Input impossible();

    /** Whether it carries out a step by a process of its own. */
    protected boolean startsProcesses() {
        return false;
    }

    @Test
    void a_success_is_a_success() throws Exception {
        assertThat(execute(succeeding())).isInstanceOf(StepResult.Succeeded.class);
    }

    @Test
    void a_failure_has_a_reason() throws Exception {
        StepResult result = execute(failing());
        assertThat(result).isInstanceOf(StepResult.Failed.class);
        assertThat(result.reason()).isNotBlank();
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
        assertThat(hasPrinted.await(PLENTY.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(result).isNotDone();
        thread.interrupt();
        assertThat(result.get(PLENTY.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(StepResult.Failed.class);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("under way\n");
    }

    @Test
    void the_process_that_carries_it_out_is_told_once() throws Exception {
        execute(succeeding());
        assertThat(told).hasSize(startsProcesses() ? 1 : 0);
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
        assertThat(hasPrinted.await(PLENTY.toSeconds(), TimeUnit.SECONDS)).isTrue();
        List<Optional<Instant>> running =
                told.stream().map(each -> startOf(each.pid())).toList();
        assertThat(running).hasSize(startsProcesses() ? 1 : 0).isEqualTo(startsOf(told));
        thread.interrupt();
        thread.join(PLENTY.toMillis());
        assertThat(told)
                .noneMatch(
                        each -> each.startedAt().isPresent() && each.startedAt().equals(startOf(each.pid())));
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
        List<Path> before = files();
        assertThat(executor().check(succeeding(), context())).isEmpty();
        assertThat(executor().check(impossible(), context())).isPresent();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void an_attempt_that_it_never_saw_is_not_done() {
        Resolution resolution = executor().resolve(attempt());
        assertThat(resolution).isNotInstanceOf(Resolution.Done.class);
    }

    private StepResult execute(Input input) throws Exception {
        return executor()
                .execute(new StepRequest("a step", Stage.DEPLOY, input, context(), PLENTY, attempt(), new Taking()));
    }

    private Attempt attempt() {
        return new Attempt(UUID.randomUUID().toString(), 1, new DirectoryScratch(directory));
    }

    private ExecutionContext context() {
        return new ExecutionContext("EP-1", "DEP-001", "test", directory, Map.of());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList();
        }
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
