package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.internal.disk.AccessFailure;
import io.github.devopsagent.internal.inbox.TextDecoding;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The files by which people hold all deployments. That one is there is enough; what it says is for people. */
public final class Holds {

    private static final int MOST_BYTES = 4 << 10;
    private static final int MOST_CHARACTERS = 200;
    private static final char UNREADABLE = '\uFFFD';

    private Holds() {}

    /** A refusal for each of them. */
    public static List<Refusal> in(Snapshot snapshot) {
        List<Map.Entry<String, Content>> holds = snapshot.holds();
        if (holds.isEmpty()) {
            return List.of();
        }
        return holds.stream()
                .map(entry -> new Refusal(
                        RefusalCodes.ON_HOLD,
                        "deployments are on hold" + words(entry.getValue())
                                + "; no deployment begins or goes forward while this file is there",
                        Source.of(entry.getKey())))
                .toList();
    }

    private static String words(Content content) {
        try {
            String decoded = new String(TextDecoding.toUtf8(content.read(MOST_BYTES)), StandardCharsets.UTF_8);
            String text = Printable.text(decoded).strip();
            if (!isText(text)) {
                return " (why is not told: it is no text)";
            }
            return text.isEmpty() ? "" : ": " + Printable.line(text, MOST_CHARACTERS);
        } catch (IOException e) {
            return " (why is not told: " + AccessFailure.reason(e) + ")";
        }
    }

    /** A few characters in an encoding that was missed leave the others to be read. */
    private static boolean isText(String text) {
        long unreadable = text.chars().filter(each -> each == UNREADABLE).count();
        return unreadable * 4 <= text.length();
    }
}
