package io.github.devopsagent.shell.internal.json;

import io.vavr.control.Either;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number as metrics have it, in no language's notation: a point before the fraction, nothing between the thousands.
 *
 * @param value may be NaN or infinite
 */
public record PlainNumber(double value) {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,6})?");
    private static final Map<String, Double> WORDS = Map.of(
            "nan", Double.NaN,
            "inf", Double.POSITIVE_INFINITY,
            "+inf", Double.POSITIVE_INFINITY,
            "-inf", Double.NEGATIVE_INFINITY,
            "infinity", Double.POSITIVE_INFINITY,
            "+infinity", Double.POSITIVE_INFINITY,
            "-infinity", Double.NEGATIVE_INFINITY);
    private static final double MOST_PLAIN = 1e15;
    private static final double LEAST_PLAIN = 1e-9;
    private static final int LONGEST = 400;

    public static Optional<PlainNumber> parse(String text) {
        if (text.length() <= LONGEST && DECIMAL.matcher(text).matches()) {
            return Optional.of(new PlainNumber(Double.parseDouble(text)));
        }
        return Optional.ofNullable(WORDS.get(text.toLowerCase(Locale.ROOT))).map(PlainNumber::new);
    }

    /** Reads a value of a JSON document: a number, or a string of one. */
    public static Either<String, PlainNumber> of(Object value) {
        if (value instanceof Number number) {
            return Either.right(new PlainNumber(number.doubleValue()));
        }
        if (value instanceof String text) {
            return parse(text.strip())
                    .<Either<String, PlainNumber>>map(Either::right)
                    .orElseGet(
                            () -> Either.left("a string that is no number (allowed is one such as \"12.5\", without a"
                                    + " unit, a comma or a '%')"));
        }
        return Either.left(Objects.equals(value, JsonNull.NULL) ? "null" : "no number");
    }

    /** As it is printed: {@code 12}, {@code 0.25}, {@code 1.0E20}, {@code NaN}, {@code Infinity}. */
    @Override
    public String toString() {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        return size < MOST_PLAIN && size >= LEAST_PLAIN
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
