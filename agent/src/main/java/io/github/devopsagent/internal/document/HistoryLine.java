package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.JsonLayout;
import io.github.devopsagent.internal.json.JsonText;
import io.github.devopsagent.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The line of {@code status_history.jsonl} that records a change of {@code status.json}. */
public final class HistoryLine {

    /** How many bytes of the history's end are enough to find its last line: {@value}. */
    public static final int TAIL = 64 << 10;

    private static final JsonLayout SHAPE = new JsonLayout("", "", ":", "");

    private HistoryLine() {}

    /**
     * What has to be appended.
     *
     * @param tail the history's last bytes; lines that cannot be read, such as one that was cut off, are passed over
     * @param hash SHA-256 of the new status, as it is written
     * @param from the phase before
     * @param to the phase now
     * @param at the time of the change; the last line's if that is later
     * @return the line with its end, on a line of its own even if the last one has no end; empty if the last line
     *     records this status already
     */
    public static Optional<String> toAppend(byte[] tail, String hash, Phase from, Phase to, Instant at) {
        Optional<Entry> last = last(tail);
        if (last.filter(entry -> entry.hash.equals(hash)).isPresent()) {
            return Optional.empty();
        }
        Instant now = at.truncatedTo(ChronoUnit.SECONDS);
        Instant ts = last.flatMap(entry -> entry.ts).filter(now::isBefore).orElse(now);
        boolean isTorn = tail.length > 0 && tail[tail.length - 1] != '\n';
        return Optional.of((isTorn ? "\n" : "") + line(ts, from, to, hash) + "\n");
    }

    private static String line(Instant ts, Phase from, Phase to, String hash) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ts", JsonText.quoted(ts.toString()));
        fields.put("by", JsonText.quoted(Role.DEVOPS.label()));
        fields.put("from_phase", JsonText.quoted(from.label()));
        fields.put("to_phase", JsonText.quoted(to.label()));
        fields.put("status_sha256", JsonText.quoted(hash));
        return SHAPE.object(fields);
    }

    private record Entry(String hash, Optional<Instant> ts) {}

    private static Optional<Entry> last(byte[] tail) {
        return Arrays.stream(new String(tail, StandardCharsets.UTF_8).split("\n", -1))
                .flatMap(line -> entry(line).stream())
                .reduce((earlier, later) -> later);
    }

    private static Optional<Entry> entry(String line) {
        return StrictJson.<Entry>read("status_history.jsonl", line.getBytes(StandardCharsets.UTF_8), TAIL, cursor -> {
                    Optional<String> hash = cursor.required("status_sha256", "a hash", JsonCursor::text);
                    Optional<Instant> ts =
                            cursor.optional("ts", JsonCursor::text).flatMap(HistoryLine::instant);
                    return () -> new Entry(hash.orElseThrow(), ts);
                })
                .toJavaOptional();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
