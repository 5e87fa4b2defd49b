package io.github.devopsagent.http;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which statuses an answer may have.
 *
 * @param ranges of which one must have it; at least one
 */
public record StatusRanges(List<StatusRange> ranges) {

    /** What is expected where a plan says nothing: any status from 200 to 299. */
    public static final StatusRanges SUCCESS = new StatusRanges(List.of(new StatusRange(200, 299)));

    private static final StatusRanges FAILURE = new StatusRanges(List.of(new StatusRange(500, 599)));

    private static final int LEAST = 100;
    private static final int MOST = 599;
    private static final int FINAL = 200;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final String FIELD = "/expect_status";
    private static final String ALLOWED = "a whole number 100 to 599, a range such as \"200-299\", or a list of these";
    private static final Pattern RANGE = Pattern.compile("([1-5][0-9]{2})-([1-5][0-9]{2})");

    /**
     * Statuses that follow each other.
     *
     * @param first the lowest
     * @param last the highest
     */
    public record StatusRange(int first, int last) {

        boolean has(int status) {
            return status >= first && status <= last;
        }

        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + " to " + last;
        }
    }

    public StatusRanges {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("no status is allowed");
        }
    }

    /**
     * Whether it is one of these.
     *
     * @param status of an answer
     * @return true if one of the ranges has it
     */
    public boolean accept(int status) {
        return ranges.stream().anyMatch(range -> range.has(status));
    }

    /**
     * Whether an answer of a service that is broken counts as well as one of a service that is not.
     *
     * @return true if a status of success and one of a failure of the server are among them
     */
    public boolean acceptSuccessAndFailure() {
        return hasOneOf(SUCCESS) && hasOneOf(FAILURE);
    }

    private boolean hasOneOf(StatusRanges others) {
        return ranges.stream().anyMatch(range -> others.ranges.stream()
                .anyMatch(other -> range.first() <= other.last() && other.first() <= range.last()));
    }

    /** Reads {@code expect_status}; adds what is wrong with it. */
    static Optional<StatusRanges> read(Object value, List<InputFault> faults) {
        if (!(value instanceof List<?> list)) {
            return range(value, FIELD, faults).map(one -> new StatusRanges(List.of(one)));
        }
        if (list.isEmpty()) {
            faults.add(InputFault.value(FIELD, "a list with at least one status", "add one, or remove the field"));
        }
        List<StatusRange> ranges = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            range(list.get(i), FIELD + "/" + i, faults).ifPresent(ranges::add);
        }
        return ranges.isEmpty() || ranges.size() < list.size()
                ? Optional.empty()
                : Optional.of(new StatusRanges(ranges));
    }

    private static Optional<StatusRange> range(Object value, String pointer, List<InputFault> faults) {
        if (value instanceof Number number) {
            Optional<StatusRange> one = whole(number).map(status -> new StatusRange(status, status));
            if (one.isEmpty()) {
                faults.add(InputFault.value(pointer, "a whole number 100 to 599", "write a number in this range"));
            }
            return one.filter(range -> isFinal(range, pointer, faults));
        }
        if (!(value instanceof String text)) {
            faults.add(InputFault.type(pointer, ALLOWED, "write a number without quotes"));
            return Optional.empty();
        }
        return range(text, pointer, faults);
    }

    private static Optional<StatusRange> range(String text, String pointer, List<InputFault> faults) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            faults.add(
                    text.matches("[0-9]{3}")
                            ? InputFault.type(pointer, ALLOWED, "write a number without quotes")
                            : InputFault.value(pointer, ALLOWED, "write a range as \"200-299\""));
            return Optional.empty();
        }
        StatusRange found = new StatusRange(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
        if (found.first() > found.last()) {
            faults.add(InputFault.value(pointer, "a range from a lower to a higher status", "exchange the two"));
            return Optional.empty();
        }
        return Optional.of(found).filter(one -> isFinal(one, pointer, faults));
    }

    /** One that no answer can have would be an expectation that is never met. */
    private static boolean isFinal(StatusRange range, String pointer, List<InputFault> faults) {
        if (range.last() >= FINAL || range.has(SWITCHING_PROTOCOLS)) {
            return true;
        }
        faults.add(InputFault.value(
                pointer, "a status that is not interim, which is passed over", "expect the status that follows it"));
        return false;
    }

    private static Optional<Integer> whole(Number number) {
        double status = number.doubleValue();
        return status == Math.rint(status) && status >= LEAST && status <= MOST
                ? Optional.of((int) status)
                : Optional.empty();
    }

    /** Such as {@code 200 to 299, 304}. */
    @Override
    public String toString() {
        return ranges.stream().map(StatusRange::toString).collect(joining(", "));
    }
}
