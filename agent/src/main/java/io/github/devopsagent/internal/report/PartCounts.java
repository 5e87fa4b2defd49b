package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.SummaryWords.PartCount;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The numbers of one test: how many assertions or steps it has, and how many of them passed. */
final class PartCounts {

    // Most of millions of tests have none.
    private Map<PartCount, Long> numbers = Map.of();

    /** Takes note of a number; the parser stays where it is. */
    void read(ReportStream in, String name) {
        if (!in.isNumber()) {
            return;
        }
        Optional<PartCount> count = FieldName.of(name).count();
        OptionalLong number = count.isPresent() ? NumberOfTests.of(in.text()) : OptionalLong.empty();
        if (number.isPresent()) {
            if (numbers.isEmpty()) {
                numbers = new HashMap<>();
            }
            numbers.merge(count.get(), number.getAsLong(), count.get().isAll() ? Math::max : Math::min);
        }
    }

    /** By which not all passed; what does not say what it counts is compared with what does. */
    Optional<String> doubt() {
        return numbers.isEmpty() ? Optional.empty() : doubtOfNumbers();
    }

    private Optional<String> doubtOfNumbers() {
        for (Map.Entry<PartCount, Long> passed : numbers.entrySet()) {
            if (!passed.getKey().isAll()) {
                String unit = passed.getKey().unit();
                OptionalLong done = number(new PartCount(unit, false, true));
                if (done.isPresent()
                        && done.getAsLong() != passed.getValue()
                        && !passed.getKey().isDone()) {
                    return Optional.of(
                            "of " + done.getAsLong() + " " + unit + "s that were run " + passed.getValue() + " passed");
                }
                long all =
                        total(unit).orElse(total(unit.isEmpty() ? only() : "").orElse(0));
                if (passed.getValue() < all) {
                    return Optional.of("of " + all + (unit.isEmpty() ? "" : " " + unit + "s") + " " + passed.getValue()
                            + " passed");
                }
            }
        }
        return Optional.empty();
    }

    private OptionalLong total(String unit) {
        return number(new PartCount(unit, true, false));
    }

    private OptionalLong number(PartCount count) {
        Long total = numbers.get(count);
        return total == null ? OptionalLong.empty() : OptionalLong.of(total);
    }

    /** The unit of which a total stands there, if it is one alone. */
    private String only() {
        String unit = "";
        for (PartCount each : numbers.keySet()) {
            if (each.isAll() && !each.unit().isEmpty()) {
                if (!unit.isEmpty()) {
                    return "";
                }
                unit = each.unit();
            }
        }
        return unit;
    }
}
