package io.github.devopsagent.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The protocol's words. */
class LabelsTest {

    @Test
    void the_words_are_those_of_the_protocol() {
        assertThat(Phase.labels())
                .containsExactly(
                        "requirements",
                        "architecture",
                        "planning",
                        "implementation",
                        "testing",
                        "deployment",
                        "done",
                        "blocked");
        assertThat(Tier.labels()).containsExactly("starter", "standard", "enterprise");
        assertThat(Mode.labels()).containsExactly("full", "fast_track", "hotfix");
        assertThat(Blocker.Type.labels()).containsExactly("veto", "question", "dependency");
        assertThat(Role.labels())
                .contains("tech_lead", "developer", "qa", "devops")
                .hasSize(12);
    }

    @Test
    void every_word_is_found_again() {
        assertThat(Phase.values())
                .allSatisfy(each -> assertThat(Phase.of(each.label())).contains(each));
        assertThat(Tier.values())
                .allSatisfy(each -> assertThat(Tier.of(each.label())).contains(each));
        assertThat(Mode.values())
                .allSatisfy(each -> assertThat(Mode.of(each.label())).contains(each));
        assertThat(Role.values())
                .allSatisfy(each -> assertThat(Role.of(each.label())).contains(each));
        assertThat(Blocker.Type.values())
                .allSatisfy(each -> assertThat(Blocker.Type.of(each.label())).contains(each));
    }

    @Test
    void words_in_other_letters_are_unknown() {
        assertThat(Phase.of("Deployment")).isEmpty();
        assertThat(Tier.of("STANDARD")).isEmpty();
        assertThat(Mode.of("fast-track")).isEmpty();
        assertThat(Role.of("techlead")).isEmpty();
        assertThat(Blocker.Type.of("Veto")).isEmpty();
    }

    @Test
    void a_status_counts_its_iterations_from_one_and_knows_who_approved() {
        Status status =
                new Status("EP-1", Tier.STANDARD, Phase.DEPLOYMENT, Mode.FULL, 1, Set.of("tech_lead"), List.of());
        assertThat(status.isApprovedBy(Role.TECH_LEAD)).isTrue();
        assertThat(status.isApprovedBy(Role.QA)).isFalse();
        assertThatThrownBy(() -> new Status("EP-1", Tier.STANDARD, Phase.DEPLOYMENT, Mode.FULL, 0, Set.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("iteration starts at 1, found 0");
    }

    @Test
    void a_blocker_is_ours_when_devops_raised_it() {
        assertThat(new Blocker(Blocker.Type.VETO, "devops", "x").isOurs()).isTrue();
        assertThat(new Blocker(Blocker.Type.VETO, "qa", "x").isOurs()).isFalse();
    }

    @Test
    void results_and_marks_are_written_in_lower_case() {
        assertThat(Deployment.Result.ROLLBACK_FAILED.label()).isEqualTo("rollback_failed");
        assertThat(Deployment.Mark.IN_DOUBT.label()).isEqualTo("in_doubt");
    }
}
