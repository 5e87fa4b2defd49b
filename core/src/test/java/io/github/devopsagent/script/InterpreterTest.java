package io.github.devopsagent.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpreterTest {

    @ParameterizedTest
    @CsvSource({
        "/bin/sh, /bin/sh",
        "' /bin/sh\t-e  ', /bin/sh|-e",
        "/bin/bash -e -u, /bin/bash|-e -u",
        "/opt/my tools/python, /opt/my|tools/python",
        "/usr/bin/env -S bash -e, /usr/bin/env|-S bash -e"
    })
    void the_kernel_hands_over_a_program_and_one_argument(String shebang, String words) {
        assertThat(Interpreter.of(shebang).words()).isEqualTo(List.of(words.split("\\|")));
        assertThat(Interpreter.of(Interpreter.of(shebang).toString())).isEqualTo(Interpreter.of(shebang));
    }

    @ParameterizedTest
    @CsvSource({
        "/bin/bash, /bin/bash -n",
        "/bin/bash -eu, /bin/bash -n",
        "/usr/bin/env bash, /usr/bin/env bash -n",
        "/usr/bin/env -S -u A B=c bash -e -o pipefail, /usr/bin/env -S bash -n",
        "/bin/busybox sh, /bin/busybox sh -n"
    })
    void a_shell_is_asked_without_its_own_options(String shebang, String command) {
        assertThat(String.join(" ", Interpreter.of(shebang).parser())).isEqualTo(command);
    }
}
