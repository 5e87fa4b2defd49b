package io.github.devopsagent.internal.plan;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.internal.json.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The words that decide, as the JSON Schema has them: a regular expression for names in three styles. */
final class VocabularyPatterns {

    private static final String JOINT = "[_-]";

    private VocabularyPatterns() {}

    static String of(Vocabulary level) {
        String endings = level == PlanVocabulary.PLAN ? "|" + endings(RefusedWords.PLAN_ENDINGS.keySet()) : "";
        return "^" + notKnown(level) + notForPeople() + "("
                + words(level.deciding().fixes().keySet()) + endings + ")$";
    }

    private static String notKnown(Vocabulary level) {
        Set<String> known = new LinkedHashSet<>(level.known());
        known.addAll(level.ofOthers());
        known.addAll(level.misnamed().keySet());
        level.spellings().values().stream()
                .filter(spelling -> spelling.unit().isEmpty())
                .map(Spelling::name)
                .forEach(known::add);
        List<String> durations = level.spellings().values().stream()
                .filter(spelling -> spelling.unit().isPresent())
                .map(Spelling::means)
                .distinct()
                .flatMap(VocabularyPatterns::styles)
                .distinct()
                .toList();
        String units = durations.isEmpty()
                ? ""
                : "(?!" + any(durations) + "(" + JOINT + "(in" + JOINT + ")?" + any(Spelling.unitWords()) + "|(In)?"
                        + any(Spelling.unitWords().stream()
                                .map(VocabularyPatterns::capital)
                                .toList()) + ")$)";
        return "(?!" + any(known) + "$)" + units;
    }

    private static String notForPeople() {
        Collection<String> last = DecidingWords.FOR_PEOPLE;
        List<String> others = Stream.of(DecidingWords.FORECASTS, DecidingWords.OTHER_NAMES)
                .flatMap(Set::stream)
                .flatMap(VocabularyPatterns::styles)
                .toList();
        return "(?!" + DecidingWords.ESTIMATED + "|" + any(others) + "$|.*(" + JOINT + any(last) + "|"
                + any(last.stream().map(VocabularyPatterns::capital).toList()) + ")$)";
    }

    private static String words(Collection<String> words) {
        return "(.*" + JOINT + ")?" + any(joined(words)) + "(" + JOINT + ".*)?|" + any(camels(words))
                + "([A-Z].*)?|.*[a-z0-9]" + any(capitals(words)) + "([A-Z].*)?";
    }

    private static String endings(Collection<String> words) {
        return ".*" + JOINT + any(joined(words)) + "|.*[a-z0-9]" + any(capitals(words));
    }

    private static List<String> joined(Collection<String> words) {
        return words.stream().map(word -> word.replace("_", JOINT)).toList();
    }

    private static List<String> camels(Collection<String> words) {
        return words.stream().map(VocabularyPatterns::camel).toList();
    }

    private static List<String> capitals(Collection<String> words) {
        return words.stream().map(word -> capital(camel(word))).toList();
    }

    private static Stream<String> styles(String name) {
        return Stream.of(name, name.replace('_', '-'), camel(name)).distinct();
    }

    private static String any(Collection<String> alternatives) {
        return alternatives.stream().collect(joining("|", "(", ")"));
    }

    static String camel(String snake) {
        List<String> words = new ArrayList<>(List.of(snake.split("_", -1)));
        return words.get(0)
                + words.stream().skip(1).map(VocabularyPatterns::capital).collect(joining());
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
