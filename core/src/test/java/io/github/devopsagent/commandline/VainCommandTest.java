package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VainCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cd frontend",
                "  cd frontend  ",
                "export A=b",
                "set -e",
                "set -e\ncd app\n",
                "set traffic to 100% on v2",
                "export database",
                "A=b C=d",
                "strategy=blue-green",
                "# rollback",
                "#!/bin/sh\n# nothing\n",
                "umask 022",
                "alias ll='ls -l'",
                "unset A"
            })
    void a_step_of_which_nothing_is_left_is_vain(String command) {
        assertThat(VainCommand.asStep(command)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cd frontend && npm ci",
                "cd frontend\nnpm ci",
                "set -e\nrm -f x",
                "A=b ./deploy.sh",
                "A=$(./deploy.sh)",
                "A=`./deploy.sh`",
                "export A=$(./deploy.sh)",
                ". ./deploy.sh",
                "source deploy.sh",
                "true",
                ":",
                "exit 0",
                "settle",
                "cdk deploy",
                "exporter --all",
                "(cd a; make)",
                "cd a; make",
                "set -- a b; deploy $1",
                "test -f x",
                ""
            })
    void a_step_that_may_do_something_is_not(String command) {
        assertThat(command.isEmpty() || VainCommand.asStep(command).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test homepage",
                "test  endpoints",
                "set -e",
                "export A=b",
                "A=b",
                "# look at it",
                "alias a=b",
                "echo ok",
                "echo \"$(curl -f localhost)\"",
                ":",
                "exit 0",
                "exit",
                "date",
                "date +%s",
                "sleep 5",
                "cd .",
                "cd",
                "[ $? -eq 0 ]",
                "test \"$?\" = 0",
                "[ -z \"\" ]",
                "[ -n ok ]",
                "[ 1 -eq 1 ]",
                "sh -c true",
                "bash -c 'exit 0'",
                "curl -f localhost; echo done",
                "curl -f localhost || echo down",
                "curl -f localhost || true",
                "curl -f localhost | grep -q ok || exit 0",
                "curl -f localhost &",
                "echo checking\ncurl -f localhost || echo down"
            })
    void a_check_that_cannot_fail_is_vain(String command) {
        assertThat(VainCommand.asCheck(command)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo checking", "date", "cd .", "curl localhost || true"})
    void a_preflight_command_may_only_tell_something(String command) {
        assertThat(VainCommand.asPreflight(command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test -f x",
                "test ! -e x",
                "test $A = b",
                "test a = b",
                "test ( -f x )",
                "cd /srv/app",
                "true",
                "echo checking\ncurl -f localhost",
                "echo checking; curl -f localhost",
                "curl -f localhost || exit 1; echo ok",
                "curl -f localhost && echo ok",
                "curl -f localhost || false",
                "curl -f localhost; exit $?",
                "curl -f localhost; exit",
                "curl -f localhost || exit",
                "curl -f localhost; [ $? -eq 0 ]",
                "curl -f localhost; test $? = 0",
                "curl -f localhost\n[ $? -eq 0 ]",
                "if curl -f localhost; then exit 1; fi; echo ok",
                "curl -f localhost || { echo down; exit 1; }",
                "curl -f localhost || (echo down; false)",
                "curl -f 'localhost?a=b;echo'",
                "curl -f 'localhost?a=b; echo x'",
                "curl -f localhost 2>&1",
                "curl -f localhost\necho ok; date",
                "a & wait $!",
                "set -e; curl -f localhost; echo ok",
                "echo x | grep y",
                "echo x > /srv/app/live",
                "id deploy",
                "exit 1",
                "[ $A -eq 0 ]",
                "[ a = b ]",
                "[ -n \"$A\" ]",
                "[ $(curl localhost) = ok ]",
                "sh -c 'true && curl x'",
                "[ -f x ]",
                "curl -fsS localhost",
                "test -n $A && curl x"
            })
    void a_check_that_may_fail_is_not(String command) {
        assertThat(VainCommand.asCheck(command)).isEmpty();
    }
}
