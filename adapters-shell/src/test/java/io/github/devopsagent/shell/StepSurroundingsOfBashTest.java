package io.github.devopsagent.shell;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.shell.internal.process.Bash;
import io.github.devopsagent.shell.internal.process.MachineTools;
import org.junit.jupiter.api.BeforeAll;

/** What a step finds around it where {@code /bin/sh} is bash. */
@FewerCases(every = 8)
class StepSurroundingsOfBashTest extends StepSurroundingsTest {

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
