package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.gate.KnownBlockers;
import io.github.devopsagent.gate.StopPolicy;
import io.github.devopsagent.inbox.DecisionWords;
import io.github.devopsagent.inbox.InboxMessage.Form;
import io.github.devopsagent.inbox.InboxPolicy;
import io.github.devopsagent.inbox.MessageContent;
import io.github.devopsagent.inbox.MessageField;
import io.github.devopsagent.inbox.UnreadFields;
import io.github.devopsagent.internal.document.StatusFields;
import io.github.devopsagent.internal.inbox.InboxReader;
import io.github.devopsagent.internal.inbox.LenientFields;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A {@code status.json} that is no JSON: broken off, with comments, a comma too many or a line beside it, YAML, a text.
 * What can be told of it is judged as in a valid one; of what is not there, since it breaks off, it is supposed that it
 * lets the run go on.
 */
final class LenientStatus {

    private static final String APPROVALS = "approvals";
    private static final List<String> REQUIRED = List.of("epic_id", "tier", "phase", "mode", "iteration");
    private static final int LONGEST_QUOTE = 60;
    private static final Pattern FIRST_WORD = Pattern.compile("[\\p{L}\\p{N}_-]+");
    private static final Pattern CONFLICT = Pattern.compile("(?m)^(?:<{7}|>{7})(?:\\s|$)");
    private static final String QUOTES = "[\"'`\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb\\s,;]+";

    private final LenientFields found;
    private final List<MessageField> fields;
    private final JsonPatch patch;
    private final Set<List<String>> inactive;
    private final String epicId;
    private final int iteration;
    private final KnownBlockers known;
    private final UnreadFields policy;

    private LenientStatus(LenientFields found, String epicId, int iteration, KnownBlockers known) {
        this.known = known;
        this.found = found;
        List<MessageField> all =
                Stream.of(found.fields(), found.beside()).flatMap(List::stream).toList();
        this.patch = JsonPatch.in(all);
        this.fields = Stream.concat(all.stream(), patch.fields().stream()).toList();
        this.inactive = inactive(all);
        this.epicId = epicId;
        this.policy = new UnreadFields(epicId);
        this.iteration = iteration;
    }

    /**
     * Judges it.
     *
     * @param epicId the epic that is being deployed
     * @param iteration the one of which the plan is that is being deployed
     * @param known our blockers by which it is told which of those in our name are ours
     * @return each reason to stop that can be told; empty if there is none
     */
    static List<String> judge(byte[] bytes, String epicId, int iteration, KnownBlockers known) {
        return new LenientStatus(LenientFields.in(bytes), epicId, iteration, known).judge();
    }

    private List<String> judge() {
        return Stream.of(
                        StopPolicy.judge(status(), epicId, iteration, known).stream(),
                        faults().stream().map(LenientStatus::refusal),
                        fields.stream().flatMap(field -> no(field).stream()).map(LenientStatus::refusal),
                        inText().stream().map(LenientStatus::refusal),
                        behind().stream().map(LenientStatus::refusal))
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

    /** What is said beside the object, or in a text, is said as in the inbox. */
    private Optional<String> inText() {
        boolean isText = !found.isJson() && top("epic_id").isEmpty();
        return isText
                ? InboxPolicy.veto(new MessageContent(Status.FILE, Form.TEXT, fields, found.text()))
                : InboxPolicy.veto(new MessageContent(Status.FILE, Form.TEXT, found.beside(), found.around()));
    }

    /** What is appended is read as a file in the inbox; approvals there take back those that it has not. */
    private List<String> behind() {
        String rest = found.besides("epic_id");
        LenientFields appended = LenientFields.in(rest.getBytes(StandardCharsets.UTF_8));
        List<MessageField> all = Stream.of(appended.fields(), found.beside())
                .flatMap(List::stream)
                .filter(field -> isOf(field, APPROVALS))
                .toList();
        boolean isTakenBack = !all.isEmpty()
                && !appended.breaksOff()
                && all.stream().noneMatch(field -> firstWord(field.text()).equals(Role.QA.label()));
        Optional<String> veto = rest.isBlank()
                ? Optional.empty()
                : InboxReader.read(Status.FILE, rest.getBytes(StandardCharsets.UTF_8), epicId, Instant.EPOCH)
                        .veto();
        return Stream.concat(
                        isTakenBack ? Stream.of("'approvals' is there again, without qa") : Stream.of(), veto.stream())
                .toList();
    }

    private Status status() {
        return new Status(
                other("epic_id", epicId::equals)
                        .map(LenientStatus::firstWord)
                        .filter(id -> !id.isEmpty())
                        .orElse(epicId),
                other("tier", LenientStatus::isDeployed).isPresent() ? Tier.STARTER : Tier.STANDARD,
                other("phase", Phase.DEPLOYMENT.label()::equals)
                        .flatMap(text -> Phase.of(firstWord(text)))
                        .orElse(Phase.DEPLOYMENT),
                Mode.FULL,
                other("iteration", Integer.toString(iteration)::equals)
                        .flatMap(LenientStatus::number)
                        .orElse(iteration),
                approvals(),
                LenientBlockers.in(found));
    }

    private static boolean isDeployed(String tier) {
        return Tier.of(tier).filter(each -> each != Tier.STARTER).isPresent();
    }

    /** What a valid status could not say, or must. */
    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        patch.refusal().ifPresent(faults::add);
        if (CONFLICT.matcher(found.text()).find()) {
            faults.add("it has the markers of a merge that is not resolved");
        }
        other("phase", Phase.DEPLOYMENT.label()::equals)
                .filter(text -> Phase.of(firstWord(text))
                        .filter(phase -> phase != Phase.DEPLOYMENT)
                        .isEmpty())
                .ifPresent(text -> faults.add("'phase' is \"" + cut(text) + '"'));
        other("iteration", Integer.toString(iteration)::equals)
                .filter(text -> number(text).isEmpty())
                .ifPresent(text -> faults.add("'iteration' is \"" + cut(text) + '"'));
        other("epic_id", epicId::equals)
                .filter(text -> firstWord(text).isEmpty())
                .ifPresent(text -> faults.add("'epic_id' is \"" + cut(text) + '"'));
        other("mode", text -> Mode.of(text).isPresent())
                .ifPresent(text -> faults.add("'mode' is \"" + cut(text) + '"'));
        fields.stream()
                .filter(field -> !field.above().isEmpty())
                .flatMap(field -> StatusFields.meaning(field.above().get(0)).stream())
                .filter(name -> !name.equals("blockers"))
                .distinct()
                .forEach(name -> faults.add("'" + name + "' is an object"));
        top(APPROVALS).stream()
                .map(MessageField::text)
                .filter(StatusFields::takesBack)
                .forEach(text -> faults.add("'approvals' has \"" + cut(text) + '"'));
        if (found.isJson() && !found.breaksOff()) {
            REQUIRED.stream()
                    .filter(name -> fields.stream().noneMatch(field -> isOf(field, name)))
                    .forEach(name -> faults.add("it has no '" + name + "'"));
        }
        return faults;
    }

    /** A value of a field that is not the one with which the deployment may go on, nor the beginning of that. */
    private Optional<String> other(String name, Predicate<String> isGood) {
        return top(name).stream()
                .filter(field -> !isGood.test(firstWord(field.text())) || saysMore(field))
                .filter(field ->
                        !(isCut(field) && isBeginning(name, field.text().strip())))
                .map(field -> field.text().isBlank() ? "null" : field.text().strip())
                .findFirst();
    }

    /** Such as {@code deployment (blocked by qa)}. */
    private static boolean saysMore(MessageField field) {
        return !firstWord(field.text()).equals(field.text().strip().toLowerCase(Locale.ROOT))
                && !firstWord(field.text()).equals(field.text().strip())
                && DecisionWords.sayNo(field.text());
    }

    private boolean isCut(MessageField field) {
        List<MessageField> all = found.fields();
        return found.breaksOff()
                && found.end().isEmpty()
                && !all.isEmpty()
                && all.get(all.size() - 1).equals(field);
    }

    private boolean isBeginning(String name, String text) {
        Stream<String> good =
                switch (name) {
                    case "epic_id" -> Stream.of(epicId);
                    case "phase" -> Stream.of(Phase.DEPLOYMENT.label());
                    case "tier" -> Stream.of(Tier.STANDARD.label(), Tier.ENTERPRISE.label());
                    case "mode" -> Mode.labels().stream();
                    default -> Stream.of(Integer.toString(iteration));
                };
        return good.anyMatch(each -> each.startsWith(text));
    }

    private List<MessageField> top(String name) {
        return fields.stream()
                .filter(field -> field.above().isEmpty() && isOf(field, name))
                .toList();
    }

    private static boolean isOf(MessageField field, String name) {
        String key = field.above().isEmpty() ? field.key() : field.above().get(0);
        return StatusFields.meaning(key).filter(name::equals).isPresent();
    }

    private static String firstWord(String text) {
        Matcher word = FIRST_WORD.matcher(text);
        String first = word.find() ? word.group() : "";
        String small = first.toLowerCase(Locale.ROOT);
        return Phase.of(small).isPresent()
                        || Tier.of(small).isPresent()
                        || Mode.of(small).isPresent()
                ? small
                : first;
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(firstWord(text))).filter(number -> number > 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The list counts if it ends: something follows, or the document does not break off. */
    private Set<String> approvals() {
        List<MessageField> entries = top(APPROVALS);
        List<MessageField> all = found.fields();
        boolean isOpen = found.breaksOff()
                && (all.isEmpty() || isOf(all.get(all.size() - 1), APPROVALS))
                && found.end().filter(end -> !isOf(end, APPROVALS)).isEmpty();
        boolean isMissing = entries.isEmpty() && (found.breaksOff() || !found.isJson());
        return isOpen || isMissing
                ? Set.of(Role.QA.label())
                : entries.stream()
                        .map(field -> field.text().replaceAll("^" + QUOTES + "|" + QUOTES + "$", ""))
                        .collect(Collectors.toUnmodifiableSet());
    }

    static String cut(String text) {
        return Printable.line(text, LONGEST_QUOTE);
    }

    /** As of a valid status: of the objects in a list only what is around that counts. */
    private Optional<String> no(MessageField field) {
        String top = field.above().isEmpty() ? field.key() : field.above().get(0);
        if (StatusFields.isOfProtocol(top) || StatusFields.meaning(top).isPresent()) {
            return Optional.empty();
        }
        if (!field.above().isEmpty() && isOtherPhase(field)) {
            return Optional.of("'phase' is \"" + cut(field.text()) + '"');
        }
        return isInactive(field) ? Optional.empty() : policy.no(withoutEach(field));
    }

    private static MessageField withoutEach(MessageField field) {
        List<String> around = field.above().stream()
                .takeWhile(key -> !LenientFields.isEach(key))
                .toList();
        return around.size() == field.above().size()
                ? field
                : new MessageField(around, "", -1, field.type(), field.text());
    }

    private boolean isInactive(MessageField field) {
        return IntStream.rangeClosed(1, field.above().size())
                .mapToObj(depth -> field.above().subList(0, depth))
                .anyMatch(inactive::contains);
    }

    /** The objects that say by themselves that they are over. */
    private static Set<List<String>> inactive(List<MessageField> fields) {
        return fields.stream()
                .filter(field -> field.key().equals(UnreadFields.ACTIVE)
                        && field.type() == MessageField.ValueType.FALSE
                        && !field.above().isEmpty()
                        && UnreadFields.canBeOver(
                                field.above().get(field.above().size() - 1)))
                .map(MessageField::above)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isOtherPhase(MessageField field) {
        return field.key().equals("phase")
                && field.above().stream().noneMatch(UnreadFields::tellsOfOtherTimes)
                && Phase.of(firstWord(field.text()))
                        .filter(phase -> phase != Phase.DEPLOYMENT)
                        .isPresent();
    }
}
