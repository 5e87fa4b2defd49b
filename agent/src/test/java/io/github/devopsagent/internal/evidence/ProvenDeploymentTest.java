package io.github.devopsagent.internal.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which deployment is live, and stayed healthy, as far as the records tell. */
class ProvenDeploymentTest {

    private final TreeMap<String, Content> files = new TreeMap<>();

    private ProvenDeploymentTest record(String epic, String id, String minute, String status) {
        return file(
                epic + "-" + id,
                "{\"epic_id\": \"" + epic + "\", \"deployment_id\": \"" + id + "\", \"timestamp\": \"2026-01-01T10:"
                        + minute + ":00Z\", \"status\": \"" + status + "\"}");
    }

    private ProvenDeploymentTest rollback(String id, String undone, String minute, String status) {
        return file(
                id,
                "{\"epic_id\": \"EP-1\", \"deployment_id\": \"" + id + "\", \"rolls_back\": \"" + undone
                        + "\", \"timestamp\": \"2026-01-01T10:" + minute + ":00Z\", \"status\": \"" + status + "\"}");
    }

    private ProvenDeploymentTest file(String name, String text) {
        files.put(Deployment.DIRECTORY + "/" + name + ".json", () -> new ByteArrayInputStream(text.getBytes(UTF_8)));
        return this;
    }

    private Optional<String> proven() {
        return ProvenDeployment.in(new Snapshot("1", files));
    }

    @Test
    void is_none_where_there_is_no_record() {
        assertThat(proven()).isEmpty();
    }

    @Test
    void is_the_last_one_of_all_epics_if_it_succeeded() {
        record("EP-2", "DEP-001", "05", "success").record("EP-1", "DEP-002", "03", "rollback_failed");

        assertThat(proven()).contains("EP-2/DEP-001");
    }

    @Test
    void is_still_live_after_others_were_aborted_or_rolled_back() {
        record("EP-1", "DEP-001", "01", "success")
                .record("EP-1", "DEP-002", "02", "rolled_back")
                .record("EP-1", "DEP-003", "03", "aborted");

        assertThat(proven()).contains("EP-1/DEP-001");
    }

    @Test
    void is_none_after_a_rollback_that_failed() {
        record("EP-1", "DEP-001", "01", "success").record("EP-1", "DEP-002", "02", "rollback_failed");

        assertThat(proven()).isEmpty();
    }

    @Test
    void is_the_one_before_that_which_was_rolled_back_on_demand() {
        record("EP-1", "DEP-001", "01", "success")
                .record("EP-1", "DEP-002", "02", "success")
                .rollback("DEP-003", "DEP-002", "03", "rolled_back");
        assertThat(proven()).contains("EP-1/DEP-001");

        rollback("DEP-004", "DEP-001", "04", "rollback_failed");
        assertThat(proven()).isEmpty();
    }

    @Test
    void is_not_certain_beside_a_record_that_cannot_be_read() {
        record("EP-1", "DEP-001", "01", "success").file("DEP-002", "{");

        assertThat(proven()).isEmpty();
    }
}
