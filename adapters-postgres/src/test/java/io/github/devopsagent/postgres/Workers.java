package io.github.devopsagent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.FencedJournal;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.executor.ProcessId;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Workers that ask for leases by hand. */
final class Workers {

    private Workers() {}

    static Worker worker(int number) {
        return new Worker(
                "host-" + number,
                "ci",
                Optional.empty(),
                Optional.empty(),
                new ProcessId("", number, Optional.empty()));
    }

    static Claim claim(Coordination coordination, LeaseKey key, String directory, int number) {
        return coordination.claim(key, directory, worker(number));
    }

    static Lease taken(Coordination coordination, LeaseKey key, String directory, int number) {
        return taken(claim(coordination, key, directory, number));
    }

    static Lease taken(Claim claim) {
        Either<LeaseHolder, Lease> lease = claim.attempt();
        assertThat(lease.isRight()).as(lease::toString).isTrue();
        return lease.get();
    }

    static LeaseHolder refused(Claim claim) {
        Either<LeaseHolder, Lease> lease = claim.attempt();
        assertThat(lease.isLeft()).isTrue();
        return lease.getLeft();
    }

    static FencedJournal journal(Lease lease) {
        return lease.journal().orElseThrow();
    }

    static List<String> texts(Lease lease) {
        return journal(lease).records().stream()
                .map(record -> new String(record, StandardCharsets.UTF_8))
                .toList();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
