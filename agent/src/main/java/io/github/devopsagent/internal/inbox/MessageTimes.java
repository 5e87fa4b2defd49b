package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.MessageTime;
import io.github.devopsagent.internal.json.Printable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the times of messages. A text that may mean several times, a time before 2000 (what programs write that have
 * none) and one that is ahead of our clock are none.
 */
final class MessageTimes {

    /** How far another clock may be ahead of ours: five minutes. */
    static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final int LONGEST = 60;
    private static final int MOST = 8;
    private static final int MOST_OTHERS = 100;

    private static final String DATE = "([0-9]{4})([-/_.]?)([0-9]{2})\\2([0-9]{2})";
    private static final Pattern DAY = Pattern.compile(DATE);
    private static final Pattern CLOCK = Pattern.compile(DATE
            + "(?:[T\\s]\\s*|_|-)([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
            + "(?:\\s?(Z|UTC|GMT|[-+][0-9]{2}(?::?[0-9]{2})?)(?:\\s?\\[[A-Z/_]+\\])?)?");
    private static final Pattern COMPACT = Pattern.compile(
            DATE + "[T\\s_.-]?([0-9]{2})([-_.]?)([0-9]{2})(?:\\6([0-9]{2}))?(?:[.,]([0-9]{1,9}))?\\s?(Z|UTC|GMT)?");
    private static final Pattern EPOCH = Pattern.compile("([0-9]{10})(?:\\.[0-9]{1,9})?|([0-9]{13})");

    private MessageTimes() {}

    /** The time of which these texts tell; one of them that is no time leaves none. */
    static MessageTime of(List<String> texts, Instant now) {
        List<MessageTime.Point> points = new ArrayList<>();
        for (String text : texts) {
            Optional<MessageTime.Point> point = point(text).filter(each -> isUsable(each, now));
            if (point.isEmpty() || points.size() == MOST) {
                return MessageTime.unread(Printable.line(text, LONGEST));
            }
            points.add(point.get());
        }
        return MessageTime.of(points);
    }

    /**
     * The time of a message of which other times are told as well: later than it is only what is later than all of
     * them.
     *
     * @param own what is its own time; without one it has none
     * @param others what stands in further fields of a time, or looks like one in a text
     */
    static MessageTime among(List<String> own, List<String> others, Instant now) {
        MessageTime time = of(own, now);
        if (!time.isKnown()) {
            return time;
        }
        List<MessageTime.Point> points = new ArrayList<>(time.readings());
        for (String text : others) {
            Optional<MessageTime.Point> point = point(text).filter(each -> isUsable(each, now));
            if (point.isEmpty() || points.size() == MOST_OTHERS) {
                return MessageTime.unread(Printable.line(text, LONGEST));
            }
            points.add(point.get());
        }
        return new MessageTime(points.stream().distinct().toList(), Optional.empty());
    }

    private static boolean isUsable(MessageTime.Point point, Instant now) {
        return !point.latest().isBefore(FIRST) && !point.earliest().isAfter(now.plus(AHEAD));
    }

    static Optional<MessageTime.Point> point(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        if (upper.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return day(upper).or(() -> epoch(upper)).or(() -> clock(upper)).or(() -> compact(upper));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<MessageTime.Point> day(String text) {
        Matcher day = DAY.matcher(text);
        return day.matches() ? Optional.of(new MessageTime.Day(date(day))) : Optional.empty();
    }

    private static LocalDate date(Matcher match) {
        return LocalDate.of(number(match.group(1)), number(match.group(3)), number(match.group(4)));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static Optional<MessageTime.Point> epoch(String text) {
        Matcher epoch = EPOCH.matcher(text);
        if (!epoch.matches()) {
            return Optional.empty();
        }
        Instant at = epoch.group(1) != null
                ? Instant.ofEpochSecond(Long.parseLong(epoch.group(1)))
                : Instant.ofEpochMilli(Long.parseLong(epoch.group(2)));
        return Optional.of(new MessageTime.Zoned(at));
    }

    private static Optional<MessageTime.Point> clock(String text) {
        Matcher clock = CLOCK.matcher(text);
        return clock.matches()
                ? Optional.of(point(
                        time(clock, clock.group(5), clock.group(6), clock.group(7), clock.group(8)), clock.group(9)))
                : Optional.empty();
    }

    private static Optional<MessageTime.Point> compact(String text) {
        Matcher compact = COMPACT.matcher(text);
        return compact.matches()
                ? Optional.of(point(
                        time(compact, compact.group(5), compact.group(7), compact.group(8), compact.group(9)),
                        compact.group(10)))
                : Optional.empty();
    }

    private static LocalDateTime time(Matcher date, String hour, String minute, String second, String fraction) {
        int seconds = second == null ? 0 : number(second);
        int nanos = fraction == null ? 0 : number((fraction + "00000000").substring(0, 9));
        return date(date).atTime(number(hour), number(minute), seconds, nanos);
    }

    private static MessageTime.Point point(LocalDateTime time, String zone) {
        if (zone == null) {
            return new MessageTime.Unzoned(time);
        }
        ZoneId id = Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone);
        return new MessageTime.Zoned(time.atZone(id).toInstant());
    }
}
