package io.github.devopsagent.internal.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.inbox.MessageTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are times, and of what kind. */
class MessageTimesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-12-31T14:00:00Z | 2025-12-31T14:00:00Z",
                "2025-12-31t14:00:00z | 2025-12-31T14:00:00Z",
                "2025-12-31T14:00:00.5Z | 2025-12-31T14:00:00.500Z",
                "2025-12-31T14:00:00,123456Z | 2025-12-31T14:00:00.123456Z",
                "2025-12-31T15:00:00+01:00 | 2025-12-31T14:00:00Z",
                "2025-12-31T15:00:00+0100 | 2025-12-31T14:00:00Z",
                "2025-12-31T15:00+01 | 2025-12-31T14:00:00Z",
                "2025-12-31T09:00-05 | 2025-12-31T14:00:00Z",
                "2025-12-31 14:00:00 UTC | 2025-12-31T14:00:00Z",
                "2025-12-31 15:00:00 +0100 | 2025-12-31T14:00:00Z",
                "2025-12-31T15:00:00+01:00[Europe/Berlin] | 2025-12-31T14:00:00Z",
                "20251231T140000Z | 2025-12-31T14:00:00Z",
                "1767189600 | 2025-12-31T14:00:00Z",
                "1767189600.25 | 2025-12-31T14:00:00Z",
                "1767189600000 | 2025-12-31T14:00:00Z",
            })
    void a_time_with_a_zone_is_a_moment(String text, Instant expected) {
        assertThat(MessageTimes.point(text)).contains(new MessageTime.Zoned(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-12-31T14:05:09",
                "2025-12-31 14:05:09",
                "2025_12_31_14_05_09",
                "2025-12-31-14-05-09",
                "2025-12-31_14-05-09",
                "2025-12-31T14-05-09",
                "2025/12/31 14:05:09",
                "2025.12.31 14:05:09",
                "20251231T140509",
                "20251231_140509",
                "20251231-140509",
                "20251231140509",
                " 2025-12-31T14:05:09 "
            })
    void a_time_without_a_zone_is_one_in_an_unknown_zone(String text) {
        assertThat(MessageTimes.point(text))
                .contains(new MessageTime.Unzoned(LocalDateTime.parse("2025-12-31T14:05:09")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-12-31", "2025_12_31", "20251231", "2025/12/31"})
    void a_day_is_a_day(String text) {
        assertThat(MessageTimes.point(text)).contains(new MessageTime.Day(LocalDate.of(2025, 12, 31)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "",
                "12/31/2025",
                "31.12.2025",
                "2025-12-31 02:00 PM",
                "2025-12-31T25:00:00Z",
                "2025-12-31T14:60:00Z",
                "2025-02-30",
                "2025-12-31T14:00:00 CET",
                "2025-12-31T14:00:00[Europe/Berlin]",
                "2025-12-31T14:00:00+99:00",
                "T14:00",
                "14:00",
                "2025",
                "2025-12",
                "2025-W52",
                "99999999999999999999",
                "-1",
                "<timestamp>",
                "YYYY-MM-DDTHH:mm:ssZ",
                "２０２５-12-31",
                "2025-12-31T14:00:00Z2025-12-31T14:00:00Z"
            })
    void any_other_text_is_no_time(String text) {
        assertThat(MessageTimes.point(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "1970-01-01T00:00:00Z",
                "0000000000",
                "1970-01-01",
                "2026-01-02T12:05:01Z",
                "2026-01-03T02:05:01",
                "2026-01-04",
                "9999-12-31T23:59:59Z"
            })
    void a_time_of_nobody_and_one_ahead_of_our_clock_are_none(String text) {
        assertThat(MessageTimes.of(List.of(text), NOW)).isEqualTo(MessageTime.unread(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-02T12:05:00Z", "2026-01-03T02:05:00", "2026-01-03", "2000-01-02"})
    void one_that_may_be_past_is_one(String text) {
        assertThat(MessageTimes.of(List.of(text), NOW).isKnown()).isTrue();
    }

    @Test
    void one_text_that_is_no_time_leaves_none() {
        assertThat(MessageTimes.of(List.of("2026-01-01", "soon"), NOW)).isEqualTo(MessageTime.unread("soon"));
        assertThat(MessageTimes.of(List.of(), NOW)).isEqualTo(MessageTime.NONE);
    }
}
