package io.github.devopsagent.gate;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Fields of test results that say nothing of how tests went, by the words of their names. Any other field is judged,
 * whatever its name is.
 */
public final class UnjudgedFields {

    /**
     * Last words of names under which stands what a test is, what it is given and what it expects, who ran it, when and
     * where.
     */
    public static final List<String> LAST_WORDS = List.of(
            ("id ids key name names title titles type types kind category categories tag tags label labels keyword keywords"
                            + " priority severity criticality risk risks by at on date time timestamp started ended duration"
                            + " ms seconds url uri link links href path paths directory version commit branch sha reference"
                            + " references author authors owner tester reviewer role phase iteration mode strategy"
                            + " methodology method scope command cmd args env config configuration settings options"
                            + " parameters params request requests response responses body payload data input inputs"
                            + " fixture fixtures given when then precondition preconditions prerequisites expected code"
                            + " screenshot screenshots attachment attachments video trace metrics requirement requirements"
                            + " issue issues defect defects bug bugs ticket tickets task tasks assumptions limitations"
                            + " history plan roadmap traceability tool environment epic context states colour color flags mock mocks stub stubs log logs stdout"
                            + " stderr output outputs console image images base64 html content blob dom har")
                    .split(" "));

    /** Words that make a name one of these wherever they are in it. */
    public static final List<String> ANY_WORDS = List.of(
            "expected",
            "expects",
            "expect",
            "precondition",
            "previous",
            "previously",
            "prior",
            "earlier",
            "history",
            "baseline");

    /** Last words of names under which people and tools write prose: it is judged only if it is a word for a failure. */
    public static final List<String> PROSE = List.of(
            "description",
            "descriptions",
            "evidence",
            "note",
            "notes",
            "comment",
            "comments",
            "remark",
            "remarks",
            "message",
            "messages",
            "text",
            "reproduce",
            "explanation",
            "rationale",
            "reason",
            "warning",
            "warnings",
            "artifact",
            "artifacts",
            "report",
            "reports");

    private static final Set<String> LAST = Set.copyOf(LAST_WORDS);
    private static final Set<String> ANY = Set.copyOf(ANY_WORDS);
    private static final Set<String> OF_PROSE = Set.copyOf(PROSE);

    private static final Set<String> EXPECTATIONS = Set.of("expected", "expects", "expect");

    private static final Set<String> LEFT_OUT =
            Set.of("remaining", "missing", "omitted", "deferred", "postponed", "outstanding", "uncovered");

    private static final Set<String> PRINTED =
            Set.of("output", "outputs", "stdout", "stderr", "log", "logs", "console");

    private UnjudgedFields() {}

    /**
     * Whether a value under a name says nothing, whatever it is.
     *
     * @param name of a field
     * @return true for {@code id}, {@code test_data} and {@code expected_status}
     */
    public static boolean saysNothing(String name) {
        List<String> words = SummaryWords.words(name);
        return !words.isEmpty() && (LAST.contains(words.get(words.size() - 1)) || !Collections.disjoint(words, ANY));
    }

    /**
     * Whether a value under a name is what a test expects.
     *
     * @param name of a field
     * @return true for {@code expected_exit_code}
     */
    public static boolean isExpectation(String name) {
        return !Collections.disjoint(SummaryWords.words(name), EXPECTATIONS);
    }

    /**
     * Whether a text under a name may be what a tool has printed.
     *
     * @param name of a field
     * @return true for {@code test_output} and {@code stdout}, but not for {@code expected_output}
     */
    public static boolean isOutput(String name) {
        List<String> words = SummaryWords.words(name);
        return !words.isEmpty() && PRINTED.contains(words.get(words.size() - 1)) && Collections.disjoint(words, ANY);
    }

    /**
     * Whether a text under a name is prose.
     *
     * @param name of a field
     * @return true for {@code description} and {@code steps_to_reproduce}
     */
    public static boolean isProse(String name) {
        List<String> words = SummaryWords.words(name);
        return !words.isEmpty() && OF_PROSE.contains(words.get(words.size() - 1));
    }

    /**
     * Whether a list of this name tells what was left out, be it tests or something else.
     *
     * @param name of a field
     * @return true for {@code remaining} and {@code missing}
     */
    public static boolean isLeftOut(String name) {
        List<String> words = SummaryWords.words(name);
        return words.size() == 1 && LEFT_OUT.contains(words.get(0));
    }
}
