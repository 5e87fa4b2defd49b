package io.github.devopsagent.internal.engine;

import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.environment.RunMask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** What hosts are told of a call that came to no outcome. */
final class RunFailure {

    private final Throwable cause;
    private final Path consensus;
    private final RunMask mask;

    RunFailure(Throwable cause, Path consensus, RunMask mask) {
        this.cause = cause;
        this.consensus = consensus;
        this.mask = mask;
    }

    /** What is thrown at the caller: an error of the JVM or of ours as it is. */
    RuntimeException thrown() {
        if (cause instanceof Error error) {
            throw error;
        }
        if (isOfTheWorld()) {
            return told();
        }
        return cause instanceof RuntimeException runtime ? runtime : new CompletionException(cause);
    }

    /** What listeners and the log are told, whatever was thrown. */
    DevOpsAgentException told() {
        if (cause instanceof BrokenFileException broken) {
            return masked(String.valueOf(broken.getMessage()), broken.path());
        }
        if (cause instanceof DevOpsAgentException known) {
            boolean isMasked = mask.text(String.valueOf(known.getMessage())).equals(known.getMessage());
            return isMasked ? known : masked(String.valueOf(known.getMessage()), known.path());
        }
        String message = Optional.ofNullable(cause.getMessage()).orElse("");
        return masked(isUnanswered() || cause instanceof UncheckedIOException ? message : cause.toString(), consensus);
    }

    /** Whether callers get what is told, and not an error of ours. */
    boolean isOfTheWorld() {
        return cause instanceof BrokenFileException
                || cause instanceof UncheckedIOException
                || isUnanswered()
                || cause instanceof DevOpsAgentException;
    }

    /** What workers share cannot be asked, and the host does not wait any longer. */
    private boolean isUnanswered() {
        return cause instanceof CoordinationUnavailableException;
    }

    private DevOpsAgentException masked(String message, Path path) {
        String masked = mask.text(message);
        return new DevOpsAgentException(masked, path, masked.equals(message) ? cause : new IOException(masked));
    }
}
