package io.github.devopsagent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of two messages is certainly the later one. */
class InboxMessageTest {

    private static InboxMessage dated(String day) {
        return message(Optional.of(LocalDate.parse(day)), Optional.empty());
    }

    private static InboxMessage timed(String moment) {
        return message(Optional.empty(), Optional.of(Instant.parse(moment)));
    }

    private static InboxMessage message(Optional<LocalDate> day, Optional<Instant> moment) {
        return new InboxMessage(
                "x.json", Optional.of("veto"), Optional.empty(), Optional.empty(), day, moment, List.of());
    }

    @Test
    void times_decide_when_both_have_one() {
        assertThat(timed("2026-01-01T10:00:01Z").isLaterThan(timed("2026-01-01T10:00:00Z")))
                .isTrue();
        assertThat(timed("2026-01-01T10:00:00Z").isLaterThan(timed("2026-01-01T10:00:00Z")))
                .isFalse();
        assertThat(timed("2026-01-01T09:59:59Z").isLaterThan(timed("2026-01-01T10:00:00Z")))
                .isFalse();
    }

    @Test
    void times_decide_against_the_days_too() {
        InboxMessage newDayOldTime =
                message(Optional.of(LocalDate.parse("2026-01-09")), Optional.of(Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(newDayOldTime.isLaterThan(timed("2026-01-02T00:00:00Z"))).isFalse();
    }

    @Test
    void days_decide_when_one_has_no_time() {
        assertThat(dated("2026-01-02").isLaterThan(dated("2026-01-01"))).isTrue();
        assertThat(dated("2026-01-02").isLaterThan(timed("2026-01-01T23:59:59Z")))
                .isTrue();
        assertThat(timed("2026-01-02T00:00:00Z").isLaterThan(dated("2026-01-01")))
                .isTrue();
        assertThat(dated("2026-01-01").isLaterThan(dated("2026-01-01"))).isFalse();
        assertThat(timed("2026-01-01T23:59:59Z").isLaterThan(dated("2026-01-01")))
                .isFalse();
    }

    @Test
    void without_a_date_nothing_is_certain() {
        InboxMessage undated = message(Optional.empty(), Optional.empty());
        assertThat(undated.isLaterThan(dated("2026-01-01"))).isFalse();
        assertThat(dated("2026-01-01").isLaterThan(undated)).isFalse();
    }

    @Test
    void a_kind_is_compared_exactly() {
        assertThat(dated("2026-01-01").is("veto")).isTrue();
        assertThat(dated("2026-01-01").is("approval")).isFalse();
    }
}
