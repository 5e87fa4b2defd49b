package io.github.devopsagent.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.document.DeploymentRegister;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EpicRecordsTest {

    private final List<String> opened = new ArrayList<>();

    /** A file that notes that it is opened. */
    private Content file(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Content() {
            @Override
            public InputStream open() {
                opened.add(name);
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public long size() {
                return bytes.length;
            }
        };
    }

    private static String record(String id, String epic) {
        return "{\"deployment_id\": \"" + id + "\", \"epic_id\": \"" + epic + "\", \"status\": \"success\"}";
    }

    /** A thousand records, of which each hundredth is of the epic. */
    private Snapshot aThousandRecords() {
        SortedMap<String, Content> contents = new TreeMap<>();
        for (int i = 1; i <= 1000; i++) {
            String id = DeploymentIds.id(i);
            contents.put(EpicRecords.path(id), file(id, record(id, i % 100 == 0 ? "EP-1" : "EP-2")));
        }
        contents.put(Deployment.FILE, file("latest", record("DEP-1000", "EP-1")));
        return new Snapshot("", contents);
    }

    @Test
    void of_a_thousand_records_the_newest_of_the_epic_is_read_once_and_no_older_one() {
        EpicRecords records =
                EpicRecords.read(aThousandRecords(), "EP-1", DeploymentRegister.EMPTY.given("EP-1", "DEP-1000"));

        assertThat(records.newestBefore("DEP-1001").orElseThrow().deploymentId())
                .isEqualTo("DEP-1000");
        assertThat(records.newestAbort()).isEmpty();
        assertThat(records.standing()).isEmpty();
        assertThat(opened).containsExactlyInAnyOrder("latest", "DEP-1000");
    }

    @Test
    void those_of_other_epics_are_read_as_far_as_they_are_newer() {
        EpicRecords records =
                EpicRecords.read(aThousandRecords(), "EP-1", DeploymentRegister.EMPTY.given("EP-1", "DEP-1000"));

        assertThat(records.newestBefore("DEP-1000").orElseThrow().deploymentId())
                .isEqualTo("DEP-900");
        assertThat(opened).hasSize(1 + 100).doesNotContain("DEP-899");
    }

    @Test
    void whether_one_has_certain_bytes_is_asked_of_those_of_their_size() {
        EpicRecords records = EpicRecords.read(aThousandRecords(), "EP-1", DeploymentRegister.EMPTY);

        assertThat(records.has(record("DEP-042", "EP-2 ").getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(records.has(record("DEP-1000", "EP-1").getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(opened).containsExactlyInAnyOrder("latest", "DEP-1000");
    }
}
