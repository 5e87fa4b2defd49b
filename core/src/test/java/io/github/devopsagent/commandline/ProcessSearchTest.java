package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches for processes that find who executes them. */
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
                "curl -f localhost && pgrep -f shop; false",
                "pgrep -f '/srv/.*/runs/.*-1'; true",
                "pgrep -f '^/bin/sh .*DEP-1$'; true",
                "pgrep -f 'agent\\.jar$'; true",
                "pgrep -f '[s]hop'; true",
                "pgrep -xf '/bin/sh .*/DEP-1'; true",
                "pgrep -xf '/bin/sh .*/DEP'; false",
                "pgrep -f 'cart|^/srv'; false",
                "pgrep -f '(.|x)*shop'; false",
                "pgrep -f 's.*h.*o.*p'; false",
                "pgrep -f '(shop)'; false",
                "pgrep -f 'shop+'; false",
                "pgrep -f 'shop\\b'; false",
                "pgrep -f 'shop|'; false",
                "ps -ef | grep -E 'cart|shop' | grep -v grep; true",
                "ps -ef | grep 'cart|shop' | grep -v grep; false",
                "ps -ef | grep 'cart\\|shop' | grep -v grep; false",
                "ps -ef | grep 'shop?' | grep -v grep; false",
                "ps -ef | grep '\\<shop' | grep -v grep; false",
                "ps -ef | grep '^/bin/sh' | grep -v grep; false",
                "ps -ef | grep -E 'cart|^/bin/sh' | grep -v grep; false",
                "ps -ef | grep -o shop | grep java; false",
                "pgrep -f '^$'; false",
                "pgrep -f ''; false",
                "pgrep -f '.*'; true",
                "ps -ef | grep -F /srv/shop | grep -v grep; true",
                "ps -ef | grep -F 's.op' | grep -v grep; false",
                "ps -ef | grep shop | grep -v grep | grep -q .; true",
                "ps -ef | grep shop | grep -v grep | grep -q java; false",
                "ps -ef | grep shop | grep -v grep | wc -l | grep -v 0; false",
                "ps -ef | grep shop | grep -v '[g]rep'; false",
                "ps -ef | head -5 | grep shop; false",
                "pgrep -f shop | grep .; true",
                "pgrep -af shop | grep -v /bin/sh; false",
                "pgrep -af shop | grep worker; false",
                "pgrep -f shop && echo $STATE | grep -q .; false",
                "pgrep -f shop && read X < /run/shop.state; false",
                "'[ -n \"$(pgrep -f shop | tail -n +2)\" ]'; false",
                "pgrep -f shop && wc -l /run/shop.state; false",
                "pgrep -f shop && date; true",
                "pgrep -f shop && date -r /run/shop.state; false",
                "kill -0 $(pgrep -f shop); true",
                "ps -p $(pgrep -f shop); true",
                "'PID=\"$(pgrep -f shop)\"; kill -0 \"$PID\"'; true",
                "'N=$(ps -ef | grep shop | grep -v grep | wc -l); [ $N -gt 0 ]'; true",
                "'PID=$SHOP_PID; [ $PID ] || PID=$(pgrep -f shop); kill -0 $PID'; false",
                "kill -0 $SHOP_PID && pgrep -f shop; false",
                "pgrep -f shop | xargs kill -0 $SHOP_PID; false",
                "kill -0 $SHOP_PID $(pgrep -f shop); false",
                "head -1 /run/shop.pid | xargs kill -0 && pgrep -f shop; false",
                "pgrep -f shop && echo $SHOP_PID | xargs kill -0; false",
                "'[ \"$SHOP_READY\" != 0 ] && pgrep -f shop'; false",
                "test -n \"$SHOP_READY\" && pgrep -f shop; false",
                "timeout 10 kubectl exec deploy/shop -- pgrep java; false",
                "sudo docker exec web pgrep -f shop; false",
                "ps -o args= -p $SHOP_PID | grep '[s]hop'; false",
                "ps -o args= -C gunicorn | grep '[s]hop'; false",
                "ps -o args= -u app | grep '[s]hop'; false",
                "ps -o args= -e | grep '[s]hop'; true"
            })
    void a_search_that_finds_the_shell_which_executes_it_is_vain(String command, boolean isVain) {
        List<String> running = List.of(
                "/usr/lib/jvm/java-17-openjdk-amd64/bin/java -jar agent.jar",
                "/bin/sh /srv/shop/consensus/.devops/runs/DEP-1");

        assertThat(VainCommand.asCheck(command, running).isPresent()).isEqualTo(isVain);
        assertThat(VainCommand.asCheck(command)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pgrep opt, false",
        "pgrep jre, false",
        "pgrep -x java, true",
        "pidof java, true",
        "pgrep '^java$', true",
        "pgrep -x watch-all-shops, true",
        "pgrep shops-now, false"
    })
    void a_program_is_known_by_what_stands_behind_its_last_slash(String command, boolean isVain) {
        List<String> running = List.of("/opt/shop/jre/bin/java -jar agent.jar", "/opt/watch-all-shops-now");

        assertThat(VainCommand.asCheck(command, running).isPresent()).isEqualTo(isVain);
    }

    @Test
    void a_pattern_of_a_plan_is_matched_in_time_that_grows_with_the_line() {
        List<String> running = List.of("/usr/bin/java -cp " + "shop.jar:".repeat(100_000) + " Agent");

        assertThat(VainCommand.asCheck("pgrep -f '(.|x)*foo'", running)).isEmpty();
        assertThat(VainCommand.asCheck("pgrep -f 's.*o.*foo'", running)).isEmpty();
        assertThat(VainCommand.asCheck("pgrep -f 's.*o.*Agent$'", running)).isPresent();
    }

    @Test
    void what_the_agent_was_started_with_is_not_told() {
        List<String> running = List.of("java -Dpassword=opensesame -jar agent.jar");

        assertThat(VainCommand.asCheck("pgrep -f agent.jar", running).orElseThrow())
                .contains("'java …'")
                .doesNotContain("opensesame");
    }
}
