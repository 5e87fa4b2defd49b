package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.Problem;
import io.github.devopsagent.pipeline.RollbackPoint;
import io.github.devopsagent.pipeline.StepRequest;
import io.github.devopsagent.pipeline.StepResult;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Opens the repository for each call, and lets no exception of JGit's out. */
final class GitRollbackPoint implements RollbackPoint {

    private final Location location;

    GitRollbackPoint(Location location) {
        this.location = location;
    }

    @Override
    public String name() {
        return "git";
    }

    @Override
    public StepResult create(StepRequest request) {
        return inRepository(request.context(), (tree, ref) -> new Creation(tree, ref).run())
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
        return inRepository(context, (tree, ref) -> new Creation(tree, ref).judge())
                .fold(reason -> Optional.of(Problem.cannotRun(reason)), head -> Optional.empty());
    }

    @Override
    public String restoreCommand(ExecutionContext context) {
        return inRepository(context, this::restoreCommand).getOrElse("");
    }

    private String restoreCommand(WorkTree tree, RollbackRef ref) throws IOException, Refusal {
        Optional<Head> recorded = ref.read(tree.repository());
        return (recorded.isPresent() ? recorded : tree.head())
                .map(head -> new RestoreCommand(tree, ref).to(head, tree.ignored()))
                .orElse("");
    }

    private <T> Either<String, T> inRepository(ExecutionContext context, Work<T> work) {
        try {
            RollbackRef ref = RollbackRef.of(context);
            Location place = context.consensus().map(location::ignoring).orElse(location);
            try (WorkTree tree = WorkTree.open(place)) {
                return Either.right(work.in(tree, ref));
            }
        } catch (Refusal e) {
            return Either.left(String.valueOf(e.getMessage()));
        } catch (IOException | GitAPIException | RuntimeException e) {
            return Either.left(Reason.of(e) + " (in the git repository " + location.root() + ")");
        }
    }

    /** Something that is done in an open repository. */
    private interface Work<T> {
        T in(WorkTree tree, RollbackRef ref) throws IOException, GitAPIException, Refusal;
    }
}
