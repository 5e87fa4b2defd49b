package io.github.devopsagent.git.internal.rollbackpoint;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.process.AttemptProcesses;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.RecordedState;
import io.github.devopsagent.git.internal.repository.RefChange;
import io.github.devopsagent.git.internal.repository.RollbackRef;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.git.internal.repository.WorkTreeLocator;
import io.github.devopsagent.git.internal.steprecord.RunRecord;
import io.github.devopsagent.git.internal.worktree.Restoration;
import io.github.devopsagent.git.internal.worktree.RestoreCommand;
import io.github.devopsagent.git.internal.worktree.WritingSettings;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Opens the repository for each call, and lets no exception of JGit's out. */
public final class GitRollbackPoint implements RollbackPoint {

    private final WorkTreeLocation location;
    private final RollbackPointSettings settings;

    public GitRollbackPoint(WorkTreeLocation location, RollbackPointSettings settings) {
        this.location = location;
        this.settings = settings;
    }

    public GitRollbackPoint(WorkTreeLocation location) {
        this(location, RollbackPointSettings.DEFAULT);
    }

    @Override
    public String name() {
        return "git";
    }

    @Override
    public StepResult create(StepRequest request) {
        return inRepository(AttemptProcesses.context(request), (tree, point) -> created(tree, point, request))
                .fold(StepResult::failure, StepResult::success);
    }

    @Override
    public StepResult restore(StepRequest request) {
        return inRepository(AttemptProcesses.context(request), (tree, point) -> restored(tree, point, request))
                .fold(StepResult::failure, StepResult::success);
    }

    private static String restored(OpenWorkTree tree, RunPoint point, StepRequest request)
            throws IOException, GitRefusal {
        List<String> record =
                record(request).read().stream().flatMap(String::lines).toList();
        RollbackRef ref = point.created();
        String restored = Restoration.of(tree, ref, record.stream().findFirst()).run();
        boolean isOfCommit = ref.read(tree.repository())
                .filter(recorded -> recorded.snapshot().isEmpty())
                .isPresent();
        if (isOfCommit && record.size() > 1) {
            WritingSettings.requireFilesAsBefore(tree, record.get(1));
        }
        return restored;
    }

    private String created(OpenWorkTree tree, RunPoint point, StepRequest request) throws IOException, GitRefusal {
        String created = new RollbackPointCreation(tree, point, settings).run();
        RollbackRef ref = point.created();
        Optional<ObjectId> value = RefChange.current(tree.repository(), ref.name());
        record(request).write(value.map(ObjectId::name).orElse("") + "\n" + WritingSettings.of(tree));
        return created;
    }

    /** Has the value of the point's ref, and by what files were written then. */
    private static RunRecord record(StepRequest request) {
        return new RunRecord(request.attempt().scratch(), "rollback-point");
    }

    @Override
    public Optional<StepFinding> check(ExecutionContext context) {
        return inRepository(context, (tree, point) -> new RollbackPointCreation(tree, point, settings).judge())
                .fold(reason -> Optional.of(StepFinding.cannotRun(reason)), seen -> Optional.empty());
    }

    @Override
    public String restoreCommand(ExecutionContext context) {
        return inRepository(context, this::restoreCommand).getOrElse("");
    }

    /** Before the point is created, the command for what creating it would record. */
    private String restoreCommand(OpenWorkTree tree, RunPoint point) throws IOException, GitRefusal {
        RollbackRef ref = point.created();
        RestoreCommand command = new RestoreCommand(tree, ref.name());
        Optional<RecordedState> recorded = ref.read(tree.repository());
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
        return WorkTreeLocator.at(location)
                .in(context, (tree, location) -> work.in(tree, new RunPoint(tree.repository(), context)))
                .mapLeft(GitRefusal::reason);
    }

    /** Something that is done in an open repository. */
    private interface PointTask<T> {
        T in(OpenWorkTree tree, RunPoint point) throws IOException, GitRefusal;
    }
}
