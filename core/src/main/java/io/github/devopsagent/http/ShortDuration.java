package io.github.devopsagent.http;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long an answer may take: {@code 500ms}, {@code 2s}, {@code 1m30s} or {@code PT2S}. */
final class ShortDuration {

    private static final Pattern UNITS =
            Pattern.compile("(?=[0-9])(?:([0-9]{1,6})m(?!s))?(?:([0-9]{1,6})s)?(?:([0-9]{1,9})ms)?");
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final String ALLOWED = "a duration longer than zero, such as \"500ms\" or \"2s\"";

    private ShortDuration() {}

    static Optional<Duration> read(String pointer, Object value, List<InputFault> faults) {
        if (!(value instanceof String text)) {
            faults.add(InputFault.type(pointer, ALLOWED, "write it in quotes and with a unit"));
            return Optional.empty();
        }
        Optional<Duration> duration =
                parse(text).filter(each -> !each.isZero() && !each.isNegative() && each.compareTo(LONGEST) <= 0);
        if (duration.isEmpty()) {
            faults.add(InputFault.value(pointer, ALLOWED, "write a number with a unit: ms, s or m"));
        }
        return duration;
    }

    private static Optional<Duration> parse(String text) {
        Matcher units = UNITS.matcher(text);
        if (units.matches()) {
            return Optional.of(Duration.ofMinutes(number(units, 1))
                    .plusSeconds(number(units, 2))
                    .plusMillis(number(units, 3)));
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static long number(Matcher units, int group) {
        return Long.parseLong(Objects.requireNonNullElse(units.group(group), "0"));
    }
}
