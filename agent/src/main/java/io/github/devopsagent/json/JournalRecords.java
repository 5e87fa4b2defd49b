package io.github.devopsagent.json;

import io.github.devopsagent.veto.Veto;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The records of the journal that are no events: what a run is, and that nothing of it is left to do. */
public final class JournalRecords {

    private static final String STEP_INTENDED = "step_intended";
    private static final String STEP_ENDED = "step_ended";
    private static final String STEP = "step";
    private static final String EXECUTOR = "executor";
    private static final String KEY = "key";

    private static final String OPENED = "opened";
    private static final String CLOSED = "closed";

    private JournalRecords() {}

    /**
     * The first record of a deployment.
     *
     * @param run its id, such as {@code DEP-001}
     * @param epicId the epic
     * @param at when it began
     * @return the record
     */
    public static byte[] opened(String run, String epicId, Instant at) {
        return OwnJson.compact(opening("deployment", run, epicId, at));
    }

    /**
     * The first record of a veto.
     *
     * @param run its id
     * @param epicId the epic
     * @param at when it was decided
     * @param iteration the new iteration
     * @param vetoes why
     * @return the record
     */
    public static byte[] vetoed(String run, String epicId, Instant at, int iteration, List<Veto> vetoes) {
        ObjectNode node = opening("veto", run, epicId, at);
        node.put("iteration", iteration);
        ArrayNode array = node.putArray("vetoes");
        vetoes.forEach(veto -> array.addObject()
                .put("code", veto.code())
                .put("reason", veto.reason())
                .put("file", veto.where().file())
                .put("pointer", veto.where().pointer())
                .put("addressee", veto.addressee().label()));
        return OwnJson.compact(node);
    }

    private static ObjectNode opening(String kind, String run, String epicId, Instant at) {
        return OwnJson.object()
                .put("type", OPENED)
                .put("kind", kind)
                .put("run", run)
                .put("epic_id", epicId)
                .put("at", at.toString())
                .put("pid", ProcessHandle.current().pid());
    }

    /**
     * The last record of a run.
     *
     * @param at when it was closed
     * @return the record
     */
    public static byte[] closed(Instant at) {
        return OwnJson.compact(OwnJson.object().put("type", CLOSED).put("at", at.toString()));
    }

    /**
     * Reads what a journal is about.
     *
     * @param records its records
     * @return a summary
     */
    public static Summary summary(List<byte[]> records) {
        String kind = "run";
        String run = "unknown";
        String epic = "unknown";
        boolean closed = false;
        Map<String, InDoubt> inDoubt = new LinkedHashMap<>();
        List<String> types = new ArrayList<>();
        for (byte[] bytes : records) {
            JsonNode node = OwnJson.read(bytes);
            String type = node.path("type").asString("unreadable");
            types.add(type);
            switch (type) {
                case OPENED -> {
                    kind = node.path("kind").asString(kind);
                    run = node.path("run").asString(run);
                    epic = node.path("epic_id").asString(epic);
                }
                case STEP_INTENDED -> {
                    String step = node.path(STEP).asString("");
                    inDoubt.put(
                            step,
                            new InDoubt(
                                    step,
                                    node.path(EXECUTOR).asString(""),
                                    node.path(KEY).asString("")));
                }
                case STEP_ENDED -> inDoubt.remove(node.path(STEP).asString(""));
                case CLOSED -> closed = true;
                default -> {}
            }
        }
        return new Summary(
                kind,
                run,
                epic,
                closed,
                List.copyOf(inDoubt.values()),
                types.isEmpty() ? "nothing" : types.get(types.size() - 1));
    }

    /**
     * What a journal is about.
     *
     * @param kind {@code deployment} or {@code veto}
     * @param run its id
     * @param epicId its epic
     * @param closed whether nothing of it is left to do
     * @param inDoubt the attempts that were intended and whose end is not recorded
     * @param last the type of the last record
     */
    public record Summary(String kind, String run, String epicId, boolean closed, List<InDoubt> inDoubt, String last) {
        /** Copies. */
        public Summary {
            inDoubt = List.copyOf(inDoubt);
        }
    }

    /**
     * An attempt whose end is not recorded.
     *
     * @param step its step's place in the plan
     * @param executor the name of the executor that carried it out
     * @param key the attempt's key
     */
    public record InDoubt(String step, String executor, String key) {}
}
