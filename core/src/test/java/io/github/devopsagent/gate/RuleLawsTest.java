package io.github.devopsagent.gate;

import static io.github.devopsagent.gate.EvidenceFixture.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoRule;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** A further rule never turns a veto into a pass; the order of rules does not matter; rules are total. */
class RuleLawsTest {

    /** How the rules are asked: the library's way, or a broken one. */
    @FunctionalInterface
    private interface Court {
        Judgement judge(Map<String, VetoRule> further, Evidence evidence);
    }

    private static final Court REAL =
            (further, evidence) -> VetoRules.judge(further, new FullEvidence(evidence, Inbox.EMPTY, List.of(), false));

    @Property
    void a_further_rule_never_turns_a_veto_into_a_pass(@ForAll("cases") Case drawn) {
        assertThat(breachOfMonotony(REAL, drawn)).isEmpty();
    }

    @Property
    void the_order_of_rules_does_not_matter(@ForAll("cases") Case drawn) {
        assertThat(breachOfOrder(REAL, drawn)).isEmpty();
    }

    @Property
    void rules_are_total(@ForAll("cases") Case drawn) {
        assertThat(breachOfTotality(REAL, drawn)).isEmpty();
    }

    @Property(tries = 1000, seed = "2026")
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void passes_vetoes_and_broken_rules_are_drawn(@ForAll("cases") Case drawn) {
        Judgement judgement = REAL.judge(drawn.rules(), drawn.evidence());
        String verdict = judgement.isPass()
                ? "pass"
                : judgement.vetoes().stream().anyMatch(veto -> veto.code().equals("rule_failed"))
                        ? "broken rule"
                        : "veto";
        Statistics.collect(verdict);
        Statistics.coverage(each -> {
            each.check("pass").percentage(share -> share > 5);
            each.check("veto").percentage(share -> share > 5);
            each.check("broken rule").percentage(share -> share > 5);
        });
    }

    @Example
    void a_court_in_which_the_last_rule_decides_is_caught() {
        Court broken = (further, evidence) -> {
            Judgement judgement = REAL.judge(further, evidence);
            boolean lastConsents = further.values().stream()
                    .reduce((one, other) -> other)
                    .filter(rule -> consents(rule, evidence))
                    .isPresent();
            return lastConsents ? new Judgement(List.of(), judgement.consents()) : judgement;
        };
        assertThat(sample()).anyMatch(each -> breachOfMonotony(broken, each).isPresent());
    }

    @Example
    void a_court_that_stops_at_the_first_veto_is_caught() {
        Court broken = (further, evidence) -> {
            for (Map.Entry<String, VetoRule> rule : further.entrySet()) {
                Judgement judgement = REAL.judge(Map.of(rule.getKey(), rule.getValue()), evidence);
                if (!judgement.isPass()) {
                    return judgement;
                }
            }
            return REAL.judge(Map.of(), evidence);
        };
        assertThat(sample()).anyMatch(each -> breachOfOrder(broken, each).isPresent());
    }

    @Example
    void a_court_that_does_not_hear_rules_that_fail_is_caught() {
        Court broken = (further, evidence) -> {
            Map<String, VetoRule> sound = new LinkedHashMap<>(further);
            sound.values().removeIf(rule -> isBroken(rule, evidence));
            return REAL.judge(sound, evidence);
        };
        assertThat(sample()).anyMatch(each -> breachOfTotality(broken, each).isPresent());
    }

    @Example
    void a_court_that_lets_exceptions_through_is_caught() {
        Court broken = (further, evidence) -> {
            further.values().forEach(rule -> rule.judge(evidence));
            return REAL.judge(further, evidence);
        };
        assertThat(sample()).anyMatch(each -> breachOfTotality(broken, each).isPresent());
    }

    private static Optional<String> breachOfMonotony(Court court, Case drawn) {
        Map<String, VetoRule> fewer = new LinkedHashMap<>();
        for (Map.Entry<String, VetoRule> rule : drawn.rules().entrySet()) {
            Judgement before = court.judge(fewer, drawn.evidence());
            fewer.put(rule.getKey(), rule.getValue());
            Judgement after = court.judge(fewer, drawn.evidence());
            if (!after.vetoes().containsAll(before.vetoes())) {
                return Optional.of(rule.getKey() + " took away " + before.vetoes());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> breachOfOrder(Court court, Case drawn) {
        Judgement inOrder = court.judge(drawn.rules(), drawn.evidence());
        Judgement shuffled = court.judge(drawn.shuffled(), drawn.evidence());
        return inOrder.equals(shuffled) ? Optional.empty() : Optional.of(inOrder + " became " + shuffled);
    }

    private static Optional<String> breachOfTotality(Court court, Case drawn) {
        try {
            Judgement judgement = court.judge(drawn.rules(), drawn.evidence());
            long failed = judgement.vetoes().stream()
                    .filter(veto -> veto.code().equals("rule_failed"))
                    .count();
            long broken = drawn.rules().values().stream()
                    .filter(rule -> isBroken(rule, drawn.evidence()))
                    .count();
            return failed == broken ? Optional.empty() : Optional.of(failed + " rules failed, expected " + broken);
        } catch (Throwable e) {
            return Optional.of("the court threw " + e);
        }
    }

    private static boolean consents(VetoRule rule, Evidence evidence) {
        return !isBroken(rule, evidence) && rule.judge(evidence).isRight();
    }

    private static boolean isBroken(VetoRule rule, Evidence evidence) {
        try {
            Either<Veto, Ok> verdict = rule.judge(evidence);
            return verdict == null || (verdict.isLeft() ? verdict.getLeft() == null : verdict.get() == null);
        } catch (Throwable e) {
            return true;
        }
    }

    /** Rules in an order, another order, and the evidence that they judge. */
    private record Case(Map<String, VetoRule> rules, long otherOrder, Evidence evidence) {

        Map<String, VetoRule> shuffled() {
            List<String> names = new ArrayList<>(rules.keySet());
            Collections.shuffle(names, new Random(otherOrder));
            Map<String, VetoRule> shuffled = new LinkedHashMap<>();
            names.forEach(name -> shuffled.put(name, rules.get(name)));
            return shuffled;
        }
    }

    private static List<Case> sample() {
        RandomGenerator<Case> generator = new RuleLawsTest().cases().generator(1000);
        Random random = new Random(42);
        return Stream.generate(() -> generator.next(random).value()).limit(200).toList();
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(rules().list().ofMaxSize(6), Arbitraries.longs(), evidences())
                .as((rules, order, evidence) -> {
                    Map<String, VetoRule> named = new LinkedHashMap<>();
                    rules.forEach(rule -> named.put("rule " + named.size(), rule));
                    return new Case(named, order, evidence);
                });
    }

    private Arbitrary<VetoRule> rules() {
        Arbitrary<VetoRule> consenting =
                Arbitraries.of("", "fine", "tested commit").map(note -> evidence -> Either.right(new Ok(note)));
        Arbitrary<VetoRule> vetoing = Combinators.combine(
                        Arbitraries.of("too_late", "frozen"), Arbitraries.of(Role.QA, Role.SRE, Role.TECH_LEAD))
                .as((code, role) -> evidence ->
                        Either.left(Veto.of(code, "no", Source.of("calendar")).addressedTo(role)));
        Arbitrary<VetoRule> broken = Arbitraries.<VetoRule>of(
                RuleLawsTest::throwing,
                RuleLawsTest::overflowing,
                RuleLawsTest::silent,
                RuleLawsTest::vetoWithoutVeto,
                RuleLawsTest::consentWithoutOk);
        return Arbitraries.frequencyOf(Tuple.of(6, consenting), Tuple.of(3, vetoing), Tuple.of(1, broken));
    }

    private static Either<Veto, Ok> throwing(Evidence evidence) {
        throw new IllegalStateException("the calendar is closed");
    }

    private static Either<Veto, Ok> overflowing(Evidence evidence) {
        throw new StackOverflowError();
    }

    @SuppressWarnings("NullAway") // That is what is wrong with it.
    private static Either<Veto, Ok> silent(Evidence evidence) {
        return null;
    }

    @SuppressWarnings("NullAway") // That is what is wrong with it.
    private static Either<Veto, Ok> vetoWithoutVeto(Evidence evidence) {
        return Either.left(null);
    }

    @SuppressWarnings("NullAway") // That is what is wrong with it.
    private static Either<Veto, Ok> consentWithoutOk(Evidence evidence) {
        return Either.right(null);
    }

    private Arbitrary<Evidence> evidences() {
        return Arbitraries.of(true, true, false)
                .map(flawless -> flawless
                        ? evidence().build()
                        : evidence().withoutRollbackPlan().build());
    }
}
