package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.http.JsonPointer;
import io.github.devopsagent.shell.internal.json.PlainNumber;
import io.github.devopsagent.text.VisibleText;
import io.vavr.control.Either;
import java.util.Optional;

/**
 * A number in an answer's JSON.
 *
 * @param pointer where it is
 */
record AnsweredNumber(JsonPointer pointer) {

    private static final int LONGEST_QUOTE = 100;

    /** Where it is; empty if none is asked for. */
    static Either<String, Optional<JsonPointer>> pointer(Optional<String> text) {
        return text.map(written -> JsonPointer.parse(written)
                        .<Either<String, Optional<JsonPointer>>>map(known -> Either.right(Optional.of(known)))
                        .orElseGet(() -> Either.left("'json' must be a JSON pointer such as /latency/p95_ms, found '"
                                + VisibleText.of(written, LONGEST_QUOTE) + "'")))
                .orElseGet(() -> Either.right(Optional.empty()));
    }

    /** The number, or what is there instead. */
    Either<String, PlainNumber> in(HttpAnswer answer) {
        return ExpectedAnswer.json(answer).flatMap(document -> pointer.find(document)
                .map(value -> PlainNumber.of(value)
                        .mapLeft(why -> "expected a number at '" + pointer + "' of the body, found "
                                + VisibleText.of(String.valueOf(value), LONGEST_QUOTE) + ", " + why))
                .orElseGet(() -> Either.left(
                        "no data: expected a number at '" + pointer + "' of the body, found nothing there")));
    }
}
