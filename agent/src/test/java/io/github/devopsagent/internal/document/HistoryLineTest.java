package io.github.devopsagent.internal.document;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static io.github.devopsagent.internal.json.QuotedJson.json;
import static io.github.devopsagent.internal.json.QuotedJson.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.internal.disk.Digest;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryLineTest {

    private static final String HASH = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final Instant NOW = Instant.parse("2025-12-31T14:00:00.9Z");

    private static Optional<String> after(String tail) {
        return HistoryLine.toAppend(bytes(tail), Digest.of(utf8("abc")), Phase.DEPLOYMENT, Phase.DONE, NOW);
    }

    private static String line(String ts) {
        return json("{'ts':'" + ts + "','by':'devops','from_phase':'deployment','to_phase':'done','status_sha256':'"
                + HASH + "'}\n");
    }

    @Test
    void records_a_change() {
        assertThat(after("")).contains(line("2025-12-31T14:00:00Z"));
        assertThat(after("{'ts':'2025-12-31T13:00:00Z','status_sha256':'other'}\n"))
                .contains(line("2025-12-31T14:00:00Z"));
    }

    @Test
    void records_a_status_once() {
        assertThat(after(line("2025-12-31T14:00:00Z"))).isEmpty();
        assertThat(after(line("2025-12-31T14:00:00Z") + "\n\r\n")).isEmpty();
        assertThat(after(line("2025-12-31T14:00:00Z") + "{'status_sha256':'other'}\n"))
                .isPresent();
    }

    @Test
    void its_time_never_decreases() {
        assertThat(after("{'ts':'2025-12-31T16:00:00.25+01:00','status_sha256':'other'}\n"))
                .contains(line("2025-12-31T15:00:00.250Z"));
        assertThat(after("{'ts':'2025-12-31T14:00:00.1Z','status_sha256':'other'}\n"))
                .contains(line("2025-12-31T14:00:00.100Z"));
    }

    @Test
    void a_line_that_was_cut_off_stays_alone() {
        String torn = line("2025-12-31T14:00:00Z").substring(0, 60);
        assertThat(after(torn)).contains("\n" + line("2025-12-31T14:00:00Z"));
        assertThat(after(line("2025-12-31T14:00:00Z") + "garbage")).isEmpty();
        assertThat(after("{'ts':7,'status_sha256':'x'}")).contains("\n" + line("2025-12-31T14:00:00Z"));
    }
}
