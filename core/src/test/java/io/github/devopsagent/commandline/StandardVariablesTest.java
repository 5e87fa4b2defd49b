package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class StandardVariablesTest {

    @Test
    void the_closed_list_is_what_every_command_may_depend_on() {
        assertThat(Set.of("PATH", "HOME", "USER", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"))
                .allMatch(StandardVariables::contains);
        assertThat(Set.of("REGION", "XPATH", "PATH2", "LC_", "path", "LANGUAGE"))
                .noneMatch(StandardVariables::contains);
    }
}
