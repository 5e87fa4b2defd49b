package io.github.devopsagent.internal.journal;

import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.run.RunEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The records of a journal: first what the run is, then its events, and last that nothing of it is left to do. */
public final class JournalRecords {

    private static final String CLOSED = "closed";
    private static final String RECORD_DIGEST = "record_sha256";

    /** Earlier versions wrote it before {@link #CLOSED}; nothing ever depended on it. */
    private static final String RECORDED = "recorded";

    private JournalRecords() {}

    /**
     * The first record.
     *
     * @param header the run's header
     * @return one line of the journal
     */
    public static byte[] opened(RunHeader header) {
        return TrustedJson.compact(header.toJson());
    }

    /**
     * The record of an agent that goes on with the run of another one.
     *
     * @param event that it goes on
     * @param agent who goes on
     * @return one line of the journal
     */
    public static byte[] resumed(RunEvent.Resumed event, AgentIdentity agent) {
        ObjectNode node = resumption(event);
        AgentIdentityJson.write(agent, node);
        return TrustedJson.compact(node);
    }

    /**
     * The record of an agent that only records the end of the run of another one.
     *
     * @param event that it does
     * @return one line of the journal
     */
    public static byte[] resumed(RunEvent.Resumed event) {
        return TrustedJson.compact(resumption(event));
    }

    private static ObjectNode resumption(RunEvent.Resumed event) {
        ObjectNode node = EventJson.of(EventJson.RESUMED, event)
                .put("recovery", event.recovery().name());
        JournalFormat.write(node);
        return node;
    }

    /**
     * The record of an agent that has ended its own step with its lease.
     *
     * @param event that the step is lost
     * @return one line of the journal
     */
    public static byte[] endedWithLease(RunEvent.StepLost event) {
        ObjectNode node = EventJson.lost(event);
        JournalFormat.writeEndedWithLease(node);
        return TrustedJson.compact(node);
    }

    /**
     * How many of the records are of the run itself: those behind it say that it was only recorded.
     *
     * @param records all of them
     * @return at least 0
     */
    public static int lengthOfRun(List<byte[]> records) {
        int length = records.size();
        while (length > 1 && isAfterTheEnd(records.get(length - 1))) {
            length--;
        }
        return length;
    }

    private static boolean isAfterTheEnd(byte[] record) {
        String type = TrustedJson.read(record).path("type").asString("");
        return type.equals(CLOSED) || type.equals(EventJson.RESUMED);
    }

    /**
     * Who worked on a run last.
     *
     * @param records all of its records
     * @return who went on last, or began it
     * @throws IllegalArgumentException if one is not as we write it; the message names the record and the place
     */
    public static AgentIdentity lastAgent(List<byte[]> records) {
        for (int i = records.size() - 1; i > 0; i--) {
            byte[] record = records.get(i);
            Optional<AgentIdentity> agent = at(i, () -> resumedBy(record));
            if (agent.isPresent()) {
                return agent.get();
            }
        }
        return opening(records).agent();
    }

    /**
     * Who was about to begin the last attempt: not who went on since then, perhaps after a reboot.
     *
     * @param records all of its records
     * @return who worked on the run when its last intent was written
     * @throws IllegalArgumentException if one is not as we write it; the message names the record and the place
     */
    public static AgentIdentity lastIntender(List<byte[]> records) {
        for (int i = records.size() - 1; i > 0; i--) {
            if (EventJson.isIntent(records.get(i))) {
                return lastAgent(records.subList(0, i));
            }
        }
        return opening(records).agent();
    }

    private static Optional<AgentIdentity> resumedBy(byte[] record) {
        return EventJson.RESUMED.equals(TrustedJson.strict(record).path("type").asString(""))
                ? TrustedJsonCursor.document(record).object(JournalRecords::resumedBy)
                : Optional.empty();
    }

    private static Optional<AgentIdentity> resumedBy(Fields fields) {
        List.of("type", "at", "recovery").forEach(fields::get);
        JournalFormat.version(fields);
        return AgentIdentityJson.find(fields);
    }

    /**
     * The last record of a run that left no record of a deployment.
     *
     * @param at when it was closed
     * @return one line of the journal
     */
    public static byte[] closed(Instant at) {
        return TrustedJson.compact(closing(at));
    }

    /**
     * The last record of a run.
     *
     * @param at when it was closed
     * @param record SHA-256 of the record of the deployment, as it was written
     * @return one line of the journal
     */
    public static byte[] closed(Instant at, String record) {
        return TrustedJson.compact(closing(at).put(RECORD_DIGEST, record));
    }

    private static ObjectNode closing(Instant at) {
        return TrustedJson.object().put("type", CLOSED).put("at", at.toString());
    }

    /**
     * The digest of the record that a run left.
     *
     * @param records all of its journal's records
     * @return SHA-256; empty if the run is not closed, left none, or was closed by an earlier version of ours
     */
    public static Optional<String> recordDigest(List<byte[]> records) {
        JsonNode last = TrustedJson.read(records.get(records.size() - 1));
        return Optional.of(last)
                .filter(node -> CLOSED.equals(node.path("type").asString("")))
                .map(node -> node.path(RECORD_DIGEST).asString(""))
                .filter(digest -> !digest.isEmpty());
    }

    /**
     * Reads what a journal is about.
     *
     * @param records all of its records, at least one
     * @return what its first record says
     * @throws IllegalArgumentException if that is not as we write it; the message names the place
     */
    public static RunHeader opening(List<byte[]> records) {
        return at(0, () -> TrustedJsonCursor.document(records.get(0)).object(RunHeader::read));
    }

    /**
     * Whether nothing of a run is left to do.
     *
     * @param records all of its journal's records
     * @return true if the last one closes it
     * @throws IllegalArgumentException if that is not as we write it; the message names the record and the place
     */
    public static boolean isClosed(List<byte[]> records) {
        int last = records.size() - 1;
        return at(last, () -> isMark(records.get(last), CLOSED));
    }

    /**
     * What was seen of others until the last record.
     *
     * @param records all of a deployment's records, of which the events can be read
     * @return what the last record tells that tells of it; empty if none does
     */
    public static Optional<EventContext> observed(List<byte[]> records) {
        for (int i = records.size() - 1; i > 0; i--) {
            JsonNode seen = TrustedJson.strict(records.get(i)).path(EventContext.FIELD);
            if (seen.isObject()) {
                return Optional.of(TrustedJsonCursor.document(TrustedJson.compact((ObjectNode) seen))
                        .object(EventContext::read));
            }
        }
        return Optional.empty();
    }

    /** Whether a record tells nothing but its type, and when it was written. */
    private static boolean isMark(byte[] record, String type) {
        boolean mark = type.equals(TrustedJson.strict(record).path("type").asString(""));
        if (mark) {
            TrustedJsonCursor.document(record).object(fields -> {
                fields.get("type").same(type);
                fields.find(RECORD_DIGEST).ifPresent(TrustedJsonCursor::text);
                return fields.get("at").instant();
            });
        }
        return mark;
    }

    /**
     * Reads what has happened.
     *
     * @param records all of a deployment's records
     * @param plan of the run
     * @return its events, in order
     * @throws IllegalArgumentException if one is not as we write it; the message names the record and the place
     */
    public static List<RunEvent> events(List<byte[]> records, RunPlan plan) {
        return IntStream.range(1, records.size() - (isClosed(records) ? 1 : 0))
                .mapToObj(i -> at(i, () -> event(records.get(i), plan)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<RunEvent> event(byte[] record, RunPlan plan) {
        return isMark(record, RECORDED) ? Optional.empty() : Optional.of(EventJson.read(record, plan));
    }

    private static <T> T at(int record, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("record " + record + ": " + e.getMessage(), e);
        }
    }
}
