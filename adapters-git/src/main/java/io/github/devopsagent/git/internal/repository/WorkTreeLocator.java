package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.git.internal.message.ErrorText;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.process.InheritedEnvironment;
import io.github.devopsagent.git.internal.process.StepFileSystem;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.util.FS;

/** Where git steps work; lets no exception of JGit's out of there. */
public final class WorkTreeLocator {

    private final Optional<WorkTreeLocation> fixed;
    private final boolean bound;

    private WorkTreeLocator(Optional<WorkTreeLocation> fixed, boolean bound) {
        this.fixed = fixed;
        this.bound = bound;
    }

    /** The work tree that the host named. */
    public static WorkTreeLocator at(WorkTreeLocation location) {
        return new WorkTreeLocator(Optional.of(location), false);
    }

    /** The same, but not for a step whose working directory says that it is meant for another one. */
    public static WorkTreeLocator boundTo(WorkTreeLocation location) {
        return new WorkTreeLocator(Optional.of(location), true);
    }

    /** The work tree that a step's working directory is in. */
    public static WorkTreeLocator around() {
        return new WorkTreeLocator(Optional.empty(), false);
    }

    /** For undoing: what was done was done here, wherever the working directory may be by now. */
    public WorkTreeLocator ofWhatIsDone() {
        return new WorkTreeLocator(fixed, false);
    }

    /** Something that is done in an open work tree. */
    public interface WorkTreeTask<T> {
        T in(OpenWorkTree tree, WorkTreeLocation location) throws IOException, GitAPIException, GitRefusal;
    }

    /** The run's consensus directory is left alone. */
    public <T> Either<GitRefusal, T> in(ExecutionContext context, WorkTreeTask<T> work) {
        try {
            InheritedEnvironment.requireHeeded(context.variables());
            WorkTreeLocation location = fixed.isPresent() ? fixed.get() : around(context);
            if (bound) {
                requireNoOther(location, context.workingDirectory());
            }
            Optional<Path> consensus = context.consensus();
            return in(
                    consensus.isPresent() ? location.ignoringConsensus(consensus.get()) : location,
                    StepFileSystem.of(context),
                    work);
        } catch (IOException e) {
            return Either.left(new GitRefusal(ErrorText.of(e)));
        } catch (GitRefusal e) {
            return Either.left(e);
        }
    }

    private static void requireNoOther(WorkTreeLocation location, Path workingDirectory)
            throws IOException, GitRefusal {
        Path root = IgnoredDirectories.real(location.root());
        Optional<Path> other = EnclosingWorkTree.find(workingDirectory).filter(found -> !found.equals(root));
        if (other.isPresent()) {
            throw new GitRefusal("This executor is bound to " + location.root() + ", but the step's working directory "
                    + workingDirectory + " is in another work tree, " + other.get() + ". Set the step's"
                    + " \"working_directory\" to \"" + location.root() + "\", or let the host leave out"
                    + " GitAdapter.executors(): those that are discovered work where the step does.");
        }
    }

    /** A directory that is not there, or in no repository, may be after a clone. */
    private static WorkTreeLocation around(ExecutionContext context) throws IOException, GitRefusal {
        try {
            return WorkTreeLocation.around(context.workingDirectory());
        } catch (GitRefusal e) {
            throw Files.exists(context.workingDirectory().resolve(".git")) ? e : GitRefusal.missingNow(e.reason());
        }
    }

    /** Where an attempt worked before. */
    public <T> Either<GitRefusal, T> again(WorkTreeLocation location, WorkTreeTask<T> work) {
        WorkTreeLocation again =
                fixed.filter(WorkTreeLocation::otherOwnerAllowed).isPresent()
                        ? location.allowingOtherOwner()
                        : location;
        boolean trusted = fixed.filter(WorkTreeLocation::repositoryTrusted).isPresent();
        return in(trusted ? again.trustingRepository() : again, StepFileSystem.ofNoStep(), work);
    }

    private static <T> Either<GitRefusal, T> in(WorkTreeLocation location, FS machine, WorkTreeTask<T> work) {
        try (OpenWorkTree tree = OpenWorkTree.open(location, machine)) {
            return Either.right(work.in(tree, location));
        } catch (GitRefusal e) {
            return Either.left(e);
        } catch (IOException | GitAPIException | RuntimeException e) {
            return Either.left(new GitRefusal(ErrorText.of(e) + " (in the git repository " + location.root() + ")"));
        }
    }
}
