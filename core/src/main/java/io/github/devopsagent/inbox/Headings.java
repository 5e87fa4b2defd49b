package io.github.devopsagent.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Recognises the headings of a report under which nothing is: {@code ## Blockers}, and below it {@code None}. */
final class Headings {

    private static final Pattern HEADING =
            Pattern.compile("^\\s{0,3}(?:#{1,6}\\s|[*_]{2}\\S|[^\\s].*:[*_]{0,2}\\s*$).*");
    private static final Pattern OF_BLOCKERS = Pattern.compile(
            "(?:[0-9]{1,2} )?(?:(?:open|known|current|remaining|active) )?"
                    + "(?:blockers?|blocking issues?|blocked|blocked by|holds?)(?: (?:and|or) (?:risks?|issues?|concerns?|dependencies))?");
    private static final Pattern NOTHING = Pattern.compile("(?:(?:there are )?(?:"
            + InboxWords.NOTHING.stream()
                    .map(PlainText::wordsOf)
                    .filter(word -> !word.isEmpty())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"))
            + ")(?: (?:open|known|current|remaining|active|blockers?|blocking|issues?|at this time|at the moment|so far"
            + "|found|identified|currently)){0,4}|all (?:resolved|clear))");

    private Headings() {}

    /** The same lines, blank where a heading of blockers stands over nothing, and nothing else but another heading follows. */
    static List<String> withoutEmpty(List<String> lines) {
        List<String> result = lines;
        for (int i = 0; i < lines.size(); i++) {
            // Only behind a heading: to look from each line would take the square of many blank ones.
            int below = isOfBlockers(lines.get(i)) ? next(lines, i + 1) : lines.size();
            if (below < lines.size() && isNothing(lines.get(below)) && ends(lines, below)) {
                result = result == lines ? new ArrayList<>(lines) : result;
                result.set(i, "");
                result.set(below, "");
            }
        }
        return result;
    }

    private static int next(List<String> lines, int from) {
        int next = from;
        while (next < lines.size() && lines.get(next).isBlank()) {
            next++;
        }
        return next;
    }

    private static boolean isOfBlockers(String line) {
        return line.length() < 80
                && HEADING.matcher(line).matches()
                && OF_BLOCKERS.matcher(PlainText.wordsOf(line)).matches();
    }

    private static boolean isNothing(String line) {
        return line.length() < 80 && NOTHING.matcher(PlainText.wordsOf(line)).matches();
    }

    private static boolean ends(List<String> lines, int nothing) {
        int behind = next(lines, nothing + 1);
        return behind == lines.size() || HEADING.matcher(lines.get(behind)).matches();
    }
}
