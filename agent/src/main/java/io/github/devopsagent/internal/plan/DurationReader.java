package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.internal.json.Spelling;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/** Reads the durations of a plan. */
final class DurationReader {

    private static final String ALLOWED = "a duration such as \"30s\", \"5m\", \"1m30s\" or \"PT30S\"";
    private static final int LONGEST_QUOTE = 40;
    private static final int MOST_DIGITS = 12;

    private DurationReader() {}

    /** A text that has its unit. */
    static Optional<Duration> of(JsonCursor cursor) {
        if (!cursor.isText()) {
            cursor.wrongType(ALLOWED, "write it in quotes and with a unit" + example(cursor));
            return Optional.empty();
        }
        Optional<String> text = cursor.text();
        Optional<Duration> duration = text.isPresent() ? of(cursor, text.get()) : Optional.empty();
        return duration.isPresent() && isNotTooLong(cursor, duration.get()) ? duration : Optional.empty();
    }

    private static Optional<Duration> of(JsonCursor cursor, String text) {
        Optional<Duration> duration = Durations.parse(text);
        if (duration.isPresent()) {
            return duration;
        }
        Optional<Duration> inWords = Durations.inWords(text);
        inWords.ifPresent(value -> cursor.inWords(
                "\"" + Printable.quoted(text, LONGEST_QUOTE) + "\"", "\"" + Durations.format(value) + "\""));
        cursor.demand(inWords.isPresent(), ALLOWED, "write a number with a unit: ms, s, m, h or d");
        return inWords;
    }

    /** It is seconds in one tool and milliseconds in another, so none is assumed. */
    private static String example(JsonCursor cursor) {
        return cursor.wholeNumber()
                .map(number -> ": \"" + number + "s\" (a bare number is seconds in one tool, milliseconds in another)")
                .orElse("");
    }

    /** A number whose field's name has the unit. */
    static Optional<Duration> in(Duration unit, JsonCursor cursor) {
        String name = Spelling.unitName(unit);
        String allowed = "a number of " + name + " from 0";
        return cursor.number(allowed, "write a number without quotes and unit")
                .flatMap(number -> {
                    boolean fits = number.signum() >= 0 && (long) number.precision() - number.scale() <= MOST_DIGITS;
                    cursor.demand(fits, allowed, "write a number in this range");
                    return fits ? Optional.of(times(unit, number)) : Optional.empty();
                })
                .filter(value -> isNotTooLong(cursor, value));
    }

    // The first twelve digits before the point and nine behind it fit: nothing else may be written out.
    private static Duration times(Duration unit, BigDecimal number) {
        BigDecimal nanos = number.scale() > Limits.NUMBER_LENGTH + MOST_DIGITS
                ? BigDecimal.ZERO
                : number.multiply(BigDecimal.valueOf(unit.toNanos()));
        BigDecimal[] parts =
                nanos.setScale(0, RoundingMode.HALF_UP).divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }

    private static boolean isNotTooLong(JsonCursor cursor, Duration value) {
        return cursor.demand(
                value.compareTo(Limits.LONGEST_DURATION) <= 0,
                "at most " + Durations.format(Limits.LONGEST_DURATION),
                "write a shorter one");
    }
}
