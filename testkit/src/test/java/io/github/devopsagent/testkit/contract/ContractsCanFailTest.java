package io.github.devopsagent.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each claim of a contract is broken by somebody. */
class ContractsCanFailTest {

    @TempDir
    Path directory;

    private final AtomicInteger asked = new AtomicInteger();

    private static void fails(ThrowingCallable claim) {
        assertThatThrownBy(claim).isInstanceOf(AssertionError.class);
    }

    private final class Executor extends StepExecutorContract {

        private final StepExecutor executor;

        Executor(StepExecutor executor) {
            this.executor = executor;
            this.directory = ContractsCanFailTest.this.directory;
        }

        @Override
        protected StepExecutor executor() {
            return executor;
        }

        @Override
        protected Input succeeding() {
            return Input.of("run", "succeed");
        }

        @Override
        protected Input failing() {
            return Input.of("run", "fail");
        }

        @Override
        protected Input printingAndLasting(String line) {
            return Input.of("run", line);
        }

        @Override
        protected Input impossible() {
            return Input.of("run", "impossible");
        }
    }

    @Test
    void an_executor_that_always_fails_does_not_succeed() {
        fails(new Executor(step -> StepResult.failure("no"))::a_success_is_a_success);
    }

    @Test
    void an_executor_that_always_succeeds_does_not_fail() {
        fails(new Executor(step -> StepResult.success())::a_failure_has_a_reason);
    }

    @Test
    void a_failure_without_a_reason_is_found() {
        fails(new Executor(step -> StepResult.failure(" "))::a_failure_has_a_reason);
    }

    @Test
    void an_executor_that_does_not_last_is_found() {
        Executor contract = new Executor(step -> {
            step.output().line("under way");
            return StepResult.success();
        });
        fails(contract::output_comes_while_it_runs_and_an_interruption_ends_it);
    }

    @Test
    void a_process_that_nobody_expects_is_found() {
        Executor contract = new Executor(step -> {
            step.output().startedAs(new ProcessId("", 1, Optional.empty()));
            return StepResult.success();
        });
        fails(contract::the_process_that_carries_it_out_is_told_once);
    }

    @Test
    void an_executor_that_looks_at_nothing_before_is_found() {
        fails(
                new Executor(step -> StepResult.success())
                        ::checking_changes_nothing_and_tells_the_possible_from_the_impossible);
    }

    @Test
    void a_check_that_writes_is_found() {
        fails(new Executor(writing())::checking_changes_nothing_and_tells_the_possible_from_the_impossible);
    }

    /** The names of all files are the same before and after. */
    @Test
    void a_check_that_changes_what_is_there_is_found() throws IOException {
        write(directory);
        Path written;
        try (Stream<Path> files = Files.walk(directory)) {
            written = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Files.writeString(written, "what was there before");
        fails(new Executor(writing())::checking_changes_nothing_and_tells_the_possible_from_the_impossible);
    }

    private StepExecutor writing() {
        return new StepExecutor() {
            @Override
            public StepResult execute(StepRequest request) {
                return StepResult.success();
            }

            @Override
            public Optional<StepFinding> check(Input input, ExecutionContext context) {
                write(context.workingDirectory());
                return input.required("run").equals("impossible")
                        ? Optional.of(StepFinding.cannotRun("it is impossible"))
                        : Optional.empty();
            }
        };
    }

    @Test
    void a_result_of_what_never_was_is_found() {
        StepExecutor inventing = new StepExecutor() {
            @Override
            public StepResult execute(StepRequest request) {
                return StepResult.success();
            }

            @Override
            public Resolution resolve(Attempt attempt) {
                return new Resolution.Done(StepResult.success());
            }
        };
        fails(new Executor(inventing)::an_attempt_that_it_never_saw_is_not_done);
    }

    private final class Point extends RollbackPointContract implements RollbackPoint {

        private int value;

        Point() {
            this.scratch = directory;
        }

        @Override
        protected RollbackPoint point() {
            return this;
        }

        @Override
        protected void change() {
            value++;
        }

        @Override
        protected Object seen() {
            return value;
        }

        @Override
        public String name() {
            return "none";
        }

        @Override
        public StepResult create(StepRequest request) {
            return StepResult.success();
        }

        @Override
        public StepResult restore(StepRequest request) {
            return StepResult.success();
        }

        @Override
        public Optional<StepFinding> check(ExecutionContext context) {
            return Optional.empty();
        }

        @Override
        public String restoreCommand(ExecutionContext context) {
            return "";
        }
    }

    @Test
    void a_point_that_brings_nothing_back_is_found() {
        fails(new Point()::restoring_brings_back_what_was_there_when_it_was_created);
        fails(new Point()::doing_it_twice_is_the_same_as_once);
        fails(new Point()::a_point_that_was_never_created_cannot_be_restored_and_nothing_is_changed);
    }

    private record Fact(int number) {}

    private final class Source extends EvidenceSourceContract {

        private final EvidenceSource source;

        Source(EvidenceSource source) {
            this.source = source;
        }

        @Override
        protected EvidenceSource source() {
            return source;
        }

        @Override
        protected Optional<EvidenceSource> unavailable() {
            return Optional.of(source);
        }

        @Override
        protected Evidence evidence() {
            Status status = new Status("EP-1", Tier.STANDARD, Phase.DEPLOYMENT, Mode.FULL, 1, Set.of("qa"), List.of());
            return new Evidence(status, Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());
        }

        @Override
        protected Site site() {
            return new Site(directory, directory);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // It is the fault that is looked for.
    void a_source_without_a_fact_is_found() {
        fails(new Source((evidence, site) -> null)::there_is_a_fact_and_rules_find_it_by_its_type);
    }

    @Test
    void a_source_that_says_something_else_each_time_is_found() {
        Source contract = new Source((evidence, site) -> new Fact(asked.incrementAndGet()));
        fails(contract::where_nothing_has_changed_the_fact_is_the_same);
        fails(contract::any_thread_may_ask);
    }

    @Test
    void a_source_that_writes_is_found() {
        Source contract = new Source((evidence, site) -> {
            write(site.consensus());
            return new Fact(1);
        });
        fails(contract::asking_changes_no_file);
    }

    @Test
    void a_source_that_answers_where_it_cannot_know_is_found() {
        fails(new Source((evidence, site) -> new Fact(0))::what_cannot_be_found_out_is_an_exception_that_says_why);
    }

    @Test
    void an_exception_without_a_message_is_found() {
        Source contract = new Source((evidence, site) -> {
            throw new IllegalStateException();
        });
        fails(contract::what_cannot_be_found_out_is_an_exception_that_says_why);
    }

    private void write(Path into) {
        try {
            Files.writeString(into.resolve("written" + asked.incrementAndGet()), "by a look");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
