package io.github.devopsagent.internal.report;

import io.github.devopsagent.regex.LazyPattern;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a test expected beside what came of it: {@code "expected": 200, "actual": 500}. Most of what stands there is prose,
 * or a limit, and not compared.
 */
final class ExpectedAndActual {

    private static final String EXPECTED = "expected";
    private static final String ACTUAL = "actual";

    /** A status of HTTP, or a plain yes or no. */
    private static final LazyPattern COMPARABLE = LazyPattern.of("(?i)[1-5][0-9]{2}|true|false|yes|no");

    private static final LazyPattern SUCCESS = LazyPattern.of("[23][0-9]{2}");
    private static final LazyPattern ERROR = LazyPattern.of("[45][0-9]{2}");
    private static final LazyPattern OF_STATUS = LazyPattern.of("(?i).*(?:status|code|http).*");
    private static final LazyPattern FAILED = LazyPattern.of("(?s)FAIL(?:ED|URE)?\\b.*");

    // Most of millions of tests have none.
    private Map<String, String> expected = Map.of();
    private Map<String, String> actual = Map.of();
    private String failed = "";

    /** Takes note of a field, if it is one of these; the parser stays where it is. */
    void read(ReportStream in, String name) {
        if (name.startsWith(EXPECTED)) {
            expected = noted(expected, in, name.substring(EXPECTED.length()));
        } else if (name.startsWith(ACTUAL)) {
            actual = noted(actual, in, name.substring(ACTUAL.length()));
            if (in.isText() && FAILED.matcher(in.text().strip()).matches()) {
                failed = name;
            }
        }
    }

    private static Map<String, String> noted(Map<String, String> before, ReportStream in, String what) {
        boolean isScalar = in.isShortText() || in.isNumber() || in.isTrue() || in.isFalse();
        String value = isScalar ? in.text().strip() : "";
        if (!COMPARABLE.matcher(value).matches()) {
            return before;
        }
        Map<String, String> noted = before.isEmpty() ? new HashMap<>() : before;
        noted.put(what, value.toLowerCase(Locale.ROOT));
        return noted;
    }

    /** By which something else came of the test than was expected; empty if it did not. */
    Optional<String> doubt() {
        if (!failed.isEmpty()) {
            return Optional.of("'" + failed + "' begins with a failure");
        }
        for (Map.Entry<String, String> each : actual.entrySet()) {
            String before = expected.getOrDefault(each.getKey(), each.getValue());
            if (differ(each.getKey(), before, each.getValue())) {
                return Optional.of(
                        "'" + ACTUAL + each.getKey() + "' is " + each.getValue() + ", expected is " + before);
            }
        }
        return Optional.empty();
    }

    /** Where it does not say that it is a status, it may be a limit, below which less is well. */
    private static boolean differ(String what, String expected, String actual) {
        boolean isNumber = Character.isDigit(expected.charAt(0)) && Character.isDigit(actual.charAt(0));
        if (!isNumber) {
            return Character.isLetter(expected.charAt(0))
                    && Character.isLetter(actual.charAt(0))
                    && isYes(expected) != isYes(actual);
        }
        return (SUCCESS.matcher(expected).matches() && ERROR.matcher(actual).matches())
                || (OF_STATUS.matcher(what).matches()
                        && ERROR.matcher(expected).matches()
                        && SUCCESS.matcher(actual).matches());
    }

    private static boolean isYes(String text) {
        return text.equals("true") || text.equals("yes");
    }
}
