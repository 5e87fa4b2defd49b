package io.github.devopsagent.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.Resolution;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Code of the host answers in time, or fails. */
class HostCallsTest {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofMinutes(5);

    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final HostCalls patient = new HostCalls(LATER, LATER, LATER);
    private final HostCalls hasty = new HostCalls(SOON, SOON, LATER);
    private final HostCalls merciless = new HostCalls(SOON, SOON, SOON);

    @AfterEach
    void nothing_hangs_on() {
        end.countDown();
    }

    private String hangs() throws InterruptedException {
        end.await();
        return "too late";
    }

    private String hangsWhateverHappens() {
        boolean goOn = true;
        while (goOn) {
            try {
                end.await();
                goOn = false;
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
        return "much too late";
    }

    @Test
    void an_answer_in_time_is_the_answer() throws Exception {
        assertThat(patient.<String>call(this, "it", () -> "yes")).isEqualTo("yes");
    }

    @Test
    void what_is_thrown_is_thrown() {
        assertThatThrownBy(() -> patient.call(this, "it", () -> {
                    throw new IOException("checked");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("checked");
        assertThatThrownBy(() -> patient.ask(this, "it", () -> {
                    throw new IllegalStateException("unchecked");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> patient.ask(this, "it", HostCallsTest::recurse))
                .isInstanceOf(StackOverflowError.class);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int recurse() {
        return 1 + recurse();
    }

    /** Throws something even when it is asked for its words. */
    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }

    @Test
    void an_exception_that_fails_itself_is_told_by_its_kind() {
        assertThatThrownBy(() -> patient.ask(this, "it", () -> {
                    throw new Mute();
                }))
                .hasMessage(Mute.class.getName() + ", which says nothing of itself");
    }

    @Test
    void what_hangs_is_interrupted_and_has_failed() {
        assertThatThrownBy(() -> hasty.call(this, "it", this::hangs))
                .hasToString("it did not answer within 20ms, and was interrupted")
                .isInstanceOfSatisfying(HangingHostCode.class, hanging -> assertThat(hanging.runsOn())
                        .isFalse());
    }

    @Test
    void what_it_answers_when_it_is_interrupted_does_not_count() {
        assertThatThrownBy(() -> hasty.call(this, "it", () -> {
                    try {
                        return hangs();
                    } catch (InterruptedException e) {
                        return "consent";
                    }
                }))
                .isInstanceOf(HangingHostCode.class);
    }

    @Test
    void what_cannot_be_interrupted_is_left_behind() throws Exception {
        assertThatThrownBy(() -> merciless.call(this, "it", this::hangsWhateverHappens))
                .hasToString("it did not answer within 20ms, and runs on although it was interrupted")
                .isInstanceOfSatisfying(HangingHostCode.class, hanging -> assertThat(hanging.runsOn())
                        .isTrue());
        interrupted.await();
    }

    @Test
    void whoever_did_not_answer_a_question_is_asked_others_but_not_that_again() throws Exception {
        // Long enough for what does not hang.
        HostCalls calls = new HostCalls(Duration.ofSeconds(2), LATER, LATER);
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> calls.call(this, "it", this::hangs)).isInstanceOf(HangingHostCode.class);
        assertThatThrownBy(() -> calls.call(this, "it", asked::incrementAndGet))
                .hasToString("it did not answer before, and is not asked again in this run");
        assertThat(asked).hasValue(0);
        assertThat(calls.<Integer>call(this, "something else", asked::incrementAndGet))
                .isEqualTo(1);
        assertThat(calls.<Integer>call(new Object(), "it", asked::incrementAndGet))
                .isEqualTo(2);
    }

    @Test
    void the_caller_s_class_loader_and_inheritable_thread_locals_are_there() throws Exception {
        InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
        inheritable.set("of the caller");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
            Thread.currentThread().setContextClassLoader(loader);
            List<Object> seen = patient.call(
                    this, "it", () -> List.of(Thread.currentThread().getContextClassLoader(), inheritable.get()));
            assertThat(seen).containsExactly(loader, "of the caller");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Of which only the resolution matters. */
    private record Resolving(Callable<Resolution> how) implements StepExecutor {

        @Override
        public StepResult execute(StepRequest request) {
            throw new AssertionError("nobody asks for it");
        }

        @Override
        public Resolution resolve(Attempt attempt) {
            try {
                return how.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Resolution resolution(HostCalls calls, Callable<Resolution> how) {
        return new LimitedExecutor(new Resolving(how), calls).resolve(new Attempt("key", 1, new Nowhere()));
    }

    private record Nowhere() implements Scratch {

        @Override
        public Path directory() {
            return Path.of("nowhere");
        }

        @Override
        public void create(String name, byte[] content) {
            throw new AssertionError("nothing is done");
        }

        @Override
        public void delete(String name) {
            throw new AssertionError("nothing is done");
        }
    }

    @Test
    void who_does_not_say_what_became_of_an_attempt_and_stops_knows_nothing() {
        Resolution found = resolution(hasty, () -> {
            hangs();
            return new Resolution.NotStarted();
        });
        assertThat(found).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void beside_who_does_not_stop_finding_out_nothing_may_begin() {
        Resolution found = resolution(merciless, () -> {
            hangsWhateverHappens();
            return new Resolution.NotStarted();
        });
        assertThat(found)
                .isEqualTo(new Resolution.Done(
                        new StepResult.StillRunning("its executor was asked what became of it: it did not answer within"
                                + " 20ms, and runs on although it was interrupted")));
    }

    @Test
    void whoever_throws_when_asked_what_became_of_an_attempt_knows_nothing() {
        assertThat(resolution(patient, () -> {
                    throw new IOException("no");
                }))
                .isEqualTo(new Resolution.Unknown());
    }

    /** A default method of a port that a wrapper does not have would be asked of the wrapper, and not of the host. */
    @Test
    void each_method_of_a_port_is_handed_on() {
        isHandedOnBy(StepExecutor.class, LimitedExecutor.class);
        isHandedOnBy(RollbackPoint.class, NamedRollbackPoint.class);
    }

    private static void isHandedOnBy(Class<?> port, Class<?> wrapper) {
        List<String> own =
                Arrays.stream(wrapper.getDeclaredMethods()).map(Method::getName).toList();
        assertThat(port.getDeclaredMethods())
                .filteredOn(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .isNotEmpty()
                .allSatisfy(method -> assertThat(own).contains(method.getName()));
    }
}
