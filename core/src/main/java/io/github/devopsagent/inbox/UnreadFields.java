package io.github.devopsagent.inbox;

import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.regex.LazyPattern;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides what a field says that its document does not have by the protocol, by the words of the inbox: by its name, or
 * where it stands for a decision. What tells of other times, counts, or sets how something works, says nothing; nor do
 * sentences, since the title of an epic may begin with "Block".
 */
public final class UnreadFields {

    /** Words of names whose fields say nothing of now. */
    public static final List<String> OTHER_TIMES = List.of(
            "history",
            "histories",
            "log",
            "logs",
            "events",
            "timeline",
            "rejections",
            "previous",
            "previously",
            "prior",
            "past",
            "was",
            "post",
            "next",
            "earlier",
            "former",
            "last",
            "old",
            "resolved",
            "closed",
            "lifted",
            "cleared",
            "settled",
            "solved",
            "archive",
            "archived",
            "count",
            "counts",
            "total",
            "auto",
            "automatic",
            "priority",
            "severity",
            "labels",
            "tags",
            "title",
            "titles",
            "note",
            "notes",
            "comment",
            "comments");

    /** Words that say no wherever they are in a name. */
    public static final List<String> NO_IN_NAMES = List.of(
            "blocked",
            "blocker",
            "blockers",
            "blocking",
            "hold",
            "vetoed",
            "rejected",
            "rejection",
            "withdrawn",
            "withdrawal",
            "denied",
            "declined",
            "refused",
            "disapproved",
            "unapproved",
            "halt",
            "halted",
            "stopped",
            "suspended",
            "freeze",
            "frozen",
            "cancelled",
            "canceled",
            "paused",
            "postponed",
            "revoked",
            "retracted",
            "rescinded",
            "withheld",
            "aborted",
            "impediment",
            "impediments",
            "opposed",
            "objection",
            "objections",
            "showstopper",
            "showstoppers",
            "disapproval",
            "disapprovals",
            "withdrawals");

    /** Names that say no as a whole. */
    public static final List<String> NO_NAMES = List.of(
            "locked",
            "onhold",
            "embargo",
            "suspend",
            "no deploy",
            "no deployment",
            "no release",
            "forbid deploy",
            "forbid deployment",
            "deploy forbidden",
            "deployment forbidden",
            "deploy disabled",
            "deployment disabled",
            "deploy locked",
            "deployment locked",
            "deploy lock",
            "deployment lock");

    /** Words of names of other things than the deployment: what is said inside of them is said of those. */
    public static final List<String> OTHER_THINGS = List.of(
            "task",
            "tasks",
            "step",
            "steps",
            "checklist",
            "checklists",
            "artifact",
            "artifacts",
            "option",
            "options",
            "alternative",
            "alternatives",
            "related",
            "relation",
            "relations",
            "requirement",
            "requirements",
            "transition",
            "transitions",
            "glossary",
            "script",
            "scripts",
            "notification",
            "notifications",
            "feature",
            "features",
            "keyword",
            "keywords",
            "ci",
            "roles");

    /** Last words of names whose values measure or set something. */
    public static final List<String> MEASURES = List.of(
            "at",
            "time",
            "times",
            "date",
            "duration",
            "seconds",
            "minutes",
            "hours",
            "days",
            "max",
            "min",
            "requests",
            "cycles",
            "rights",
            "roles",
            "power",
            "deadline");

    /** Names of fields of the epic that a status is about, beside {@code epic_id}. */
    public static final List<String> EPIC_NAMES = Stream.concat(
                    InboxFields.EPIC_FIELDS.stream(), Stream.of("current epic", "active epic", "epic ref", "epic name"))
            .toList();

    /** Values by which what a name tells of is over, or none of anybody's business. */
    public static final List<String> OVER =
            List.of("released", "lifted", "resolved", "cleared", "removed", "ended", "over", "off", "inactive");

    /** False in it ends what an object around it says by its name, unless that is a veto: {@value}. */
    public static final String ACTIVE = "active";

    private static final Set<KeyMeaning> NO_BY_NAME = Set.of(KeyMeaning.VETO, KeyMeaning.NO, KeyMeaning.STOP);

    private static final Set<String> NO_STATE = Set.of("blocker", "showstopper");
    private static final String PHASE = "phase";
    private static final Set<String> PLAIN_NO = Set.copyOf(InboxWords.PLAIN_NO);
    private static final Set<String> UNASKED = Set.of("not required", "not applicable", "not needed");
    private static final Set<String> FAILED = Set.of("fail", "failed", "failing", "rejected");
    private static final LazyPattern DURATION = LazyPattern.of("[0-9]+ ?(?:ms|s|sec|m|min|h|d)");
    private static final LazyPattern ASIDE = LazyPattern.of(
            "[,;] (?:no|not) (?!(?:yet|now|today|tomorrow|go|way|ready|safe|good"
                    + "|ok|deploy|releas|approv|ship|roll|before|until|without)\\p{L}*)[\\p{L}\\p{N}]+[.!]?$"
                    + "|\\bnobody objects\\b|\\berror[- ]handling\\b|\\bnot a single fail\\p{L}*",
            Pattern.CASE_INSENSITIVE);

    /** What says no if it is all that a value says, whatever its field is. */
    private static final Set<String> REFUSALS = refusals();

    /** What is said of a deployment. */
    private static final Set<String> PUT_OFF = putOff();

    private static final LazyPattern DAY = LazyPattern.of("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String BLOCKS = "blocks";

    private final InboxPolicy policy = InboxPolicy.ofFields();
    private final EpicSpelling epic;

    private static Set<String> refusals() {
        Set<String> refusals = new HashSet<>(InboxWords.REFUSED);
        refusals.removeAll(NO_STATE);
        refusals.addAll(InboxWords.PHRASES);
        refusals.addAll(List.of("not ready", "not safe", "not allowed", "retracted", "rescinded", "forbidden"));
        for (String word : InboxWords.WORDS) {
            if (word.indexOf(' ') >= 0) {
                refusals.add(word);
            }
        }
        return Set.copyOf(refusals);
    }

    private static Set<String> putOff() {
        Set<String> putOff = new HashSet<>(StopWords.STOPPED);
        putOff.addAll(List.of("disabled", "locked"));
        return Set.copyOf(putOff);
    }

    /**
     * Judges the fields of a document about an epic.
     *
     * @param epicId of the epic; empty if it is not known
     */
    public UnreadFields(String epicId) {
        this.epic = EpicSpelling.of(epicId);
    }

    /**
     * Why a field says no.
     *
     * @param field what stands in the document, with the keys that are around it; without a key of its own only what is
     *     around it counts
     * @return a phrase for people, such as {@code 'hold' is true}; empty if it does not
     */
    public Optional<String> no(MessageField field) {
        return isPassedOver(field)
                ? Optional.empty()
                : policy.no(plain(field)).or(() -> refuses(field) ? InboxPolicy.says(field) : Optional.empty());
    }

    private boolean isPassedOver(MessageField field) {
        return isOfOtherTimes(field)
                || isOtherEpicBlocked(field)
                || isEndOfTime(field)
                || (UnreadNames.isMeasure(field.key(), isAmount(field))
                        && (field.type() != MessageField.ValueType.TRUE || UnreadNames.isOnEvent(field.key())))
                || (names(field).anyMatch(UnreadNames::isOfOtherThings) && !isInVeto(field))
                || isHarmlessNo(field)
                || isOver(field)
                || isOfProcess(field)
                || InboxPolicy.isEndOfAnswer(field)
                || isOtherType(field.key());
    }

    private static boolean isOfOtherTimes(MessageField field) {
        return field.above().stream().anyMatch(UnreadNames::isOfOtherTimes)
                || tellsOfOtherTimes(field.above(), field.key());
    }

    /** {@code "blocks": ["EP-2"]}: this epic holds up one of the same series, and is not held up. */
    private boolean isOtherEpicBlocked(MessageField field) {
        return UnreadNames.isWord(field.key(), BLOCKS)
                && field.above().isEmpty()
                && epic.isOfSameSeries(field.text().strip())
                && !epic.isNamedIn(field.text());
    }

    /** {@code "stop": "2026-12-01"} is the day on which something ends; a time of the day may be when somebody said so. */
    private static boolean isEndOfTime(MessageField field) {
        boolean isEnd = Stream.of("stop", "stop at").anyMatch(name -> UnreadNames.isWord(field.key(), name))
                && field.above().stream().noneMatch(UnreadFields::isNoByName);
        boolean isPlanned = field.above().stream().anyMatch(UnreadNames::isOfSchedule);
        return (isEnd || isPlanned) && DAY.matcher(field.text().strip()).matches();
    }

    private static boolean isAmount(MessageField field) {
        return field.type() == MessageField.ValueType.NUMBER
                || DURATION.matcher(field.text().strip()).matches();
    }

    /** {@code "epic": "EP-2"} beside {@code "epic_id": "EP-1"}; a title names no epic. */
    private boolean isOtherEpic(MessageField field) {
        boolean isEpic = EPIC_NAMES.stream().anyMatch(name -> UnreadNames.isWord(field.key(), name))
                || (field.above().size() == 1
                        && UnreadNames.isWord(field.above().get(0), "epic")
                        && Stream.of("id", "key").anyMatch(name -> UnreadNames.isWord(field.key(), name)));
        String id = field.text().strip();
        boolean isValue = field.type() == MessageField.ValueType.TEXT || field.type() == MessageField.ValueType.NUMBER;
        return isEpic && isValue && epic.isOther(id);
    }

    private static Stream<String> names(MessageField field) {
        return Stream.concat(field.above().stream(), Stream.of(field.key()));
    }

    private static boolean isInVeto(MessageField field) {
        return names(field)
                .anyMatch(name -> !UnreadNames.isMeasure(name, false)
                        && KeyMeaning.of(name).contains(KeyMeaning.VETO));
    }

    /** A no to what is not asked, not ours to decide, or not done yet. */
    private static boolean isHarmlessNo(MessageField field) {
        String words = PlainText.wordsOf(field.text());
        boolean isText = field.type() == MessageField.ValueType.TEXT;
        boolean isNo = field.type() == MessageField.ValueType.FALSE || (isText && PLAIN_NO.contains(words));
        boolean isNoByName = KeyMeaning.of(field.key()).stream().anyMatch(NO_BY_NAME::contains);
        boolean isProgress =
                isText && !isNoByName && (DecisionWords.PROGRESS.contains(words) || UNASKED.contains(words));
        return isProgress
                || (isNo
                        && (UnreadNames.isNeed(field.key())
                                || (names(field).anyMatch(UnreadNames::isOwn) && !isNoByName)
                                || isNotDoneYet(field)));
    }

    /** What is verified when it is deployed cannot be true before. */
    private static boolean isNotDoneYet(MessageField field) {
        boolean isPhase =
                Phase.of(PlainText.last(PlainText.wordsOf(field.key()))).isPresent()
                        && field.above().stream().anyMatch(UnreadNames::isOfPhases);
        return isPhase || (UnreadNames.tellsOfEnd(field.key()) && names(field).anyMatch(UnreadNames::isAfterwards));
    }

    /** {@code "agents": {"qa": "stopped"}} tells of a process, {@code "phases": {"testing": {"vetoes": 1}}} of a count. */
    private static boolean isOfProcess(MessageField field) {
        boolean isState = field.type() == MessageField.ValueType.TEXT
                && UnreadNames.isStateOfProcess(PlainText.wordsOf(field.text()))
                && !isNoByName(field.key());
        boolean isCount = field.type() == MessageField.ValueType.NUMBER
                && (UnreadNames.isOfOthers(field.key())
                        || field.above().stream()
                                .anyMatch(name -> UnreadNames.isOfPhases(name) || UnreadNames.isOfMetrics(name)));
        boolean isOfPhase =
                (field.above().stream().anyMatch(UnreadNames::isOfPhases) && UnreadNames.isTime(field.key()))
                        || UnreadNames.isOfPhases(field.key())
                        || isGateOfEarlierPhase(field);
        boolean isMetric = DURATION.matcher(field.text().strip()).matches()
                && field.above().stream().anyMatch(UnreadNames::isOfMetrics);
        return isCount || isMetric || isOfPhase || (isState && names(field).anyMatch(UnreadNames::isOfProcesses));
    }

    /** {@code "gates": {"requirements": "closed"}}: it is passed. */
    private static boolean isGateOfEarlierPhase(MessageField field) {
        return PlainText.wordsOf(field.text()).equals("closed")
                && field.above().stream().anyMatch(UnreadNames::isOfGate)
                && Phase.of(PlainText.wordsOf(field.key()))
                        .filter(phase -> phase.compareTo(Phase.TESTING) < 0)
                        .isPresent();
    }

    private static boolean isOver(MessageField field) {
        String words = PlainText.wordsOf(field.text());
        boolean isZero = field.type() == MessageField.ValueType.NUMBER
                && words.equals("0")
                && !UnreadNames.isWord(field.key(), InboxWords.VETO);
        boolean isLifted = OVER.contains(words) && !KeyMeaning.of(field.key()).contains(KeyMeaning.VETO);
        boolean isPossible = field.type() == MessageField.ValueType.TRUE && UnreadNames.isWord(field.key(), "allowed");
        boolean isPause = UnreadNames.isWord(field.key(), "pause")
                && DURATION.matcher(field.text().strip()).matches();
        return (UnreadNames.isNo(field.key()) || isNoByName(field.key()) || isPossible)
                && (isZero || isLifted || isPause || isPossible);
    }

    /** An issue may be of the type {@code Blocker}. */
    private static boolean isOtherType(String key) {
        return KeyMeaning.of(key).contains(KeyMeaning.TYPE)
                && !KeyMeaning.of(key).contains(KeyMeaning.EVENT)
                && PlainText.spellings(key).noneMatch(InboxFields.NAMES_OF_KIND::contains);
    }

    /** Without what a decision is not about: {@code Use Postgres, not Redis}. */
    private static MessageField plain(MessageField field) {
        return field.type() == MessageField.ValueType.TEXT
                ? new MessageField(
                        field.above(),
                        field.key(),
                        field.index(),
                        field.type(),
                        ASIDE.matcher(field.text()).replaceFirst(""))
                : field;
    }

    /**
     * Whether a field of such a name says no by being there.
     *
     * @param key its name
     * @return true for {@code veto}, {@code hold}, {@code stop} and the like
     */
    public static boolean isNoByName(String key) {
        return UnreadNames.isNo(key)
                || KeyMeaning.of(key).stream()
                        .anyMatch(meaning -> NO_BY_NAME.contains(meaning) || meaning == KeyMeaning.NO_IF_TRUE);
    }

    /**
     * Whether what such a name says is over where {@link #ACTIVE} is false in its object.
     *
     * @param key its name
     * @return true for {@code hold} and the like, and false for {@code veto}
     */
    public static boolean canBeOver(String key) {
        return isNoByName(key) && !KeyMeaning.of(key).contains(KeyMeaning.VETO);
    }

    /**
     * Whether a field of such a name says nothing of now, whatever its value is.
     *
     * @param key its name
     * @return true if one of its words is among {@link #OTHER_TIMES}
     */
    public static boolean tellsOfOtherTimes(String key) {
        return UnreadNames.isOfOtherTimes(key);
    }

    /**
     * Likewise inside of other fields: a gate that is {@code closed} is so now.
     *
     * @param above the keys of the objects around it
     * @param key its name
     * @return true if one of its words is among {@link #OTHER_TIMES}
     */
    public static boolean tellsOfOtherTimes(List<String> above, String key) {
        boolean isClosedGate =
                UnreadNames.isWord(key, "closed") && above.stream().anyMatch(UnreadNames::isOfGate);
        return UnreadNames.isOfOtherTimes(key) && !isClosedGate;
    }

    private boolean refuses(MessageField field) {
        return isOtherEpic(field) || isNamedNo(field) || isOtherPhase(field) || isOff(field) || isSaid(field);
    }

    private static boolean isNamedNo(MessageField field) {
        boolean isNumber = field.type() == MessageField.ValueType.NUMBER;
        boolean isNamed = field.above().stream().anyMatch(UnreadNames::isNo)
                || (isNumber ? UnreadNames.endsWithNo(field.key()) : UnreadNames.isNo(field.key()));
        return isNamed && !InboxPolicy.isNothing(field) && !WordMatcher.isSteady(PlainText.wordsOf(field.key()));
    }

    private static boolean isOtherPhase(MessageField field) {
        boolean isNow = UnreadNames.isPhaseNow(field.key())
                || (field.above().isEmpty() && UnreadNames.isWord(field.key(), "state"))
                || (UnreadNames.isWord(field.key(), PHASE)
                        && !field.above().isEmpty()
                        && field.above().stream().allMatch(UnreadNames::isState));
        return isNow
                && Phase.of(field.text().strip().toLowerCase(Locale.ROOT))
                        .filter(phase -> phase != Phase.DEPLOYMENT)
                        .isPresent();
    }

    /** {@code "deployment": {"enabled": false}}. */
    private static boolean isOff(MessageField field) {
        return field.type() == MessageField.ValueType.FALSE
                && PlainText.spellings(field.key())
                        .anyMatch(words -> PlainText.last(words).equals("enabled"))
                && names(field).anyMatch(UnreadNames::isOfDeployment);
    }

    private static boolean isSaid(MessageField field) {
        if (field.type() != MessageField.ValueType.TEXT || field.key().isEmpty()) {
            return false;
        }
        String text = field.text().strip();
        String words = PlainText.wordsOf(text);
        boolean isShouted = InboxWords.STOPS.contains(words) && text.equals(text.toUpperCase(Locale.ROOT));
        boolean isOfPhase = PlainText.spellings(field.key())
                .anyMatch(key -> PlainText.last(key).equals(PHASE));
        boolean isCommand =
                (InboxWords.STOPS.contains(words) || words.equals("hold")) && UnreadNames.isCommand(field.key());
        boolean isPut = PUT_OFF.contains(words)
                && PlainText.spellings(field.key()).map(PlainText::last).anyMatch(UnreadNames::isOfDeployment);
        boolean isFailed = FAILED.contains(words) && names(field).anyMatch(UnreadNames::isOfReview);
        return isShouted
                || isCommand
                || UnreadNames.isBadState(field.key(), words)
                || isFailed
                || isPut
                || REFUSALS.contains(words)
                || (isOfPhase && WordMatcher.saysNo(text));
    }
}
