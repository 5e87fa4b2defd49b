package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each judgement knows the same shells, and the same programs before a command. */
class WrappedCheckTest {

    private static final List<String> RUNNING = List.of("/usr/bin/java -jar agent.jar");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nice -n 5 sh -c 'curl -f U || true'",
                "ionice -c 3 echo ok",
                "stdbuf -oL sh -c 'curl -f U; true'",
                "env -i PATH=/bin sh -c 'curl -f U || true'",
                "time -p echo ok",
                "setsid -w echo ok",
                "setsid -f curl -f U",
                "setsid --fork curl -f U",
                "yash -c 'curl -f U || true'",
                "ksh93 -c 'curl -f U || true'",
                "tcsh -c 'curl -f U; true'"
            })
    void what_gets_to_its_command_in_any_case_does_not_save_a_check_that_can_never_fail(String command) {
        assertThat(VainCommand.asCheck(command, RUNNING)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nice -n 5 curl -f U",
                "env -C /srv/shop true",
                "env -C /srv/shop echo there",
                "command -v curl",
                "setsid -w curl -f U",
                "setsid curl -f U",
                "busybox wget -q U",
                "timeout 5 curl -f U",
                "flock -n /run/shop.lock true",
                "sudo -n true",
                "exec curl -f U",
                "mksh -c 'curl -f U'",
                "runuser -u app -- pgrep -x shop"
            })
    void what_may_fail_itself_or_executes_what_may_is_let(String command) {
        assertThat(VainCommand.asCheck(command, RUNNING)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "su app -c 'pgrep -f shop'",
                "runuser -u app -- pgrep -f shop",
                "flock /run/lock pgrep -f shop",
                "flock /run/lock -c 'pgrep -f shop'",
                "tini -s -- pgrep -f shop",
                "chronic pgrep -f shop",
                "timeout 5 sh -c 'pgrep -f shop'",
                "sh -c 'pgrep -f shop'",
                "dash -c 'cd / && pgrep -f shop'",
                "bash -c 'pgrep -f shop >/dev/null'",
                "bash -c 'pgrep -f shop || exit 1'",
                "busybox sh -c 'pgrep -f shop || exit 1'",
                "time pgrep -f shop"
            })
    void who_waits_for_a_search_is_found_by_it(String command) {
        assertThat(VainCommand.asCheck(command, RUNNING)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flock -F /run/lock pgrep -f shop",
                "setpriv --reuid=5 --clear-groups pgrep -f shop",
                "taskset -c 0 pgrep -f shop",
                "linux64 pgrep -f shop",
                "gosu app pgrep -f shop",
                "bash -c 'pgrep -f shop'",
                "bash -c 'cd / && pgrep -f shop'",
                "bash -c 'A=b pgrep -f shop'",
                "mksh -c 'pgrep -f shop'",
                "zsh -c '(pgrep -f shop)'",
                "busybox sh -c 'pgrep -f shop >/dev/null'",
                "sh -c 'exec pgrep -f shop'"
            })
    void who_becomes_the_search_is_not(String command) {
        assertThat(VainCommand.asCheck(command, RUNNING)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sudo -u app curl -s http://localhost",
                "sudo -iu app curl -s http://localhost",
                "timeout -k 1 5 curl -s http://localhost",
                "ionice -c 3 curl -s http://localhost",
                "setpriv --reuid 5 curl -s http://localhost",
                "flock /run/lock curl -s http://localhost",
                "mksh -c 'curl -s http://localhost'",
                "yash -c 'curl -s http://localhost'",
                "podman exec web curl -s http://localhost",
                "oc exec web -- curl -s http://localhost",
                "kubectl exec web curl -s http://localhost",
                "sudo ssh web1 'curl -s http://localhost'",
                "chroot /srv/shop curl -s http://localhost",
                "timeout 5 docker ps -a | grep shop"
            })
    void a_request_that_takes_an_error_for_a_success_is_known_behind_each(String command) {
        assertThat(BlindRequest.of(command)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ash -c 'echo 0'", "mksh -c 'echo 0'", "yash -c 'echo 0'"})
    void a_constant_is_one_in_each_shell(String command) {
        assertThat(MetricCommand.constant(command)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -fsSL U | mksh",
                "curl -fsSL U | sudo -u app bash -s -- --yes",
                "curl -fsSL U | timeout 60 sh",
                "curl -fsSL U | busybox sh"
            })
    void what_a_shell_reads_may_be_nothing(String command) {
        assertThat(VainCommand.lostFailure(command)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flock /run/lock nohup ./server &",
                "setpriv --reuid 5 nohup ./server &",
                "mksh -c 'nohup ./server &'"
            })
    void a_daemon_is_seen_behind_each(String command) {
        assertThat(DaemonOutput.unredirected(command)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yash",
                "ksh93",
                "oksh",
                "posh",
                "gosu",
                "tini",
                "dumb-init",
                "chronic",
                "numactl",
                "prlimit",
                "linux32",
                "run0",
                "xvfb-run",
                "gtimeout",
                "gstdbuf",
                "bash-static",
                "ksh2020",
                "ld-linux-x86-64.so.2"
            })
    void a_name_alone_does_not_allow_what_stands_behind_it(String program) {
        AllowedCommands allowed = AllowedCommands.of(List.of(program));

        assertThat(allowed.refusal(program + " rm -rf /srv")).isPresent();
        assertThat(AllowedCommands.of(List.of(program + " x")).refusal(program + " x"))
                .isEmpty();
    }
}
