package io.github.devopsagent.inbox;

import io.github.devopsagent.domain.Role;
import java.util.List;
import java.util.regex.Pattern;

/** Signs that stand for a no, or leave something open. */
final class Signs {

    private static final List<String> CROSSES = List.of(
            "❌",
            "🚫",
            "⛔",
            "🛑",
            "👎",
            "✗",
            "✘",
            "✖",
            "❎",
            "🔴",
            "🟥",
            ":x:",
            ":thumbsdown:",
            ":-1:",
            ":no_entry:",
            ":red_circle:",
            ":octagonal_sign:",
            ":no_good:",
            "🙅");
    private static final Pattern OPEN =
            Pattern.compile("[?？⁇⚠❓❔🟡🟠🔶🔸⏳⌛🤔🚧☐⬜]|\\[ ?]|\\{\\{|~~|<[^>]*>|(?<![\\w.])[-−]1(?![\\w.])");
    private static final Pattern MINUS_ONE =
            Pattern.compile("(?:votes?:? )?[-−] ?[12](?:$|[.!:,(]| (?:from|for|by|on|here|\\()).*");
    /** {@code QA ❌}, {@code [ ] qa approved}. */
    private static final Pattern UNCHECKED = Pattern.compile(
            "^[^\\p{L}\\p{N}\\[]{0,5}\\[ ?\\].{0,40}\\b(?:approved|approval|sign-?off|signed)\\b.{0,40}$");

    private static final Pattern CROSSED = Pattern.compile(
            "^[^\\p{L}\\p{N}]{0,5}(?:" + String.join("|", Role.labels()).replace("_", "[ _-]")
                    + "|approval|approved|sign-?off|deployment|release|\\p{L}{1,10}-?[0-9]{1,9}"
                    + "|(?:ep|epic|release|version|build|candidate|rc) [0-9]{1,9})[^\\p{L}\\p{N}]{0,5}$");

    /** A sign at the roadside before words, unless they tell that there is nothing to stop for. */
    private static final Pattern STOP_SIGN = Pattern.compile(
            "^(?:⛔|🛑|:no_entry:|:octagonal_sign:)(?!.*[:=] ?(?:none|no|0|nothing|n/a)\\b)(?!.* (?:resolved|fixed|lifted|cleared)\\b).*");

    private Signs() {}

    static boolean hasCross(String text) {
        return CROSSES.stream().anyMatch(text::contains);
    }

    /** Whether it is nothing but a no: a cross, or a vote of minus one. */
    static boolean isNo(String text) {
        return MINUS_ONE.matcher(text).matches()
                || UNCHECKED.matcher(text).matches()
                || (hasCross(text) && CROSSED.matcher(text).matches())
                || STOP_SIGN.matcher(text).matches()
                || (hasCross(text) && PlainText.words(text).isEmpty())
                || text.contains("👎")
                || text.contains(":thumbsdown:")
                || text.contains(":-1:")
                || text.equals(":x:");
    }

    static boolean leavesOpen(String text) {
        return text.chars().anyMatch(Signs::mayBeginOpen) && OPEN.matcher(text).find();
    }

    private static boolean mayBeginOpen(int each) {
        return each >= PlainText.ASCII_END || "?[{~<-".indexOf(each) >= 0;
    }
}
