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
            strings = {"test homepage", "test  endpoints", "set -e", "export A=b", "A=b", "# look at it", "alias a=b"})
    void a_check_that_cannot_fail_is_vain(String command) {
        assertThat(VainCommand.asCheck(command)).isPresent();
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
                "[ -f x ]",
                "curl -fsS localhost",
                "test -n $A && curl x"
            })
    void a_check_that_may_fail_is_not(String command) {
        assertThat(VainCommand.asCheck(command)).isEmpty();
    }
}
