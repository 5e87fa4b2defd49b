package io.github.devopsagent.internal.journal;

import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * In which format a run is kept: its journal, and its own copy of plan and settings. Each agent that works on a run
 * writes format and version, so that one that cannot read it knows which one can.
 */
public final class JournalFormat {

    /** Of a deployment or a veto. Changes with what is written, so that an earlier version of this library does not misread it. */
    public static final int CURRENT = 2;

    /** Of the run that undoes a deployment on demand, which an earlier version would take for a deployment. */
    static final int ROLLBACK_ON_DEMAND = 3;

    /** Of the run that goes on with what such runs have left, which an earlier version would begin anew. */
    static final int REPEATED_ROLLBACK = 4;

    /** Of the record that a step was ended with its agent's lease, which an earlier version takes for a contradiction. */
    static final int ENDED_WITH_LEASE = 5;

    /** The highest that this version reads. */
    private static final int NEWEST = ENDED_WITH_LEASE;

    /** Before it was written. */
    private static final int FIRST = 1;

    private static final String FORMAT = "format";
    private static final String VERSION = "version";
    /** The version of this library; {@code unknown} if it was built without. */
    public static final String LIBRARY_VERSION = ownVersion();

    private JournalFormat() {}

    static void write(ObjectNode node) {
        write(node, CURRENT, Optional.of(LIBRARY_VERSION));
    }

    static void writeEndedWithLease(ObjectNode node) {
        write(node, ENDED_WITH_LEASE, Optional.of(LIBRARY_VERSION));
    }

    static void write(ObjectNode node, int format, Optional<String> version) {
        node.put(FORMAT, format);
        if (version.isPresent()) {
            node.put(VERSION, version.get());
        }
    }

    /** Reads which version wrote a record, of which {@link #tooNew} has read the format before. */
    static Optional<String> version(TrustedJsonCursor.Fields fields) {
        fields.find(FORMAT);
        return fields.find(VERSION).map(TrustedJsonCursor::text);
    }

    /**
     * Why this version cannot read a journal, should a later one have written in it.
     *
     * @param records all of its records
     * @return which format it has, and which version can go on; empty if this one can read it
     */
    public static Optional<String> tooNew(List<byte[]> records) {
        return records.stream().flatMap(record -> tooNew(record).stream()).findFirst();
    }

    private static Optional<String> tooNew(byte[] record) {
        JsonNode node;
        try {
            node = TrustedJson.strict(record);
        } catch (IllegalArgumentException e) {
            // Whoever reads the record itself tells what is wrong with it.
            return Optional.empty();
        }
        long format = node.path(FORMAT).asLong(FIRST);
        return format <= NEWEST
                ? Optional.empty()
                : Optional.of("it was written in format " + format + ", and this version (" + LIBRARY_VERSION
                        + ") reads up to " + NEWEST + "; go on with the version that wrote it ("
                        + node.path(VERSION).asString("unknown") + "), or a later one");
    }

    private static String ownVersion() {
        try (InputStream in = JournalFormat.class.getResourceAsStream("version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the library's own version", e);
        }
    }
}
