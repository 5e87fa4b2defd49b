package io.github.devopsagent.shell.internal.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An answer.
 *
 * @param status the HTTP status code
 * @param text its body, or the beginning of it
 * @param isWhole whether the text is the whole body
 */
public record HttpAnswer(int status, String text, boolean isWhole) {

    /** How many bytes of a body are read. */
    public static final int LONGEST_BODY = 1 << 20;

    static HttpAnswer of(int status, byte[] body) {
        return new HttpAnswer(status, new String(body, UTF_8), body.length < LONGEST_BODY);
    }
}
