package io.github.devopsagent.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** A worker that is killed, and another one that finishes its run. */
class ThreeWorkersTest {

    @Test
    void what_a_killed_worker_left_is_undone_by_another_before_the_next_epic_has_its_turn() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (ThreeWorkers example = ThreeWorkers.over(
                PostgresServer.running().url() + "?user=" + PostgresServer.USER,
                new PrintStream(output, true, UTF_8))) {
            ThreeWorkers.Ending ending = example.run();
            assertThat(ending.isAsExpected())
                    .as(ending + "\n" + output.toString(UTF_8) + "\n" + example.printed())
                    .isTrue();
            assertThat(output.toString(UTF_8))
                    .contains(
                            "cart: HELD DEP-001, has [shop-prod]\n",
                            "search: HELD",
                            "waits for shop-prod with 0 ahead");
            assertThat(example.printed()).contains("was left", "ROLLED BACK");
        }
    }
}
