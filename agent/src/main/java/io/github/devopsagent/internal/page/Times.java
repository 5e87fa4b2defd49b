package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments and durations for people. All moments are UTC: a page without a script cannot know where it is read. */
final class Times {

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    static Markup moment(Instant at) {
        return element("time", text(SECOND.format(at))).with("datetime", at.toString());
    }

    static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** Seconds from one moment to another, with their fraction. */
    static double seconds(Instant from, Instant to) {
        Duration between = Duration.between(from, to);
        return between.getSeconds() + between.getNano() / 1e9;
    }

    /** Such as {@code 1h 5m}, {@code 2m 10s}, {@code 4.2s}, {@code 80ms}: of units no more than two. */
    static String span(double seconds) {
        if (seconds < 0) {
            return "0ms";
        }
        if (seconds < 1) {
            return Math.round(seconds * 1000) + "ms";
        }
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1fs", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + "s";
        }
        if (whole < 3600) {
            return two(whole / 60, "m", whole % 60, "s");
        }
        return whole < 86_400
                ? two(whole / 3600, "h", whole % 3600 / 60, "m")
                : two(whole / 86_400, "d", whole % 86_400 / 3600, "h");
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return large + unit + (small == 0 ? "" : " " + small + smallUnit);
    }
}
