package io.github.devopsagent.shell.internal.process;

import org.junit.jupiter.api.BeforeAll;

/** What looks after a step where {@code /bin/sh} is bash. */
class WatchdogOfBashTest extends WatchdogTest {

    private static MachineTools bash = MachineTools.here();

    @BeforeAll
    static void there_is_a_bash() {
        bash = Bash.machine();
    }

    @Override
    MachineTools machine() {
        return bash;
    }
}
