package io.github.devopsagent.inbox;

import io.github.devopsagent.regex.LazyPattern;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the key of a field tells of its value: in any case, in any style of compound words. */
enum KeyMeaning {
    /** Its value is a veto, if it is anything at all. */
    VETO,
    /** Likewise for the other words, such as {@code blocked_by} or {@code on_hold}. */
    NO,
    /** It says no, if it is true: {@code no_go}, {@code deployment_blocked}. */
    NO_IF_TRUE,
    /** It demands a stop, if it is anything at all: {@code kill_switch}. */
    STOP,
    /** It may demand a rollback, or tell how one is done. */
    ROLLBACK,
    /** In a verification it says no, if it is anything but none. */
    FAILURE,
    /** It counts what went wrong, so that zero of it is good. */
    COUNT,
    /** Its value says what kind of message it is, or what its sender decided. */
    KIND,
    /** It names the kind of what it stands in, which may be anything. */
    TYPE,
    /** Its value may say what was decided. */
    DECISION,
    /** It says whether a gate, or a window of time, is open. */
    GATE,
    /** Its value names what has happened, or what is to be done: {@code event}, {@code action}, {@code command}. */
    EVENT,
    /** Its value holds what was verified. */
    VERIFICATION,
    /** Its value says whether something is approved. */
    APPROVAL,
    /** A plain no in it says that something is not approved. */
    YES_OR_NO,
    /** Zero is a plain no as well. */
    ZERO_IS_NO,
    /** Who approves, and who does not, stands in it. */
    APPROVALS,
    /** It says what is not verified. */
    DOUBT;

    private static final int SHORTEST_ENDING = 3;
    /** {@code block_size} has nothing to do with a blocker, and {@code error_handling} is no error. */
    private static final Set<String> OTHER_MATTERS = Set.of(
            "size",
            "length",
            "height",
            "storage",
            "device",
            "devices",
            "hash",
            "chain",
            "volume",
            "volumes",
            "number",
            "handling",
            "handler",
            "handlers",
            "rate",
            "rates",
            "budget",
            "tolerance",
            "threshold",
            "limit",
            "limits",
            "policy",
            "reporting",
            "pages",
            "page",
            "path",
            "recovery",
            "mode");

    /** {@code do_not_ship}; a file may be {@code do_not_edit}. */
    private static final LazyPattern DO_NOT =
            LazyPattern.of("\\b(?:do not|dont|never|must not) (?:re ?)?(?:deploy|releas|ship|merg|proceed|start|launch"
                    + "|promot|publish|go|roll|continue|push)");

    /** {@code stop_deploy}, {@code cancellation_requested}. */
    private static final LazyPattern STOP_OF_DEPLOYMENT = LazyPattern.of("(?:(?:" + String.join("|", InboxWords.STOPS)
            + "|skip|hold|block) (?:the |this |our )?(?:deploy|deploys|deployments?|releases?|rollouts?|launch(?:es)?)|(?:"
            + String.join("|", InboxWords.STOPS) + "|hold) (?:now|immediately)|(?:"
            + String.join("|", InboxWords.STOPS) + "|hold|cancellation|rollback|kill switch) requested)");

    private static final Set<String> STOPPED = Set.copyOf(StopWords.STOPPED);
    private static final Set<String> SKIPS = skips();
    private static final Set<String> BESIDE_AN_ACT = Set.of("before", "after");

    private static final LazyPattern TOLD = LazyPattern.of(" (?:by|at|on)$");
    private static final Set<String> SETTLED =
            Set.of("resolved", "fixed", "cleared", "closed", "lifted", "addressed", "removed", "solved", "mitigated");
    /** {@code open_blockers}: how many there are, or which; {@code resolved_blockers} are none any more. */
    private static final LazyPattern OPEN = LazyPattern.of(
            "(?!.*\\b(?:resolved|fixed|cleared|closed|lifted|addressed|removed|solved|mitigated|previous|past|former|old|prior"
                    + "|earlier|potential|possible|max|last)\\b).* (?:blockers|rejections|objections|showstoppers|withdrawals)");

    private static final LazyPattern NO_SUCH_THING = LazyPattern.of(
            "(?:no|not|zero|without|non) (?:\\p{L}+ )?(?:fail|error|block|reject|veto|issue|problem|finding|objection|bug"
                    + "|regression|defect|vulnerabilit|incident|warning|crash|hold|freez|halt|abort|paus|showstopper)\\p{L}*");
    private static final LazyPattern IS = LazyPattern.of("^(?:(?:is|has|was|are|be|been|to|the|i|we) ){1,3}");
    private static final Set<String> ROLES = Set.copyOf(PlainText.roles());
    private static final Set<String> GATES = Set.of("gate", "gates", "window");
    /** What is done about something else: {@code rollback_action}, {@code on_failure_event}. */
    private static final Set<String> OTHER_EVENTS = Set.of(
            "rollback",
            "undo",
            "compensation",
            "on",
            "if",
            "failure",
            "error",
            "timeout",
            "post",
            "pre",
            "last",
            "previous",
            "next",
            "default");

    private static final Set<String> OF_APPROVALS = Set.of(
            "approvals", "approval", "approved", "signoff", "signoffs", "off", "offs", "votes", "granted", "reviews");
    private static final Set<String> UNCERTAIN = Set.of(
            "pending",
            "skipped",
            "skip",
            "todo",
            "tbd",
            "unverified",
            "untested",
            "conditional",
            "draft",
            "waiting",
            "open",
            "unknown",
            "incomplete",
            "partial",
            "missing",
            "remaining",
            "outstanding",
            "unresolved",
            "deferred",
            "ignored",
            "excluded",
            "flaky",
            "not");

    private static final int MOST_REMEMBERED = 500;
    private static final int LONGEST_REMEMBERED = 60;

    /** The same few keys stand in each of many messages. */
    private static final Map<String, Set<KeyMeaning>> REMEMBERED = Collections.synchronizedMap(new HashMap<>());

    private static Set<String> skips() {
        Set<String> skips = new HashSet<>(InboxWords.STOPS);
        skips.add("skip");
        return Set.copyOf(skips);
    }

    /** What a key means; the set cannot be changed. */
    static Set<KeyMeaning> of(String key) {
        Set<KeyMeaning> known = REMEMBERED.get(key);
        if (known != null) {
            return known;
        }
        Set<KeyMeaning> meanings = EnumSet.noneOf(KeyMeaning.class);
        PlainText.spellings(key).forEach(words -> add(words, meanings));
        Set<KeyMeaning> found = Collections.unmodifiableSet(meanings);
        if (REMEMBERED.size() < MOST_REMEMBERED && key.length() <= LONGEST_REMEMBERED) {
            REMEMBERED.put(key, found);
        }
        return found;
    }

    private static void add(String words, Set<KeyMeaning> meanings) {
        String last = PlainText.last(words);
        add(meanings, KIND, isKind(words));
        add(meanings, STOP, isStop(words));
        add(meanings, ROLLBACK, InboxFields.ROLLBACK_FIELDS.contains(words));
        add(meanings, TYPE, last.equals("type") || last.equals("kind"));
        add(meanings, DECISION, InboxFields.DECISION_FIELDS.contains(last));
        add(meanings, GATE, hasWord(words, GATES));
        add(meanings, EVENT, isEvent(words, last));
        add(meanings, VERIFICATION, last.startsWith("verif"));
        add(
                meanings,
                APPROVAL,
                InboxFields.APPROVAL_FIELDS.contains(words)
                        || (InboxFields.APPROVAL_ENDINGS.contains(last) && !isAgainstAct(words, last)));
        add(meanings, APPROVALS, hasWord(words, OF_APPROVALS));
        add(meanings, DOUBT, hasWord(words, UNCERTAIN));
        boolean isNoField = !WordMatcher.isSteady(words)
                && (WordMatcher.startOf(words).isPresent()
                        || saysNo(IS.matcher(words).replaceFirst("")));
        // Not to stop a deployment is no refusal of it.
        boolean isYesIfFalse = isNoField || isStop(words) || SKIPS.contains(PlainText.first(words));
        boolean isSettled = (isSettled(words) && !meanings.contains(GATE))
                || NO_SUCH_THING.matcher(words).matches();
        add(
                meanings,
                YES_OR_NO,
                isSettled
                        || ROLES.contains(words)
                        || (!isYesIfFalse && hasWord(words, Set.copyOf(InboxFields.APPROVAL_WORDS))));
        add(
                meanings,
                ZERO_IS_NO,
                !isYesIfFalse && !last.equals("release") && InboxFields.APPROVAL_WORDS.contains(last));
        if (!isSettled && !OTHER_MATTERS.contains(last)) {
            addNo(words, last, isNoField, meanings);
        }
    }

    private static void addNo(String words, String last, boolean isNoField, Set<KeyMeaning> meanings) {
        boolean isVeto = words.contains(InboxWords.VETO);
        boolean isFailure = hasFailure(words);
        add(meanings, VETO, isVeto);
        add(
                meanings,
                NO,
                !WordMatcher.isSteady(words)
                        && (WordMatcher.startOf(words).isPresent()
                                || OPEN.matcher(words).matches()
                                || InboxFields.NO_FIELDS.contains(
                                        IS.matcher(words).replaceFirst(""))));
        add(
                meanings,
                NO_IF_TRUE,
                isNoField
                        || WordMatcher.endsWithForm(words)
                        || STOPPED.contains(last)
                        || DO_NOT.matcher(words).find());
        add(meanings, FAILURE, isVeto || isNoField || isFailure);
        add(meanings, COUNT, isVeto || isNoField || isFailure || isBad(words));
    }

    /** {@code hold_released}, {@code hold_lifted_by}. */
    private static boolean isSettled(String words) {
        String told = TOLD.matcher(words).replaceFirst("");
        return SETTLED.contains(PlainText.last(told)) || told.matches(".+ (?:released|ended|over)");
    }

    private static boolean isStop(String words) {
        String bare = IS.matcher(words).replaceFirst("");
        return InboxFields.STOP_FIELDS.contains(words)
                || STOP_OF_DEPLOYMENT.matcher(bare).matches();
    }

    /** {@code pause_before_deploy}, {@code block_deploy}, {@code do_not_deploy}. */
    private static boolean isAgainstAct(String words, String last) {
        return last.equals("deploy")
                && (SKIPS.contains(PlainText.first(words))
                        || DO_NOT.matcher(words).find()
                        || WordMatcher.isForm(PlainText.first(words))
                        || hasWord(words, BESIDE_AN_ACT));
    }

    private static void add(Set<KeyMeaning> meanings, KeyMeaning meaning, boolean isIt) {
        if (isIt) {
            meanings.add(meaning);
        }
    }

    private static boolean saysNo(String words) {
        return InboxFields.NO_FIELDS.stream().anyMatch(no -> words.equals(no) || words.endsWith(' ' + no));
    }

    private static boolean hasFailure(String words) {
        return Stream.of(words.split(" ", -1))
                .anyMatch(word -> WordMatcher.isForm(word)
                        || word.startsWith("fail")
                        || word.startsWith("error")
                        || word.equals("broken")
                        || word.equals("denied"));
    }

    private static boolean isBad(String words) {
        return Stream.of(words.split(" ", -1)).anyMatch(word -> InboxFields.FAILURE_WORDS.stream()
                .anyMatch(bad ->
                        bad.endsWith("…") ? word.startsWith(bad.substring(0, bad.length() - 1)) : word.equals(bad)));
    }

    private static boolean hasWord(String words, Set<String> these) {
        return Stream.of(words.split(" ", -1)).anyMatch(these::contains);
    }

    private static boolean isEvent(String words, String last) {
        return InboxFields.COMMAND_FIELDS.contains(words)
                || InboxFields.EVENT_FIELDS.contains(words)
                || (InboxFields.EVENT_FIELDS.contains(last) && !hasWord(words, OTHER_EVENTS));
    }

    /** Compounds are not always written so that they can be told apart: {@code messagetype}. */
    private static boolean isKind(String words) {
        return InboxFields.KIND_FIELDS.stream()
                .anyMatch(field -> PlainText.last(words).equals(field)
                        || (field.length() > SHORTEST_ENDING
                                && words.replace(" ", "").endsWith(field)));
    }
}
