package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.gate.StopPolicy;
import io.github.devopsagent.inbox.DecisionWords;
import io.github.devopsagent.inbox.InboxMessage.Form;
import io.github.devopsagent.inbox.InboxPolicy;
import io.github.devopsagent.inbox.MessageContent;
import io.github.devopsagent.inbox.MessageField;
import io.github.devopsagent.inbox.UnreadFields;
import io.github.devopsagent.internal.document.StatusFields;
import io.github.devopsagent.internal.inbox.LenientFields;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@code status.json} that is no JSON: broken off, with comments or a comma too many, YAML, a text. What can be told of
 * it counts; of what cannot, it is supposed that it lets the run go on.
 */
final class LenientStatus {

    private static final String BLOCKERS = "blockers";
    private static final int LONGEST_QUOTE = 60;

    private final LenientFields found;
    private final String epicId;
    private final int iteration;
    private final UnreadFields policy = new UnreadFields();

    private LenientStatus(LenientFields found, String epicId, int iteration) {
        this.found = found;
        this.epicId = epicId;
        this.iteration = iteration;
    }

    /**
     * Judges it.
     *
     * @param epicId the epic that is being deployed
     * @param iteration the one of which the plan is that is being deployed
     * @return each reason to stop that can be told; empty if there is none
     */
    static List<String> judge(byte[] bytes, String epicId, int iteration) {
        return new LenientStatus(LenientFields.in(bytes), epicId, iteration).judge();
    }

    private List<String> judge() {
        Stream<String> inFields = found.fields().stream().flatMap(field -> no(field).stream());
        Stream<String> inText = isText() ? InboxPolicy.veto(text()).stream() : Stream.empty();
        return Stream.of(
                        StopPolicy.judge(status(), epicId, iteration).stream(),
                        inFields.map(why -> refusal(why)),
                        inText.map(why -> refusal(why)))
                .flatMap(each -> each)
                .distinct()
                .toList();
    }

    private static String refusal(String why) {
        return new Refusal(
                        RefusalCodes.UNREADABLE,
                        "it is no JSON, and says no: " + why + "; allowed is a status in strict JSON; write it again",
                        Source.of(Status.FILE))
                .toString();
    }

    private boolean isText() {
        return !found.isJson() && values("epic_id").findAny().isEmpty();
    }

    private MessageContent text() {
        return new MessageContent(Status.FILE, Form.TEXT, found.fields(), found.text());
    }

    private Status status() {
        return new Status(
                whole("epic_id", Optional::of).orElse(epicId),
                values("tier")
                        .flatMap(text -> Tier.of(text).stream())
                        .filter(Tier.STARTER::equals)
                        .findFirst()
                        .orElse(Tier.STANDARD),
                values("phase")
                        .flatMap(text -> Phase.of(text).stream())
                        .filter(phase -> phase != Phase.DEPLOYMENT)
                        .findFirst()
                        .orElse(Phase.DEPLOYMENT),
                Mode.FULL,
                whole("iteration", LenientStatus::number).orElse(iteration),
                approvals(),
                blockers());
    }

    private Stream<MessageField> top(String name) {
        return found.fields().stream()
                .filter(field -> field.above().isEmpty() && field.key().strip().equals(name));
    }

    private Stream<String> values(String name) {
        return top(name)
                .map(field -> field.text().strip().toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty());
    }

    /** The one value of a field, unless what is there may be half of it. */
    private <T> Optional<T> whole(String name, Function<String, Optional<T>> reader) {
        List<String> texts =
                top(name).map(field -> field.text().strip()).distinct().toList();
        return found.breaksOff() || texts.size() != 1 ? Optional.empty() : reader.apply(texts.get(0));
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text)).filter(number -> number > 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Set<String> approvals() {
        List<String> texts = top("approvals").map(MessageField::text).toList();
        return texts.isEmpty() || found.breaksOff() || !found.isJson()
                ? Set.of(Role.QA.label())
                : texts.stream().map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    /** One begins with each key that the one before had already. What breaks off may be one of ours. */
    private List<Blocker> blockers() {
        List<Blocker> blockers = new ArrayList<>();
        List<MessageField> open = new ArrayList<>();
        for (MessageField field : found.fields()) {
            if (field.above().isEmpty() && field.key().equals(BLOCKERS)) {
                if (policy.no(field).isPresent()) {
                    blockers.add(new Blocker(Blocker.Type.VETO, "an unnamed role", cut(field.text())));
                }
            } else if (field.above().equals(List.of(BLOCKERS))) {
                if (open.stream().anyMatch(each -> each.key().equals(field.key()))) {
                    blocker(open).ifPresent(blockers::add);
                    open.clear();
                }
                open.add(field);
            }
        }
        boolean isWhole = !found.breaksOff() || !endsWith(open);
        if (isWhole) {
            blocker(open).ifPresent(blockers::add);
        }
        return blockers;
    }

    private boolean endsWith(List<MessageField> open) {
        List<MessageField> all = found.fields();
        boolean isLast = !open.isEmpty() && Objects.equals(all.get(all.size() - 1), open.get(open.size() - 1));
        return isLast
                && (open.size() == 1
                        || value(open.subList(0, open.size() - 1), "by").isEmpty());
    }

    private static Optional<Blocker> blocker(List<MessageField> fields) {
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(new Blocker(
                        value(fields, "type").flatMap(Blocker.Type::of).orElse(Blocker.Type.QUESTION),
                        value(fields, "by").orElse("an unnamed role"),
                        cut(value(fields, "reason").orElse("it names no reason"))));
    }

    private static Optional<String> value(List<MessageField> fields, String key) {
        return fields.stream()
                .filter(field -> field.key().equals(key))
                .map(field -> field.text().strip())
                .findFirst();
    }

    private static String cut(String text) {
        return Printable.line(text, LONGEST_QUOTE);
    }

    /** Of what lies within other fields only that counts which is inside one that says no. */
    private Optional<String> no(MessageField field) {
        String top = field.above().isEmpty() ? field.key() : field.above().get(0);
        if (top.equals("phase")) {
            boolean isNo = field.above().isEmpty()
                    && Phase.of(field.text().strip().toLowerCase(Locale.ROOT)).isEmpty()
                    && DecisionWords.sayNo(field.text());
            return isNo ? Optional.of("'phase' is \"" + cut(field.text()) + '"') : Optional.empty();
        }
        if (StatusFields.isOfProtocol(top)) {
            return Optional.empty();
        }
        return policy.no(
                field.above().isEmpty() ? field : new MessageField(field.above(), "", -1, field.type(), field.text()));
    }
}
