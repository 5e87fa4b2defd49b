package io.github.devopsagent.gate;

import io.github.devopsagent.gate.SummaryWords.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A number of the tests of one kind, such as unit tests.
 *
 * @param kind such as {@code unit}
 * @param subject whether they are all, those that were run, or those that passed
 */
public record KindCount(String kind, Subject subject) {

    /**
     * What a number of this name counts of one kind of tests.
     *
     * @param name of a field
     * @return for {@code unit_tests_passed} and {@code total_e2e_tests}; empty if it names no kind, or counts something else
     */
    public static Optional<KindCount> of(String name) {
        List<String> kind = new ArrayList<>(SummaryWords.words(name));
        if (kind.size() < 2 || kind.size() > 5) {
            return Optional.empty();
        }
        Subject subject = Subject.TOTAL;
        for (String word : List.of(kind.get(0), kind.get(kind.size() - 1))) {
            boolean isRate = word.equals("success") && !SummaryWords.words(name).contains("tests");
            if (!isRate && (SummaryWords.PASSED.contains(word) || SummaryWords.RAN.contains(word))) {
                subject = SummaryWords.PASSED.contains(word) ? Subject.PASSED : Subject.EXECUTED;
                kind.remove(word);
            }
        }
        kind.removeAll(SummaryWords.FILLING);
        return !kind.isEmpty() && SummaryWords.PARTS.containsAll(kind)
                ? Optional.of(new KindCount(String.join(" ", kind), subject))
                : Optional.empty();
    }
}
