package io.github.devopsagent.shell.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProbeCallTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration SUSPENDED = Duration.ofSeconds(12);

    private final AtomicLong now = new AtomicLong();

    /** Waiting takes as long as is told, in no time, and what it brings comes when somebody waits again. */
    private final class Answer extends CompletableFuture<String> {

        private final Duration taken;
        private boolean isAwaited;

        Answer(Duration taken) {
            this.taken = taken;
        }

        @Override
        public String get(long time, TimeUnit unit) throws TimeoutException {
            if (isAwaited && time > 0) {
                return "200";
            }
            isAwaited = true;
            now.addAndGet(taken.toNanos());
            throw new TimeoutException();
        }
    }

    @Test
    void an_answer_that_came_while_this_process_was_suspended_came_in_time() throws Exception {
        assertThat(ProbeCall.await(new Answer(SUSPENDED), LIMIT, now::get)).isEqualTo("200");
    }

    @Test
    void nobody_waits_longer_than_the_limit_else() {
        assertThatThrownBy(() -> ProbeCall.await(new Answer(LIMIT), LIMIT, now::get))
                .isInstanceOf(TimeoutException.class);
    }
}
