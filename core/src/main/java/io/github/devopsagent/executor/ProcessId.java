package io.github.devopsagent.executor;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Names a process for good: a process id alone is used again, after a reboot at the latest.
 *
 * @param bootId of the machine's current boot; empty where the system has none
 * @param pid its id
 * @param startedAt when it was started, as the system tells it
 */
public record ProcessId(String bootId, long pid, Optional<Instant> startedAt) {

    public ProcessId {
        Objects.requireNonNull(bootId, "bootId");
        Objects.requireNonNull(startedAt, "startedAt");
    }
}
