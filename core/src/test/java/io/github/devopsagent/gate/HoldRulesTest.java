package io.github.devopsagent.gate;

import static io.github.devopsagent.gate.EvidenceFixture.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.HoldFile;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.HoldRule;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A further rule takes no hold away, the order of rules does not matter, and rules are total. */
class HoldRulesTest {

    private static final HoldRule THROWS = evidence -> {
        throw new IllegalStateException("no calendar");
    };

    @SuppressWarnings("NullAway")
    private static final HoldRule NULL = evidence -> null;

    private static List<Refusal> judge(Map<String, HoldRule> rules) {
        return HoldRules.judge(rules, known(List.of()));
    }

    private static FullEvidence known(List<InvalidDocument> invalid) {
        Evidence evidence = evidence().build();
        return new FullEvidence(evidence, Inbox.EMPTY, invalid, false);
    }

    @Provide
    Arbitrary<List<HoldRule>> rules() {
        return Arbitraries.<HoldRule>of(
                        evidence -> Optional.empty(),
                        evidence -> Optional.of("wait"),
                        evidence -> Optional.of(" "),
                        THROWS,
                        NULL)
                .list()
                .ofMaxSize(6);
    }

    @Property(tries = 200)
    void each_rule_that_does_not_say_go_is_a_hold_whatever_others_say(
            @ForAll("rules") List<HoldRule> drawn, @ForAll long order) {
        Map<String, HoldRule> rules = new LinkedHashMap<>();
        for (HoldRule rule : drawn) {
            List<Refusal> before = judge(rules);
            String name = "rule " + rules.size();
            rules.put(name, rule);
            List<Refusal> own = judge(Map.of(name, rule));
            assertThat(judge(rules)).containsAll(before).containsAll(own).hasSize(before.size() + own.size());
        }
        List<String> names = new ArrayList<>(rules.keySet());
        Collections.shuffle(names, new Random(order));
        Map<String, HoldRule> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, rules.getOrDefault(name, THROWS)));
        assertThat(judge(shuffled)).isEqualTo(judge(rules));
    }

    @Example
    void a_hold_says_who_holds_and_why() {
        assertThat(judge(Map.of("change_freeze", evidence -> Optional.of("until Monday"))))
                .containsExactly(
                        new Refusal(RefusalCodes.ON_HOLD, "change_freeze: until Monday", Source.of("builder")));
        assertThat(judge(Map.of("calendar", THROWS))).singleElement().satisfies(hold -> assertThat(hold.reason())
                .contains("'calendar' could not judge", "no calendar"));
        assertThat(judge(Map.of("calendar", NULL))).hasSize(1);
        assertThat(judge(Map.of("calendar", evidence -> Optional.of(" ")))).hasSize(1);
        assertThat(judge(Map.of("calendar", evidence -> Optional.empty()))).isEmpty();
    }

    @Example
    void beside_an_invalid_document_a_rule_that_fails_holds_nothing_and_one_that_holds_does() {
        FullEvidence invalid = known(List.of(new InvalidDocument(
                InvalidDocument.JudgedDocument.PLAN,
                List.of(new Refusal(RefusalCodes.UNREADABLE, "no JSON", Source.of("artifacts/plan.json"))))));
        assertThat(HoldRules.judge(Map.of("calendar", THROWS), invalid)).isEmpty();
        assertThat(HoldRules.judge(Map.of("freeze", evidence -> Optional.of("wait")), invalid))
                .hasSize(1);
    }

    @Example
    void a_file_holds_whose_first_word_is_hold_or_whose_name_stops_deployments() {
        for (String name : List.of(
                "HOLD",
                "hold",
                "Hold.md",
                "HOLD.txt",
                ".hold",
                "HOLD~",
                ".HOLD.swp",
                "HOLD-until-monday",
                "hold 2",
                "HOLD_",
                "ON_HOLD",
                "on-hold.md",
                "HOLD.bak",
                "hold1",
                "STOP",
                "stop.txt",
                "FREEZE",
                "VETO",
                "Halt.md",
                "DO_NOT_DEPLOY",
                "do-not-deploy.md",
                "NO_DEPLOY",
                "DEPLOY_HOLD",
                "release-freeze",
                "DONT_DEPLOY",
                "don't deploy.txt",
                "STOP_DEPLOY",
                "stop-deploy",
                "STOP!",
                "stop.json",
                "STOP.yaml",
                "stop-deployment.yml")) {
            assertThat(HoldFile.isOne(name)).as(name).isTrue();
        }
        for (String name : List.of(
                "holdings.json",
                "household",
                "status.json",
                "artifacts",
                "was-HOLD",
                "no-hold",
                "threshold",
                "holder",
                "stop.sh",
                "stopwatch",
                "stop-deploy.sh",
                "stop_deployment.py",
                "stop-words.json",
                "veto.json",
                "deployment-freeze.yaml",
                "stop1.json",
                "vetoes",
                "freeze-dates.txt",
                "deploy",
                ".devops",
                "messages")) {
            assertThat(HoldFile.isOne(name)).as(name).isFalse();
        }
    }
}
