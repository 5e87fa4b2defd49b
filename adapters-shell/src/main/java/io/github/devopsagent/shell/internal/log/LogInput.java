package io.github.devopsagent.shell.internal.log;

import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.internal.input.KnownInput;
import io.vavr.control.Either;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is counted.
 *
 * @param file absolute, or relative to the step's directory
 * @param pattern that a line has somewhere
 */
record LogInput(String file, Pattern pattern) {

    private static final int LONGEST_PATTERN = 1000;
    private static final KnownInput KNOWN = new KnownInput(
            "log",
            List.of("file", "pattern"),
            "it counts new lines of a file that match a pattern: write anything else as a command, {\"run\": \"…\"}, that"
                    + " prints a number");

    static Either<String, LogInput> read(Input input) {
        return KNOWN.checked(input).flatMap(known -> file(known)
                .flatMap(file -> pattern(known).map(pattern -> new LogInput(file, pattern))));
    }

    private static Either<String, String> file(Input input) {
        Optional<String> file = input.text("file").filter(text -> !text.isBlank() && text.indexOf('\0') < 0);
        return file.<Either<String, String>>map(Either::right)
                .orElseGet(() -> Either.left("'file' is missing: add the path of a log, such as logs/shop.log"));
    }

    private static Either<String, Pattern> pattern(Input input) {
        String text = input.text("pattern").orElse("");
        if (text.isEmpty() || text.length() > LONGEST_PATTERN) {
            return Either.left("'pattern' must have 1 to " + LONGEST_PATTERN
                    + " characters: add a regular expression such as ERROR|Exception");
        }
        try {
            return Either.right(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            return Either.left("'pattern' is no regular expression of Java: " + e.getDescription() + " at character "
                    + (e.getIndex() + 1));
        }
    }
}
