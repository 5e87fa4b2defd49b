package io.github.devopsagent.executor;

import io.github.devopsagent.regex.LazyPattern;
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

    /** Some containers are told an id of zeros, which tells no boot from another. */
    private static final LazyPattern BOOT_ID =
            LazyPattern.of("(?!0{8})\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    public ProcessId {
        Objects.requireNonNull(bootId, "bootId");
        Objects.requireNonNull(startedAt, "startedAt");
    }

    /**
     * The boot id that a system tells.
     *
     * @param told the content of Linux' {@code /proc/sys/kernel/random/boot_id}
     * @return the id; empty if it tells no boot from another
     */
    public static String bootId(String told) {
        String id = told.strip();
        return BOOT_ID.matcher(id).matches() ? id : "";
    }
}
