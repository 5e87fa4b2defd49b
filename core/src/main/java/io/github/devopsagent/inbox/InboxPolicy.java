package io.github.devopsagent.inbox;

import io.github.devopsagent.inbox.InboxMessage.Form;
import io.github.devopsagent.regex.LazyPattern;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Decides what a file in the inbox says: whether it is a veto, and whether it is an approval without any doubt. Where
 * it could mean no, it means no.
 */
public final class InboxPolicy {

    private static final Set<String> NONE = Set.of("", "false", "null", "none");
    private static final Set<String> NOTHING = Set.copyOf(InboxWords.NOTHING);
    private static final Set<String> TRUE = Set.of("true", "yes", "y", "1", "on");
    private static final Set<String> CLOSED = Set.copyOf(StopWords.CLOSED);
    private static final Set<String> ACTIVE =
            Set.of("active", "is active", "in force", "in effect", "standing", "open", "enabled", "set", "valid");
    private static final Set<String> METRICS = Set.of("metrics", "metric", "statistics", "stats", "counters", "counts");
    private static final Set<String> LATER =
            Set.of("deployed", "live", "in production", "deployment", "verified in production", "release", "rollout");
    private static final LazyPattern NEGATIVE = LazyPattern.of("[-−]\\s?[1-9][0-9]{0,3}");
    private static final Set<String> CHANGES = Set.of("fix", "feat", "chore", "refactor", "docs", "perf", "test");
    private static final Set<String> PROCEDURES =
            Set.of("step", "steps", "procedure", "runbook", "plan", "checklist", "tasks", "instructions");
    private static final Set<String> SHUT = Set.of("closed", "shut", "locked");
    private static final Set<String> ENDS_OF_ANSWERS = Set.of("stop reason", "finish reason");
    private static final Set<String> MODEL_STOPS =
            Set.of("end turn", "max tokens", "stop sequence", "tool use", "stop", "length", "content filter");

    private static final Set<String> CHAT_BLOCKS = Set.of(
            "section",
            "header",
            "divider",
            "context",
            "actions",
            "image",
            "rich text",
            "input",
            "markdown",
            "paragraph");
    private static final String BLOCKS = "blocks";
    private static final Set<String> TESTS =
            Set.of("tests", "test", "scenarios", "checks", "passed", "passing", "unit", "integration", "e2e");
    private static final Set<String> WHOLE_NO = wholeNo();
    private static final Set<String> VETO_FIELDS = Set.of(InboxWords.VETO, "vetoes");
    private static final Set<KeyMeaning> OF_MESSAGE =
            Set.of(KeyMeaning.KIND, KeyMeaning.VETO, KeyMeaning.NO, KeyMeaning.APPROVAL);
    private static final LazyPattern ZERO = LazyPattern.of("0+(\\.0+)?");
    private static final String END = ".!。";
    private static final String ARTIFACTS = "artifacts";
    private static final int LONGEST_QUOTE = 60;

    private final MessageContent content;
    private final Map<String, Set<KeyMeaning>> meanings = new HashMap<>();

    private final boolean isOfChat;

    private InboxPolicy(MessageContent content) {
        this.content = content;
        this.isOfChat = isOfChat(content.fields());
    }

    private static boolean isOfChat(List<MessageField> fields) {
        for (MessageField field : fields) {
            if (field.key().equals("type")
                    && field.above().contains(BLOCKS)
                    && CHAT_BLOCKS.contains(PlainText.wordsOf(field.text()))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> wholeNo() {
        Set<String> words = new HashSet<>(InboxWords.STOPS);
        words.addAll(StopWords.UNDOES);
        return Set.copyOf(words);
    }

    private boolean means(String key, KeyMeaning meaning) {
        return meanings.computeIfAbsent(key, KeyMeaning::of).contains(meaning);
    }

    private boolean isInside(MessageField field, KeyMeaning meaning) {
        return field.above().stream().anyMatch(key -> means(key, meaning) && !(isOfChat && key.equals(BLOCKS)));
    }

    private boolean isOrIsInside(MessageField field, KeyMeaning meaning) {
        return means(field.key(), meaning) || isInside(field, meaning);
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
                : policy.first(policy::inField).or(policy::inText).or(policy::withoutKind);
    }

    /**
     * Why a valid approval that says no nowhere lifts no veto all the same.
     *
     * @param content what it says
     * @return a phrase for people; empty if it is a clear approval
     */
    public static Optional<String> doubt(MessageContent content) {
        return new InboxPolicy(content).first(ApprovalDoubts::doubt).or(() -> ApprovalDoubts.unclear(content));
    }

    /**
     * What kind of message a file is.
     *
     * @param content what it says
     * @return one of the protocol's kinds, or else what stands in such a field; empty if nothing does
     */
    public static Optional<String> kind(MessageContent content) {
        InboxPolicy policy = new InboxPolicy(content);
        return policy.protocolKind().or(() -> policy.content.fields().stream()
                .filter(field -> isText(field) && policy.means(field.key(), KeyMeaning.KIND))
                .map(MessageField::text)
                .findFirst());
    }

    /** Judges fields whose document is no message: what it says in sentences is about something else. */
    static InboxPolicy ofFields() {
        return new InboxPolicy(new MessageContent("", Form.STRUCTURED, List.of(), ""));
    }

    /** Why a field says no; empty if it does not. */
    Optional<String> no(MessageField field) {
        return (isInactive(field) ? Optional.<String>empty() : vetoField(field))
                .or(() -> kindOrDecision(field))
                .or(() -> closedGate(field))
                .or(() -> event(field))
                .or(() -> refusedApproval(field))
                .or(() -> noField(field));
    }

    /**
     * Whether the value of a key tells what a message is, or what its sender decided.
     *
     * @param key of a field, as it is written
     * @return true if it does
     */
    public static boolean isOfMessage(String key) {
        return KeyMeaning.of(key).stream().anyMatch(OF_MESSAGE::contains);
    }

    /** It says something only at the top of a message: {@code http.type} may be a request, too. */
    private Optional<String> protocolKind() {
        return content.fields().stream()
                .filter(field -> isText(field) && field.isAtTop())
                .filter(field -> PlainText.spellings(field.key()).anyMatch(InboxFields.NAMES_OF_KIND::contains))
                .map(field -> PlainText.wordsOf(field.text()))
                .filter(InboxFields.KINDS::contains)
                .findFirst();
    }

    private static boolean isText(MessageField field) {
        return field.type() == MessageField.ValueType.TEXT && !field.text().isBlank();
    }

    private Optional<String> first(Function<MessageField, Optional<String>> judge) {
        return content.fields().stream()
                .flatMap(field -> judge.apply(field).stream())
                .findFirst();
    }

    private Optional<String> inValid(MessageField field) {
        return switch (field.above().isEmpty() ? field.key() : field.above().get(0)) {
            case "st", "status" -> InboxFields.isHarmlessKind(field.text()) ? Optional.empty() : kindOrDecision(field);
            case "verification" -> verification(field).or(() -> kindOrDecision(field));
            case "sm", "nx" -> prose(field, false).or(() -> answer(field));
            case "answers" -> prose(field, false).or(() -> answerTo(field));
            default -> Optional.empty();
        };
    }

    private Optional<String> inField(MessageField field) {
        if (isEndOfAnswer(field)) {
            return Optional.empty();
        }
        return vetoField(field)
                .or(() -> kindOrDecision(field))
                .or(() -> closedGate(field))
                .or(() -> event(field))
                .or(() -> verification(field))
                .or(() -> refusedApproval(field))
                .or(() -> noField(field))
                .or(() -> field.key().equals(ARTIFACTS) || isOverEvent(field)
                        ? Optional.empty()
                        : prose(field, isStep(field)))
                .or(() -> field.key().equals("sm") ? answer(field) : Optional.empty())
                .or(() -> field.above().contains("answers") ? answerTo(field) : Optional.empty());
    }

    /** {@code "finish_reason": "stop"} tells why a language model ended its answer. */
    static boolean isEndOfAnswer(MessageField field) {
        return PlainText.spellings(field.key()).anyMatch(ENDS_OF_ANSWERS::contains)
                && MODEL_STOPS.contains(PlainText.wordsOf(field.text()));
    }

    /** What is to be done in a procedure, such as to stop a service, and to start it again. */
    private static boolean isStep(MessageField field) {
        return CHANGES.contains(PlainText.wordsOf(field.key()))
                || (field.index() >= 0
                        && PlainText.spellings(field.key())
                                .anyMatch(words -> PROCEDURES.contains(PlainText.last(words))));
    }

    private boolean isOverEvent(MessageField field) {
        return isOrIsInside(field, KeyMeaning.EVENT) && EventNames.isOver(field.text());
    }

    private Optional<String> vetoField(MessageField field) {
        boolean saysNo = isInside(field, KeyMeaning.VETO) || (means(field.key(), KeyMeaning.VETO) && !isNoVeto(field));
        return saysNo ? says(field) : Optional.empty();
    }

    /** {@code "veto": {"active": false, "reason": null}}. */
    private static boolean isInactive(MessageField field) {
        return switch (field.type()) {
            case NULL, EMPTY -> true;
            case FALSE -> PlainText.spellings(field.key()).anyMatch(ACTIVE::contains);
            case TEXT, TRUE, NUMBER -> false;
        };
    }

    private boolean isNoVeto(MessageField field) {
        boolean mayBeCount = isInside(field, KeyMeaning.VERIFICATION)
                || !VETO_FIELDS.contains(field.key().toLowerCase(Locale.ROOT));
        return mayBeCount ? isNothing(field) : isNone(field);
    }

    private static boolean isNone(MessageField field) {
        return switch (field.type()) {
            case FALSE, NULL, EMPTY -> true;
            case TEXT -> NONE.contains(PlainText.of(field.text()).strip()) || isNoneInWords(field.text());
            case TRUE, NUMBER -> false;
        };
    }

    /** In any language; zero is left to what counts. */
    private static boolean isNoneInWords(String text) {
        String word = withoutEnd(text);
        return NOTHING.contains(word) && !ZERO.matcher(word).matches();
    }

    private static String withoutEnd(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        boolean hasEnd =
                word.length() > 1 && !NOTHING.contains(word) && END.indexOf(word.charAt(word.length() - 1)) >= 0;
        return hasEnd ? word.substring(0, word.length() - 1).strip() : word;
    }

    static boolean isNothing(MessageField field) {
        String text = withoutEnd(field.text());
        return isNone(field) || NOTHING.contains(text) || ZERO.matcher(text).matches() || WordMatcher.isOfZeros(text);
    }

    private Optional<String> kindOrDecision(MessageField field) {
        boolean isKind = isOrIsInside(field, KeyMeaning.KIND);
        boolean isDecision = !isKind && isOrIsInside(field, KeyMeaning.DECISION);
        if (!isKind && !isDecision) {
            return Optional.empty();
        }
        // The type of a JSON Schema is an object, too.
        boolean isType =
                means(field.key(), KeyMeaning.TYPE) && field.text().strip().equals("object");
        boolean saysNo = (isKind && !isType && WordMatcher.saysNo(field.text()) && !isFixed(field))
                || (isDecision && WordMatcher.beginsWithNo(field.text()))
                || (isKind
                        && !means(field.key(), KeyMeaning.TYPE)
                        && WHOLE_NO.contains(PlainText.wordsOf(field.text())))
                || field.type() == MessageField.ValueType.FALSE;
        return saysNo ? says(field) : Optional.empty();
    }

    /** {@code Bug fixed: timeout} has a key only in a text. */
    private static boolean isFixed(MessageField field) {
        return isText(field)
                && !field.above().isEmpty()
                && !WordMatcher.saysNo(field.key())
                && WordMatcher.isFixed(field.key() + ' ' + field.text());
    }

    /** {@code {"gate": "closed"}}, {@code {"gate_open": false}}. */
    private Optional<String> closedGate(MessageField field) {
        if (!isOrIsInside(field, KeyMeaning.GATE)) {
            return Optional.empty();
        }
        String words = PlainText.wordsOf(field.text());
        boolean isClosed = isText(field) && (CLOSED.contains(words) || SHUT.contains(PlainText.first(words)));
        boolean isNotOpen = PlainText.spellings(field.key())
                        .anyMatch(key -> PlainText.last(key).equals("open"))
                && isPlainNo(field);
        boolean isSaidClosed = PlainText.spellings(field.key())
                        .anyMatch(key -> PlainText.last(key).equals("closed"))
                && isTrue(field);
        return isClosed || isNotOpen || isSaidClosed ? says(field) : Optional.empty();
    }

    /** {@code {"event": "deployment.abort"}}. */
    private Optional<String> event(MessageField field) {
        boolean saysNo = isText(field) && isOrIsInside(field, KeyMeaning.EVENT) && EventNames.stop(field.text());
        return saysNo ? says(field) : Optional.empty();
    }

    /** Where a list of checks has a false, one of them did not pass, unless its key counts failures. */
    private Optional<String> verification(MessageField field) {
        if (!isOrIsInside(field, KeyMeaning.VERIFICATION)) {
            return Optional.empty();
        }
        boolean isStop = isOrIsInside(field, KeyMeaning.STOP);
        boolean isCount = isStop || isOrIsInside(field, KeyMeaning.COUNT) || means(field.key(), KeyMeaning.DOUBT);
        boolean isFailure = isOrIsInside(field, KeyMeaning.FAILURE);
        boolean isLater = PlainText.spellings(field.key()).anyMatch(LATER::contains);
        boolean saysNo = field.type() == MessageField.ValueType.FALSE
                ? !isCount && !isLater
                : (isText(field) && WordMatcher.saysNo(field.text()))
                        || (isStop && isTrue(field))
                        || (!isCount && !isLater && isOpen(field));
        return (saysNo || isFailure) && !(isCount && isNothing(field)) ? says(field) : Optional.empty();
    }

    /** {@code "security": "pending"}, {@code "tests": "12/14"}. */
    private boolean isOpen(MessageField field) {
        boolean isAsked = means(field.key(), KeyMeaning.YES_OR_NO) || means(field.key(), KeyMeaning.APPROVAL);
        boolean isOfTests = PlainText.spellings(field.key()).anyMatch(words -> TESTS.contains(PlainText.last(words)));
        return (isAsked
                        && (field.text().strip().equals("0")
                                || (isText(field) && means(field.text(), KeyMeaning.DOUBT))))
                || (isOfTests
                        && ApprovalDoubts.share(PlainText.of(field.text())).isPresent());
    }

    private Optional<String> refusedApproval(MessageField field) {
        return isRefused(field) && !isFixed(field) ? says(field) : Optional.empty();
    }

    private boolean isRefused(MessageField field) {
        boolean isOfVotes = means(field.key(), KeyMeaning.APPROVAL)
                || means(field.key(), KeyMeaning.YES_OR_NO)
                || means(field.key(), KeyMeaning.DECISION)
                || isInside(field, KeyMeaning.APPROVALS)
                || isInside(field, KeyMeaning.DECISION);
        boolean isNegative = isOfVotes && NEGATIVE.matcher(field.text().strip()).matches();
        if (isNegative || AnswerPolicy.isAwaited(field)) {
            return true;
        }
        if (means(field.key(), KeyMeaning.APPROVAL)) {
            return isPlainNo(field) || (isText(field) && WordMatcher.saysNo(field.text())) || isZero(field);
        }
        if (isInside(field, KeyMeaning.APPROVALS)) {
            return isPlainNo(field) || (isText(field) && WordMatcher.beginsWithNo(field.text())) || isZero(field);
        }
        return means(field.key(), KeyMeaning.YES_OR_NO) && (isPlainNo(field) || isZero(field));
    }

    private boolean isZero(MessageField field) {
        return means(field.key(), KeyMeaning.ZERO_IS_NO) && field.text().strip().equals("0");
    }

    private static boolean isPlainNo(MessageField field) {
        return field.type() == MessageField.ValueType.FALSE || (isText(field) && AnswerPolicy.isPlainNo(field.text()));
    }

    private boolean isStop(MessageField field) {
        boolean isDemand = isOrIsInside(field, KeyMeaning.STOP) && !isNothing(field);
        boolean isRollback = means(field.key(), KeyMeaning.ROLLBACK)
                && (isTrue(field) || InboxWords.DEMANDS.contains(PlainText.wordsOf(field.text())));
        return (isDemand || isRollback) && !isInside(field, KeyMeaning.VERIFICATION);
    }

    private Optional<String> noField(MessageField field) {
        boolean isCount = field.type() == MessageField.ValueType.NUMBER
                && field.above().stream().flatMap(PlainText::spellings).anyMatch(METRICS::contains);
        if (isCount) {
            return Optional.empty();
        }
        boolean isNo = isStop(field)
                || (AnswerPolicy.lacksApproval(field) && !isNothing(field))
                || (isOrIsInside(field, KeyMeaning.NO) && !isNothing(field))
                || (means(field.key(), KeyMeaning.NO_IF_TRUE) && isTrue(field));
        return isNo ? says(field) : Optional.empty();
    }

    private static boolean isTrue(MessageField field) {
        return field.type() == MessageField.ValueType.TRUE
                || TRUE.contains(field.text().strip().toLowerCase(Locale.ROOT));
    }

    static Optional<String> says(MessageField field) {
        return Optional.of("'" + field.name() + "' is "
                + (field.type() == MessageField.ValueType.TEXT
                        ? '"' + quote(field.text()) + '"'
                        : quote(field.text())));
    }

    private static Optional<String> line(MessageField field, boolean isItem) {
        if (field.type() != MessageField.ValueType.TEXT) {
            return Optional.empty();
        }
        String path = (field.index() < 0 ? "" : "line " + (field.index() + 1) + " of ")
                + (field.name().isEmpty() ? "a text" : "'" + field.name() + "'");
        return Headings.withoutEmpty(PlainText.lines(field.text())).stream()
                .flatMap(line -> WordMatcher.beginningOfProse(line, isItem).stream())
                .findFirst()
                .map(word -> path + " begins with \"" + quote(word) + "\"");
    }

    private static Optional<String> prose(MessageField field, boolean isItem) {
        return line(field, isItem)
                .or(() -> isText(field)
                        ? MessageProse.refusal(asItem(field, isItem)).map(no -> textOf(field, no))
                        : Optional.empty());
    }

    private static Optional<String> answer(MessageField field) {
        return isText(field)
                ? PlainText.lines(field.text()).stream()
                        .filter(AnswerPolicy::refuse)
                        .findFirst()
                        .map(line -> textOf(field, line))
                : Optional.empty();
    }

    private static Optional<String> answerTo(MessageField field) {
        return AnswerPolicy.sayNo(field.key(), field.text()) ? says(field) : Optional.empty();
    }

    private static String asItem(MessageField field, boolean isItem) {
        return isItem ? "- " + field.text() : field.text();
    }

    private static String textOf(MessageField field, String no) {
        return "'" + field.name() + "' says \"" + quote(no) + '"';
    }

    private Optional<String> inText() {
        List<String> lines = Headings.withoutEmpty(PlainText.lines(content.text()));
        return MessageProse.no(content.text())
                .map(line -> "its text says \"" + quote(line) + "\"")
                .or(() -> IntStream.range(0, lines.size())
                        .mapToObj(i -> WordMatcher.beginningOfProse(lines.get(i))
                                .or(() -> WordMatcher.answer(lines.get(i)))
                                .map(word -> "line " + (i + 1) + " of its text begins with \"" + quote(word) + "\""))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    /** Without a kind, the word counts wherever it occurs. */
    private Optional<String> withoutKind() {
        if (protocolKind().isPresent()) {
            return Optional.empty();
        }
        return content.fields().stream()
                .filter(field -> isText(field)
                        && !means(field.key(), KeyMeaning.VETO)
                        && !isOverEvent(field)
                        && !isEndOfAnswer(field))
                .flatMap(field -> MessageProse.no(asItem(field, isStep(field))).map(no -> textOf(field, no)).stream())
                .findFirst()
                .map(why -> "it names no kind, and " + why)
                .or(this::inName);
    }

    private Optional<String> inName() {
        String name = content.file().substring(content.file().lastIndexOf('/') + 1);
        return FileNames.sayNo(name)
                ? Optional.of("it names no kind, and its name says \"" + quote(name) + '"')
                : Optional.empty();
    }

    /** A text of others on one line, cut where it is long. */
    public static String quote(String text) {
        String line = text.strip();
        int end = Math.min(line.length(), LONGEST_QUOTE);
        if (end < line.length() && Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ")
                + (end < line.length() ? "…" : "");
    }
}
