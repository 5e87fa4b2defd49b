package io.github.devopsagent.shell.internal.command;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.shell.internal.process.Bash;
import io.github.devopsagent.shell.internal.process.MachineTools;
import org.junit.jupiter.api.BeforeAll;

/** Commands where {@code /bin/sh} is bash. */
@FewerCases(every = 8)
class ShellExecutorOfBashTest extends ShellExecutorTest {

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
