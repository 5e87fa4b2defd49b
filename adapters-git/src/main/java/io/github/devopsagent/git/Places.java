package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.util.FS;

/** Where git steps work; lets no exception of JGit's out of there. */
final class Places {

    private final Optional<Location> fixed;
    private final boolean bound;

    private Places(Optional<Location> fixed, boolean bound) {
        this.fixed = fixed;
        this.bound = bound;
    }

    /** The work tree that the host named. */
    static Places at(Location location) {
        return new Places(Optional.of(location), false);
    }

    /** The same, but not for a step whose working directory says that it is meant for another one. */
    static Places boundTo(Location location) {
        return new Places(Optional.of(location), true);
    }

    /** The work tree that a step's working directory is in. */
    static Places around() {
        return new Places(Optional.empty(), false);
    }

    /** For undoing: what was done was done here, wherever the working directory may be by now. */
    Places ofWhatIsDone() {
        return new Places(fixed, false);
    }

    /** Something that is done in an open work tree. */
    interface WorkTreeTask<T> {
        T in(WorkTree tree, Location location) throws IOException, GitAPIException, Refusal;
    }

    /** The run's consensus directory is left alone. */
    <T> Either<Refusal, T> in(ExecutionContext context, WorkTreeTask<T> work) {
        try {
            Location location = fixed.isPresent() ? fixed.get() : around(context);
            if (bound) {
                requireNoOther(location, context.workingDirectory());
            }
            Optional<Path> consensus = context.consensus();
            return in(
                    consensus.isPresent() ? location.ignoringConsensus(consensus.get()) : location,
                    StepFileSystem.of(context),
                    work);
        } catch (IOException e) {
            return Either.left(new Refusal(Reason.of(e)));
        } catch (Refusal e) {
            return Either.left(e);
        }
    }

    private static void requireNoOther(Location location, Path workingDirectory) throws IOException, Refusal {
        Path root = IgnoredDirectories.real(location.root());
        Optional<Path> other = EnclosingWorkTree.find(workingDirectory).filter(found -> !found.equals(root));
        if (other.isPresent()) {
            throw new Refusal("This executor is bound to " + location.root() + ", but the step's working directory "
                    + workingDirectory + " is in another work tree, " + other.get() + ". Set the step's"
                    + " \"working_directory\" to \"" + location.root() + "\", or let the host leave out"
                    + " GitAdapter.executors(): those that are discovered work where the step does.");
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
    <T> Either<Refusal, T> again(Location location, WorkTreeTask<T> work) {
        boolean allowed = fixed.filter(Location::otherOwnerAllowed).isPresent();
        return in(allowed ? location.allowingOtherOwner() : location, FS.DETECTED, work);
    }

    private static <T> Either<Refusal, T> in(Location location, FS machine, WorkTreeTask<T> work) {
        try (WorkTree tree = WorkTree.open(location, machine)) {
            return Either.right(work.in(tree, location));
        } catch (Refusal e) {
            return Either.left(e);
        } catch (IOException | GitAPIException | RuntimeException e) {
            return Either.left(new Refusal(Reason.of(e) + " (in the git repository " + location.root() + ")"));
        }
    }
}
