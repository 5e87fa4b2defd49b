package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches for processes that find, or end, who executes them. */
class ProcessSearchTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pgrep -f shop; true",
                "pgrep -fi SHOP >/dev/null; true",
                "pgrep -f 'shop|cart' && echo up; true",
                "pgrep --full /srv/shop; true",
                "test -n \"$(pgrep -f shop)\"; true",
                "[ $(pgrep -fc shop) -gt 0 ]; true",
                "[ $(pgrep -fc shop) -gt 1 ]; false",
                "[ -n \"$(pgrep -x shop)\" ]; false",
                "pgrep -f shopping; false",
                "pgrep shop; false",
                "pgrep -xf shop; false",
                "pgrep -f $NAME; false",
                "pgrep -f [; false",
                "! pgrep -f shop; true",
                "pgrep -f shop | grep -q .; true",
                "pgrep java; true",
                "pgrep -x java >/dev/null; true",
                "pidof java; true",
                "[ -n \"$(pidof -s java)\" ]; true",
                "pgrep -x jav; false",
                "pidof shop; false",
                "pgrep -u app java; false",
                "PID=$(pgrep -f shop) && kill -0 $PID; true",
                "[ \"$(pgrep -f shop | wc -l)\" -gt 0 ]; true",
                "pgrep -f shop | head -1 | xargs kill -0; true",
                "'for i in 1 2 3; do pgrep -f shop && exit 0; sleep 1; done; exit 1'; true",
                "ps -ef | grep shop | grep -v grep; true",
                "ps aux | grep -q '[s]hop'; true",
                "ps -ef | grep -v grep | grep shop; true",
                "[ $(pgrep -f shop | wc -l) -ge 3 ]; false",
                "[ $(pgrep -f shop) = $(cat shop.pid) ]; false",
                "pgrep -f shop | grep 17; false",
                "ps -ef | grep shop | grep -v devops; false",
                "ps -ef | grep [c]art; false",
                "ps -eo comm | grep shop; false",
                "curl -f localhost && pgrep -f shop; false"
            })
    void a_search_that_finds_the_shell_which_executes_it_is_vain(String command, boolean isVain) {
        List<String> running = List.of("java -jar agent.jar", "/bin/sh /srv/shop/consensus/.devops/runs/DEP-1");

        assertThat(VainCommand.asCheck(command, running).isPresent()).isEqualTo(isVain);
        assertThat(VainCommand.asCheck(command)).isEmpty();
    }

    @Test
    void what_the_agent_was_started_with_is_not_told() {
        List<String> running = List.of("java -Dpassword=opensesame -jar agent.jar");

        assertThat(VainCommand.asCheck("pgrep -f agent.jar", running).orElseThrow())
                .contains("'java …'")
                .doesNotContain("opensesame");
        assertThat(VainCommand.asStep("pkill java", running).orElseThrow())
                .contains("'java …'")
                .doesNotContain("opensesame");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pkill -f shop; true",
                "sudo pkill -9 -f shop || true; true",
                "pgrep -x shop >/dev/null && pkill -TERM -f '/srv/shop'; true",
                "pkill -f 'java -jar'; true",
                "kill -9 $(pgrep -f shop); true",
                "kill \"$(pgrep -f shop)\" || true; true",
                "pgrep -f shop | xargs -r kill; true",
                "kill -0 $(pgrep -f shop) && ./stop.sh; false",
                "kill $(pgrep -f shop | grep -v $$); false",
                "pgrep -f shop | grep -v $$ | xargs kill; false",
                "kill $(pgrep -x shop); false",
                "kill $(cat shop.pid) && pgrep -f shop; false",
                "pkill java; true",
                "killall -9 java || true; true",
                "killall shop; false",
                "pkill -u app java; false",
                "sudo -u app pkill -f shop; false",
                "pkill shop; false",
                "pkill -xf shop; false",
                "pkill -f cart; false",
                "pkill -0 -f shop; false",
                "pkill -f \"$NAME\"; false",
                "pgrep -f shop; false"
            })
    void a_step_that_ends_the_shell_which_executes_it_can_never_succeed(String command, boolean isVain) {
        List<String> executing = List.of("java -jar agent.jar", "/bin/sh /srv/shop/consensus/.devops/runs/DEP-1");

        assertThat(VainCommand.asStep(command, executing).isPresent()).isEqualTo(isVain);
        assertThat(VainCommand.asStep(command, List.of())).isEmpty();
    }
}
