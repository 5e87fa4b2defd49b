package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.Problem;
import io.github.devopsagent.pipeline.RollbackPoint;
import io.github.devopsagent.pipeline.StepRequest;
import io.github.devopsagent.pipeline.StepResult;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.Optional;

/** Opens the repository for each call, and lets no exception of JGit's out. */
final class GitRollbackPoint implements RollbackPoint {

    private final Location location;
    private final PointSettings settings;

    GitRollbackPoint(Location location, PointSettings settings) {
        this.location = location;
        this.settings = settings;
    }

    GitRollbackPoint(Location location) {
        this(location, PointSettings.DEFAULT);
    }

    @Override
    public String name() {
        return "git";
    }

    @Override
    public StepResult create(StepRequest request) {
        return inRepository(request.context(), (tree, ref) -> new Creation(tree, ref, settings).run())
                .fold(StepResult::failure, StepResult::success);
    }

    @Override
    public StepResult restore(StepRequest request) {
        return inRepository(request.context(), (tree, ref) -> Restoration.of(tree, ref)
                        .run())
                .fold(StepResult::failure, StepResult::success);
    }

    @Override
    public Optional<Problem> check(ExecutionContext context) {
        return inRepository(context, (tree, ref) -> new Creation(tree, ref, settings).judge())
                .fold(reason -> Optional.of(Problem.cannotRun(reason)), seen -> Optional.empty());
    }

    @Override
    public String restoreCommand(ExecutionContext context) {
        return inRepository(context, this::restoreCommand).getOrElse("");
    }

    /** Before the point is created, the command for what creating it would record. */
    private String restoreCommand(WorkTree tree, RollbackRef ref) throws IOException, Refusal {
        RestoreCommand command = new RestoreCommand(tree, ref.name());
        Optional<Recorded> recorded = ref.read(tree.repository());
        if (recorded.isPresent()) {
            return command.to(recorded.get().head(), recorded.get().snapshot().isPresent());
        }
        Optional<Head> head = tree.head();
        return head.isEmpty()
                ? ""
                : command.to(
                        head.get(),
                        settings.dirtyAllowed()
                                && !tree.differencesFrom(head.get().commit()).isEmpty());
    }

    private <T> Either<String, T> inRepository(ExecutionContext context, PointTask<T> work) {
        return Places.at(location)
                .in(context, (tree, place) -> work.in(tree, RollbackRef.of(context)))
                .mapLeft(Refusal::reason);
    }

    /** Something that is done in an open repository. */
    private interface PointTask<T> {
        T in(WorkTree tree, RollbackRef ref) throws IOException, Refusal;
    }
}
