package io.github.devopsagent.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

/** Whatever an object has: each of its fields is read as it is written, told, or a fault. */
@FewerTries
class PlanFieldLawsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Property(tries = 1000)
    void each_field_of_a_step_is_read_or_told_or_a_fault(@ForAll("names") Set<String> names) {
        eachIsAccountedFor(names, PlanVocabulary.STEP, "deployment_steps", "/deployment_steps/");
    }

    @Property(tries = 1000)
    void each_field_of_a_check_is_read_or_told_or_a_fault(@ForAll("names") Set<String> names) {
        eachIsAccountedFor(names, PlanVocabulary.CHECK, "health_checks", "/health_checks/");
    }

    @Property(tries = 500)
    void each_field_of_monitoring_is_read_or_told_or_a_fault(@ForAll("names") Set<String> names) {
        eachIsAccountedFor(names, PlanVocabulary.MONITORING, "monitoring", "/monitoring/");
    }

    private static void eachIsAccountedFor(Set<String> names, Vocabulary vocabulary, String part, String pointer) {
        Map<String, String> fields = new LinkedHashMap<>();
        names.forEach(name -> fields.put(name, "value"));
        byte[] plan = JSON.writeValueAsBytes(Map.of("epic_id", "E", part, fields));
        Either<List<Refusal>, ?> read = PlanReader.read(plan, Defaults.STANDARD);
        long faults = read.fold(
                refusals -> refusals.stream()
                        .map(refusal -> refusal.where().pointer())
                        .filter(where -> where.startsWith(pointer))
                        .distinct()
                        .filter(Predicate.not(where -> vocabulary.known().contains(where.substring(pointer.length()))))
                        .count(),
                right -> 0L);
        // A field is told and, for its value, a fault, only if it is another spelling.
        int told = PlanReader.remarks(plan, Defaults.STANDARD).stream()
                .filter(remark -> remark.kind() == PlanRemark.RemarkKind.UNKNOWN_FIELD)
                .mapToInt(PlanRemark::occurrences)
                .sum();
        long known = names.stream().filter(vocabulary.known()::contains).count();
        long spelled =
                names.stream().filter(vocabulary.spellings()::containsKey).count();
        assertThat(faults + told + known).as("%s: %s", names, read).isBetween(names.size() - spelled, (long)
                names.size());
        names.stream().filter(vocabulary.spellings()::containsKey).forEach(name -> assertThat(accountOf(plan, read))
                .anyMatch(text -> text.contains("'" + name + "'") || text.contains(pointer + name)));
    }

    private static List<String> accountOf(byte[] plan, Either<List<Refusal>, ?> read) {
        List<String> account = new ArrayList<>();
        PlanReader.remarks(plan, Defaults.STANDARD).forEach(remark -> account.add(remark.toString()));
        read.peekLeft(refusals -> refusals.forEach(refusal -> account.add(refusal.toString())));
        return account;
    }

    @Provide
    Arbitrary<Set<String>> names() {
        List<String> words = Stream.of(
                        PlanVocabulary.PLAN,
                        PlanVocabulary.STEP,
                        PlanVocabulary.CHECK,
                        PlanVocabulary.MONITORING,
                        PlanVocabulary.ROLLBACK_PLAN)
                .flatMap(level -> Stream.of(
                                level.known(),
                                level.spellings().keySet(),
                                level.refused().keySet(),
                                level.misnamed().keySet())
                        .flatMap(Set::stream))
                .distinct()
                .toList();
        Arbitrary<String> mistyped = Arbitraries.of(words).flatMap(word -> Arbitraries.integers()
                .between(0, word.length() - 1)
                .map(at -> word.substring(0, at) + word.substring(at + 1)));
        return Arbitraries.oneOf(
                        Arbitraries.of(words),
                        mistyped,
                        Arbitraries.of(words).map(word -> word.replace('_', '-')),
                        Arbitraries.strings().alpha().ofMaxLength(12))
                .set()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
