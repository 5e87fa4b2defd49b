package io.github.devopsagent.internal.log;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.veto.Ok;
import io.vavr.control.Either;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A host that logs: {@code LoggedRun DIRECTORY SCENARIO...}. */
final class LoggedRun {

    private static final Logger HOST = LoggerFactory.getLogger("host");
    private static final String SECRET = "hunter2hunter2";

    private LoggedRun() {}

    public static void main(String[] arguments) {
        MDC.put("request", "R-7");
        for (int i = 1; i < arguments.length; i++) {
            HOST.info("scenario {}", arguments[i]);
            run(arguments[i], Path.of(arguments[0], arguments[i]));
        }
    }

    private static void run(String scenario, Path directory) {
        ConsensusDirectory consensus =
                switch (scenario) {
                    case "refused" -> aConsensus().inPhase("testing").in(directory);
                    case "vetoed" -> aConsensus().withoutQaApproval().in(directory);
                    default -> aConsensus().in(directory);
                };
        ScriptedShell shell = aShell().doing("deploy", step -> {
            HOST.info("the step");
            Thread reader = new Thread(() -> step.output().line("printed with " + SECRET));
            reader.start();
            reader.join();
            return scenario.startsWith("rol") ? StepResult.failure("no " + SECRET) : StepResult.success();
        });
        if (scenario.equals("rollback_failed")) {
            shell.failing("undo");
        }
        if (scenario.equals("no_outcome")) {
            shell.afterTheLastLook(() -> consensus.delete("status.json"));
        }
        TestBuilder builder = consensus
                .agent(shell)
                .secret("TOKEN", SECRET)
                .vetoRule("any", evidence -> {
                    HOST.info("the rule");
                    return Either.right(new Ok("fine"));
                })
                .listener(new RunListener() {
                    @Override
                    public void happened(RunEvent event, RunView run) {
                        HOST.info("the listener");
                    }

                    @Override
                    public void ended(Outcome end) {
                        throw new IllegalStateException("the screen is full");
                    }
                });
        if (scenario.equals("deployed")) {
            builder.metric(
                    "orders",
                    () -> {
                        HOST.info("the metric");
                        return 1;
                    },
                    new MetricRule.AtLeast(1));
        }
        DevOpsAgent agent = builder.build();
        try {
            HOST.info("the caller: {}", agent.run().getClass().getSimpleName());
        } catch (DevOpsAgentException e) {
            HOST.info("the caller: {}", e.getClass().getSimpleName());
        }
    }
}
