package io.github.devopsagent.gate;

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
            "provisionally");
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
            "go",
            "met",
            "clean",
            "stable",
            "yes",
            "true",
            "finished",
            "verified",
            "healthy");
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
            "healthy");
    private static final Set<String> NONE = Set.of("0", "no", "zero", "without", "none", "never");
    private static final Pattern GOOD_SIGN = Pattern.compile("[\\u2705\\u2714\\x{1F7E2}\\x{1F44D}\\x{1F389}]");
    private static final Pattern BAD_SIGN =
            Pattern.compile("[\\u274C\\u2716\\u2717\\u2718\\u26D4\\x{1F534}\\x{1F6D1}\\x{1F44E}\\x{1F6A8}]");
    private static final Pattern NO_FAILURE = Pattern.compile("(?i)(?:fail\\w*|errors?|broken)\\s*[:=]\\s*0\\b");
    private static final Pattern FAILURES =
            Pattern.compile("(?i)\\b0*[1-9]\\d*\\s+(?:\\w+\\s+){0,2}(?:failed|failing|fails?|failures?|errors?)\\b"
                    + "|\\b(?:failed|failing|failures?|errors?)\\s*[:=]\\s*0*[1-9]");
    private static final Pattern SHARE = Pattern.compile(
            "(?i)(\\d{1,15})\\s*(?:/|of|out of)\\s*(\\d{1,15})(\\s+(?:\\w+\\s+){0,2}(?:pass|succe|ok|green))?");
    private static final Pattern ADVICE_AGAINST = Pattern.compile(
            "(?i)\\b(?:not|no|never)[ -](?:be |to |yet )?(?:deploy|releas|ready|approv|recommend|go\\b|ship|proceed)");
    private static final Pattern FAILURE = Pattern.compile(
            "(?i)\\W*(?:fail(?:ed|s|ure|ing)?|broken|blocked)\\s*(?:[:(!.,;\\u2013\\u2014-].*)?"
                    + "|error(?:ed)?|red|timed ?-?out|timeout|interrupted|aborted|crashed|cancell?ed|unstable|not[ -](?:ok|passed)");

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
                || isDenial(isProse ? words.subList(0, FIRST_WORDS) : words)
                || BAD_SIGN.matcher(text).find()
                || FAILURES.matcher(told).find()
                || ADVICE_AGAINST.matcher(text).find()
                || isShare(text, isProse);
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
