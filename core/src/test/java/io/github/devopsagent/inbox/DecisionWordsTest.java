package io.github.devopsagent.inbox;

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
        "Rejected since the tests of the last night are red, true",
        "We must not deploy before the licence is settled, true",
        "Blue-green deployments and not canaries are what we use, false"
    })
    void a_longer_text_says_no_at_its_beginning_or_with_a_phrase(String text, boolean no) {
        assertThat(DecisionWords.beginWithNo(text)).isEqualTo(no);
    }

    @ParameterizedTest
    @CsvSource({
        "approved, APPROVAL",
        "safeToDeploy, APPROVAL",
        "qa_verified, APPROVAL",
        "veto, NO",
        "do_not_deploy, NO",
        "blockedBy, NO",
        "on_hold, NO",
        "owner, OTHER",
        "notes, OTHER"
    })
    void a_key_stands_for_an_approval_a_no_or_neither(String key, DecisionWords.Meaning meaning) {
        assertThat(DecisionWords.meaning(key)).isEqualTo(meaning);
    }
}
