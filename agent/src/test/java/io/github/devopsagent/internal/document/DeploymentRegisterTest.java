package io.github.devopsagent.internal.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.json.QuotedJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentRegisterTest {

    private static DeploymentRegister readWithoutFault(byte[] document) {
        List<String> faults = new ArrayList<>();
        DeploymentRegister register = DeploymentRegister.read(document, faults);
        assertThat(faults).isEmpty();
        return register;
    }

    @Property
    void what_was_written_is_read(
            @ForAll String epic, @ForAll @IntRange(max = 2000) int number, @ForAll String digest) {
        String id = "DEP-%03d".formatted(number);
        DeploymentRegister register = DeploymentRegister.EMPTY
                .given(epic, id)
                .written(epic, id, digest)
                .given("EP-2", "DEP-001");
        DeploymentRegister read = readWithoutFault(register.toBytes());
        assertThat(read.highest()).isEqualTo(Math.max(number, 1));
        assertThat(read.aborted(epic)).containsOnlyKeys(id);
        assertThat(read.toBytes()).isEqualTo(register.toBytes());
    }

    @Test
    void the_highest_number_never_falls() {
        DeploymentRegister register = DeploymentRegister.EMPTY
                .given("EP-1", "DEP-012")
                .given("EP-1", "DEP-003")
                .given("EP-1", "no id");
        assertThat(register.highest()).isEqualTo(12);
        assertThat(register.given("EP-2", "DEP-002").highest()).isEqualTo(12);
    }

    @Test
    void a_record_that_was_removed_is_forgotten_and_its_number_is_not() {
        DeploymentRegister register = DeploymentRegister.EMPTY
                .given("EP-1", "DEP-001")
                .written("EP-1", "DEP-001", "ab")
                .removed("EP-1", "DEP-001");
        assertThat(register.aborted("EP-1")).isEmpty();
        assertThat(register.highest()).isEqualTo(1);
    }

    @Test
    void a_success_stands_until_another_run_of_the_epic_begins() {
        DeploymentRegister.Success success = new DeploymentRegister.Success(
                "DEP-001",
                Instant.parse("2025-12-31T14:00:00.5Z"),
                "production",
                3,
                new Deployment.Digests("ab", "cd"));
        DeploymentRegister register =
                DeploymentRegister.EMPTY.given("EP-1", "DEP-001").succeeded("EP-1", success);
        DeploymentRegister read = readWithoutFault(register.toBytes());
        assertThat(read).isEqualTo(register);
        assertThat(read.standing("EP-1")).contains(success);
        assertThat(read.given("EP-2", "DEP-002").standing("EP-1")).contains(success);
        assertThat(read.given("EP-1", "DEP-003").standing("EP-1")).isEmpty();
        assertThat(read.standing("EP-2")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{'EP-1': 1}",
                "{'EP-1': {'highest': -1, 'aborted_records': {}}}",
                "{'EP-1': {'highest': 2147483647, 'aborted_records': {}}}",
                "{'EP-1': {'highest': 1}}",
                "{'EP-1': {'highest': 1, 'aborted_records': {'DEP-001': null}}}"
            })
    void what_cannot_be_read_is_an_empty_one_and_is_told(String text) {
        List<String> faults = new ArrayList<>();
        assertThat(DeploymentRegister.read(QuotedJson.bytes(text), faults)).isEqualTo(DeploymentRegister.EMPTY);
        assertThat(faults).hasSize(1);
    }

    private static DeploymentRegister deployed() {
        DeploymentRegister.Success success = new DeploymentRegister.Success(
                "DEP-001", Instant.parse("2025-12-31T14:00:00Z"), "production", 3, new Deployment.Digests("ab", "cd"));
        return DeploymentRegister.EMPTY.given("EP-1", "DEP-001").succeeded("EP-1", success);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"highest\":", "\"deployment_id\":", "\"at\":"})
    void a_field_that_a_later_version_has_written_is_passed_over(String before) {
        String text = new String(deployed().toBytes(), UTF_8).replace(" :", ":");
        String later = text.replace(before, "\"zz\": {\"y\": [2]}, " + before);
        assertThat(later).isNotEqualTo(text);
        assertThat(readWithoutFault(later.getBytes(UTF_8))).isEqualTo(deployed());
    }

    @Test
    void what_can_be_read_is_kept_beside_what_cannot() {
        List<String> faults = new ArrayList<>();
        DeploymentRegister read = DeploymentRegister.read(
                QuotedJson.bytes("{'EP-1': {'highest': 7, 'aborted_records': {}, 'last_success': {'at': 1}}, 'EP-2': 3,"
                        + " 'EP-3': {'highest': 2, 'aborted_records': {}}}"),
                faults);
        assertThat(read)
                .isEqualTo(DeploymentRegister.EMPTY.given("EP-1", "DEP-007").given("EP-3", "DEP-002"));
        assertThat(faults)
                .containsExactly(
                        "/EP-1/last_success/deployment_id: found nothing, expected a value",
                        "/EP-2: found the number 3, expected an object");
    }

    @Test
    void the_highest_id_of_all_is_read() {
        String json = "{'EP-1': {'highest': HIGHEST, 'aborted_records': {}}}";
        assertThat(readWithoutFault(QuotedJson.bytes(json.replace("HIGHEST", "" + DeploymentIds.HIGHEST)))
                        .highest())
                .isEqualTo(DeploymentIds.HIGHEST);
    }

    @Test
    void a_success_counts_for_the_iteration_to_which_a_veto_has_raised_the_epic_and_for_no_other() {
        DeploymentRegister.Success success = new DeploymentRegister.Success(
                "DEP-001", Instant.parse("2025-12-31T14:00:00Z"), "production", 3, new Deployment.Digests("ab", "cd"));
        DeploymentRegister register =
                DeploymentRegister.EMPTY.given("EP-1", "DEP-001").succeeded("EP-1", success);
        assertThat(register.raised("EP-1", 3, 4).standing("EP-1"))
                .hasValueSatisfying(standing -> assertThat(standing.iteration()).isEqualTo(4));
        assertThat(register.raised("EP-1", 2, 4)).isEqualTo(register);
        assertThat(register.raised("EP-2", 3, 4)).isEqualTo(register);
    }
}
