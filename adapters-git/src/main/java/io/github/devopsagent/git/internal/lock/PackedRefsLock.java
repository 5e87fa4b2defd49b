package io.github.devopsagent.git.internal.lock;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.Repository;

/** The lock of the file that has the packed refs: while it is there, none of them can be deleted. */
public final class PackedRefsLock {

    /** As long as git waits for it: packing takes no longer. */
    private static final Duration PACKING = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private PackedRefsLock() {}

    /** Waits for somebody who packs refs, and refuses one that was left. */
    public static void requireFree(Repository repository) throws IOException, GitRefusal {
        Path file = file(repository);
        long deadline = System.nanoTime() + PACKING.toNanos();
        while (Files.exists(file)) {
            if (System.nanoTime() - deadline >= 0) {
                throw new GitRefusal("The packed refs are locked by " + file + " since "
                        + Files.getLastModifiedTime(file) + ". " + advice(file));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** What to do about it; empty if it is not there. */
    public static Optional<String> advice(Repository repository) {
        return Optional.of(file(repository)).filter(Files::exists).map(PackedRefsLock::advice);
    }

    private static String advice(Path file) {
        return "Another git process is at work, or has died; if none runs, run: rm "
                + ShellWord.quoted(file.toString());
    }

    private static Path file(Repository repository) {
        return repository.getCommonDirectory().toPath().resolve("packed-refs.lock");
    }
}
