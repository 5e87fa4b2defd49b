package io.github.devopsagent.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SilenceNoticeTest {

    private final List<String> told = new ArrayList<>();
    private final AtomicLong printed = new AtomicLong();
    private final SilenceNotice notice = new SilenceNotice(
            0, printed::get, elapsed -> told.add(elapsed.toString().substring(2)));

    private void lookEachSecond(long from, long to) {
        for (long second = from; second <= to; second++) {
            notice.look(Duration.ofSeconds(second).toNanos());
        }
    }

    @Test
    void a_silence_is_told_after_pauses_that_grow_up_to_ten_minutes() {
        lookEachSecond(1, 3600);
        assertThat(told)
                .containsExactly("30S", "1M30S", "3M30S", "7M30S", "15M30S", "25M30S", "35M30S", "45M30S", "55M30S");
    }

    @Test
    void whoever_speaks_is_not_silent() {
        for (int second = 1; second <= 600; second++) {
            if (second % 20 == 0) {
                printed.incrementAndGet();
            }
            notice.look(Duration.ofSeconds(second).toNanos());
        }
        assertThat(told).isEmpty();
        lookEachSecond(601, 630);
        assertThat(told).containsExactly("10M30S");
    }
}
