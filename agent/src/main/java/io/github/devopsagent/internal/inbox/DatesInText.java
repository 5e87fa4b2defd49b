package io.github.devopsagent.internal.inbox;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds what looks like a date or a time in a text, whether or not it can be read. */
final class DatesInText {

    private static final String MONTH = "(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]{0,6}\\.?";
    private static final Pattern DATE = Pattern.compile(
            "(?<![\\p{L}0-9])(?:"
                    + "[0-9]{4}([-/_.])[0-9]{1,2}\\1[0-9]{1,2}"
                    + "(?:[ tT_-]{1,2}[0-9]{2}[:_-]?[0-9]{2}(?:[:_-]?[0-9]{2}(?:[.,][0-9]{1,9})?)?"
                    + "(?: ?(?:Z|z|UTC|GMT|[-+][0-9]{2}:?[0-9]{2}))?)?"
                    + "|20[0-9]{6}(?:[tT_-]?[0-9]{4,6}Z?)?"
                    + "|[0-9]{1,2}([-/.])[0-9]{1,2}\\2(?:20)?[0-9]{2}(?![.0-9])"
                    + "|[0-9]{1,2}(?:st|nd|rd|th|\\.)? (?:of )?" + MONTH + "(?:,? ?[0-9]{4})?"
                    + "|" + MONTH + " [0-9]{1,2}(?:st|nd|rd|th)?(?:,? [0-9]{4})?"
                    + "|1[0-9]{9}(?:[0-9]{3})?"
                    + ")(?![\\p{L}0-9])",
            Pattern.CASE_INSENSITIVE);

    private DatesInText() {}

    static List<String> in(String text) {
        return DATE.matcher(text).results().map(MatchResult::group).distinct().toList();
    }
}
