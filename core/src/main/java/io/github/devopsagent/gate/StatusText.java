package io.github.devopsagent.gate;

import io.github.devopsagent.inbox.InboxWords;
import io.github.devopsagent.inbox.StopWords;
import io.github.devopsagent.regex.LazyPattern;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text of a few words says where a status may stand. More words are prose, in which each may be of anything. */
public final class StatusText {

    private static final int MOST_WORDS = 4;

    /** What says no in the inbox, if it is all that a text says. */
    private static final Set<String> NO = no();

    private static final Set<String> PLAIN_NO = Set.copyOf(InboxWords.PLAIN_NO);
    private static final Set<String> YES = Set.of("done", "complete", "completed", "works", "green");
    private static final Set<String> UNKNOWN = Set.of(
            "tbd", "tba", "wip", "flaky", "unclear", "untested", "degraded", "unhealthy", "poor", "bad", "mismatch");
    /** A colour of a traffic light that is not green, perhaps with a reason. */
    private static final LazyPattern NOT_GREEN = LazyPattern.of(
            "\\W*(?:code )?(?:red|amber|yellow|orange)\\W*(?:[-:(,;\u2013\u2014].*)?|[\\x{1F7E0}\\x{1F7E1}\u26A0\uFE0F]+",
            Pattern.CASE_INSENSITIVE);

    private static final LazyPattern UNDONE =
            LazyPattern.of("(?:not|never|(?:did|does|do|was|were|has|have|could|can|is) not"
                    + "|(?:didn|doesn|don|wasn|weren|isn|couldn|can) t)(?: yet| fully| all| be| been)* (?:run|executed|started|tested"
                    + "|ready|done|finished|completed?|ok|pass|passed|works?|working|implemented|approved|verified|met|reproduced"
                    + "|available)\\b.*");
    private static final LazyPattern NOT_RUN = LazyPattern.of(
            "\\W*(?:(?:(?:was|were|has|have) )?(?:been )?not (?:yet )?|(?:could|can) ?(?:not|n['\u2019]?t) be )(?:run|executed|started|tested|performed|done)"
                    + "(?:\\s*[,.;:(\u2013\u2014-].*| (?:because|due|since|yet)\\b.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final LazyPattern TEST_FAILED = LazyPattern.of(
            "\\W*(?:0*[1-9][0-9]{0,8} (?:of|out of) (?:the |its )?[0-9]{1,9} (?:sub)?(?:steps|checks|assertions|tests|cases) (?:have )?failed\\b"
                    + "(?!.*\\bas expected\\b).*)|\\W*(?:the |this )?(?:test|scenario|case|check)s? (?:has |have )?(?:failed|fails)\\b(?!.*\\bas expected\\b).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final LazyPattern UNMET = LazyPattern.of(
            "(?:(?:is|are|was|were|has|have|been|only|still|yet|currently) )*(?:not(?: yet| fully| all)?|partly|partially|mostly|nearly)"
                    + " (?:met|satisfied|fulfilled|reached|achieved|done)|unmet|unsatisfied|unfulfilled|missed|pending|open|failed|not passed");

    private static final LazyPattern SHARE =
            LazyPattern.of("\\W{0,3}([0-9]{1,15})\\s?(?:/|of|out of)\\s?([0-9]{1,15})\\b.*", Pattern.CASE_INSENSITIVE);
    private static final LazyPattern PERCENT =
            LazyPattern.of("\\W{0,3}([0-9.]{1,9}) ?(?:%|percent\\b).*", Pattern.CASE_INSENSITIVE);
    private static final LazyPattern SERVER_ERROR =
            LazyPattern.of("(?i)(?:(?:http|status|code):? ){1,2}5[0-9]{2}\\b.*|5[0-9]{2} \\p{L}.*");
    private static final LazyPattern FILE = LazyPattern.of("\\w{2,}[./]\\p{L}{2,}");
    private static final LazyPattern FORBIDS = LazyPattern.of(
            "\\b(?:do|must|should|shall|may|can|could)(?: not|not|n['\u2019]?t)"
                    + " (?:be |yet |go )?(?:deploy|releas|ship|live|promot|merge)"
                    + "|\\bnot (?:yet )?(?:ready|safe|approved|cleared|recommended) (?:for|to)\\b|\\bveto\\b",
            Pattern.CASE_INSENSITIVE);
    /** In German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Chinese, Japanese and Korean. */
    private static final String FAILED_ELSEWHERE =
            "fehlgeschlagen|gescheitert|nicht bestanden|échec|échoué|echec|echoue|fallido|fallida|falló|fallo|falhou"
                    + "|fallito|fallita|mislukt|gefaald|niepowodzenie|провал|провалено|не пройден|не пройдено"
                    + "|失败|失敗|未通过|不合格|실패";

    private static final LazyPattern FAILED = LazyPattern.of(
            "\\W*(?:fail(?:ed|ure|ing)?|broken|not[ _-]?(?:run|executed|ok|passed))\\W*" + "|[^\\p{L}\\p{N}]*(?:"
                    + FAILED_ELSEWHERE + ")[^\\p{L}\\p{N}]*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private StatusText() {}

    private static Set<String> no() {
        Set<String> words = new HashSet<>(InboxWords.NO);
        words.addAll(InboxWords.ANSWERS);
        words.addAll(InboxWords.WORDS);
        words.addAll(InboxWords.REFUSED);
        words.addAll(InboxWords.PHRASES);
        words.addAll(InboxWords.STOPS);
        words.addAll(StopWords.STOPPED);
        return Set.copyOf(words);
    }

    /**
     * Whether a text of a few words is no success.
     *
     * @param text that stands where a status may
     * @return true for {@code KO}, {@code on hold}, {@code not run}, {@code 1 of 3}, {@code 50%}, {@code skipped}
     */
    public static boolean isNo(String text) {
        if (VerdictText.isFailure(text)
                || isFailed(text)
                || VerdictText.hasBadSign(text)
                || NOT_GREEN.matcher(text.strip()).matches()) {
            return true;
        }
        List<String> words = SummaryWords.words(text);
        String said = words.isEmpty() ? text.strip().toLowerCase(Locale.ROOT) : String.join(" ", words);
        if (NO.contains(said)) {
            return true;
        }
        if (words.isEmpty()) {
            return false;
        }
        return VerdictText.isHedged(words)
                || (words.size() <= MOST_WORDS && isShortNo(text, said, words))
                || (words.contains("passed") && isShare(text));
    }

    private static boolean isShortNo(String text, String said, List<String> words) {
        return (TestOutcome.of(said) == TestOutcome.SKIPPED
                || UNDONE.matcher(said).matches()
                || VerdictText.isOpen(words)
                || SERVER_ERROR.matcher(text.strip()).matches()
                || UNKNOWN.contains(said)
                || VerdictText.countsFailures(text)
                || text.strip().endsWith("?")
                || isShare(text));
    }

    /**
     * Whether a remark of a few words says that a test was not run, or did not go well.
     *
     * @param text such as {@code skipped}, {@code not tested} and {@code KO}
     * @return true if it does
     */
    public static boolean isUndone(String text) {
        String said = String.join(" ", SummaryWords.words(text));
        return said.equals("ko") || said.equals("nok") || isNotRun(text);
    }

    /**
     * Whether all that a text says of a test is that it was not run.
     *
     * @param text a remark
     * @return true for {@code skipped} and {@code not executed}
     */
    public static boolean isNotRun(String text) {
        return TestOutcome.of(String.join(" ", SummaryWords.words(text))) == TestOutcome.SKIPPED
                || NOT_RUN.matcher(text).matches();
    }

    /**
     * Whether a sentence begins by saying that the test failed.
     *
     * @param text what came of a test
     * @return true for {@code Test failed because of a timeout}, but not for {@code Login failed as expected}
     */
    public static boolean saysTestFailed(String text) {
        return TEST_FAILED.matcher(text).matches();
    }

    /**
     * Whether a text is a share or a percentage that is below all.
     *
     * @param text such as {@code 4/5} or {@code 80%}
     * @return false if it is none
     */
    public static boolean isShare(String text) {
        Matcher share = SHARE.matcher(text);
        Matcher percent = PERCENT.matcher(text);
        return (share.matches() && Long.parseLong(share.group(1)) != Long.parseLong(share.group(2)))
                || (percent.matches() && isBelowAll(percent.group(1)));
    }

    /**
     * Whether a text says that all went well.
     *
     * @param text that stands where a status may
     * @return true for {@code passed}, {@code done} and {@code 12/12}; yes answers another question
     */
    public static boolean isYes(String text) {
        return TestOutcome.of(text) == TestOutcome.PASSED
                || YES.contains(text.toLowerCase(Locale.ROOT))
                || (SHARE.matcher(text).matches() && !isShare(text));
    }

    static boolean isBelowAll(String percentage) {
        try {
            return Double.parseDouble(percentage) < 100;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * Whether a text says of a criterion that it is not met.
     *
     * @param text that stands where that may be said
     * @return true for {@code not met} and {@code partially met}
     */
    public static boolean isUnmet(String text) {
        return UNMET.matcher(String.join(" ", SummaryWords.words(text))).matches();
    }

    /**
     * Whether a text is a plain no, which may answer another question.
     *
     * @param text such as {@code no}
     * @return true if it is
     */
    public static boolean isPlainNo(String text) {
        return PLAIN_NO.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * Whether prose about all tests says that it must not be deployed.
     *
     * @param text that stands anywhere beside the tests
     * @return true for {@code Do not deploy yet}, and for what begins with a cross
     */
    public static boolean forbids(String text) {
        return FORBIDS.matcher(text).find() || VerdictText.beginsWithBadSign(text);
    }

    /**
     * Whether a text is a word for a failure of a test, and for nothing else.
     *
     * @param text that stands anywhere
     * @return true for {@code FAILED}, but not for {@code error} or {@code cancelled}
     */
    public static boolean isFailed(String text) {
        return FAILED.matcher(text).matches()
                || (VerdictText.hasBadSign(text) && SummaryWords.words(text).isEmpty());
    }

    /**
     * Whether a text is a status at all, and no prose.
     *
     * @param text that stands where a status may
     * @param most how many words it may have, in any language
     * @return true if it has no more, and is no address or file
     */
    public static boolean isShort(String text, int most) {
        return text.strip().split("\\s+", most + 1).length <= most
                && !FILE.matcher(text).find();
    }
}
