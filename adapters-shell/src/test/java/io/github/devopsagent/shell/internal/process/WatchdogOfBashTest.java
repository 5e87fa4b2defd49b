package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.contract.FewerCases;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What looks after a step where {@code /bin/sh} is bash. */
@FewerCases(every = 8)
@EnabledOnOs(value = OS.LINUX, disabledReason = "a session that is ended as a group, and /proc, are Linux's")
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
