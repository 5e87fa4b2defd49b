package io.github.devopsagent.internal.json;

import io.github.devopsagent.regex.LazyPattern;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 1m30s}, {@code 2h}, or ISO 8601's {@code PT30S}. */
public final class Durations {

    private static final LazyPattern UNITS =
            LazyPattern.of("(?:(\\d{1,18})d)?(?:(\\d{1,18})h)?(?:(\\d{1,18})m)?(?:(\\d{1,18})s)?(?:(\\d{1,18})ms)?");

    private static final LazyPattern WORDS = LazyPattern.of("([0-9]{1,18})[ \\u00a0]*"
            + "([dhms]|ms|(?i:days?|hrs?|hours?|msecs?|millis|milliseconds?|mins?|minutes?|secs?|seconds?))(?![A-Za-z])"
            + "[ \\u00a0]*");

    private Durations() {}

    /**
     * Reads a duration as plans write it.
     *
     * @param text numbers with the units d, h, m, s, ms, from the longest to the shortest, each at most once; or a
     *     duration of ISO 8601
     * @return the duration, never negative; empty if the text is none
     */
    public static Optional<Duration> parse(String text) {
        try {
            return text.startsWith("P") ? iso(text) : units(text);
        } catch (ArithmeticException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a duration in words: {@code 5 minutes}, {@code 10min}, {@code 1 hour 30 minutes}.
     *
     * @param text whole numbers, each with an English unit or its usual abbreviation, from the longest to the shortest,
     *     each at most once
     * @return the duration, never negative; empty if the text is none
     */
    public static Optional<Duration> inWords(String text) {
        Matcher words = WORDS.matcher(text.strip());
        StringBuilder units = new StringBuilder();
        while (words.lookingAt()) {
            units.append(words.group(1)).append(letterOf(words.group(2)));
            words.region(words.end(), words.regionEnd());
        }
        return words.regionStart() == words.regionEnd() ? parse(units.toString()) : Optional.empty();
    }

    private static String letterOf(String unit) {
        String lower = unit.toLowerCase(Locale.ROOT);
        return lower.startsWith("ms") || lower.startsWith("milli") ? "ms" : lower.substring(0, 1);
    }

    private static Optional<Duration> iso(String text) {
        return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
    }

    private static Optional<Duration> units(String text) {
        Matcher units = UNITS.matcher(text);
        if (text.isEmpty() || !units.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(number(units.group(1)))
                .plus(Duration.ofHours(number(units.group(2))))
                .plus(Duration.ofMinutes(number(units.group(3))))
                .plus(Duration.ofSeconds(number(units.group(4))))
                .plus(Duration.ofMillis(number(units.group(5)))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /**
     * Writes a duration so that {@link #parse} reads the same.
     *
     * @param duration not negative
     * @return such as {@code 5m} or {@code 1m30s}; ISO 8601 if it has parts of a millisecond
     */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toString();
        }
        return part(duration.toHours(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }
}
