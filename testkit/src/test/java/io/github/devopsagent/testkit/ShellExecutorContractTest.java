package io.github.devopsagent.testkit;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.testkit.contract.StepExecutorContract;
import java.util.Objects;

class ShellExecutorContractTest extends StepExecutorContract {

    @Override
    protected StepExecutor executor() {
        return Objects.requireNonNull(new ShellExecutors().executors().get(Action.SHELL));
    }

    @Override
    protected boolean startsProcesses() {
        return true;
    }

    @Override
    protected Input succeeding() {
        return Input.of("run", "exit 0");
    }

    @Override
    protected Input failing() {
        return Input.of("run", "exit 3");
    }

    @Override
    protected Input printingAndLasting(String line) {
        return Input.of("run", "echo '" + line + "'; sleep 600");
    }

    @Override
    protected Input impossible() {
        return Input.of("run", "if then");
    }
}
