package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.address.HttpUrl;
import io.github.devopsagent.barestring.BareString.Interpretation.Prose;
import io.github.devopsagent.internal.json.JsonText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a plan's author writes instead of a bare string that is not executed, as JSON to paste, in one line. */
final class ProseFix {

    private static final Pattern URL = Pattern.compile("(?i)https?://[^\\s\"'`<>()\\[\\]]*[^\\s\"'`<>()\\[\\].,;:!?]");

    private ProseFix() {}

    /**
     * Of a string.
     *
     * @param prose as it was read
     * @param isCheck whether it is a health check
     * @return why it is not executed, and what to write
     */
    static String of(Prose prose, boolean isCheck) {
        return prose.why() + "; if it is " + fix(prose.meant(), isCheck);
    }

    private static String fix(String meant, boolean isCheck) {
        Matcher url = URL.matcher(meant);
        boolean isUrl = url.find() && HttpUrl.parse(url.group()).isRight();
        if (isCheck && isUrl && !meant.contains("curl ") && !meant.contains("wget ")) {
            return "a URL to ask, write {\"http\": " + JsonText.quoted(url.group()) + "}";
        }
        boolean isNothingElse = isUrl && url.group().equals(meant);
        return "a command, write {\"run\": " + JsonText.quoted(isNothingElse ? "curl -fsS " + meant : meant) + "}";
    }
}
