package io.github.devopsagent.shell.internal.probe;

import java.util.Optional;

/**
 * A body as text.
 *
 * @param text the text, or the beginning of it; empty if it could not be decoded
 * @param isWhole whether it is all
 * @param undecoded the content encoding in which it came and which is not known here
 * @param remark what is odd about the text, to be put after it; often empty
 */
record HttpBody(String text, boolean isWhole, Optional<String> undecoded, String remark) {

    static final HttpBody NONE = new HttpBody("", true, Optional.empty(), "");
}
