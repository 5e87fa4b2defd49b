package io.github.devopsagent.commandline;

import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Tells a search of all command lines, {@code pgrep -f}, that succeeds whatever runs: it leaves out itself, but not whoever
 * executes it, with the same words in its own command line.
 */
final class ProcessSearch {

    /** They wait for what they execute. */
    private static final Set<String> WAITING = Set.of("sudo", "doas", "timeout", "xargs", "strace");

    private static final LazyPattern FULL = LazyPattern.of("-[acfilno]*f[acfilno]*|--full");

    /** What else leaves all processes that match in the search, or at least one of them. */
    private static final LazyPattern HARMLESS =
            LazyPattern.of("-[acilno]+|--(?:ignore-case|list-name|list-full|count|newest|oldest)|--");

    private static final LazyPattern IGNORES_CASE = LazyPattern.of("-[a-zA-Z]*i[a-zA-Z]*|--ignore-case");
    private static final LazyPattern EXPANDED = LazyPattern.of("[$`]");

    private ProcessSearch() {}

    /**
     * What of all that is known to run a search finds in any case.
     *
     * @param words of one command
     * @param running command lines of who executes it
     * @return the command line that is found; empty if nothing is known to be found, or if it is no such search
     */
    static Optional<String> found(List<String> words, List<String> running) {
        int search = 0;
        while (search < words.size() && !ProgramName.ofSystem(words.get(search)).equals("pgrep")) {
            search++;
        }
        boolean isWaitedFor = search > 0 && WAITING.contains(ProgramName.ofSystem(words.get(0)));
        if (search == words.size() || (search > 0 && !isWaitedFor)) {
            return Optional.empty();
        }
        Optional<Pattern> pattern = pattern(words.subList(search + 1, words.size()));
        List<String> lines = new ArrayList<>(running);
        if (isWaitedFor) {
            lines.add(String.join(" ", words));
        }
        return pattern.flatMap(
                each -> lines.stream().filter(line -> each.matcher(line).find()).findFirst());
    }

    private static Optional<Pattern> pattern(List<String> arguments) {
        boolean isFull = false;
        boolean ignoresCase = false;
        List<String> patterns = new ArrayList<>();
        for (String each : arguments) {
            if (!each.startsWith("-")) {
                patterns.add(each);
            } else if (FULL.matcher(each).matches()) {
                isFull = true;
            } else if (!HARMLESS.matcher(each).matches()) {
                return Optional.empty();
            }
            ignoresCase |= each.startsWith("-") && IGNORES_CASE.matcher(each).matches();
        }
        if (!isFull || patterns.size() != 1 || EXPANDED.matcher(patterns.get(0)).find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(patterns.get(0), ignoresCase ? Pattern.CASE_INSENSITIVE : 0));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }
}
