package io.github.devopsagent.metric.verdict;

import java.util.OptionalDouble;

/**
 * What a counter has counted, however often it began anew.
 *
 * @param last its last value; empty if none is known
 * @param increase since its first value
 */
record Counter(OptionalDouble last, double increase) {

    static Counter from(OptionalDouble first) {
        return new Counter(first, 0);
    }

    /** Without a value before there is nothing to compare with. */
    boolean isKnown() {
        return last.isPresent();
    }

    Counter and(double value) {
        double before = last.orElse(value);
        // A negative number is no count: it takes nothing off what was counted.
        double more = value < before ? Math.max(value, 0) : value - before;
        return new Counter(OptionalDouble.of(value), increase + more);
    }
}
