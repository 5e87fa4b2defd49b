package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.StrictJson;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads {@code status.json}. */
public final class StatusReader {

    private static final Pattern EPIC_ID = Pattern.compile("[A-Za-z0-9_-]{1," + Limits.EPIC_ID_LENGTH + "}");
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
        return StrictJson.read(Status.FILE, bytes, Limits.STATUS_BYTES, StatusReader::status);
    }

    /**
     * Reads a status by which something is decided: a field that the protocol does not know must neither be one of its
     * fields, misspelled, nor say no.
     *
     * @param bytes the file
     * @return the status, or everything that is wrong with the file
     */
    public static Either<List<Refusal>, Status> readToDecide(byte[] bytes) {
        return StrictJson.read(Status.FILE, bytes, Limits.STATUS_BYTES, root -> {
            Supplier<Status> status = status(root);
            StatusFields.check(root);
            return status;
        });
    }

    private static Supplier<Status> status(JsonCursor root) {
        Optional<String> epicId = root.required("epic_id", EPIC_ID_ALLOWED, StatusReader::epicId);
        Optional<Tier> tier = root.required("tier", oneOf(Tier.labels()), each -> each.oneOf(Tier::of, Tier.labels()));
        Optional<Phase> phase =
                root.required("phase", oneOf(Phase.labels()), each -> each.oneOf(Phase::of, Phase.labels()));
        Optional<Mode> mode = root.required("mode", oneOf(Mode.labels()), each -> each.oneOf(Mode::of, Mode.labels()));
        Optional<Integer> iteration =
                root.required("iteration", "a whole number from 1", each -> each.integer(1, Integer.MAX_VALUE));
        Set<String> approvals =
                root.field("approvals").map(StatusReader::approvals).orElse(Set.of());
        List<Blocker> blockers =
                root.field("blockers").map(StatusReader::blockers).orElse(List.of());
        return () -> new Status(
                epicId.orElseThrow(),
                tier.orElseThrow(),
                phase.orElseThrow(),
                mode.orElseThrow(),
                iteration.orElseThrow(),
                approvals,
                blockers);
    }

    private static Optional<String> epicId(JsonCursor cursor) {
        return cursor.text()
                .filter(id -> cursor.demand(
                        EPIC_ID.matcher(id).matches(),
                        EPIC_ID_ALLOWED,
                        "write a shorter one, without other characters"));
    }

    private static Set<String> approvals(JsonCursor cursor) {
        Set<String> approvals = new LinkedHashSet<>();
        cursor.list("roles").forEach(each -> each.text().ifPresent(approvals::add));
        return approvals;
    }

    private static List<Blocker> blockers(JsonCursor cursor) {
        return cursor.list("blockers").stream()
                .flatMap(each -> blocker(each).stream())
                .toList();
    }

    private static Optional<Blocker> blocker(JsonCursor cursor) {
        if (!cursor.isObject()) {
            cursor.wrongType("an object with type, by and reason", "write it as { … }");
            return Optional.empty();
        }
        List<String> types = Blocker.Type.labels();
        Optional<Blocker.Type> type =
                cursor.required("type", oneOf(types), each -> each.oneOf(Blocker.Type::of, types));
        Optional<String> by = cursor.required("by", "the role that raised it", JsonCursor::text);
        Optional<String> reason = cursor.required("reason", "a string", JsonCursor::text);
        if (type.isEmpty() || by.isEmpty() || reason.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Blocker(type.get(), by.get(), reason.get()));
    }

    private static String oneOf(List<String> labels) {
        return "one of " + String.join(", ", labels);
    }
}
