package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A text that is searched for.
 *
 * @param text its characters
 * @param isWrapped whether lines may end in it, as in base64
 */
record SecretForm(String text, boolean isWrapped) {

    static SecretForm plain(String text) {
        return new SecretForm(text, false);
    }

    static SecretForm base64(String text) {
        return new SecretForm(text, true);
    }

    int bytes() {
        return text.getBytes(UTF_8).length;
    }
}
