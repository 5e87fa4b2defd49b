package io.github.devopsagent.internal.plan;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Words that make a field one that decides something, whatever its other words are. A list of names is never complete;
 * the words of which such names are made are few.
 */
final class DecidingWords {

    /** The last words of what is written for people, though it is about something that decides. */
    static final Set<String> FOR_PEOPLE =
            FieldWords.list("note notes description descriptions comment comments doc docs documentation reason"
                    + " rationale explanation remark remarks summary impact message hint hints example examples guide"
                    + " link links owner owners contact contacts author");

    /** Expectations of people, and not of a command. */
    static final Set<String> FORECASTS = FieldWords.list("expected_duration expected_downtime expected_impact"
            + " expected_effort expected_cost expected_time expected_date expected_risk expected_benefit"
            + " expected_completion expected_minutes");

    /** Other names that have one of the words and decide nothing. */
    static final Set<String> OTHER_NAMES =
            FieldWords.list("bounded_context background_info post_mortem approved_by approved_at"
                    + " approved_on confirmed_by confirmed_at confirmed_on verified_by verified_at verified_on validated_by"
                    + " validated_at validated_on checked_by checked_at checked_on");

    static final String ESTIMATED = "estimated";

    /** Not even a reason for people excuses them: {@code skip_reason} says that it is skipped. */
    static final Set<String> NEVER_FOR_PEOPLE = FieldWords.list(
            "when if unless only skip skipped disabled expect expects expected should must veto do_not");

    private final Map<String, String> fixes;
    private final List<String> phrases;

    /**
     * Words and what to write instead.
     *
     * @param fixes the fix by the word, or by several that are joined by underscores; the first that occurs counts
     */
    DecidingWords(Map<String, String> fixes) {
        this.fixes = new LinkedHashMap<>(fixes);
        this.phrases = new ArrayList<>();
        for (String word : fixes.keySet()) {
            if (word.indexOf('_') >= 0) {
                phrases.add(word);
            }
        }
    }

    Map<String, String> fixes() {
        return fixes;
    }

    /** What to write instead of a field; empty if its name has none of the words, or is for people. */
    Optional<String> fix(String name) {
        FieldWords words = FieldWords.of(name);
        Set<String> there = Stream.concat(
                        words.each().stream(), phrases.stream().filter(words::have))
                .filter(fixes::containsKey)
                .collect(toSet());
        return there.isEmpty() || isForPeople(words) ? Optional.empty() : first(there);
    }

    private Optional<String> first(Set<String> words) {
        return fixes.entrySet().stream()
                .filter(each -> words.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether it is one of the names that are told apart from all others as a whole. */
    static boolean isOtherName(String name) {
        return isOtherName(FieldWords.of(name));
    }

    private static boolean isOtherName(FieldWords words) {
        return words.areIn(FORECASTS) || words.areIn(OTHER_NAMES);
    }

    private static boolean isForPeople(FieldWords words) {
        return words.beginWith(ESTIMATED)
                || isOtherName(words)
                || (words.endWithOneOf(FOR_PEOPLE) && NEVER_FOR_PEOPLE.stream().noneMatch(words::have));
    }
}
