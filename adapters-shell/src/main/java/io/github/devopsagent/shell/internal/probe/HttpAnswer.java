package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.shell.internal.request.AddressCredentials;
import io.github.devopsagent.shell.internal.request.VisibleText;
import java.util.Optional;

/**
 * An answer.
 *
 * @param status its status
 * @param location where it sends a client; empty if nowhere
 * @param body its body, or the beginning of it
 */
public record HttpAnswer(int status, Optional<String> location, HttpBody body) {

    /** How many bytes of a body are read, after decoding. */
    public static final int LONGEST_BODY = 1 << 20;

    private static final int LONGEST_EXCERPT = 200;
    private static final int LONGEST_LOCATION = 500;

    /** What was found, in words for people. */
    String found() {
        return "status " + status
                + location.map(where ->
                                " to " + VisibleText.of(AddressCredentials.maskedInTarget(where), LONGEST_LOCATION))
                        .orElse("")
                + body.undecoded().map(why -> " and a body " + why).orElseGet(this::excerpt);
    }

    private String excerpt() {
        String text = body.text().strip();
        return text.isEmpty()
                ? " without a body"
                : " and a body that begins: " + VisibleText.of(text, LONGEST_EXCERPT) + body.remark();
    }
}
