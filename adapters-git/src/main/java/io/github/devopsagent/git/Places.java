package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Where git steps work, and lets no exception of JGit's out of there. */
final class Places {

    private final Optional<Location> fixed;

    private Places(Optional<Location> fixed) {
        this.fixed = fixed;
    }

    /** The one that the host named. */
    static Places at(Location location) {
        return new Places(Optional.of(location));
    }

    /** The work tree that a step's working directory is in. */
    static Places around() {
        return new Places(Optional.empty());
    }

    /** Something that is done in an open work tree. */
    interface Work<T> {
        T in(WorkTree tree) throws IOException, GitAPIException, Refusal;
    }

    /** The consensus directory is left alone. */
    <T> Either<Refusal, T> in(ExecutionContext context, Work<T> work) {
        return attempt(
                () -> {
                    Location location = fixed.isPresent() ? fixed.get() : Location.around(context.workingDirectory());
                    return context.consensus().map(location::ignoring).orElse(location);
                },
                work);
    }
}
