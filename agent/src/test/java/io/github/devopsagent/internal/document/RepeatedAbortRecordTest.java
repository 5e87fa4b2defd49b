package io.github.devopsagent.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.internal.json.QuotedJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedAbortRecordTest {

    private static final String RECORD = """
            { 'epic_id': 'EP-1', 'deployment_id': 'DEP-001', 'status': 'aborted', 'environment': 'production',
              'started_at': '2025-12-31T14:00:00Z',
              'failure': {'reason': 'step failed: exit code 1', 'stage': 'backup', 'place': 'backup/0'},
              'steps_executed': [ {'steps': [ {'place': 'backup/0', 'status': 'failed', 'exit_code': 1} ]} ],
              'warnings': ['deployment_steps/0: none'],
              'evidence': {'plan_sha256': 'ab'} }
            """;

    private static AbortedRecord read(String record) {
        return AbortedRecord.read(QuotedJson.bytes(record)).orElseThrow();
    }

    private static boolean isRepeated(String old, String now) {
        assertThat(RECORD).contains(old);
        return read(RECORD).isRepeatedBy(read(RECORD.replace(old, now)));
    }

    @Test
    void the_same_plan_place_and_exit_code_are_the_same_abort_whatever_else_is_said() {
        assertThat(isRepeated("DEP-001", "DEP-002")).isTrue();
        assertThat(isRepeated("14:00", "15:00")).isTrue();
        assertThat(isRepeated("'warnings': [", "'warnings': ['another', ")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "EP-1, EP-2",
        "production, staging",
        "'''ab''', '''cd'''",
        "'''stage'': ''backup''', '''stage'': ''pre_flight'''",
        "backup/0, backup/1",
        "'''exit_code'': 1', '''exit_code'': 2'",
        "'''exit_code'': 1', '''signal'': ''SIGKILL'''",
        "'''exit_code'': 1', '''attempts'': 1'",
        "step failed: exit code, timed out after",
        "'''failed''', '''in_doubt'''"
    })
    void what_differs_is_another_abort(String old, String now) {
        assertThat(isRepeated(old, now)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "process 4711 of DEP-001 took 1.5s, process 99 of DEP-002 took 12.25s",
        "'/tmp/tmp.a8Xk2/x is missing', '/tmp/tmp.Q1zz9/x is missing'",
        "java.lang.Object@1b2c3d fails, java.lang.Object@ff00aa1 fails",
        "lock 6f1e3d1c-9b1d-4f67-8a7e-abcdefabcdef, lock 0aa7bc12-1111-2222-3333-444455556666",
        "'commit deadbeefcafe is gone', 'commit 0123456789ab is gone'",
        "port 8080, port 8081"
    })
    void words_with_digits_change_from_run_to_run(String one, String other) {
        String reason = "step failed: exit code 1";
        assertThat(read(RECORD.replace(reason, one)).isRepeatedBy(read(RECORD.replace(reason, other))))
                .isTrue();
    }

    @Test
    void a_long_word_is_compared_in_no_time_to_speak_of() {
        String word = "x".repeat(1 << 20);
        String reason = "step failed: exit code 1";
        assertThat(read(RECORD.replace(reason, word)).isRepeatedBy(read(RECORD.replace(reason, word + "y"))))
                .isFalse();
    }

    @Test
    void a_run_is_counted_once() {
        assertThat(read(RECORD).repeatedBy("DEP-002")).isEqualTo(1);
        AbortedRecord repeated =
                read(RECORD.replace("'status'", "'repeated': 3, 'last_deployment_id': 'DEP-004', 'status'"));
        assertThat(repeated.repeatedBy("DEP-005")).isEqualTo(4);
        assertThat(repeated.repeatedBy("DEP-004")).isEqualTo(3);
    }

    @Test
    void what_pre_flight_found_is_found_again() {
        AbortedRecord abort = read(RECORD.replace("backup'", "pre_flight'")
                .replace(", 'place': 'backup/0'}", "}")
                .replace("step failed: exit code 1", "deployment_steps/0: none"));
        AbortedRecord.Basis same = new AbortedRecord.Basis("ab", "production");
        String found = "deployment_steps/0: none";
        assertThat(abort.wasAbortedFor(same, found, List.of(found))).isTrue();
        assertThat(abort.wasAbortedFor(same, found, List.of(found, "another"))).isFalse();
        assertThat(abort.wasAbortedFor(same, "another", List.of(found))).isFalse();
        assertThat(abort.wasAbortedFor(new AbortedRecord.Basis("cd", "production"), found, List.of(found)))
                .isFalse();
        assertThat(read(RECORD).wasAbortedFor(same, "step failed: exit code 1", List.of()))
                .as("a step ran")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{'status': 'aborted'}", "{'status': 'success'}", "null", "7"})
    void what_is_no_record_of_an_abort_is_none(String text) {
        assertThat(AbortedRecord.read(QuotedJson.bytes(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2147483647", "1e9999999999", "'3'", "null", "1.5"})
    void a_count_that_we_cannot_have_written_is_none(String repeated) {
        assertThat(AbortedRecord.read(
                        QuotedJson.bytes(RECORD.replace("'status'", "'repeated': " + repeated + ", 'status'"))))
                .isEqualTo(Optional.empty());
    }
}
