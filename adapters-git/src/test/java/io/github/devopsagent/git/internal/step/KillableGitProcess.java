package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.contract.DirectoryScratch;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.GitExecutors;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process that carries out one git step, or restores a rollback point: for tests that kill it. */
final class KillableGitProcess {

    static final String RESTORE = "restore";
    static final String BEGINS = "begins";
    static final String ENDS = "ends";

    private KillableGitProcess() {}

    /** The arguments are the repository, the scratch directory, the attempt's key, what to do, and its input. */
    public static void main(String[] arguments) throws Exception {
        Path repository = Path.of(arguments[0]);
        Path scratch = Path.of(arguments[1]);
        Files.writeString(
                scratch.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        ExecutionContext context = new ExecutionContext(
                "EP-1",
                "DEP-001",
                "production",
                repository,
                Map.of(
                        ExecutionContext.CONSENSUS,
                        repository.resolve("consensus").toString(),
                        ExecutionContext.RUN,
                        "one",
                        ExecutionContext.STEP,
                        "deployment_steps/0"));
        Input input =
                switch (arguments[3]) {
                    case StepVocabulary.CHECKOUT -> Input.of(StepVocabulary.REF, arguments[4]);
                    case StepVocabulary.REVERT ->
                        Input.of(StepVocabulary.COMMITS, List.of(arguments[4].split(",", -1)));
                    default -> Input.none();
                };
        StepRequest request = new StepRequest(
                "the step",
                Stage.DEPLOY,
                input,
                context,
                Duration.ofMinutes(5),
                new Attempt(arguments[2], 1, new DirectoryScratch(scratch)),
                (bytes, offset, length) -> {});
        RollbackPoint point = GitAdapter.of(repository).rollbackPoint();
        point.restoreCommand(context);
        System.out.println(BEGINS);
        System.out.println(ENDS + " "
                + (arguments[3].equals(RESTORE)
                        ? point.restore(request)
                        : executor(arguments[3]).execute(request)));
    }

    private static StepExecutor executor(String name) {
        return Optional.ofNullable(new GitExecutors().executors().get(name)).orElseThrow();
    }
}
