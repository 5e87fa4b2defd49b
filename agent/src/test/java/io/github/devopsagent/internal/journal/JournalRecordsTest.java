package io.github.devopsagent.internal.journal;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.gate.KnownBlockers;
import io.github.devopsagent.internal.document.DocumentMutations;
import io.github.devopsagent.internal.document.PlanAndEventArbitraries;
import io.github.devopsagent.internal.json.QuotedJson;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.machine.vocabulary.EarlierRollbacks;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

@FewerTries
class JournalRecordsTest {

    private static final Instant AT = Instant.parse("2025-12-31T14:00:00Z");
    private static final byte[] OPENED = JournalRecords.opened(opening(List.of()));
    private static final byte[] RESUMED = record(new RunEvent.Resumed(AT, Recovery.RESUME));
    private static final byte[] CLOSED = JournalRecords.closed(AT);

    private static RunHeader opening(List<Veto> vetoes) {
        return new RunHeader(
                "DEP-001",
                "EP-1",
                AT,
                Mode.FULL,
                3,
                true,
                new Deployment.Digests("a", "b"),
                vetoes,
                new AgentIdentity(
                        "db1", "ops", Optional.empty(), Optional.empty(), new ProcessId("boot", 7, Optional.of(AT))),
                Optional.of(JournalFormat.LIBRARY_VERSION),
                List.of(),
                Optional.of(Map.of("messages/inbox/devops/x.json", "c")),
                Optional.empty(),
                Provenance.NONE,
                Optional.empty(),
                List.of("rule fresh"),
                new KnownBlockers(Optional.of(List.of(
                        new Blocker(Blocker.Type.VETO, "devops", "no_rollback_plan: x (artifacts/plan.json)")))));
    }

    private static byte[] record(RunEvent event) {
        return EventJson.write(event, PlanAndEventArbitraries.WATCHED, Optional.empty());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void a_journal_reads_as_it_was_written(
            @ForAll("openings") RunHeader header, @ForAll("events") List<RunEvent> events, @ForAll boolean closed) {
        List<byte[]> records = new ArrayList<>(List.of(JournalRecords.opened(header)));
        events.forEach(event -> records.add(record(event)));
        if (closed) {
            records.add(CLOSED);
        }
        assertThat(JournalRecords.opening(records)).isEqualTo(header);
        assertThat(JournalRecords.events(records, PlanAndEventArbitraries.WATCHED))
                .isEqualTo(events);
        assertThat(JournalRecords.isClosed(records)).isEqualTo(closed);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void a_broken_record_is_a_record_or_one_kind_of_exception(@ForAll("broken") List<byte[]> records) {
        try {
            assertThat(JournalRecords.opening(records)).isNotNull();
            assertThat(JournalRecords.events(records, PlanAndEventArbitraries.WATCHED))
                    .isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("record ").hasMessageContaining("found");
        }
    }

    @Provide
    Arbitrary<RunHeader> openings() {
        return PlanAndEventArbitraries.openings();
    }

    @Provide
    Arbitrary<List<RunEvent>> events() {
        return PlanAndEventArbitraries.events().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<byte[]>> broken() {
        Arbitrary<byte[]> opening = PlanAndEventArbitraries.openings().map(JournalRecords::opened);
        Arbitrary<byte[]> event = PlanAndEventArbitraries.events().map(JournalRecordsTest::record);
        return Arbitraries.oneOf(
                opening.flatMap(DocumentMutations::of).map(first -> List.of(first, RESUMED, CLOSED)),
                event.flatMap(DocumentMutations::of).map(next -> List.of(OPENED, next, CLOSED)),
                DocumentMutations.of(CLOSED).map(last -> List.of(OPENED, RESUMED, last)));
    }

    @Test
    void a_run_is_opened_with_who_began_it_on_which_evidence_and_why_it_is_a_veto() {
        Veto veto = Veto.of("no_rollback_plan", "none", new Source("artifacts/plan.json", "/rollback_plan"));
        RunHeader header = opening(List.of(veto));
        assertThat(header.isVeto()).isTrue();
        assertThat(QuotedJson.text(JournalRecords.opened(header)))
                .isEqualTo(
                        QuotedJson.json("{'type':'opened','at':'2025-12-31T14:00:00Z','run':'DEP-001','epic_id':'EP-1',"
                                + "'mode':'full','iteration':3,'approved':true,'plan_sha256':'a','test_results_sha256':'b',"
                                + "'format':2,'version':'" + JournalFormat.LIBRARY_VERSION + "',"
                                + "'host':'db1','user':'ops','boot_id':'boot','pid':7,'started_at':'2025-12-31T14:00:00Z',"
                                + "'vetoes':[{'code':'no_rollback_plan','reason':'none',"
                                + "'file':'artifacts/plan.json','pointer':'/rollback_plan','addressee':'tech_lead','faults':[]}],"
                                + "'inbox':[],'inbox_sha256':[{'file':'messages/inbox/devops/x.json','sha256':'c'}],'rules':['rule fresh'],'own_blockers':[{'type':'veto',"
                                + "'reason':'no_rollback_plan: x (artifacts/plan.json)'}]}"));
    }

    @Test
    void a_run_is_opened_with_the_digest_of_its_settings_and_one_of_an_earlier_version_without_it() {
        byte[] opened = JournalRecords.opened(opening(List.of()).withSettings("c"));
        assertThat(QuotedJson.text(opened)).contains("\"settings_sha256\":\"c\"");
        assertThat(JournalRecords.opening(List.of(opened)).settings()).contains("c");
        assertThat(JournalRecords.opening(List.of(OPENED)).settings()).isEmpty();
    }

    @Test
    void what_is_wrong_is_told_with_its_record() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalRecords.opening(List.of(CLOSED)))
                .withMessage("record 0: /type: found the string \"closed\", expected 'opened'");
        Stream.of(OPENED, CLOSED, bytes("{}"), bytes("7")).forEach(wrong -> assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalRecords.events(
                        List.of(OPENED, RESUMED, wrong, RESUMED), PlanAndEventArbitraries.WATCHED))
                .withMessageStartingWith("record 2: "));
    }

    @Test
    void a_journal_is_closed_only_by_a_whole_last_record() {
        assertThat(JournalRecords.isClosed(List.of(OPENED, CLOSED))).isTrue();
        assertThat(JournalRecords.isClosed(List.of(OPENED, CLOSED, RESUMED))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalRecords.isClosed(List.of(OPENED, bytes("{'type':'closed'}"))))
                .withMessage("record 1: /at: found nothing, expected a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalRecords.isClosed(List.of(OPENED, bytes("{'type':'closed'"))))
                .withMessageStartingWith("record 1: found broken JSON");
    }

    private static byte[] resumed(Optional<AgentIdentity> agent) {
        RunEvent.Resumed event = new RunEvent.Resumed(AT, Recovery.RESUME);
        return agent.map(who -> JournalRecords.resumed(event, who)).orElseGet(() -> record(event));
    }

    @Test
    void whoever_goes_on_is_the_one_who_worked_on_it_last() {
        AgentIdentity second = new AgentIdentity(
                "db2", "ann", Optional.of("m"), Optional.of("pid:[1]"), new ProcessId("b", 9, Optional.of(AT)));
        assertThat(JournalRecords.lastAgent(List.of(OPENED, resumed(Optional.of(second)), CLOSED)))
                .isEqualTo(second);
        assertThat(JournalRecords.lastAgent(List.of(OPENED, resumed(Optional.empty()))))
                .as("an earlier version did not write it")
                .isEqualTo(opening(List.of()).agent());
        assertThat(JournalRecords.events(
                        List.of(OPENED, resumed(Optional.of(second))), PlanAndEventArbitraries.WATCHED))
                .containsExactly(new RunEvent.Resumed(AT, Recovery.RESUME));
    }

    @Test
    void a_record_that_tells_nothing_but_that_a_run_was_recorded_is_passed_over_as_earlier_versions_wrote_it() {
        byte[] recorded = bytes("{'type':'recorded','at':'2025-12-31T14:00:00Z'}");
        RunEvent resumed = new RunEvent.Resumed(AT, Recovery.RESUME);
        assertThat(JournalRecords.events(List.of(OPENED, RESUMED, recorded), PlanAndEventArbitraries.WATCHED))
                .containsExactly(resumed);
        assertThat(JournalRecords.isClosed(List.of(OPENED, RESUMED, recorded))).isFalse();
        assertThat(JournalRecords.events(
                        List.of(OPENED, RESUMED, recorded, RESUMED, recorded, recorded, CLOSED),
                        PlanAndEventArbitraries.WATCHED))
                .as("killed before it was closed, twice")
                .containsExactly(resumed, resumed);
        for (String wrong : List.of("{'type':'recorded'}", "{'type':'recorded','at':'2025-12-31T14:00:00Z','by':1}")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JournalRecords.events(
                            List.of(OPENED, RESUMED, bytes(wrong)), PlanAndEventArbitraries.WATCHED))
                    .withMessageStartingWith("record 2: ");
        }
    }

    @Test
    void the_version_is_that_of_the_build() {
        assertThat(JournalFormat.LIBRARY_VERSION).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void a_format_of_a_later_version_names_the_version_that_can_go_on() {
        byte[] later =
                bytes(QuotedJson.text(resumed(Optional.of(opening(List.of()).agent())))
                        .replace("\"format\":2", "\"format\":6")
                        .replace(JournalFormat.LIBRARY_VERSION, "4.5.6"));
        assertThat(JournalFormat.tooNew(List.of(OPENED, later)))
                .hasValueSatisfying(why -> assertThat(why).contains("format 6", "up to 5", "(4.5.6)"));
        assertThat(JournalFormat.tooNew(List.of(OPENED, RESUMED, CLOSED))).isEmpty();
    }

    @Test
    void the_record_of_a_step_that_was_ended_with_the_lease_has_a_format_of_its_own_and_is_read_again() {
        RunEvent.StepLost lost =
                new RunEvent.StepLost(Instant.parse("2026-01-01T00:00:00Z"), StepRef.compensation(0, 0), 1, "why");
        byte[] record = JournalRecords.endedWithLease(lost);
        assertThat(QuotedJson.text(record)).contains("\"format\":5");
        assertThat(EventJson.read(record, PlanAndEventArbitraries.WATCHED)).isEqualTo(lost);
    }

    /** An earlier version would deploy where this one goes back. */
    @Test
    void a_rollback_on_demand_has_a_format_that_earlier_versions_refuse_and_a_deployment_has_theirs() {
        byte[] rollback = JournalRecords.opened(
                opening(List.of()).rollingBack(new RolledBackRun("DEP-001", "d", EarlierRollbacks.NONE)));
        assertThat(QuotedJson.text(rollback)).contains("\"format\":3");
        List<StepRef> tried = List.of(StepRef.compensation(0, 0));
        byte[] again = JournalRecords.opened(opening(List.of())
                .rollingBack(new RolledBackRun("DEP-001", "d", new EarlierRollbacks(tried, List.of()))));
        assertThat(QuotedJson.text(again)).contains("\"format\":4");
        assertThat(QuotedJson.text(OPENED)).contains("\"format\":2");
        assertThat(JournalFormat.tooNew(List.of(rollback, again))).isEmpty();
    }
}
