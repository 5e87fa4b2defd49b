package io.github.devopsagent.shell.internal.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What waits for the next step: one guard, unless steps run at the same time. */
final class Guards {

    private final MachineTools machine;
    private final Duration grace;
    private final List<Guard> idle = new ArrayList<>();
    private long releases;

    Guards(MachineTools machine, Duration grace) {
        this.machine = machine;
        this.grace = grace;
    }

    /** A guard that is to be given back. */
    TakenGuard take(Path scratch) throws IOException {
        synchronized (this) {
            for (Iterator<Guard> each = idle.iterator(); each.hasNext(); ) {
                Guard guard = each.next();
                if (guard.isFor(scratch)) {
                    each.remove();
                    return new TakenGuard(guard, releases);
                }
            }
        }
        return new TakenGuard(new Guard(machine, grace, scratch), releases());
    }

    private synchronized long releases() {
        return releases;
    }

    private synchronized void giveBack(Guard guard, long releasesBefore) {
        if (releases == releasesBefore) {
            idle.add(guard);
        } else {
            guard.close();
        }
    }

    /** Lets go of all; those that are in use follow when they are given back. */
    void release() {
        List<Guard> ended;
        synchronized (this) {
            releases++;
            ended = List.copyOf(idle);
            idle.clear();
        }
        for (Guard guard : ended) {
            guard.close();
        }
        for (Guard guard : ended) {
            guard.awaitEnd();
        }
    }

    /** A guard that somebody uses. */
    final class TakenGuard {

        private final Guard guard;
        private final long releasesBefore;

        private TakenGuard(Guard guard, long releasesBefore) {
            this.guard = guard;
            this.releasesBefore = releasesBefore;
        }

        Guard guard() {
            return guard;
        }

        void end() {
            giveBack(guard, releasesBefore);
        }
    }
}
