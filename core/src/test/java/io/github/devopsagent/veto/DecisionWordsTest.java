package io.github.devopsagent.veto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionWordsTest {

    @ParameterizedTest
    @CsvSource({
        "rejected, true, false",
        "NO-GO, true, false",
        "Not approved, true, false",
        "on_hold, true, false",
        "❌, true, false",
        "draft, false, true",
        "pending review, false, true",
        "approved, false, false",
        "no blockers, false, false",
        "GO, false, false"
    })
    void a_value_says_no_leaves_it_open_or_neither(String text, boolean no, boolean open) {
        assertThat(DecisionWords.sayNo(text)).isEqualTo(no);
        assertThat(DecisionWords.leaveOpen(text)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "approved, true, false",
        "safeToDeploy, true, false",
        "qa_verified, true, false",
        "veto, false, true",
        "do_not_deploy, true, true",
        "blockedBy, false, true",
        "on_hold, false, true",
        "owner, false, false",
        "notes, false, false"
    })
    void a_key_stands_for_an_approval_a_no_or_neither(String key, boolean approval, boolean no) {
        assertThat(DecisionWords.isApproval(key)).isEqualTo(approval);
        assertThat(DecisionWords.isNo(key)).isEqualTo(no);
    }
}
