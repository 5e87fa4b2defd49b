package io.github.devopsagent.git.internal.rollbackpoint;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.RollbackRef;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/** Where the point of a run is, beside those of other runs whose deployments have the same id. */
final class RunPoint {

    private final Repository repository;
    private final ExecutionContext context;
    private final RollbackRef plain;

    RunPoint(Repository repository, ExecutionContext context) throws GitRefusal {
        this.repository = repository;
        this.context = context;
        this.plain = RollbackRef.of(context);
    }

    ExecutionContext context() {
        return context;
    }

    /** Asks whether a point, of which it is not known which run made it, can be this run's. */
    interface PointCheck {
        boolean isIn(RollbackRef ref) throws IOException, GitRefusal;
    }

    /** Where it is created, or was by an attempt before. */
    RollbackRef beside(PointCheck likeness) throws IOException, GitRefusal {
        if (context.run().isEmpty() || repository.exactRef(plain.name()) == null) {
            return plain;
        }
        Optional<String> run = plain.madeBy(repository);
        boolean own = run.isPresent() ? run.get().equals(context.run()) : isLike(likeness);
        return own ? plain : plain.of(context.run());
    }

    /** What is no rollback point at all is nobody's, too. */
    private boolean isLike(PointCheck likeness) throws IOException {
        try {
            return likeness.isIn(plain);
        } catch (GitRefusal notOurs) {
            return false;
        }
    }

    /** Where it was created. */
    RollbackRef created() throws IOException {
        RollbackRef own = plain.of(context.run());
        boolean beside = !context.run().isEmpty() && repository.exactRef(own.name()) != null;
        // One that does not say so was made by an earlier version.
        boolean others = plain.madeBy(repository)
                .filter(run -> !context.run().isEmpty() && !run.equals(context.run()))
                .isPresent();
        return beside || others ? own : plain;
    }
}
