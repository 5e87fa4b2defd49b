package io.github.devopsagent.shell;

import io.github.devopsagent.pipeline.*;

final class TcpExecutor implements StepExecutor {
    @Override
    public StepResult execute(StepRequest request) {
        return StepResult.success();
    }
}
