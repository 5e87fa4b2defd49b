package io.github.devopsagent.shell.internal.probe;

import java.util.Optional;

/**
 * A body as text.
 *
 * @param text the text, or the beginning of it; empty if it could not be decoded
 * @param isWhole whether it is all
 * @param isExact whether each of its bytes belongs to a character of its charset
 * @param undecoded why it was not decoded, such as {@code in the encoding 'br', which is not decoded}
 * @param isDamaged whether it is not what it was declared to be, so that the answer is none
 * @param remark what is odd about the text, to be put after it; often empty
 */
record HttpBody(
        String text, boolean isWhole, boolean isExact, Optional<String> undecoded, boolean isDamaged, String remark) {

    static final HttpBody NONE = text("", true, true, "");

    static HttpBody text(String text, boolean isWhole, boolean isExact, String remark) {
        return new HttpBody(text, isWhole, isExact, Optional.empty(), false, remark);
    }

    static HttpBody undecoded(String why, boolean isWhole) {
        return new HttpBody("", isWhole, true, Optional.of(why), false, "");
    }

    static HttpBody damaged(String why) {
        return new HttpBody("", true, true, Optional.of(why), true, "");
    }
}
