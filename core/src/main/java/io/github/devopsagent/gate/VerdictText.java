package io.github.devopsagent.gate;

import io.github.devopsagent.regex.LazyPattern;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text says of how tests went: a word, a few, or prose. */
public final class VerdictText {

    /** A longer text is prose, in which a word may stand for anything. */
    private static final int MOST_WORDS = 8;

    /** Even prose begins with what matters. */
    private static final int FIRST_WORDS = 4;

    private static final Set<String> DENIALS = Set.of(
            "unstable",
            "partial",
            "partially",
            "incomplete",
            "blocked",
            "aborted",
            "interrupted",
            "cancelled",
            "canceled",
            "rejected",
            "reject",
            "nogo",
            "declined",
            "unsuccessful",
            "timeout",
            "crashed",
            "running",
            "unfinished",
            "inconclusive",
            "vetoed",
            "disapproved",
            "unapproved",
            "mostly",
            "nearly",
            "almost",
            "largely",
            "partly",
            "except",
            "excluding",
            "but",
            "however",
            "conditional",
            "conditionally",
            "provisional",
            "provisionally",
            "disaster",
            "catastrophe");
    private static final Set<String> BEFORE_NOUN = Set.of(
            "any",
            "other",
            "serious",
            "significant",
            "known",
            "open",
            "new",
            "remaining",
            "outstanding",
            "blocking",
            "critical",
            "major",
            "further");

    /** What no success may follow: "pending orders passed" is of such orders. */
    private static final Set<String> STATES = Set.of(
            "hold",
            "held",
            "caution",
            "progress",
            "pending",
            "waiting",
            "queued",
            "deferred",
            "postponed",
            "paused",
            "halted",
            "stopped",
            "denied",
            "unknown",
            "caveat",
            "caveats",
            "issue",
            "issues",
            "concern",
            "concerns",
            "problem",
            "problems",
            "reservations");

    private static final Set<String> AFFIRMATIONS = Set.of(
            "complete",
            "completed",
            "done",
            "approved",
            "approve",
            "accepted",
            "accept",
            "ready",
            "met",
            "clean",
            "stable",
            "yes",
            "true",
            "finished",
            "verified",
            "healthy",
            "tested",
            "validated",
            "lgtm",
            "good",
            "works",
            "fine",
            "ship",
            "covered",
            "satisfied",
            "fulfilled");
    /** As a decision: what goes on with another word is a verb. */
    private static final LazyPattern GO =
            LazyPattern.of("(?i)\\bgo\\b(?:\\W*$|\\s+(?:live|ahead|for\\b|to (?:live|prod))|\\s*[^\\w\\s'/])");

    private static final Set<String> DONE = Set.of(
            "run",
            "executed",
            "started",
            "tested",
            "complete",
            "completed",
            "done",
            "finished",
            "verified",
            "accepted",
            "met",
            "stable",
            "clean",
            "healthy",
            "good",
            "works",
            "fine");
    private static final Set<String> HEDGES = Set.of(
            "but", "except", "excluding", "however", "mostly", "partially", "partly", "conditional", "conditionally");
    private static final Set<String> FAULTS = Set.of(
            "error", "errors", "failure", "failures", "warnings", "workaround", "workarounds", "bugs", "defects");
    private static final Set<String> BEFORE_STATE = Set.of("with", "in", "on", "has", "under");
    private static final Set<String> NONE = Set.of("0", "no", "zero", "without", "none", "never");
    private static final LazyPattern GOOD_SIGN = LazyPattern.of("[\\u2705\\u2714\\x{1F7E2}\\x{1F44D}\\x{1F389}]");
    private static final LazyPattern BAD_SIGN =
            LazyPattern.of("[\\u274C\\u2716\\u2717\\u2718\\u26D4\\x{1F534}\\x{1F6D1}\\x{1F44E}\\x{1F6A8}]");

    /** No sign above has a character before it. */
    private static final char FIRST_SIGN = '\u2600';

    private static final LazyPattern FIX_FIRST = LazyPattern.of(
            "(?is)\\W*(?:please )?(?:fix|resolve|repair|re-?run|re-?test)\\b.{1,200}\\b(?:first\\W*|before (?:we |you )?(?:the )?"
                    + "(?:deploy|releas|go(?:ing)?[ -]live|production|ship|merg).*)");

    private static final LazyPattern NO_FAILURE = LazyPattern.of("(?i)(?:fail\\w*|errors?|broken)\\s*[:=]\\s*0\\b");
    private static final LazyPattern FAILURES = LazyPattern.of(
            "(?i)\\b0*[1-9]\\d*\\s+(?:\\w+\\s+){0,2}(?:failed|failing|fails?|failures?|errors?|nok|ko)\\b"
                    + "|\\b(?:failed|failing|failures?|errors?)\\s*[:=]\\s*0*[1-9]");
    private static final LazyPattern SHARE = LazyPattern.of(
            "(?i)(\\d{1,15})\\s*(?:/|of|out of|von|sur)\\s*(\\d{1,15})(\\s+(?:\\w+\\s+){0,2}(?:pass|succe|ok|green))?");
    private static final LazyPattern ADVICE_AGAINST = LazyPattern.of(
            "(?i)\\b(?:not|no|never)[ -](?:be |to |yet )?(?:deploy|releas|ready|approv|recommend|go\\b|ship|proceed)"
                    + "|\\b(?:cannot|can['\u2019]?t|unable to) (?:be )?(?:approve|recommend|certify|deploy|release|ship|sign off)(?:e?d)?(?: on)?\\s*"
                    + "(?:(?:this|it|yet|for)\\b|the (?:build|release|deployment|change|candidate)\\b|[.!]|$)");
    private static final String ACT = "(?:deploy|release|ship|proceed|go (?:live|ahead)|merge|promote|approve)";
    private static final String CONDITIONAL = "only (?:after|if|when|once|with|upon)\\b";

    /** An advice for another day, or for somebody else. */
    private static final LazyPattern PUT_OFF = LazyPattern.of("(?is)\\b" + ACT + "\\b[^.;!?]{0,80}?\\b" + CONDITIONAL
            + "|\\bonly " + ACT + "\\b[^.;!?]{0,80}?\\b(?:after|if|when|once)\\b"
            + "|^\\W*(?:please )?(?:return|send|give|back)\\b[^.;!?]{0,30}?\\bto (?:dev|developers?|development|the (?:developers?|team))\\b"
            + "|^\\W*(?:returned|sent back)\\b");

    private static final LazyPattern FAILURE =
            LazyPattern.of("(?i)\\W*(?:fail(?:ed|s|ure|ing)?|broken|blocked)\\s*(?:[:(!.,;\\u2013\\u2014-].*)?"
                    + "|error(?:ed)?|red|timed ?-?out|timeout|interrupted|aborted|crash(?:ed)?|cancell?ed|unstable|unexpected|not[ -](?:ok|passed)"
                    + "|(?:did)?[ _-]?not[ _-]?(?:run|executed|started|tested)|unexecuted|untested");

    private static final LazyPattern PERCENT = LazyPattern.of(
            "(?i)(?:pass(?:ing)?|success) rate\\W{1,5}(?:is |of )?([0-9.]{1,9}) ?(?:%|percent)"
                    + "|([0-9.]{1,9}) ?(?:%|percent) (?!cover)(?:(?!cover)\\w+ ){0,3}?(?:pass|succe|ok\\b|green|complete|executed|run\\b)");
    private static final LazyPattern MOST = LazyPattern.of(
            "(?i)\\bmost (?:of )?(?:the |all |our )?(?:tests?|scenarios?|cases?|checks?|suites?|pass|passed|ok|green)\\b"
                    + "|\\bnothing (?:was|has been|could be) (?:executed|run|tested)\\b"
                    + "|\\b(?:no|none|zero) (?:of )?(?:the |these |all )?(?:tests?|scenarios?|cases?|checks?) (?:pass|succe)"
                    + "|\\bwith (?!no |0 |zero )(?:\\w+ ){0,2}(?:warnings?|exceptions|remarks|limitations)\\b");
    private static final LazyPattern OF_ALL = LazyPattern.of(
            "(?i)\\b([0-9]{1,9}) (?:\\w+ )?(?:tests?|scenarios?|cases?|checks?)\\b[^.]{0,40}?\\b([0-9]{1,9}) (?:\\w+ )?"
                    + "(?:pass|succe|ok\\b|green)");
    private static final LazyPattern SKIPPED = LazyPattern.of(
            "(?i)\\b0*([1-9][0-9]{0,8})\\s+(?:\\w+\\s+){0,2}"
                    + "(?:skipped|pending|ignored|deselected|untested)\\b|\\b(?:skipped|pending|ignored)\\s*[:=]\\s*0*([1-9][0-9]{0,8})");

    /** What makes a success one of later, or of a part. */
    private static final LazyPattern CONDITION =
            LazyPattern.of("(?i)\\b(?:if|until|unless|only|later|retest(?:ing)?|re-test(?:ing)?|wait(?:ing)?|needs)\\b"
                    + "|(?:\\b(?:pass|ready|approved?|go)|^\\W*)\\s*\\bonce\\b"
                    + "|\\b(?:after|before)\\s+(?!all|every|each|successful|full|final|review|deploy|release|the fix\\W*$|a retry|retry|\\d)\\w+"
                    + "|\\bexit (?:code|status) 0*[1-9]|\\?\\s*$");

    private static final LazyPattern POSTPONED = LazyPattern.of(
            "(?i)\\W*(?:(?:please )?(?:wait|hold(?: off| on)?|pause)\\s+(?:until|for|with|till)|postpone|delay|defer)\\b.*",
            Pattern.DOTALL);

    private VerdictText() {}

    /**
     * Whether a text says that not all went well: {@code failed}, {@code 2 of 3 passed}, {@code not passed}, but not {@code 0
     * failed}.
     *
     * @param text a verdict
     * @return true if it does
     */
    public static boolean deniesPassing(String text) {
        String told = NO_FAILURE.matcher(text).replaceAll(" ");
        List<String> words = SummaryWords.words(told);
        boolean isProse = words.size() > MOST_WORDS;
        return isFailure(text)
                || (!isProse && CONDITION.matcher(text).find())
                || isDenial(isProse ? words.subList(0, FIRST_WORDS) : words)
                || BAD_SIGN.matcher(text).find()
                || FAILURES.matcher(told).find()
                || ADVICE_AGAINST.matcher(text).find()
                || MOST.matcher(text).find()
                || isBelowAll(text)
                || isShare(text, isProse);
    }

    /** "90% passed", "5 tests, 4 passed". */
    private static boolean isBelowAll(String text) {
        boolean isRate = PERCENT.matcher(text)
                .results()
                .anyMatch(found -> StatusText.isBelowAll(found.group(1) == null ? found.group(2) : found.group(1)));
        return isRate
                || OF_ALL.matcher(text)
                        .results()
                        .anyMatch(found ->
                                Long.parseLong(found.group(2)) + skipped(text) < Long.parseLong(found.group(1)));
    }

    /**
     * How many tests a text says were skipped: {@code 3 passed, 2 skipped}.
     *
     * @param text a summary
     * @return 1 if it says so without a number, as in {@code E2E tests skipped}
     */
    public static long skipped(String text) {
        Matcher number = SKIPPED.matcher(text);
        if (number.find()) {
            return Long.parseLong(number.group(1) == null ? number.group(2) : number.group(1));
        }
        List<String> words = SummaryWords.words(text);
        int at = words.indexOf("skipped");
        boolean isNone = at < 0
                || words.size() > MOST_WORDS
                || words.subList(Math.max(0, at - 4), Math.min(words.size(), at + 2)).stream()
                        .anyMatch(word -> NONE.contains(word) || word.equals("nothing") || word.equals("not"));
        return isNone ? 0 : 1;
    }

    /**
     * Whether an advice is against a deployment: it may be about anything else.
     *
     * @param text such as {@code Monitor error rates after the deployment}
     * @return true for {@code do not deploy yet} and {@code go, with caveats}
     */
    public static boolean advisesAgainst(String text) {
        return ADVICE_AGAINST.matcher(text).find()
                || POSTPONED.matcher(text).matches()
                || FIX_FIRST.matcher(text).matches()
                || PUT_OFF.matcher(text).find()
                || StatusText.isNo(text)
                || BAD_SIGN.matcher(text).find()
                || SummaryWords.words(text).stream()
                        .anyMatch(word -> word.startsWith("condition")
                                || word.startsWith("caveat")
                                || word.startsWith("provisional"));
    }

    /** Whether the first of a few words leaves a success open, such as {@code partially} or {@code on hold}. */
    static boolean isOpen(List<String> words) {
        String first = words.get(0);
        String second = words.size() > 1 ? words.get(1) : "";
        return DENIALS.contains(first)
                || STATES.contains(first)
                || (BEFORE_STATE.contains(first) && STATES.contains(second));
    }

    /** Whether a success is said to be none of the whole, such as {@code passed, but slow}. */
    static boolean isHedged(List<String> words) {
        return SummaryWords.PASSED.contains(words.get(0))
                && words.stream()
                        .limit(FIRST_WORDS)
                        .anyMatch(word -> HEDGES.contains(word)
                                || (words.contains("with") && (FAULTS.contains(word) || STATES.contains(word))));
    }

    static boolean countsFailures(String text) {
        return FAILURES.matcher(text).find();
    }

    static boolean beginsWithBadSign(String text) {
        return BAD_SIGN.matcher(text.strip()).lookingAt();
    }

    static boolean hasBadSign(String text) {
        return hasSign(text) && BAD_SIGN.matcher(text).find();
    }

    /** Whether there is a character behind those of most languages' letters: most texts are told by that. */
    private static boolean hasSign(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_SIGN) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDenial(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String before = i == 0 ? "" : words.get(i - 1);
            boolean isBad = SummaryWords.FAILED.contains(word)
                    || DENIALS.contains(word)
                    || (STATES.contains(word)
                            && words.subList(i, words.size()).stream().noneMatch(SummaryWords.PASSED::contains));
            boolean isNegated = NONE.contains(before)
                    || (i > 1 && BEFORE_NOUN.contains(before) && NONE.contains(words.get(i - 2)))
                    || words.subList(Math.max(0, i - 3), i).contains("not");
            boolean isUndone = DONE.contains(word)
                    && words.subList(Math.max(0, i - 2), i).stream()
                            .anyMatch(each -> each.equals("not") || each.equals("never"));
            if (isUndone || (isBad && !isNegated) || (SummaryWords.PASSED.contains(word) && isNegated)) {
                return true;
            }
        }
        return false;
    }

    /** In prose, "2 of 3" may be of anything, unless it says that they passed. */
    private static boolean isShare(String text, boolean isProse) {
        Matcher share = SHARE.matcher(text);
        while (share.find()) {
            boolean isOfTests = !isProse || share.group(3) != null;
            if (isOfTests && Long.parseLong(share.group(1)) != Long.parseLong(share.group(2))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a text says that all went well, and nothing else: an overall status that is {@code unknown} does not.
     *
     * @param text a verdict of all tests
     * @return true if it does
     */
    public static boolean affirmsPassing(String text) {
        boolean affirms = GOOD_SIGN.matcher(text).find()
                || GO.matcher(text.replace('_', ' ')).find()
                || SummaryWords.words(text).stream()
                        .anyMatch(word -> SummaryWords.PASSED.contains(word) || AFFIRMATIONS.contains(word));
        return affirms && !deniesPassing(text);
    }

    /**
     * Whether a text is no more than a word for a failure, perhaps with a reason.
     *
     * @param text what a test says of itself beside its status
     * @return true for {@code failed}, {@code FAIL: no answer}, {@code timed out} and their like
     */
    public static boolean isFailure(String text) {
        return FAILURE.matcher(text.strip()).matches();
    }
}
