package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.inbox.DecisionWords;
import io.github.devopsagent.inbox.InboxWords;
import io.github.devopsagent.inbox.MessageField;
import io.github.devopsagent.inbox.UnreadFields;
import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.NameSimilarity;
import io.github.devopsagent.internal.json.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The fields of {@code status.json} that nobody reads, and that must not be passed over: one that is misspelled, and one
 * that says no. All others are passed over.
 */
public final class StatusFields {

    /** The fields that are read. */
    static final List<String> READ = List.of("epic_id", "tier", "phase", "mode", "iteration", "approvals", "blockers");

    private static final Set<String> OF_OTHERS = Set.of("workstreams", "updated_at", "updated_by", "$schema");

    /** The name of a shorter field is too easily another word: {@code model}, {@code timer}. */
    private static final int SHORTEST = 5;

    private static final Set<String> OTHER_WORDS = Set.of("phrase", "phrases");
    private static final Set<String> OWN_WORDS = Set.of("blocks", "blocked", "block");
    private static final Set<String> NOTHING = Set.copyOf(InboxWords.NOTHING);
    private static final int LONGEST_PATH = 60;
    private static final int MOST_UNREAD = 10;

    private static final String FIX =
            "remove it when the deployment may go on; who stops one sets the phase, adds a blocker, or writes to devops";

    private final JsonCursor root;
    private final UnreadFields policy;

    private StatusFields(JsonCursor root) {
        this.root = root;
        this.policy = new UnreadFields(root.scalar("epic_id").orElse(""));
    }

    /** Reports each field that must not be passed over. */
    static void check(JsonCursor root) {
        new StatusFields(root).check();
    }

    /**
     * Whether a field at the top is one of the protocol's.
     *
     * @param name its name
     * @return true if it is, as it is written
     */
    public static boolean isOfProtocol(String name) {
        return READ.contains(name) || OF_OTHERS.contains(name);
    }

    /**
     * Which of the fields that are read a name stands for.
     *
     * @param name of a field at the top, as it is written
     * @return the field of this name, or the one that is misspelled so; empty if it is neither
     */
    public static Optional<String> meaning(String name) {
        if (isOfProtocol(name)) {
            return READ.contains(name) ? Optional.of(name) : Optional.empty();
        }
        return meant(name);
    }

    /**
     * Whether an entry of {@code approvals} takes one back.
     *
     * @param entry as it is written
     * @return true for {@code -qa}, {@code qa withdrawn} and the like
     */
    public static boolean takesBack(String entry) {
        return !Role.labels().contains(entry.strip()) && DecisionWords.takeBack(entry.strip());
    }

    /**
     * Which approvals nobody reads: they take none back, and are of nobody who has a role.
     *
     * @param approvals as they are written
     * @return a warning for each, in order
     */
    public static List<String> unreadApprovals(Set<String> approvals) {
        SortedSet<String> unread = new TreeSet<>(approvals);
        unread.removeAll(Role.labels());
        List<String> warnings = new ArrayList<>();
        for (String entry : unread) {
            if (warnings.size() < MOST_UNREAD) {
                warnings.add(
                        Status.FILE + ": 'approvals' has " + JsonCursor.quoted(Printable.quoted(entry, LONGEST_PATH))
                                + ", which nobody reads; allowed are " + String.join(", ", Role.labels()));
            }
        }
        return List.copyOf(warnings);
    }

    private static void approvals(JsonCursor list) {
        for (JsonCursor each : list.elements()) {
            Optional<String> entry = each.scalar();
            if (entry.isPresent() && takesBack(entry.get())) {
                each.wrongValue(
                        JsonCursor.quoted(Printable.quoted(entry.get(), LONGEST_PATH)),
                        "roles that approve",
                        "remove the role that takes its approval back; who stops a deployment adds a blocker");
            }
        }
    }

    private void check() {
        Optional<JsonCursor> approvals = root.field("approvals");
        if (approvals.isPresent() && approvals.get().isList()) {
            approvals(approvals.get());
        }
        for (Map.Entry<String, JsonCursor> field : root.fields().entrySet()) {
            if (!isOfProtocol(field.getKey())) {
                check(field.getKey(), field.getValue());
            }
        }
    }

    private void check(String name, JsonCursor value) {
        Optional<String> field = meant(name);
        if (field.isPresent() && !isAnother(name, field.get(), value)) {
            misspelled(name, field.get(), value);
        } else {
            saysNo(List.of(), name, name, value);
        }
    }

    /** Reports what says no. Of the objects in a list only what is around it counts. */
    private void saysNo(List<String> above, String key, String path, JsonCursor value) {
        if (UnreadFields.tellsOfOtherTimes(above, key) || (UnreadFields.canBeOver(key) && isInactive(value))) {
            return;
        }
        if (value.isNothing() || !(value.isObject() || value.isList())) {
            policy.no(field(above, key, value))
                    .ifPresent(why -> value.unknownField(
                            "'" + Printable.quoted(path, LONGEST_PATH) + "', which says no: " + why,
                            "a field of the protocol, or one that does not say no",
                            FIX));
        } else if (value.isList()) {
            for (JsonCursor each : value.elements()) {
                boolean isScalar = !each.isObject() && !each.isList();
                saysNo(isScalar ? above : with(above, key), isScalar ? key : "", path, each);
            }
        } else {
            value.fields()
                    .forEach((name, each) ->
                            saysNo(with(above, key), key.isEmpty() ? "" : name, path + "." + name, each));
        }
    }

    /** {@code "freeze": {"active": false, "until": "2026-01-01"}}. */
    private static boolean isInactive(JsonCursor value) {
        return value.isObject()
                && value.field(UnreadFields.ACTIVE).filter(JsonCursor::isFalse).isPresent();
    }

    private static List<String> with(List<String> above, String key) {
        if (key.isEmpty()) {
            return above;
        }
        List<String> all = new ArrayList<>(above);
        all.add(key);
        return all;
    }

    private static MessageField field(List<String> above, String key, JsonCursor value) {
        return new MessageField(above, key, -1, kind(value), value.scalar().orElse(""));
    }

    private static MessageField.ValueType kind(JsonCursor value) {
        if (value.isText()) {
            return MessageField.ValueType.TEXT;
        }
        if (value.isFalse()) {
            return MessageField.ValueType.FALSE;
        }
        Optional<String> scalar = value.scalar();
        if (scalar.isEmpty()) {
            return value.isNull() ? MessageField.ValueType.NULL : MessageField.ValueType.EMPTY;
        }
        return scalar.get().equals("true") ? MessageField.ValueType.TRUE : MessageField.ValueType.NUMBER;
    }

    private void misspelled(String name, String field, JsonCursor value) {
        boolean isNothing = value.isNothing()
                || value.scalar()
                        .map(text -> text.strip().toLowerCase(Locale.ROOT))
                        .filter(NOTHING::contains)
                        .isPresent();
        if (!isNothing && !saysTheSame(field, value)) {
            value.unknownField(JsonCursor.quoted(name), "'" + field + "'", "did you mean '" + field + "'?");
        }
    }

    /** {@code phases} beside {@code phase} tells of something else, and {@code blocked} is a word of its own. */
    private boolean isAnother(String name, String field, JsonCursor value) {
        String plain = NameSimilarity.plain(name);
        boolean isPlural = plain.equals(NameSimilarity.plain(field) + "s")
                && root.field(field).isPresent()
                && !value.isText();
        return isPlural || OWN_WORDS.contains(plain);
    }

    private static Optional<String> meant(String name) {
        String plain = NameSimilarity.plain(name);
        return OTHER_WORDS.contains(plain)
                ? Optional.empty()
                : READ.stream()
                        .filter(field -> isMeant(plain, NameSimilarity.plain(field)))
                        .findFirst();
    }

    private static boolean isMeant(String plain, String field) {
        return field.length() < SHORTEST
                ? NameSimilarity.isClose(plain, field) && isOfSameLetters(plain, field)
                : NameSimilarity.isClose(plain, field);
    }

    private static boolean isOfSameLetters(String plain, String field) {
        return plain.equals(field + "s") || sorted(plain).equals(sorted(field));
    }

    private static String sorted(String text) {
        return text.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Nobody is misled by a field that is there twice with the same value. */
    private boolean saysTheSame(String field, JsonCursor value) {
        return value.scalar().isPresent()
                && root.field(field).flatMap(JsonCursor::scalar).equals(value.scalar());
    }
}
