package io.github.devopsagent.coordination;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a lease cannot be had now.
 *
 * @param who keeps it, for people, such as {@code process 4711 of user ci on host pod-7, run DEP-003}
 * @param advice what to do about it, for people; empty if there is nothing to do but to wait
 * @param worker who keeps it, if that is known
 * @param since when it was taken, if that is known
 * @param ahead how many others stand in line before the one who asks
 */
public record LeaseHolder(String who, String advice, Optional<Worker> worker, Optional<Instant> since, int ahead) {

    public LeaseHolder {
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(advice, "advice");
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(since, "since");
    }
}
