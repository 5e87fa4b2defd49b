package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.inbox.MessageField;
import io.github.devopsagent.inbox.UnreadFields;
import io.github.devopsagent.internal.document.StatusFields;
import io.github.devopsagent.internal.inbox.LenientFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The blockers of a {@code status.json} that is no JSON. One begins with each key that the one before had already. One
 * that breaks off is of others, unless it says before that it is ours.
 */
final class LenientBlockers {

    private static final String BLOCKERS = "blockers";
    private static final String UNNAMED = "an unnamed role";

    private final List<Blocker> blockers = new ArrayList<>();
    private final List<MessageField> open = new ArrayList<>();
    private final UnreadFields policy = new UnreadFields("");

    private LenientBlockers() {}

    static List<Blocker> in(LenientFields found) {
        LenientBlockers reader = new LenientBlockers();
        found.fields().forEach(reader::add);
        found.end().filter(LenientBlockers::isInside).ifPresent(reader.open::add);
        boolean isOurs = reader.value("by").filter(Role.DEVOPS.label()::equals).isPresent();
        boolean isQuestion = reader.value("type")
                .filter(Blocker.Type.QUESTION.label()::equals)
                .isPresent();
        if (!breaksOffInside(found) || !isOurs || isQuestion) {
            reader.close();
        }
        return reader.blockers;
    }

    private static boolean breaksOffInside(LenientFields found) {
        List<MessageField> all = found.fields();
        return found.breaksOff()
                && found.end()
                        .map(LenientBlockers::isInside)
                        .orElseGet(() -> !all.isEmpty() && isInside(all.get(all.size() - 1)));
    }

    private void add(MessageField field) {
        if (field.above().isEmpty() && isOfBlockers(field.key())) {
            if (policy.no(field).isPresent()) {
                blockers.add(new Blocker(Blocker.Type.VETO, UNNAMED, LenientStatus.cut(field.text())));
            }
        } else if (isInside(field)) {
            if (open.stream().anyMatch(each -> each.key().equals(field.key()))) {
                close();
            }
            open.add(field);
        }
    }

    private static boolean isInside(MessageField field) {
        return !field.above().isEmpty() && isOfBlockers(field.above().get(0));
    }

    private static boolean isOfBlockers(String key) {
        return StatusFields.meaning(key).filter(BLOCKERS::equals).isPresent();
    }

    private void close() {
        if (!open.isEmpty()) {
            blockers.add(new Blocker(
                    value("type").flatMap(Blocker.Type::of).orElse(Blocker.Type.QUESTION),
                    value("by").orElse(UNNAMED),
                    value("reason").orElse("it names no reason")));
        }
        open.clear();
    }

    private Optional<String> value(String key) {
        return open.stream()
                .filter(field -> field.above().stream().skip(1).allMatch(LenientFields::isEach)
                        && field.key().equals(key))
                .map(field -> field.text().strip())
                .findFirst();
    }
}
