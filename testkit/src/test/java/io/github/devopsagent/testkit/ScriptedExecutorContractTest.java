package io.github.devopsagent.testkit;

import static io.github.devopsagent.testkit.ScriptedAnswer.by;
import static io.github.devopsagent.testkit.ScriptedAnswer.fail;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.testkit.contract.StepExecutorContract;
import java.util.concurrent.CountDownLatch;

/** The double keeps the contract of what it stands in for. */
class ScriptedExecutorContractTest extends StepExecutorContract {

    private final ScriptedExecutor script = ScriptedExecutor.in(VirtualTime.start())
            .on("fail", fail("it is broken"))
            .finding("impossible", StepFinding.cannotRun("there is no such command"));

    @Override
    protected StepExecutor executor() {
        return script;
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
        script.on(
                "last",
                by(step -> {
                            new CountDownLatch(1).await();
                            return StepResult.success();
                        })
                        .printing(line));
        return Input.of("run", "last");
    }

    @Override
    protected Input impossible() {
        return Input.of("run", "impossible");
    }
}
