package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.http.ExpectedText;
import io.github.devopsagent.http.HttpOptions;
import io.github.devopsagent.http.JsonEquality;
import io.github.devopsagent.http.JsonPointer;
import io.github.devopsagent.shell.internal.json.JsonReader;
import io.github.devopsagent.text.VisibleText;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Judges an answer.
 *
 * @param options what is expected of it
 */
record ExpectedAnswer(HttpOptions options) {

    private static final int LONGEST_VALUE = 100;

    /** Compares; left says what was expected and what was found. */
    Either<String, HttpAnswer> judge(HttpAnswer answer, Duration time) {
        if (!options.statuses().accept(answer.status())) {
            return Either.left("expected status " + options.statuses() + ", found " + answer.found());
        }
        if (answer.body().isDamaged()) {
            return Either.left("found " + answer.found());
        }
        return wrongBody(answer)
                .or(() -> wrongJson(answer))
                .or(() -> tooSlow(answer, time))
                .<Either<String, HttpAnswer>>map(Either::left)
                .orElseGet(() -> Either.right(answer));
    }

    private Optional<String> wrongBody(HttpAnswer answer) {
        return options.body()
                .flatMap(text -> new ExpectedText(text).missingIn(answer.body().text()))
                .map(expected -> expected + limit(answer) + ", found " + answer.found());
    }

    private Optional<String> wrongJson(HttpAnswer answer) {
        if (options.json().isEmpty()) {
            return Optional.empty();
        }
        return json(answer).fold(Optional::of, document -> options.json().entrySet().stream()
                .flatMap(each -> difference(each, document, answer).stream())
                .sorted()
                .findFirst()
                .map(difference -> difference + "; status " + answer.status()));
    }

    /** The whole body as JSON, or why it is none. */
    static Either<String, Object> json(HttpAnswer answer) {
        return answer.whole()
                .mapLeft(why -> "expected JSON in the body, " + why)
                .flatMap(text -> JsonReader.parse(text)
                        .mapLeft(why -> "expected JSON in the body (" + why + "), found " + answer.found()));
    }

    private static Optional<String> difference(
            Map.Entry<JsonPointer, Object> expected, Object document, HttpAnswer answer) {
        Optional<Object> found = expected.getKey().find(document);
        return found.filter(value -> JsonEquality.areEqual(expected.getValue(), value))
                        .isPresent()
                ? Optional.empty()
                : Optional.of("expected " + shown(expected.getValue(), answer) + " at " + where(expected.getKey())
                        + " of the body, found "
                        + found.map(value -> shown(value, answer)).orElse("nothing there"));
    }

    private static String where(JsonPointer pointer) {
        return "'" + VisibleText.of(pointer.toString(), LONGEST_VALUE) + "'";
    }

    private static String shown(Object value, HttpAnswer answer) {
        String text = VisibleText.of(answer.mask().apply(String.valueOf(value)), LONGEST_VALUE);
        return value instanceof String ? "\"" + text + "\"" : text;
    }

    private Optional<String> tooSlow(HttpAnswer answer, Duration time) {
        return options.maxTime()
                .filter(longest -> time.compareTo(longest) > 0)
                .map(longest -> "expected an answer within " + longest.toMillis() + " ms ('max_time'), found status "
                        + answer.status() + " in " + time.toMillis() + " ms");
    }

    private static String limit(HttpAnswer answer) {
        return answer.body().isWhole() ? "" : " (its first " + HttpAnswer.LONGEST_BODY + " bytes)";
    }
}
