package io.github.devopsagent.inbox;

import io.github.devopsagent.inbox.MessageField.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what leaves a valid approval in doubt: it lifts a veto only if nothing in it does. */
final class ApprovalDoubts {

    private static final String EXAMPLE =
            "; write a plain approval, such as \"sm\": [\"Approved: the CVE is fixed\"], \"nx\": []";
    private static final Set<String> YES = Set.copyOf(ApprovalWords.YES);
    private static final Set<String> NOTHING = Set.copyOf(InboxWords.NOTHING);
    private static final Set<String> WHOLE = Set.copyOf(ApprovalWords.DOUBTS.stream()
            .filter(doubt -> !doubt.endsWith("…") && doubt.indexOf(' ') < 0)
            .toList());
    private static final Map<Character, List<String>> BEGINNINGS = ApprovalWords.DOUBTS.stream()
            .filter(doubt -> doubt.endsWith("…"))
            .map(doubt -> doubt.substring(0, doubt.length() - 1))
            .collect(Collectors.groupingBy(doubt -> doubt.charAt(0)));
    private static final List<String> PHRASES = ApprovalWords.DOUBTS.stream()
            .filter(doubt -> doubt.indexOf(' ') >= 0)
            .toList();
    private static final Pattern HARMLESS =
            Pattern.compile("(?<![0-9] )\\b(?:" + String.join("|", ApprovalWords.HARMLESS) + ")\\b");
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,9}) ?(?:/|of|out of) ?([0-9]{1,9})");

    /** What a name ends with that is no message's: {@code a.json~}, {@code a.json.revoked}. */
    private static final Pattern BACKUP = Pattern.compile("(?i)^[.#~].*|.*[~#]$|.*\\.json.+");

    private static final Set<String> NOT_IN_FORCE = Set.copyOf(ApprovalWords.NOT_IN_FORCE);

    private ApprovalDoubts() {}

    /** Why an approval says too little, or its file is named as one that is not in force; empty if neither. */
    static Optional<String> unclear(MessageContent content) {
        String name = content.file().substring(content.file().lastIndexOf('/') + 1);
        String epic = value(content, "epic").findFirst().orElse("");
        if (isNotInForce(name, epic)) {
            return Optional.of("its name \"" + InboxPolicy.quote(name) + "\" is that of a file that is not in force");
        }
        List<String> summary = value(content, "sm").toList();
        boolean isClear = summary.stream().anyMatch(line -> ClearWords.approve(line, epic));
        Optional<String> vague = summary.stream()
                .filter(line -> !isClear
                        || line.isBlank()
                        || (ClearWords.tellOfApproval(line) && !ClearWords.approve(line, epic)))
                .findFirst();
        Optional<String> next = value(content, "nx")
                .filter(line -> !ClearWords.askToDeploy(line, epic))
                .findFirst();
        Optional<String> answer = content.fields().stream()
                .filter(field ->
                        !field.above().isEmpty() && field.above().get(0).equals("answers"))
                .map(MessageField::text)
                .filter(text -> !isYes(text) && !ClearWords.approve(text, epic))
                .findFirst();
        return vague.map(line -> unclear("sm", line))
                .or(() -> next.map(line -> unclear("nx", line)))
                .or(() -> answer.map(line -> unclear("answers", line)));
    }

    private static String unclear(String key, String line) {
        return "'" + key + "' says \"" + InboxPolicy.quote(line) + "\", which is no clear approval" + EXAMPLE;
    }

    private static Stream<String> value(MessageContent content, String key) {
        return content.fields().stream()
                .filter(field -> field.above().isEmpty() && field.key().equals(key))
                .filter(field -> field.type() != ValueType.EMPTY)
                .map(MessageField::text);
    }

    private static boolean isNotInForce(String name, String epic) {
        String words = (' ' + PlainText.wordsOf(name) + ' ').replace(' ' + PlainText.wordsOf(epic) + ' ', " ");
        return BACKUP.matcher(name).matches()
                || Stream.of(BLANKS.split(words.strip(), -1)).anyMatch(NOT_IN_FORCE::contains);
    }

    /** Why a value of an approval leaves it in doubt; empty if it does not. */
    static Optional<String> doubt(MessageField field) {
        return switch (field.above().isEmpty() ? field.key() : field.above().get(0)) {
            case "status" -> isYes(field.text()) ? Optional.empty() : Optional.of(says(field) + EXAMPLE);
            case "verification" -> isVerified(field) ? Optional.empty() : Optional.of(says(field) + EXAMPLE);
            case "sm", "nx" -> doubtIn(field.text()).map(doubt -> in(field, doubt));
            case "answers" ->
                doubtIn(field.text())
                        .or(() -> doubtIn(field.key().replace("?", "")))
                        .map(doubt -> in(field, doubt));
            default -> Optional.empty();
        };
    }

    private static String says(MessageField field) {
        return "'" + field.name() + "' is \"" + InboxPolicy.quote(field.text()) + '"';
    }

    private static String in(MessageField field, String doubt) {
        return "'" + field.name() + "' says \"" + InboxPolicy.quote(doubt) + '"' + EXAMPLE;
    }

    private static boolean isYes(String text) {
        return YES.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isVerified(MessageField field) {
        boolean isNothingAtAll = field.above().isEmpty() && field.type() == ValueType.EMPTY;
        List<Set<KeyMeaning>> keys = Stream.concat(field.above().stream().skip(1), Stream.of(field.key()))
                .map(KeyMeaning::of)
                .toList();
        boolean countsFailures = keys.stream().anyMatch(any(KeyMeaning.COUNT, KeyMeaning.DOUBT));
        return isNothingAtAll || (countsFailures ? isNothing(field) : isTrue(field));
    }

    private static Predicate<Set<KeyMeaning>> any(KeyMeaning one, KeyMeaning other) {
        return meanings -> meanings.contains(one) || meanings.contains(other);
    }

    private static boolean isTrue(MessageField field) {
        return field.type() == ValueType.TRUE || (field.type() == ValueType.TEXT && isYes(field.text()));
    }

    private static boolean isNothing(MessageField field) {
        return switch (field.type()) {
            case FALSE, EMPTY -> true;
            case TRUE, NULL -> false;
            case NUMBER, TEXT -> NOTHING.contains(field.text().strip().toLowerCase(Locale.ROOT));
        };
    }

    /** The words of a line that leave it in doubt. */
    private static Optional<String> doubtIn(String text) {
        String plain = PlainText.of(text);
        if (Signs.leavesOpen(text) || Signs.hasCross(text)) {
            return Optional.of(text);
        }
        return otherLetter(plain).or(() -> share(plain)).or(() -> PlainText.spellings(text)
                .flatMap(ApprovalDoubts::doubts)
                .findFirst());
    }

    /** A letter that is none from a to z. */
    private static Optional<String> otherLetter(String plain) {
        return plain.codePoints()
                .filter(each -> (each < 'a' || each > 'z') && Character.isLetter(each))
                .mapToObj(Character::toString)
                .findFirst();
    }

    /** A part of a whole that is not all of it. */
    static Optional<String> share(String plain) {
        return plain.indexOf('/') < 0 && !plain.contains("of")
                ? Optional.empty()
                : SHARE.matcher(plain)
                        .results()
                        .filter(each -> !each.group(1).equals(each.group(2)))
                        .map(MatchResult::group)
                        .findFirst();
    }

    static Stream<String> doubts(String all) {
        boolean mayBeHarmless = ApprovalWords.HARMLESS.stream().anyMatch(all::contains);
        String words = mayBeHarmless ? HARMLESS.matcher(all).replaceAll("") : all;
        List<String> single = List.of(BLANKS.split(words, -1));
        return Stream.concat(single.stream().filter(ApprovalDoubts::isDoubt), phrases(words, Set.copyOf(single)));
    }

    private static Stream<String> phrases(String words, Set<String> single) {
        return PHRASES.stream()
                .filter(phrase -> single.contains(PlainText.first(phrase)))
                .filter(phrase -> PlainText.contains(words, List.of(phrase)));
    }

    /** Whether a word tells of what is in force no more, or not yet. */
    static boolean isNotInForce(String word) {
        return NOT_IN_FORCE.contains(word);
    }

    private static boolean isDoubt(String word) {
        return WHOLE.contains(word)
                || (!word.isEmpty()
                        && BEGINNINGS.getOrDefault(word.charAt(0), List.of()).stream()
                                .anyMatch(word::startsWith));
    }
}
