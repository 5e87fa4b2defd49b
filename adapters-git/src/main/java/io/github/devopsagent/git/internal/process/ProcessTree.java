package io.github.devopsagent.git.internal.process;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Processes with all that they have started. */
public final class ProcessTree {

    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private ProcessTree() {}

    /**
     * Asks them to end, and ends them if they do not.
     *
     * @return whether all have ended
     */
    public static boolean end(Collection<ProcessHandle> roots) {
        List<ProcessHandle> asked = with(roots);
        asked.forEach(ProcessHandle::destroy);
        if (haveEnded(asked)) {
            return true;
        }
        // Those that were started since are among them.
        List<ProcessHandle> forced = with(asked);
        forced.forEach(ProcessHandle::destroyForcibly);
        return haveEnded(forced);
    }

    private static List<ProcessHandle> with(Collection<ProcessHandle> roots) {
        return roots.stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .distinct()
                .toList();
    }

    private static boolean haveEnded(Collection<ProcessHandle> processes) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            // A thread that is interrupted does not pause, and has to wait nonetheless.
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }
}
