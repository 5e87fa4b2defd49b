package io.github.devopsagent.internal.report;

import io.github.devopsagent.regex.LazyPattern;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the program of one test ended: a command line may be right to end with 2, if the test says so. */
final class ExitCode {

    private static final LazyPattern NUMBER = LazyPattern.of("-?\\d{1,9}");
    private static final LazyPattern OF_EXIT = LazyPattern.of("(?i).*(?:exit|return|code|status).*");
    private static final List<String> TOLD = List.of("exit", "return", "status", "code", "nonzero", "non-zero");
    private static final LazyPattern NOT_ZERO =
            LazyPattern.of("(?is).*\\b(?:non-?\\s?zero|exits? (?:with )?(?:an? )?(?:error|failure))\\b.*");
    private static final int LONGEST = 500;

    private String name = "";
    private String code = "";
    private String expected = "";
    private String told = "";

    void ended(ReportStream in, String field) {
        String value = in.scalar();
        if (NUMBER.matcher(value).matches()) {
            name = field;
            code = value;
        }
    }

    void expected(ReportStream in, String field) {
        if (in.isShortText()) {
            mentioned(in.text());
        }
        boolean isScalar = in.isText() || in.isNumber();
        if (isScalar
                && NUMBER.matcher(in.text().strip()).matches()
                && OF_EXIT.matcher(field).matches()) {
            expected = in.text().strip();
        }
        in.skip();
    }

    /** What a short text tells of it. */
    void mentioned(String text) {
        if (tells(text.toLowerCase(Locale.ROOT)) && told.length() < LONGEST) {
            told += " " + text;
        }
    }

    private static boolean tells(String text) {
        for (String each : TOLD) {
            if (text.contains(each)) {
                return true;
            }
        }
        return false;
    }

    /** Empty if it ended as it should, as far as that is told. */
    Optional<String> doubt() {
        boolean isRight =
                code.isEmpty() || (expected.isEmpty() ? code.matches("-?0+") || isMentioned() : expected.equals(code));
        return isRight
                ? Optional.empty()
                : Optional.of("'" + name + "' is " + code + (expected.isEmpty() ? "" : ", expected is " + expected));
    }

    private boolean isMentioned() {
        return NOT_ZERO.matcher(told).matches()
                || Pattern.compile(
                                "(?is).*\\b(?:exit|return|status|code)\\w*\\b[^.;]{0,40}(?<!\\d)" + code + "(?!\\d).*")
                        .matcher(told)
                        .matches();
    }
}
