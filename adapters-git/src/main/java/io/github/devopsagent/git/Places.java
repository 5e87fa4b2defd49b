package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Where git steps work; lets no exception of JGit's out of there. */
final class Places {

    private final Optional<Location> fixed;

    private Places(Optional<Location> fixed) {
        this.fixed = fixed;
    }

    /** The work tree that the host named. */
    static Places at(Location location) {
        return new Places(Optional.of(location));
    }

    /** The work tree that a step's working directory is in. */
    static Places around() {
        return new Places(Optional.empty());
    }

    /** Something that is done in an open work tree. */
    interface Work<T> {
        T in(WorkTree tree, Location location) throws IOException, GitAPIException, Refusal;
    }

    /** The run's consensus directory is left alone. */
    <T> Either<Refusal, T> in(ExecutionContext context, Work<T> work) {
        try {
            Location location = fixed.isPresent() ? fixed.get() : around(context);
            Optional<Path> consensus = context.consensus();
            return in(consensus.isPresent() ? location.ignoringConsensus(consensus.get()) : location, work);
        } catch (IOException e) {
            return Either.left(new Refusal(Reason.of(e)));
        } catch (Refusal e) {
            return Either.left(e);
        }
    }

    /** A directory that is not there, or in no repository, may be after a clone. */
    private static Location around(ExecutionContext context) throws IOException, Refusal {
        try {
            return Location.around(context.workingDirectory());
        } catch (Refusal e) {
            throw Files.exists(context.workingDirectory().resolve(".git")) ? e : Refusal.missingNow(e.reason());
        }
    }

    /** Where an attempt worked before. */
    <T> Either<Refusal, T> again(Location location, Work<T> work) {
        boolean allowed = fixed.filter(Location::otherOwnerAllowed).isPresent();
        return in(allowed ? location.allowingOtherOwner() : location, work);
    }

    private static <T> Either<Refusal, T> in(Location location, Work<T> work) {
        try (WorkTree tree = WorkTree.open(location)) {
            return Either.right(work.in(tree, location));
        } catch (Refusal e) {
            return Either.left(e);
        } catch (IOException | GitAPIException | RuntimeException e) {
            return Either.left(new Refusal(Reason.of(e) + " (in the git repository " + location.root() + ")"));
        }
    }
}
