package io.github.devopsagent.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "5m, PT5M",
        "2h, PT2H",
        "1d, PT24H",
        "1m30s, PT1M30S",
        "1h1ms, PT1H0.001S",
        "PT30S, PT30S",
        "P1DT1S, PT24H1S",
        "0s, PT0S",
        "90m, PT1H30M"
    })
    void reads_numbers_with_units_and_iso(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "30",
                "30 s",
                "s",
                "-1s",
                "PT-1S",
                "1.5s",
                "30s5m",
                "1m1m",
                "P",
                "PT",
                "5M",
                "5 minutes",
                "999999999999999d",
                "9999999999999999999s",
                "PT9999999999999999999S"
            })
    void reads_nothing_else(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5 minutes, PT5M",
        "10min, PT10M",
        "1 Minute, PT1M",
        "30 sec, PT30S",
        "30 SECONDS, PT30S",
        "1 hour, PT1H",
        "2 hrs, PT2H",
        "1 hour 30 minutes, PT1H30M",
        "1h 30m, PT1H30M",
        "30 s, PT30S",
        "5 m, PT5M",
        "500 milliseconds, PT0.5S",
        "500 msec, PT0.5S",
        "3 days, PT72H",
        "'  5 minutes  ', PT5M",
        "5\u00a0minutes, PT5M",
        "0 seconds, PT0S"
    })
    void reads_words(String text, Duration expected) {
        assertThat(Durations.inWords(text)).contains(expected);
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "5",
                "5M",
                "5 S",
                "minutes",
                "five minutes",
                "5 month",
                "5 mo",
                "5 minutely",
                "1.5 hours",
                "-5 minutes",
                "about 5 minutes",
                "5 minutes.",
                "5 min or so",
                "30 seconds 5 minutes",
                "5 minutes 5 minutes",
                "5-10 minutes",
                "1 hour and 30 minutes",
                "1 week",
                "\u0665 minutes",
                "9999999999999999999 s",
                "999999999999999999 days"
            })
    void reads_no_other_words(String text) {
        assertThat(Durations.inWords(text)).isEmpty();
    }

    @Property
    void what_is_written_with_blanks_reads_the_same(@ForAll @LongRange(min = 1, max = 1L << 40) long millis) {
        String text = Durations.format(Duration.ofMillis(millis)).replaceAll("(?<=[a-z])(?=[0-9])", " ");
        assertThat(Durations.inWords(text + " ")).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"PT5M, 5m", "PT1M30S, 1m30s", "PT0.5S, 500ms", "PT0S, 0s", "PT49H, 49h", "PT0.0000005S, PT0.0000005S"})
    void writes_the_shortest_form(Duration duration, String expected) {
        assertThat(Durations.format(duration)).isEqualTo(expected);
    }

    @Property
    void what_was_written_reads_the_same(
            @ForAll @LongRange(min = 0) long seconds, @ForAll @LongRange(min = 0, max = 999_999_999) long nanos) {
        Duration duration = Duration.ofSeconds(seconds, nanos);
        assertThat(Durations.parse(Durations.format(duration))).contains(duration);
        Duration millis = Duration.ofMillis(seconds);
        assertThat(Durations.parse(Durations.format(millis))).contains(millis);
    }
}
