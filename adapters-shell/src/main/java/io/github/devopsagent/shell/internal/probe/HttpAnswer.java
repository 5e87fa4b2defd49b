package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.address.UrlCredentials;
import io.github.devopsagent.text.VisibleText;
import io.vavr.control.Either;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An answer.
 *
 * @param status its status
 * @param location where it sends a client; empty if nowhere
 * @param type of the body, as its Content-Type says; empty if nothing does
 * @param body its body, or the beginning of it
 * @param mask hides secrets in what is told of it
 */
public record HttpAnswer(
        int status, Optional<String> location, Optional<String> type, HttpBody body, UnaryOperator<String> mask) {

    /** How many bytes of a body are read, after decoding. */
    public static final int LONGEST_BODY = 1 << 20;

    private static final int LONGEST_EXCERPT = 200;
    private static final int LONGEST_LOCATION = 500;

    /** What was found, in words for people. */
    public String found() {
        return "status " + status
                + location.map(where -> " to "
                                + VisibleText.of(mask.apply(UrlCredentials.maskedTarget(where)), LONGEST_LOCATION))
                        .orElse("")
                + body.undecoded().map(why -> " and a body " + why).orElseGet(this::excerpt);
    }

    /** The text of the body; left says why it is not all there, or not exactly that. */
    public Either<String, String> whole() {
        if (body.undecoded().isPresent()) {
            return Either.left("found " + found());
        }
        if (!body.isExact() && body.isWhole()) {
            return Either.left("found a byte that belongs to no character of its charset, in " + found());
        }
        return body.isWhole()
                ? Either.right(body.text())
                : Either.left("found a body longer than " + LONGEST_BODY + " bytes, which is not read to its end");
    }

    private String excerpt() {
        // Before it is cut: half of a secret would not be found any more.
        String text = mask.apply(body.text().strip());
        return text.isEmpty()
                ? " without a body"
                : " and a body that begins: " + VisibleText.of(text, LONGEST_EXCERPT) + body.remark();
    }
}
