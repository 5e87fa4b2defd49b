package io.github.devopsagent.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a message was written, as far as it says so.
 *
 * @param readings what its fields say; more than one only if they contradict each other; empty if it has no time
 * @param unread what stands in the place of a time, and is none; empty if there is nothing of the kind
 */
public record MessageTime(List<Point> readings, Optional<String> unread) {

    /** No time at all. */
    public static final MessageTime NONE = new MessageTime(List.of(), Optional.empty());

    /** How far a time without a zone may be off, either way: the zones of the world reach from -12 to +14 hours. */
    public static final Duration ZONE_DOUBT = Duration.ofHours(14);

    public MessageTime {
        readings = List.copyOf(readings);
    }

    /**
     * The time of a message whose fields say this. Days and times that may be the same moment are one reading, the
     * most exact one.
     *
     * @param points what its fields say
     * @return the time
     */
    public static MessageTime of(List<? extends Point> points) {
        List<Point> readings = new ArrayList<>();
        points.stream()
                .sorted((one, other) -> one.span().compareTo(other.span()))
                .filter(point -> readings.stream().noneMatch(kept -> kept.includes(point)))
                .forEach(readings::add);
        return new MessageTime(readings, Optional.empty());
    }

    /**
     * A time that could not be read.
     *
     * @param text what stands there
     * @return no time
     */
    public static MessageTime unread(String text) {
        return new MessageTime(List.of(), Optional.of(text));
    }

    /**
     * Whether there is a time.
     *
     * @return true if there is one
     */
    public boolean isKnown() {
        return !readings.isEmpty();
    }

    /**
     * Whether this time is certainly later than another one of the same sender, by every reading of both.
     *
     * @param other the other time
     * @return true if it is; false if they tie or if it cannot be told
     */
    public boolean isCertainlyLaterThan(MessageTime other) {
        return isKnown()
                && other.isKnown()
                && readings.stream()
                        .allMatch(ours -> other.readings.stream().allMatch(theirs -> ours.isCertainlyAfter(theirs)));
    }

    /** A time as it was written: with a zone, without one, or a whole day. */
    public sealed interface Point {

        /**
         * The earliest moment that may be meant.
         *
         * @return in any zone
         */
        Instant earliest();

        /**
         * The latest moment that may be meant.
         *
         * @return in any zone
         */
        Instant latest();

        /**
         * Whether this point is certainly after another one of the same sender. Two without a zone are compared as
         * they are written; otherwise a zone that is not named may be any.
         *
         * @param other the other point
         * @return true if it is
         */
        boolean isCertainlyAfter(Point other);

        /**
         * How much time lies between the earliest and the latest moment.
         *
         * @return zero for a time with a zone
         */
        default Duration span() {
            return Duration.between(earliest(), latest());
        }

        /**
         * Whether another point may be the same moment, and says no more than this one.
         *
         * @param other the other point
         * @return true if it adds nothing
         */
        default boolean includes(Point other) {
            return equals(other)
                    || (!getClass().equals(other.getClass())
                            && !latest().isBefore(other.earliest())
                            && !other.latest().isBefore(earliest()));
        }
    }

    /**
     * A moment that is known for certain, since its zone is.
     *
     * @param at the moment
     */
    public record Zoned(Instant at) implements Point {

        @Override
        public Instant earliest() {
            return at;
        }

        @Override
        public Instant latest() {
            return at;
        }

        @Override
        public boolean isCertainlyAfter(Point other) {
            return earliest().isAfter(other.latest());
        }
    }

    /**
     * A time in a zone that is not named.
     *
     * @param at the time there
     */
    public record Unzoned(LocalDateTime at) implements Point {

        @Override
        public Instant earliest() {
            return at.toInstant(ZoneOffset.UTC).minus(ZONE_DOUBT);
        }

        @Override
        public Instant latest() {
            return at.toInstant(ZoneOffset.UTC).plus(ZONE_DOUBT);
        }

        @Override
        public boolean isCertainlyAfter(Point other) {
            if (other instanceof Unzoned unzoned) {
                return at.isAfter(unzoned.at);
            }
            return other instanceof Day another
                    ? at.toLocalDate().isAfter(another.day())
                    : earliest().isAfter(other.latest());
        }
    }

    /**
     * A whole day, in a zone that is not named.
     *
     * @param day the day there
     */
    public record Day(LocalDate day) implements Point {

        @Override
        public Instant earliest() {
            return day.atStartOfDay().toInstant(ZoneOffset.UTC).minus(ZONE_DOUBT);
        }

        @Override
        public Instant latest() {
            return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).plus(ZONE_DOUBT);
        }

        @Override
        public boolean isCertainlyAfter(Point other) {
            if (other instanceof Day another) {
                return day.isAfter(another.day);
            }
            return other instanceof Unzoned unzoned
                    ? day.isAfter(unzoned.at().toLocalDate())
                    : earliest().isAfter(other.latest());
        }
    }
}
