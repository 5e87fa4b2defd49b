package io.github.devopsagent.inbox;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.domain.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a message comes from that does not follow the protocol's schema: sender, epic and time, as far as its top, or an
 * envelope of it, says so, and nothing else in it says otherwise.
 */
public final class MessageOrigin {

    private static final String UNCERTAIN = " (not certain)";
    private static final String AND = " and ";
    private static final int MOST_NAMED = 5;
    private static final int LONGEST_NAME = 60;
    private static final String EPIC = "epic";
    private static final Pattern ROLE =
            Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + String.join("|", PlainText.roles()) + ")(?![\\p{L}\\p{N}])");

    private final MessageContent content;
    private final boolean isWhole;
    private final Map<String, List<String>> spellings = new HashMap<>();

    /**
     * Where a message of a file comes from.
     *
     * @param content what it says
     * @param isWhole whether the file is one object, or the keys of one, and nothing else; of what is quoted, fenced or
     *     one of several, nothing is certain
     */
    public MessageOrigin(MessageContent content, boolean isWhole) {
        this.content = content;
        this.isWhole = isWhole;
    }

    /**
     * The role that a message says it comes from.
     *
     * @return the label of a role, if it certainly is this one; else what is said of a sender; empty if nothing is
     */
    public Optional<String> sender() {
        List<String> everywhere = senders(content.fields().stream());
        List<String> atTop = senders(content.fields().stream().filter(MessageField::isAtTop));
        if (everywhere.isEmpty()) {
            return Optional.empty();
        }
        boolean isSaidAtTop = isWhole && everywhere.size() == 1 && !atTop.isEmpty();
        Optional<Role> role = Role.of(everywhere.get(0)).filter(each -> isSaidAtTop);
        if (role.isEmpty()) {
            return Optional.of(names(everywhere) + (isSaidAtTop ? "" : UNCERTAIN));
        }
        List<String> others = otherRoles(role.get());
        return Optional.of(
                others.isEmpty() ? role.get().label() : role.get().label() + ", naming " + names(others) + UNCERTAIN);
    }

    private static String names(List<String> all) {
        String names = all.stream().limit(MOST_NAMED).collect(joining(AND));
        return names.length() <= LONGEST_NAME ? names : InboxPolicy.quote(names);
    }

    private List<String> senders(Stream<MessageField> fields) {
        return fields.filter(field -> isOneOf(InboxFields.SENDER_FIELDS, field) && isSaid(field))
                .map(field -> Optional.of(PlainText.wordsOf(field.text()).replace(' ', '_'))
                        .filter(label -> Role.of(label).isPresent())
                        .orElse(field.text().strip()))
                .distinct()
                .toList();
    }

    private Stream<String> spellings(String key) {
        return spellings.computeIfAbsent(key, each -> PlainText.spellings(each).toList()).stream();
    }

    /** By a key, or by the last word of one. */
    private boolean isOneOf(List<String> keys, MessageField field) {
        return spellings(field.key())
                .anyMatch(words -> keys.contains(words)
                        || keys.contains(PlainText.last(words))
                        || keys.stream().anyMatch(key -> words.endsWith(' ' + key)));
    }

    private static boolean isSaid(MessageField field) {
        boolean isValue = field.type() == MessageField.ValueType.TEXT || field.type() == MessageField.ValueType.NUMBER;
        return isValue && !field.text().isBlank();
    }

    /** We are the receiver, and may be named. */
    private List<String> otherRoles(Role sender) {
        Stream<String> values = content.fields().stream()
                .filter(field -> !isOneOf(InboxFields.RECEIVER_FIELDS, field) && !isOfEpic(field))
                .flatMap(field -> Stream.concat(field.above().stream(), Stream.of(field.key(), field.text())));
        List<String> own = List.of(sender.label(), Role.DEVOPS.label());
        return Stream.concat(values, Stream.of(content.text()))
                .flatMap(PlainText::spellings)
                .flatMap(words -> ROLE.matcher(words).results().map(match -> match.group()))
                .map(role -> role.replace(' ', '_'))
                .filter(role -> !own.contains(role))
                .distinct()
                .toList();
    }

    /**
     * The epic that it is about.
     *
     * @param current the current epic
     * @return the epic, if its top names one and nothing in it another one or the current one; else all that are
     *     named; empty if none is
     */
    public Optional<String> epic(String current) {
        List<String> named = content.fields().stream()
                .filter(field -> isOfEpic(field) && isSaid(field))
                .map(MessageField::text)
                .distinct()
                .toList();
        boolean isAtTop = content.fields().stream()
                .anyMatch(field -> field.isAtTop()
                        && spellings(field.key()).anyMatch(InboxFields.EPIC_FIELDS::contains)
                        && isSaid(field));
        if (named.size() != 1 || !isAtTop || !isWhole) {
            return named.isEmpty() ? Optional.empty() : Optional.of(names(named) + UNCERTAIN);
        }
        return withCurrent(named.get(0), current);
    }

    private static boolean isOfEpic(MessageField field) {
        return field.key().toLowerCase(Locale.ROOT).contains(EPIC);
    }

    /**
     * The epic that a message names, and the current one, if it names that in another place.
     *
     * @param epic what stands in the place of the epic
     * @param current the current epic
     * @return the epic; more than one if the current one is named, too
     */
    public Optional<String> withCurrent(String epic, String current) {
        EpicSpelling spelling = EpicSpelling.of(current);
        boolean isCurrent = current.isEmpty() || epic.equals(current) || spelling.isNamedIn(epic);
        return Optional.of(isCurrent || !names(spelling) ? epic : epic + AND + current);
    }

    private boolean names(EpicSpelling spelling) {
        return spelling.isNamedIn(content.file())
                || spelling.isNamedIn(content.text())
                || content.fields().stream()
                        .anyMatch(field -> spelling.isNamedIn(field.text())
                                || Stream.concat(field.above().stream(), Stream.of(field.key()))
                                        .anyMatch(spelling::isNamedIn));
    }

    /**
     * What its top says of its time.
     *
     * @return the values; empty if nothing does
     */
    public List<String> times() {
        return isWhole ? times(content.fields().stream().filter(MessageField::isAtTop)) : List.of();
    }

    /**
     * What any field says of a time, and every other text in which one may stand.
     *
     * @return the values of fields of a time
     */
    public List<String> allTimes() {
        return times(content.fields().stream());
    }

    private List<String> times(Stream<MessageField> fields) {
        return fields.filter(
                        field -> isSaid(field) && spellings(field.key()).anyMatch(InboxFields.TIME_FIELDS::contains))
                .map(field -> field.text().strip())
                .distinct()
                .toList();
    }

    /**
     * Every text in which a time may stand.
     *
     * @return values of all fields, and what is around them
     */
    public List<String> texts() {
        return Stream.concat(
                        content.fields().stream().filter(MessageOrigin::isSaid).map(MessageField::text),
                        Stream.of(content.text()))
                .distinct()
                .toList();
    }
}
