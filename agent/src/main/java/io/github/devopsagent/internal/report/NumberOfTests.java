package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.SummaryWords.Subject;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A number of tests, as a number or a text. */
final class NumberOfTests {

    private static final long MOST = 1_000_000_000_000L;
    private static final Pattern NUMBER = Pattern.compile("[-+.]*[0-9][-+0-9.eE]*");

    private NumberOfTests() {}

    /** Empty if it is none that there can be of tests. */
    static OptionalLong of(String value) {
        if (!value.isEmpty() && Character.isLetter(value.charAt(0))) {
            // Most texts: an exception for each is dear.
            return OptionalLong.empty();
        }
        try {
            long number = new BigDecimal(value.trim()).longValueExact();
            return number < 0 || number > MOST ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether it looks like a number, whatever it is. */
    static boolean isNumber(String value) {
        return NUMBER.matcher(value).matches();
    }

    /** Names that say how many tests there are only before a number. */
    static Optional<Subject> subject(ReportStream in, String name) {
        return !in.isNumber()
                ? Optional.empty()
                : switch (name) {
                    case "planned", "expected" -> Optional.of(Subject.TOTAL);
                    case "run", "ran" -> Optional.of(Subject.EXECUTED);
                    default -> Optional.empty();
                };
    }
}
