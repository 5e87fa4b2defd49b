package io.github.devopsagent;

import static io.github.devopsagent.ScriptedShell.aShell;

import io.github.devopsagent.contract.StepExecutorContract;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Input;
import java.util.concurrent.CountDownLatch;

/** The fake keeps the contract of the real shell. */
class ScriptedShellContractTest extends StepExecutorContract {

    private final ScriptedShell shell = aShell().failing("fail").unableToRun("impossible");

    @Override
    protected StepExecutor executor() {
        return shell;
    }

    @Override
    protected Input succeeding() {
        return Input.of("run", "succeed");
    }

    @Override
    protected Input failing() {
        return Input.of("run", "fail");
    }

    @Override
    protected Input printingAndLasting(String line) {
        shell.doing("last", step -> {
            step.output().line(line);
            new CountDownLatch(1).await();
            return StepResult.success();
        });
        return Input.of("run", "last");
    }

    @Override
    protected Input impossible() {
        return Input.of("run", "impossible");
    }
}
