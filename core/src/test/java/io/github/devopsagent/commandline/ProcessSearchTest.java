package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches for processes that find who executes them. */
class ProcessSearchTest {

    private static final List<String> RUNNING = List.of(
            "/usr/lib/jvm/java-17-openjdk-amd64/bin/java -jar agent.jar",
            "/bin/sh /srv/shop/consensus/.devops/runs/DEP-1");

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
                "ps -ef | grep shop | grep -v '[g]rep'; true",
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
        assertThat(VainCommand.asCheck(command, RUNNING).isPresent()).isEqualTo(isVain);
        assertThat(VainCommand.asCheck(command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env -u X pgrep -f shop",
                "nice -n 5 pgrep -f shop",
                "sudo -u app pgrep -f shop",
                "stdbuf -oL pgrep -xf '/bin/sh .*/DEP-1'",
                "P=shop; pgrep -f $P",
                "set -e\nP=\"shop\"\npgrep -f \"${P}\" >/dev/null",
                "pkill -0 -f shop",
                "pkill -s 0 java",
                "pkill --signal=0 -x java",
                "killall -0 java",
                "killall -q -0 java",
                "P=java && pgrep -x $P",
                "ps -C java",
                "ps -C shop,java -o pid=",
                "test -d /proc/$(pgrep -fo shop)",
                "[ -e /proc/$(pidof -s java)/exe ]",
                "P=$(pgrep -fo shop); ls -d /proc/$P",
                "cat /proc/[0-9]*/cmdline | grep -qa shop",
                "cat /proc/*/cmdline | tr '\\0' ' ' | grep -q 'bin/sh /srv/shop'",
                "grep -qa shop /proc/[0-9]*/cmdline",
                "grep -l cart /proc/*/cmdline",
                "grep -qs java /proc/*/comm",
                "ls -l /proc/*/exe 2>/dev/null | grep -q java",
                "pgrep -l . | grep java",
                "pgrep -af shop | grep DEP-1",
                "ps -ef | sed -n '/[s]hop/p' | grep .",
                "ps aux | sed '/[s]hop/!d' | grep -q .",
                "ps -ef | awk '/[s]hop/ {print $2}' | xargs kill -0",
                "ps -ef | awk '/[s]hop/ {f=1} END {exit !f}'"
            })
    void a_search_is_known_in_every_dress(String command) {
        assertThat(VainCommand.asCheck(command, RUNNING)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env -u X timeout 5 pgrep -x shop",
                "chroot /srv/shop pgrep -f shop",
                "P=cart; pgrep -f $P",
                "P=shop; [ -f x ] && P=cart; pgrep -f $P",
                "P=shop; read P; pgrep -f $P",
                "[ -f x ] && P=shop; pgrep -f $P",
                "P=shop; sh -c 'pgrep -f $P'",
                "P=shop; ps -ef | awk '/[c]art/ {print $P}' | grep .",
                "pkill -0 -f cart",
                "pkill -HUP -f shop",
                "pkill -f shop",
                "killall -0 shop",
                "killall -0 java shop",
                "pgrep -af shop | sed -n '/cart/p' | grep .",
                "ps -ef | sed -n '/[c]art/p' | sed -n '/sed/p' | grep .",
                "cat /proc/[0-9]*/cmdline | tr '\\0' '\\n' | grep -q 'sh /srv/shop'",
                "killall java",
                "ps -C shop",
                "ps -C java -o args= | grep -q shop.jar",
                "test -d /proc/$(cat shop.pid)",
                "grep -qa 'bin/sh /srv/shop' /proc/[0-9]*/cmdline",
                "grep -l cart /proc/[0-9]*/cmdline",
                "grep -l '[c]art' /proc/*/cmdline",
                "readlink /proc/[0-9]*/exe | grep -q shop",
                "grep -q shop /proc/$SHOP_PID/cmdline",
                "pgrep -l . | grep shop",
                "ps -ef | awk '/[c]art/ {f=1} END {exit !f}'"
            })
    void what_may_find_something_else_is_let(String command) {
        assertThat(VainCommand.asCheck(command, RUNNING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ps aux | grep cart | grep -v worker; true",
                "ps aux | grep cart | grep -vE 'vim|nano'; true",
                "ps aux | grep cart | grep -v worker | wc -l; true",
                "'[ $(ps aux | grep cart | grep -v worker | wc -l) -gt 0 ]'; true",
                "'[ $(ps aux | grep cart | grep -v worker | wc -l) -gt 1 ]'; false",
                "ps aux | grep cart | grep -v root; false",
                "ps aux | grep cart | grep -vE 'vim|deploy'; false",
                "ps aux | grep cart | grep -v $USER; false",
                "ps aux | grep cart | grep -v S; false",
                "ps aux | grep cart | grep -v 'grep cart'; false",
                "ps aux | grep cart | grep -v grep | grep -v worker; false",
                "ps aux | grep '[c]art' | grep -v worker; false"
            })
    void a_filter_leaves_the_search_itself_unless_it_may_be_of_its_user(String command, boolean isVain) {
        assertThat(VainCommand.asCheck(command).isPresent()).isEqualTo(isVain);
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
    void a_script_with_any_number_of_lines_before_its_search_is_read() {
        String script = "# a comment\nset -e\n".repeat(5_000) + "P=shop\npgrep -f $P";

        assertThat(VainCommand.asCheck(script, RUNNING)).isPresent();
    }

    @Test
    void what_the_agent_was_started_with_is_not_told() {
        List<String> running = List.of("java -Dpassword=opensesame -jar agent.jar");

        for (String search : List.of("pgrep -f agent.jar", "grep -qa agent.jar /proc/[0-9]*/cmdline")) {
            assertThat(VainCommand.asCheck(search, running).orElseThrow())
                    .contains("'java …'")
                    .doesNotContain("opensesame");
        }
    }
}
