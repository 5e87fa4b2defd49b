package io.github.devopsagent.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.devopsagent.internal.journal.JournalRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whatever lies where earlier runs left their records, deployments are counted and a journal is read or refused. */
class EarlierRecordsFuzzTest {

    @FuzzTest
    void record(byte[] bytes) {
        assertThat(DeploymentIds.next(
                        "EP-1", Set.of("DEP-001"), Map.of("DEP-001", bytes), Optional.of(bytes), List.of(), 0))
                .matches("DEP-\\d{3,10}")
                .isNotEqualTo("DEP-001");
        AbortedRecord.read(bytes)
                .ifPresent(abort -> assertThat(abort.repeatedBy("DEP-002")).isPositive());
        DeploymentRegister register = DeploymentRegister.read(bytes, new ArrayList<>());
        assertThat(DeploymentRegister.read(register.toBytes(), new ArrayList<>()))
                .isEqualTo(register);
        try {
            assertThat(JournalRecords.opening(List.of(bytes)).run()).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("record 0: ");
        }
    }
}
