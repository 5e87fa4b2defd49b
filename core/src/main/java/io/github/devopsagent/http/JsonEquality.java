package io.github.devopsagent.http;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether two values are the same: numbers by their value, 1 as 1.0, and objects in whatever order. */
public final class JsonEquality {

    private JsonEquality() {}

    /**
     * Compares.
     *
     * @param expected a value of a plan
     * @param found a value that was read
     * @return whether they are the same
     */
    public static boolean areEqual(Object expected, Object found) {
        if (expected instanceof Number one && found instanceof Number other) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        if (expected instanceof List<?> one && found instanceof List<?> other) {
            return one.size() == other.size()
                    && IntStream.range(0, one.size()).allMatch(i -> areEqual(one.get(i), other.get(i)));
        }
        if (expected instanceof Map<?, ?> one && found instanceof Map<?, ?> other) {
            return one.keySet().equals(other.keySet())
                    && one.entrySet().stream().allMatch(each -> Optional.ofNullable(other.get(each.getKey()))
                            .filter(value -> areEqual(each.getValue(), value))
                            .isPresent());
        }
        return expected.equals(found);
    }
}
