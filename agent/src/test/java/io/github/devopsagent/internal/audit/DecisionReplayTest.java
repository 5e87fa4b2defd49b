package io.github.devopsagent.internal.audit;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.document.SettingsJson;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoCodes;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a run might begin, by what is kept of it alone. */
class DecisionReplayTest {

    @TempDir
    private Path temporary;

    private RunHeader header;
    private Path kept;
    private Optional<byte[]> tests;

    @BeforeEach
    void aDeployment() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.run(aShell());
        kept = consensus.path().resolve(".devops/runs/DEP-001");
        header = JournalRecords.opening(Journal.read(kept.resolve("journal")).records());
        tests = Optional.of(Files.readAllBytes(consensus.path().resolve("artifacts/test_results.json")));
    }

    private PinnedRun pinned(String from, String to) throws Exception {
        String text = Files.readString(kept.resolve("settings.json"));
        assertThat(text).containsPattern(from);
        return SettingsJson.read(text.replaceFirst(from, to).getBytes(UTF_8));
    }

    private List<String> refusals(PinnedRun pinned) {
        return new DecisionReplay(header, pinned, tests).refusals();
    }

    private PinnedRun pinned() throws Exception {
        return SettingsJson.read(Files.readAllBytes(kept.resolve("settings.json")));
    }

    private List<String> approvedBy(String role) throws Exception {
        header = header.withProvenance(new Provenance(
                Optional.empty(),
                Optional.empty(),
                List.of(new Provenance.Approval(role, "1234abcd", Optional.empty())),
                Optional.empty(),
                Optional.empty()));
        return refusals(pinned());
    }

    @Test
    void a_run_that_might_begin_might_begin() throws Exception {
        assertThat(refusals(pinned())).isEmpty();
        assertThat(approvedBy("qa")).isEmpty();
    }

    @Test
    void without_an_approval_of_qa_among_those_that_are_recorded_it_might_not() throws Exception {
        assertThat(approvedBy("security")).singleElement().asString().startsWith("qa_not_approved");
    }

    @Test
    void without_passing_tests_it_might_not_unless_nobody_knows_them() throws Exception {
        tests = tests.map(bytes -> "{\"epic_id\": \"EP-1\", \"scenarios\": []}".getBytes(UTF_8));
        assertThat(refusals(pinned())).singleElement().asString().startsWith("tests_not_passing");
        tests = Optional.empty();
        assertThat(refusals(pinned())).isEmpty();
    }

    @Test
    void with_another_plan_it_might_not() throws Exception {
        assertThat(refusals(pinned("\"after\" ?: ?\"both\"", "\"after\": \"rollback\"")))
                .singleElement()
                .asString()
                .startsWith("missing_health_checks");
        assertThat(refusals(pinned("\"epic_id\" ?: ?\"EP-1\"", "\"epic_id\": \"EP-2\"")))
                .singleElement()
                .asString()
                .contains("epic_mismatch");
    }

    @Test
    void of_each_rule_of_ours_it_is_decided_whether_what_it_judges_is_kept() throws Exception {
        DecisionReplay replay = new DecisionReplay(header, pinned(), tests);
        for (Field code : VetoCodes.class.getFields()) {
            Veto veto = Veto.of((String) code.get(null), "it says no", Source.of(Status.FILE));
            assertThat(replay.isKnown(veto)).as(veto.code()).isTrue();
        }
        DecisionReplay withoutTests = new DecisionReplay(header, pinned(), Optional.empty());
        Veto ofTests = Veto.of(VetoCodes.TESTS_NOT_PASSING, "it says no", Source.of(Status.FILE));
        assertThat(withoutTests.isKnown(ofTests)).isFalse();
    }
}
