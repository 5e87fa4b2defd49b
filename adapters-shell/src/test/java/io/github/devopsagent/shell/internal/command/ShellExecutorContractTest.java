package io.github.devopsagent.shell.internal.command;

import io.github.devopsagent.contract.StepExecutorContract;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.shell.internal.process.MachineTools;

class ShellExecutorContractTest extends StepExecutorContract {

    @Override
    protected StepExecutor executor() {
        return new ShellExecutor(MachineTools.here(), ShellExecutors.GRACE);
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
