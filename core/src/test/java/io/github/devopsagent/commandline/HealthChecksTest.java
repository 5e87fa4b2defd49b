package io.github.devopsagent.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Health checks in the forms in which they stand in public Dockerfiles, compose files, probes of Kubernetes, units of systemd and
 * configurations of Monit and Keepalived, with other names and ports. A line has what becomes of the check, where such ones are
 * found, and the command. A second list has checks as they are written for a plan, each executed once without its service.
 */
class HealthChecksTest {

    private static final List<String> RUNNING = List.of(
            "/usr/lib/jvm/java-17-openjdk-amd64/bin/java -jar agent.jar",
            "/bin/sh /srv/shop/consensus/.devops/runs/DEP-1");

    /** Those of the second have the exit code, 0 or another, with which each ended where its service was dead. */
    private static final List<String> LISTS = List.of("health-checks.tsv", "unanswered-checks.tsv");

    private static List<String> checks(String kind) throws IOException {
        List<String> checks = new ArrayList<>();
        for (String list : LISTS) {
            try (InputStream stream = HealthChecksTest.class.getResourceAsStream("/exit-codes/" + list)) {
                new String(stream.readAllBytes(), UTF_8)
                        .lines()
                        .map(line -> line.split("\t", 3))
                        .filter(parts -> parts[0].equals(kind))
                        .forEach(parts -> checks.add(
                                Script.of(parts[2].replace("\\n", "\n")).text()));
            }
        }
        assertThat(checks).hasSizeGreaterThan(12);
        return checks;
    }

    private static boolean isTold(String check) {
        return VainCommand.asListing(check).isPresent()
                || VainCommand.lostAnswer(check).isPresent()
                || BlindRequest.of(check).isPresent();
    }

    @Test
    void a_good_one_is_let_without_a_warning() throws IOException {
        assertThat(checks("may fail"))
                .hasSizeGreaterThan(250)
                .filteredOn(check -> VainCommand.asCheck(check, RUNNING).isPresent() || isTold(check))
                .isEmpty();
    }

    @Test
    void one_that_can_never_fail_is_refused() throws IOException {
        assertThat(checks("never fails"))
                .filteredOn(check -> VainCommand.asCheck(check, RUNNING).isEmpty())
                .isEmpty();
    }

    @Test
    void one_that_succeeds_too_easily_is_told() throws IOException {
        assertThat(checks("told"))
                .filteredOn(check -> VainCommand.asCheck(check, RUNNING).isPresent() || !isTold(check))
                .isEmpty();
    }
}
