package io.github.devopsagent.veto;

import io.github.devopsagent.domain.InboxMessage.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Decides what a file in the inbox says: whether it is a veto, and whether it is an approval without any doubt. Where
 * it could mean no, it means no.
 */
public final class InboxPolicy {

    private static final Set<String> NONE = Set.of("", "false", "null", "none");
    private static final String ARTIFACTS = "artifacts";
    private static final int LONGEST_QUOTE = 60;

    private final MessageContent content;
    private final Map<String, KeyMeaning> meanings = new HashMap<>();

    private InboxPolicy(MessageContent content) {
        this.content = content;
    }

    private KeyMeaning meaning(String key) {
        return meanings.computeIfAbsent(key, KeyMeaning::of);
    }

    /**
     * Why a file counts as a veto.
     *
     * @param content what it says
     * @return a phrase for people, such as {@code line 2 of 'sm' begins with "block"}; empty if it is none
     */
    public static Optional<String> veto(MessageContent content) {
        InboxPolicy policy = new InboxPolicy(content);
        return content.form() == Form.VALID
                ? policy.first(policy::inValid)
                : policy.first(policy::inField).or(policy::inText).or(policy::word);
    }

    /**
     * Why a valid approval that says no nowhere lifts no veto all the same.
     *
     * @param content what it says
     * @return a phrase for people; empty if it is a clear approval
     */
    public static Optional<String> doubt(MessageContent content) {
        InboxPolicy policy = new InboxPolicy(content);
        return policy.first(policy::doubtIn);
    }

    /**
     * What kind of message a file is.
     *
     * @param content what it says
     * @return one of the protocol's kinds, or else what stands in such a field; empty if nothing does
     */
    public static Optional<String> kind(MessageContent content) {
        InboxPolicy policy = new InboxPolicy(content);
        return policy.protocolKind().or(() -> policy.kinds().findFirst());
    }

    /**
     * Whether a value stands where a message says what it is, or what its sender decided.
     *
     * @param field the value
     * @return true if it does
     */
    public static boolean isOfMessage(MessageField field) {
        KeyMeaning meaning = KeyMeaning.of(field.key());
        return meaning.isKind() || meaning.isVeto() || meaning.isNo() || meaning.isApproval();
    }

    private Optional<String> protocolKind() {
        return kinds().map(text -> WordMatcher.words(WordMatcher.plain(text)))
                .filter(InboxWords.KINDS::contains)
                .findFirst();
    }

    private Stream<String> kinds() {
        return content.fields().stream()
                .filter(field -> isText(field) && meaning(field.key()).isKind())
                .map(MessageField::text);
    }

    private static boolean isText(MessageField field) {
        return field.type() == MessageField.Kind.TEXT && !field.text().isBlank();
    }

    private Optional<String> first(Function<MessageField, Optional<String>> judge) {
        return content.fields().stream()
                .flatMap(field -> judge.apply(field).stream())
                .findFirst();
    }

    private Optional<String> inValid(MessageField field) {
        return switch (field.above().isEmpty() ? field.key() : field.above().get(0)) {
            case "st", "status" -> kindOrDecision(field);
            case "verification" -> verification(field).or(() -> kindOrDecision(field));
            case "sm", "nx" -> line(field);
            default -> Optional.empty();
        };
    }

    private Optional<String> inField(MessageField field) {
        return vetoField(field)
                .or(() -> kindOrDecision(field))
                .or(() -> verification(field))
                .or(() -> refusedApproval(field))
                .or(() -> noField(field))
                .or(() -> field.key().equals(ARTIFACTS) ? Optional.empty() : line(field));
    }

    private static Stream<String> keys(MessageField field) {
        return Stream.concat(field.above().stream(), Stream.of(field.key()));
    }

    private Optional<String> vetoField(MessageField field) {
        boolean isInside = field.above().stream().anyMatch(key -> meaning(key).isVeto());
        boolean isOne = meaning(field.key()).isVeto();
        return isInside || (isOne && !isNone(field)) ? says(field) : Optional.empty();
    }

    private static boolean isNone(MessageField field) {
        return switch (field.type()) {
            case FALSE, NULL, EMPTY -> true;
            case TEXT -> NONE.contains(WordMatcher.plain(field.text()).strip());
            case TRUE, NUMBER -> false;
        };
    }

    private static boolean isNoneOrZero(MessageField field) {
        return isNone(field) || field.text().strip().matches("0+(\\.0+)?");
    }

    private Optional<String> kindOrDecision(MessageField field) {
        boolean isKind = keys(field).anyMatch(key -> meaning(key).isKind());
        boolean isDecision = !isKind && keys(field).anyMatch(key -> meaning(key).isDecision());
        boolean saysNo = (isKind && WordMatcher.saysNo(field.text()))
                || (isDecision && WordMatcher.beginsWithNo(field.text()))
                || ((isKind || isDecision) && field.type() == MessageField.Kind.FALSE);
        return saysNo ? says(field) : Optional.empty();
    }

    /** Where a list of checks has a false, one of them did not pass, whatever its key means. */
    private Optional<String> verification(MessageField field) {
        if (keys(field).noneMatch(key -> meaning(key).isVerification())) {
            return Optional.empty();
        }
        boolean isVeto = meaning(field.key()).isVeto();
        boolean saysNo =
                field.type() == MessageField.Kind.FALSE ? !isVeto : isText(field) && WordMatcher.saysNo(field.text());
        boolean tellsOfFailure = (isVeto ? !isNone(field) : !isNoneOrZero(field))
                && (isVeto || meaning(field.key()).isFailure() || isBelowFailure(field));
        return saysNo || tellsOfFailure ? says(field) : Optional.empty();
    }

    private boolean isBelowFailure(MessageField field) {
        return field.above().stream()
                .anyMatch(key -> meaning(key).isVeto() || meaning(key).isFailure());
    }

    private Optional<String> refusedApproval(MessageField field) {
        boolean isOne = meaning(field.key()).isApproval();
        boolean isInside = field.above().stream().anyMatch(key -> meaning(key).isApproval());
        boolean saysNo = field.type() == MessageField.Kind.FALSE
                || (isText(field) && WordMatcher.beginsWithNo(field.text()))
                || (isOne && isText(field) && WordMatcher.saysNo(field.text()));
        return saysNo && (isOne || isInside) ? says(field) : Optional.empty();
    }

    private Optional<String> noField(MessageField field) {
        boolean isInside = field.above().stream().anyMatch(key -> meaning(key).isNo());
        return (isInside || meaning(field.key()).isNo()) && !isNoneOrZero(field) ? says(field) : Optional.empty();
    }

    private static Optional<String> says(MessageField field) {
        return Optional.of("'" + field.name() + "' is "
                + (field.type() == MessageField.Kind.TEXT ? '"' + quote(field.text()) + '"' : quote(field.text())));
    }

    private static Optional<String> line(MessageField field) {
        if (field.type() != MessageField.Kind.TEXT) {
            return Optional.empty();
        }
        String place = (field.index() < 0 ? "" : "line " + (field.index() + 1) + " of ")
                + (field.name().isEmpty() ? "a text" : "'" + field.name() + "'");
        return WordMatcher.lines(field.text()).stream()
                .map(WordMatcher::beginningOf)
                .filter(word -> !word.isEmpty())
                .findFirst()
                .map(word -> place + " begins with \"" + word + "\"");
    }

    private Optional<String> inText() {
        List<String> lines = content.text().lines().toList();
        return IntStream.range(0, lines.size())
                .mapToObj(i -> inLine(i + 1, lines.get(i)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> Optional.of("its text says so over the end of a line")
                        .filter(why -> WordMatcher.mentionsVeto(WordMatcher.plain(content.text()))));
    }

    private static Optional<String> inLine(int number, String line) {
        if (WordMatcher.mentionsVeto(WordMatcher.plain(line))) {
            return Optional.of("its text says \"" + quote(line) + "\"");
        }
        String word = WordMatcher.beginningOf(line);
        return word.isEmpty()
                ? Optional.empty()
                : Optional.of("line " + number + " of its text begins with \"" + word + "\"");
    }

    /** Without a kind, the word counts wherever it occurs. */
    private Optional<String> word() {
        if (protocolKind().isPresent()) {
            return Optional.empty();
        }
        String name = content.file().substring(content.file().lastIndexOf('/') + 1);
        return content.fields().stream()
                .filter(field ->
                        !meaning(field.key()).isVeto() && WordMatcher.mentionsVeto(WordMatcher.plain(field.text())))
                .findFirst()
                .map(field -> "it names no kind, and '" + field.name() + "' says \"" + quote(field.text()) + '"')
                .or(() -> Optional.of("its name says \"" + InboxWords.VETO + "\", and it names no kind")
                        .filter(why -> WordMatcher.plain(name).contains(InboxWords.VETO)));
    }

    private Optional<String> doubtIn(MessageField field) {
        return switch (field.above().isEmpty() ? field.key() : field.above().get(0)) {
            case "status" -> field.text().isBlank() || WordMatcher.isYes(field.text()) ? Optional.empty() : says(field);
            case "verification" -> isDoubtful(field) ? says(field) : Optional.empty();
            case "sm", "nx" -> doubtInLine(field);
            default -> Optional.empty();
        };
    }

    private static boolean isDoubtful(MessageField field) {
        return field.type() == MessageField.Kind.NULL
                || (field.type() == MessageField.Kind.TEXT && WordMatcher.isUnverified(field.text()));
    }

    private static Optional<String> doubtInLine(MessageField field) {
        String words = WordMatcher.words(WordMatcher.plain(field.text()));
        return InboxWords.DOUBTS.stream()
                .filter(words::contains)
                .findFirst()
                .map(doubt -> "'" + field.name() + "' says \"" + doubt + '"');
    }

    /** A text of others on one line, cut where it is long. */
    static String quote(String text) {
        String line = text.strip();
        int end = Math.min(line.length(), LONGEST_QUOTE);
        if (end < line.length() && Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ")
                + (end < line.length() ? "…" : "");
    }
}
