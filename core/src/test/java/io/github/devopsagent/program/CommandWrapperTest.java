package io.github.devopsagent.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWrapperTest {

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    private static CommandWrapper wrapper(String text) {
        return CommandWrapper.named(words(text).get(0)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "env -u X A=b curl -f U, curl -f U",
        "env -C /srv curl -f U, curl -f U",
        "sudo -u app -n curl -f U, curl -f U",
        "sudo A=b curl -f U, curl -f U",
        "sudo -iu app curl -f U, curl -f U",
        "sudo -uapp curl -f U, curl -f U",
        "sudo -T 5 curl -f U, curl -f U",
        "nice -n5 curl -f U, curl -f U",
        "strace -fI 1 curl -f U, curl -f U",
        "xargs --max-args 1 curl -f U, curl -f U",
        "caffeinate -t 10 curl -f U, curl -f U",
        "stdbuf --output L curl -f U, curl -f U",
        "timeout -k 5 10 curl -f U, curl -f U",
        "timeout --kill-after=2s 30s curl -f U, curl -f U",
        "nice -n 5 curl -f U, curl -f U",
        "nice -- curl -f U, curl -f U",
        "ionice -c 3 curl -f U, curl -f U",
        "stdbuf -oL curl -f U, curl -f U",
        "flock -w 5 /run/lock curl -f U, curl -f U",
        "chroot --userspec app /srv curl -f U, curl -f U",
        "runuser -u app -- curl -f U, curl -f U",
        "setpriv --reuid 5 --clear-groups curl -f U, curl -f U",
        "gosu app curl -f U, curl -f U",
        "taskset -c 0 curl -f U, curl -f U",
        "tini -s -- curl -f U, curl -f U",
        "busybox wget U, wget U",
        "exec -a shop curl -f U, curl -f U"
    })
    void the_command_stands_behind_the_options_and_what_they_need(String text, String command) {
        assertThat(wrapper(text).executed(words(text))).isEqualTo(words(command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"command -v curl", "command -V curl", "sudo", "env A=b", "timeout 5", "su app -c ls", "watch ls"
            })
    void where_none_is_executed_or_that_is_not_told_there_is_none(String text) {
        assertThat(wrapper(text).executed(words(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nice -n 5 curl, true",
        "env -i curl, true",
        "env -C /srv curl, false",
        "sudo curl, false",
        "timeout 5 curl, false",
        "flock /run/lock curl, false"
    })
    void some_get_to_their_command_on_every_machine(String text, boolean isSure) {
        assertThat(wrapper(text).isSureToExecute(words(text))).isEqualTo(isSure);
    }

    @Test
    void who_changes_the_user_is_known() {
        assertThat(CommandWrapper.names())
                .filteredOn(name -> CommandWrapper.named(name).orElseThrow().has(WrapperTrait.OTHER_USER))
                .containsExactlyInAnyOrder("sudo", "doas", "su", "runuser", "setpriv", "gosu", "su-exec", "pkexec");
    }

    @Test
    void no_shell_is_a_wrapper() {
        assertThat(CommandWrapper.names()).noneMatch(ShellName::isOne);
    }

    @ParameterizedTest
    @CsvSource({
        "sh, true, true",
        "mksh, true, true",
        "ksh93, true, true",
        "fish, true, false",
        "tcsh, true, false",
        "busybox, false, false",
        "python3, false, false"
    })
    void a_shell_is_known_by_its_name(String name, boolean isShell, boolean isPosix) {
        assertThat(ShellName.isOne(name)).isEqualTo(isShell);
        assertThat(ShellName.isPosix(name)).isEqualTo(isPosix);
    }
}
