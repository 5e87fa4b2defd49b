package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read of a check that is healthy where its service is dead. */
class UnansweredCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '%',
            value = {
                "curl -fsS localhost/h | jq -e '.ok' ~ jq -ne 'input",
                "kubectl get deploy shop -o json | jq -e .ok ~ set -o pipefail",
                "! systemctl is-failed shop ~ systemctl is-active --quiet",
                "[ \"$(systemctl is-active shop)\" != failed ] ~ inactive and not failed",
                "bash -c '[[ \"$(curl -s localhost/h)\" != *DOWN* ]]' ~ 'curl' gets no answer",
                "test \"`curl -s localhost/h`\" != DOWN ~ 'curl' gets no answer",
                "test -d /proc/$(cat shop.pid) ~ /proc/ itself",
                "for p in $(pgrep shop); do kill -0 $p || exit 1; done ~ 'pgrep' finds no process",
                "! grep -q ERROR shop.log ~ no error is found",
                "wget --spider localhost://h 2>&1 | grep h ~ leave '2>&1' out",
                "curl -sf localhost/h || [ $? -ne 22 ] ~ compare it with 0",
                "ok=1; curl -sf localhost/h || ok=0; exit $ok ~ $ok is 0",
                "r=$(curl -s localhost/h | grep -c ERROR); x=$r; [ \"${x:-0}\" -lt 5 ] ~ gets no answer"
            })
    void it_says_what_is_taken_for_a_good_answer(String check, String said) {
        assertThat(VainCommand.asCheck(check)).isEmpty();
        assertThat(VainCommand.lostAnswer(check))
                .hasValueSatisfying(why -> assertThat(why).contains(said));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ -n $(pgrep -x shop) ]", "test -n `pidof shop`", "X=$(curl -fs localhost/h); [ -n $X ]"})
    void a_test_of_what_vanishes_is_refused(String check) {
        assertThat(VainCommand.asCheck(check))
                .hasValueSatisfying(why -> assertThat(why).contains("without quotes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test -f x || ok=0; exit $ok",
                "ok=1; (ok=0); curl -sf localhost/h || exit $ok",
                "ok=1; if test -f x; then ok=0; fi; curl -sf localhost/h || exit $ok",
                "ok=1; test -f x && ok=0; curl -sf localhost/h || exit $ok",
                "ok=1; echo x | while read l; do ok=0; done; curl -sf localhost/h || exit $ok"
            })
    void a_variable_that_may_not_be_set_is_not_known(String check) {
        assertThat(VainCommand.lostAnswer(check)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'a.c' | grep -v 'a\\.c'",
                "r=$(curl -s localhost/h); echo \"[$r]\" | grep -qE '^\\[.+\\]$'",
                "r=$(curl -s localhost/h); echo \"$r\" | grep -v '^$'",
                "curl -so /dev/null -w '%{http_code}' localhost/h | grep -qE '^(a*)*b'"
            })
    void a_pattern_is_read_as_grep_reads_it(String check) {
        assertThat(VainCommand.lostAnswer(check)).isEmpty();
    }
}
