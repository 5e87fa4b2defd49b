package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.StrictJson;
import io.github.devopsagent.regex.LazyPattern;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code status.json}. */
public final class StatusReader {

    private static final LazyPattern EPIC_ID = LazyPattern.of("[A-Za-z0-9_-]{1," + Limits.EPIC_ID_LENGTH + "}");
    private static final String EPIC_ID_ALLOWED =
            "an id of 1 to " + Limits.EPIC_ID_LENGTH + " letters, digits, '_' and '-', such as \"EP-AUTH-001\"";

    private StatusReader() {}

    /**
     * Reads a status, such as one that is edited. Fields that the protocol does not know are ignored.
     *
     * @param bytes the file
     * @return the status, or everything that is wrong with the file
     */
    public static Either<List<Refusal>, Status> read(byte[] bytes) {
        Either<List<Refusal>, JsonCursor> root = StrictJson.object(Status.FILE, bytes, Limits.STATUS_BYTES);
        return root.isLeft() ? Either.left(root.getLeft()) : status(root.get());
    }

    /**
     * Reads a status by which something is decided: a field that the protocol does not know must neither be one of its
     * fields, misspelled, nor say no.
     *
     * @param bytes the file
     * @return the status, or everything that is wrong with the file
     */
    public static Either<List<Refusal>, Status> readToDecide(byte[] bytes) {
        Either<List<Refusal>, JsonCursor> root = StrictJson.object(Status.FILE, bytes, Limits.STATUS_BYTES);
        if (root.isLeft()) {
            return Either.left(root.getLeft());
        }
        Either<List<Refusal>, Status> status = status(root.get());
        StatusFields.check(root.get());
        return root.get().hasFaults() ? Either.left(root.get().faults()) : status;
    }

    private static Either<List<Refusal>, Status> status(JsonCursor root) {
        Optional<String> epicId = epicId(root);
        Optional<String> tier = label(root, "tier", Tier.labels());
        Optional<String> phase = label(root, "phase", Phase.labels());
        Optional<String> mode = label(root, "mode", Mode.labels());
        Optional<Integer> iteration = iteration(root);
        Set<String> approvals = approvals(root);
        List<Blocker> blockers = blockers(root);
        if (root.hasFaults()) {
            return Either.left(root.faults());
        }
        return Either.right(new Status(
                epicId.orElseThrow(),
                Tier.of(tier.orElseThrow()).orElseThrow(),
                Phase.of(phase.orElseThrow()).orElseThrow(),
                Mode.of(mode.orElseThrow()).orElseThrow(),
                iteration.orElseThrow(),
                approvals,
                blockers));
    }

    private static Optional<String> epicId(JsonCursor root) {
        Optional<JsonCursor> field = root.required("epic_id", EPIC_ID_ALLOWED);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> id = field.get().text();
        if (id.isPresent()) {
            field.get()
                    .demand(
                            EPIC_ID.matcher(id.get()).matches(),
                            EPIC_ID_ALLOWED,
                            "write a shorter one, without other characters");
        }
        return id;
    }

    private static Optional<String> label(JsonCursor object, String name, List<String> labels) {
        Optional<JsonCursor> field = object.required(name, "one of " + String.join(", ", labels));
        return field.isPresent() ? field.get().oneOf(labels) : Optional.empty();
    }

    private static Optional<Integer> iteration(JsonCursor root) {
        Optional<JsonCursor> field = root.required("iteration", "a whole number from 1");
        return field.isPresent() ? field.get().integer(1, Integer.MAX_VALUE) : Optional.empty();
    }

    private static Set<String> approvals(JsonCursor root) {
        Optional<JsonCursor> field = root.field("approvals");
        if (field.isEmpty()) {
            return Set.of();
        }
        Set<String> approvals = new LinkedHashSet<>();
        for (JsonCursor each : field.get().list("roles")) {
            Optional<String> role = each.text();
            if (role.isPresent()) {
                approvals.add(role.get());
            }
        }
        return approvals;
    }

    private static List<Blocker> blockers(JsonCursor root) {
        Optional<JsonCursor> field = root.field("blockers");
        if (field.isEmpty()) {
            return List.of();
        }
        List<Blocker> blockers = new ArrayList<>();
        for (JsonCursor each : field.get().list("blockers")) {
            Optional<Blocker> blocker = blocker(each);
            if (blocker.isPresent()) {
                blockers.add(blocker.get());
            }
        }
        return List.copyOf(blockers);
    }

    private static Optional<Blocker> blocker(JsonCursor cursor) {
        if (!cursor.isObject()) {
            cursor.wrongType("an object with type, by and reason", "write it as { … }");
            return Optional.empty();
        }
        Optional<Blocker.Type> type =
                label(cursor, "type", Blocker.Type.labels()).flatMap(Blocker.Type::of);
        Optional<String> by = cursor.required("by", "the role that raised it", JsonCursor::text);
        Optional<String> reason = cursor.required("reason", "a string", JsonCursor::text);
        if (type.isEmpty() || by.isEmpty() || reason.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Blocker(type.get(), by.get(), reason.get()));
    }
}
