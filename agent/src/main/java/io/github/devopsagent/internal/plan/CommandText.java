package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.script.Script;
import io.github.devopsagent.script.ScriptFault;
import java.util.Optional;

/** Reads text that a shell may get, with the line ends that a shell knows. */
final class CommandText {

    private static final String LINE_ENDS = "line ends \\r\\n are read as \\n";

    private CommandText() {}

    /** A string that may be a command, an executor's name, or prose. */
    static Optional<String> bare(JsonCursor cursor) {
        Optional<String> text = cursor.processText();
        return text.isPresent() ? read(cursor, text.get(), Script.faultOfLines(text.get())) : Optional.empty();
    }

    /** A command, or a part of one. */
    static Optional<String> part(JsonCursor cursor) {
        return bare(cursor);
    }

    static Optional<String> command(JsonCursor cursor) {
        Optional<String> text = cursor.nonBlankProcessText();
        return text.isPresent() ? read(cursor, text.get(), Script.fault(text.get())) : Optional.empty();
    }

    /** Reports what is wrong with it. */
    static boolean isFaultless(JsonCursor cursor, Optional<ScriptFault> fault) {
        if (fault.isPresent()) {
            cursor.wrongValue(
                    fault.get().found(), "a command without it", fault.get().fix());
        }
        return fault.isEmpty();
    }

    private static Optional<String> read(JsonCursor cursor, String text, Optional<ScriptFault> fault) {
        String read = Script.withLineFeeds(text);
        if (fault.isEmpty() && !read.equals(text)) {
            cursor.readAs(LINE_ENDS);
        }
        return isFaultless(cursor, fault) ? Optional.of(read) : Optional.empty();
    }
}
