package io.github.devopsagent.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.inbox.MessageTime.Day;
import io.github.devopsagent.inbox.MessageTime.Point;
import io.github.devopsagent.inbox.MessageTime.Unzoned;
import io.github.devopsagent.inbox.MessageTime.Zoned;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Which of two messages of one sender is certainly the later one. */
class MessageTimeTest {

    private static Point zoned(String text) {
        return new Zoned(Instant.parse(text));
    }

    private static Point unzoned(String text) {
        return new Unzoned(LocalDateTime.parse(text));
    }

    private static Point day(String text) {
        return new Day(LocalDate.parse(text));
    }

    private static boolean later(Point one, Point other) {
        return later(List.of(one), List.of(other));
    }

    private static boolean later(List<Point> one, List<Point> other) {
        return MessageTime.of(one).isCertainlyLaterThan(MessageTime.of(other));
    }

    @Example
    void times_with_a_zone_are_compared_by_the_moment() {
        assertThat(later(zoned("2026-01-01T10:00:01Z"), zoned("2026-01-01T10:00:00Z")))
                .isTrue();
        assertThat(later(zoned("2026-01-01T10:00:00Z"), zoned("2026-01-01T10:00:00Z")))
                .isFalse();
        assertThat(later(zoned("2026-01-01T09:59:59Z"), zoned("2026-01-01T10:00:00Z")))
                .isFalse();
    }

    @Example
    void times_that_both_have_no_zone_are_compared_as_they_are_written() {
        assertThat(later(unzoned("2026-01-01T10:00:01"), unzoned("2026-01-01T10:00:00")))
                .isTrue();
        assertThat(later(unzoned("2026-01-01T10:00:00"), unzoned("2026-01-01T10:00:00")))
                .isFalse();
    }

    @Example
    void a_time_without_a_zone_may_be_fourteen_hours_off_either_way() {
        assertThat(later(zoned("2026-01-02T00:00:00Z"), unzoned("2026-01-01T10:00:00")))
                .isFalse();
        assertThat(later(zoned("2026-01-02T00:00:01Z"), unzoned("2026-01-01T10:00:00")))
                .isTrue();
        assertThat(later(unzoned("2026-01-02T00:00:00"), zoned("2026-01-01T10:00:00Z")))
                .isFalse();
        assertThat(later(unzoned("2026-01-02T00:00:01"), zoned("2026-01-01T10:00:00Z")))
                .isTrue();
    }

    @Example
    void days_are_compared_as_days() {
        assertThat(later(day("2026-01-02"), day("2026-01-01"))).isTrue();
        assertThat(later(day("2026-01-01"), day("2026-01-01"))).isFalse();
        assertThat(later(day("2026-01-02"), unzoned("2026-01-01T23:59:59"))).isTrue();
        assertThat(later(unzoned("2026-01-01T23:59:59"), day("2026-01-01"))).isFalse();
    }

    @Example
    void a_day_is_compared_with_a_moment_by_all_of_it_in_any_zone() {
        assertThat(later(day("2026-01-02"), zoned("2026-01-01T09:59:59Z"))).isTrue();
        assertThat(later(day("2026-01-02"), zoned("2026-01-01T10:00:00Z"))).isFalse();
        assertThat(later(zoned("2026-01-02T14:00:00Z"), day("2026-01-01"))).isFalse();
        assertThat(later(zoned("2026-01-02T14:00:01Z"), day("2026-01-01"))).isTrue();
    }

    @Example
    void a_day_that_fits_the_time_adds_nothing_to_it() {
        assertThat(MessageTime.of(List.of(day("2026-01-02"), zoned("2026-01-01T23:00:00Z")))
                        .readings())
                .containsExactly(zoned("2026-01-01T23:00:00Z"));
    }

    @Example
    void where_day_and_time_contradict_each_other_both_must_be_later() {
        List<Point> newDayOldTime = List.of(day("2026-01-09"), zoned("2026-01-01T00:00:00Z"));
        assertThat(later(newDayOldTime, List.of(zoned("2026-01-02T00:00:00Z")))).isFalse();
        assertThat(later(List.of(zoned("2026-01-02T00:00:00Z")), newDayOldTime)).isFalse();
        assertThat(later(List.of(zoned("2026-01-12T00:00:00Z")), newDayOldTime)).isTrue();
    }

    @Example
    void without_a_time_nothing_is_certain() {
        assertThat(later(List.of(), List.of(day("2026-01-01")))).isFalse();
        assertThat(later(List.of(day("2026-01-01")), List.of())).isFalse();
        assertThat(MessageTime.unread("yesterday").isKnown()).isFalse();
    }

    /** Whatever the zones were: what is certainly later cannot have been written before the other. */
    @Property
    void what_is_certainly_later_is_later_in_every_zone(
            @ForAll("points") Point one, @ForAll("points") Point other, @ForAll("zones") ZoneOffset zone) {
        if (later(one, other)) {
            assertThat(latest(one, zone)).isAfter(earliest(other, zone));
        }
        assertThat(later(one, other) && later(other, one)).isFalse();
    }

    private static Instant earliest(Point point, ZoneOffset zone) {
        if (point instanceof Zoned zoned) {
            return zoned.at();
        }
        return point instanceof Unzoned unzoned
                ? unzoned.at().toInstant(zone)
                : ((Day) point).day().atStartOfDay().toInstant(zone);
    }

    private static Instant latest(Point point, ZoneOffset zone) {
        return point instanceof Day day ? day.day().plusDays(1).atStartOfDay().toInstant(zone) : earliest(point, zone);
    }

    @Provide
    Arbitrary<Point> points() {
        Arbitrary<LocalDateTime> times = Arbitraries.integers()
                .between(0, 72 * 60)
                .map(minutes -> LocalDateTime.parse("2026-01-01T00:00").plusMinutes(minutes));
        return Arbitraries.oneOf(
                times.map(time -> new Zoned(time.toInstant(ZoneOffset.UTC))),
                times.map(Unzoned::new),
                times.map(time -> new Day(time.toLocalDate())));
    }

    @Provide
    Arbitrary<ZoneOffset> zones() {
        return Arbitraries.integers().between(-12, 14).map(ZoneOffset::ofHours);
    }
}
