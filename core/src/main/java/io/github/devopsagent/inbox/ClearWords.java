package io.github.devopsagent.inbox;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recognises the plain words of an approval that lifts a veto: each clause of a line ends with a word such as {@code
 * approved} or {@code fixed}, with nothing behind it but for what and by whom.
 */
final class ClearWords {

    private static final Pattern CLAUSE_END = Pattern.compile("[.!;,:()](?=\\s|$|[)])|\\s[-–—]+\\s|\\s?—\\s?|[()]");
    private static final String ROLE = "(?:" + String.join("|", PlainText.roles()) + ")";
    private static final String TAIL =
            "(?: (?:for|to|in) (?:the )?(?:deployment|production|prod|release|deploy|go live|devops)"
                    + "| by (?:the )?(?:me|us|" + ROLE + ")(?: team| agent)?| now| again| too| all| it| ✅){0,3}";
    private static final Pattern YES =
            Pattern.compile("(?:.* )?(?:" + String.join("|", ApprovalWords.CLEAR) + ")" + TAIL);
    private static final Pattern NEXT =
            Pattern.compile("(?:devops )?(?:please )?(?:none|nothing|n a|go|go ahead|proceed|deploy|release)"
                    + "(?: (?:with |to )?(?:the )?(?:deployment|deploy|release|production|prod|it|now|go live)){0,3}");
    private static final Set<String> LABELS = Stream.of(
                    PlainText.roles().stream(),
                    Stream.of("decision", "verdict", "status", "result", "review", "summary", "update", "qa review"))
            .flatMap(each -> each)
            .collect(Collectors.toUnmodifiableSet());
    private static final Pattern HARMLESS =
            Pattern.compile("(?:" + String.join("|", ApprovalWords.HARMLESS) + "|[0-9]{1,6} [0-9]{1,6})");

    private ClearWords() {}

    /** Whether each thing that a line says is that something is approved, fixed or the like. */
    static boolean approve(String line, String epic) {
        if (line.contains("…") || line.contains("...")) {
            return false;
        }
        List<String> clauses = clauses(line, epic);
        return clauses.stream().anyMatch(clause -> YES.matcher(clause).matches())
                && clauses.stream()
                        .allMatch(clause -> YES.matcher(clause).matches()
                                || HARMLESS.matcher(clause).matches());
    }

    /** Whether a line of what is next only asks to deploy. */
    static boolean askToDeploy(String line, String epic) {
        return clauses(line, epic).stream()
                        .allMatch(clause -> NEXT.matcher(clause).matches())
                || approve(line, epic);
    }

    /** Whether a line is about an approval at all. */
    static boolean tellOfApproval(String line) {
        return PlainText.wordsOf(line).contains("approv");
    }

    private static List<String> clauses(String line, String epic) {
        String id = PlainText.wordsOf(epic);
        return CLAUSE_END
                .splitAsStream(PlainText.of(line))
                .map(PlainText::words)
                .map(clause -> id.isEmpty() ? clause : withoutEpic(clause, id))
                .filter(clause -> !clause.isEmpty() && !LABELS.contains(clause))
                .toList();
    }

    /** {@code Approved for EP-1} is as clear as {@code Approved}. */
    private static String withoutEpic(String clause, String id) {
        return (' ' + clause + ' ')
                .replace(" for " + id + ' ', " ")
                .replace(' ' + id + ' ', " ")
                .strip();
    }
}
