package io.github.devopsagent.shell;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.shell.internal.process.Bash;
import io.github.devopsagent.shell.internal.process.MachineTools;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What becomes of a daemon's output where {@code /bin/sh} is bash. */
@FewerCases(every = 8)
@EnabledOnOs(value = OS.LINUX, disabledReason = "a session that is ended as a group, and /proc, are Linux's")
class DaemonOutputOfBashTest extends DaemonOutputTest {

    private static MachineTools bash = MachineTools.here();

    @BeforeAll
    static void there_is_a_bash() {
        bash = Bash.machine();
    }

    @Override
    protected MachineTools machine() {
        return bash;
    }
}
