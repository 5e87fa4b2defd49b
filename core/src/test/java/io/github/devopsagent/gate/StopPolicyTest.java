package io.github.devopsagent.gate;

import static io.github.devopsagent.gate.EvidenceFixture.EPIC;
import static io.github.devopsagent.gate.EvidenceFixture.evidence;
import static io.github.devopsagent.gate.EvidenceFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stops a deployment that is under way. */
class StopPolicyTest {

    private static List<String> ofStatus(EvidenceFixture evidence) {
        return StopPolicy.judge(evidence.build().status(), EPIC, 1, KnownBlockers.NONE);
    }

    private static List<String> ofInbox(EvidenceFixture evidence) {
        return StopPolicy.judge(evidence.inbox(), evidence.inbox(), EPIC);
    }

    @Test
    void nothing_does_if_all_is_as_it_was() {
        assertThat(ofStatus(evidence())).isEmpty();
        assertThat(ofInbox(evidence())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, mode = EnumSource.Mode.EXCLUDE, names = "DEPLOYMENT")
    void every_other_phase_does(Phase phase) {
        assertThat(ofStatus(evidence().in(phase))).singleElement().asString().contains("wrong_phase", "#/phase");
    }

    @Test
    void every_reason_is_told() {
        EvidenceFixture evidence = evidence()
                .of(Tier.STARTER)
                .in(Phase.BLOCKED)
                .approvedBy("developer")
                .blockedBy(
                        new Blocker(Blocker.Type.VETO, "qa", "stop!"),
                        new Blocker(
                                Blocker.Type.VETO, "devops", "tests_not_passing: old (artifacts/test_results.json)"));
        assertThat(ofStatus(evidence))
                .hasSize(4)
                .anyMatch(reason -> reason.startsWith("wrong_tier"))
                .anyMatch(reason -> reason.startsWith("wrong_phase"))
                .anyMatch(reason -> reason.startsWith("qa_not_approved") && reason.endsWith("(status.json#/approvals)"))
                .anyMatch(reason -> reason.contains("stop!") && reason.endsWith("(status.json#/blockers/0)"));
    }

    @Test
    void another_epic_does() {
        assertThat(StopPolicy.judge(evidence().build().status(), "EP-OTHER", 1, KnownBlockers.NONE))
                .containsExactly("epic_mismatch: the epic is '" + EPIC
                        + "' now, but 'EP-OTHER' is being deployed; they must" + " be the same (status.json#/epic_id)");
    }

    @Test
    void a_veto_that_stands_does_and_one_that_is_lifted_does_not() {
        EvidenceFixture vetoed = evidence().received(message("veto", "qa", "2025-12-30"));
        assertThat(ofInbox(vetoed)).singleElement().asString().startsWith("inbox_veto: veto of qa in ");
        assertThat(ofInbox(vetoed.received(message("approval", "qa", "2025-12-31"))))
                .isEmpty();
    }

    @Test
    void a_further_copy_of_a_blocker_of_ours_does_whatever_it_says() {
        Blocker ours = new Blocker(Blocker.Type.VETO, "devops", "tests_not_passing: old (artifacts/test_results.json)");
        Status before = evidence().blockedBy(ours, ours).build().status();
        KnownBlockers known = KnownBlockers.in(before);
        assertThat(StopPolicy.judge(before, EPIC, 1, known)).isEmpty();
        Status after = evidence().blockedBy(ours, ours, ours).build().status();
        assertThat(StopPolicy.judge(after, EPIC, 1, known))
                .singleElement()
                .asString()
                .startsWith("open_blocker")
                .endsWith("(status.json#/blockers/2)");
    }
}
