package io.github.devopsagent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Deployment.ProbeEntry;
import io.github.devopsagent.machine.vocabulary.ProbeHistory;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.run.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the record keeps of many answers. */
class ProbeHistoryTest {

    private static final Instant AT = Instant.parse("2025-12-31T14:00:00Z");

    private static RunEvent.Probed answer(int number, String detail) {
        Instant asked = AT.plusSeconds(number);
        return new RunEvent.Probed(asked.plusMillis(7), Purpose.MONITOR, 0, asked, number % 2 == 0, detail);
    }

    private static ProbeHistory of(int answers) {
        ProbeHistory history = ProbeHistory.NONE;
        for (int i = 0; i < answers; i++) {
            history = history.and(answer(i, "answer " + i));
        }
        return history;
    }

    @Test
    void the_newest_answers_are_kept_however_many_there_are() {
        assertThat(of(3).entries())
                .containsExactly(
                        new ProbeEntry(AT, Duration.ofMillis(7), true, "answer 0"),
                        new ProbeEntry(AT.plusSeconds(1), Duration.ofMillis(7), false, "answer 1"),
                        new ProbeEntry(AT.plusSeconds(2), Duration.ofMillis(7), true, "answer 2"));
        assertThat(of(1000).entries())
                .extracting(ProbeEntry::detail)
                .containsExactlyElementsOf(
                        IntStream.range(960, 1000).mapToObj(i -> "answer " + i).toList());
    }

    @Test
    void many_checks_share_the_room_and_each_is_told() {
        assertThat(of(50).told(1)).hasSize(40);
        assertThat(of(50).told(100)).hasSize(40);
        assertThat(of(50).told(1000))
                .extracting(ProbeEntry::detail)
                .containsExactly("answer 46", "answer 47", "answer 48", "answer 49");
        assertThat(of(50).told(9000)).extracting(ProbeEntry::detail).containsExactly("answer 49");
        assertThat(of(2).told(1000)).hasSize(2);
    }

    @Test
    void a_long_detail_is_cut_between_characters() {
        String detail = "x".repeat(199) + "\ud83d\ude80" + "y";
        assertThat(ProbeHistory.NONE.and(answer(0, detail)).entries().get(0).detail())
                .isEqualTo("x".repeat(199) + "…");
        assertThat(ProbeHistory.NONE
                        .and(answer(0, "x".repeat(200)))
                        .entries()
                        .get(0)
                        .detail())
                .hasSize(200);
    }

    @Test
    void a_clock_that_goes_back_makes_no_negative_time() {
        RunEvent.Probed probe = new RunEvent.Probed(AT, Purpose.VERIFY, 0, AT.plusSeconds(1), true, "ok");
        assertThat(ProbeHistory.NONE.and(probe).entries().get(0).took()).isZero();
    }
}
