package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.inbox.MessageField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A JSON Patch that somebody appended to a document that it should have been applied to: what it sets counts as if it
 * stood there.
 *
 * @param fields what it sets
 * @param refusal how it takes back an approval, or adds a blocker; empty if it does neither
 */
record JsonPatch(List<MessageField> fields, Optional<String> refusal) {

    private static final String OP = "op";
    private static final String PATH = "path";
    private static final String VALUE = "value";
    private static final Set<String> SETS = Set.of("add", "replace", "move", "copy");
    private static final String REMOVE = "remove";

    /** An operation: what it does, where, and with which values. */
    private record Operation(String op, List<String> path, List<MessageField> values) {}

    /** Finds one among the fields of a document and what stands beside it. */
    static JsonPatch in(List<MessageField> all) {
        List<Operation> operations = operations(all);
        return new JsonPatch(
                operations.stream()
                        .filter(each -> SETS.contains(each.op()) && !isOfList(each))
                        .flatMap(each -> each.values().stream().map(value -> set(each, value)))
                        .toList(),
                operations.stream()
                        .filter(JsonPatch::refuses)
                        .findFirst()
                        .map(each -> "a JSON Patch has '" + each.op() + "' of '/"
                                + LenientStatus.cut(String.join("/", each.path())) + "'"));
    }

    private static List<Operation> operations(List<MessageField> all) {
        List<Operation> operations = new ArrayList<>();
        List<MessageField> one = new ArrayList<>();
        for (MessageField field : all) {
            if (isOfPatch(field)) {
                boolean isNext = field.above().isEmpty()
                        && !field.key().equals(VALUE)
                        && one.stream()
                                .anyMatch(each -> each.key().equals(field.key())
                                        && each.above().isEmpty());
                if (isNext) {
                    operation(one).ifPresent(operations::add);
                    one.clear();
                }
                one.add(field);
            }
        }
        operation(one).ifPresent(operations::add);
        return operations;
    }

    private static boolean isOfPatch(MessageField field) {
        return field.above().isEmpty()
                ? Set.of(OP, PATH, VALUE).contains(field.key())
                : field.above().get(0).equals(VALUE);
    }

    private static Optional<Operation> operation(List<MessageField> fields) {
        Optional<String> path = text(fields, PATH).filter(text -> text.startsWith("/"));
        return text(fields, OP)
                .flatMap(op -> path.map(text -> new Operation(
                        op,
                        Stream.of(text.substring(1).split("/", -1))
                                .map(each -> each.replace("~1", "/").replace("~0", "~"))
                                .toList(),
                        fields.stream().filter(JsonPatch::isValue).toList())));
    }

    private static boolean isValue(MessageField field) {
        return field.above().isEmpty() ? field.key().equals(VALUE) : true;
    }

    private static Optional<String> text(List<MessageField> fields, String key) {
        return fields.stream()
                .filter(field -> field.above().isEmpty() && field.key().equals(key))
                .map(MessageField::text)
                .findFirst();
    }

    private static boolean isOfList(Operation operation) {
        return Set.of("approvals", "blockers").contains(operation.path().get(0));
    }

    private static boolean refuses(Operation operation) {
        return switch (operation.path().get(0)) {
            case "approvals" -> operation.op().equals(REMOVE) || operation.op().equals("replace");
            case "blockers" ->
                SETS.contains(operation.op())
                        && operation.values().stream().anyMatch(value -> value.type() != MessageField.ValueType.EMPTY);
            case "epic_id", "tier", "phase", "mode", "iteration" ->
                operation.op().equals(REMOVE);
            default -> false;
        };
    }

    private static MessageField set(Operation operation, MessageField value) {
        List<String> path = new ArrayList<>(operation.path());
        if (!value.above().isEmpty()) {
            path.addAll(value.above().subList(1, value.above().size()));
            path.add(value.key());
        }
        return new MessageField(
                path.subList(0, path.size() - 1), path.get(path.size() - 1), -1, value.type(), value.text());
    }
}
