package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.shell.TestStep;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Steps in a directory, of which nothing runs on when their test has ended. */
public abstract class StepFixture {

    @TempDir
    protected Path directory;

    private final List<TestStep> steps = new ArrayList<>();

    @AfterEach
    protected void ends_what_a_failed_test_left() {
        steps.forEach(TestStep::endAll);
    }

    /** Whose shell runs the steps. */
    protected MachineTools machine() {
        return MachineTools.here();
    }

    /** What stands before a command so that signals do to it what they do to a step, however the tests were started. */
    protected List<String> restoring() {
        return SignalDispositions.of(machine().shell()).before();
    }

    protected ShellExecutor executor() {
        return new ShellExecutor(machine(), TestStep.GRACE);
    }

    protected TestStep command(String command) {
        TestStep step = TestStep.aCommand(directory, command).by(executor());
        steps.add(step);
        return step;
    }
}
