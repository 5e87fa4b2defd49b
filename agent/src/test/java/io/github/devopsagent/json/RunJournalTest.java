package io.github.devopsagent.json;

import static io.github.devopsagent.json.Texts.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.pipeline.ProcessId;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RunJournalTest {

    private static final Instant AT = Instant.parse("2025-12-31T14:00:00Z");
    private static final Opening OPENING = opening(Either.right(new Deployment.Digests("a", "b")));
    private static final RunEvent RESUMED = new RunEvent.Resumed(AT, Recovery.RESUME);
    private static final byte[] CLOSED = RunJournal.closed(AT);

    private static Opening opening(Either<List<Veto>, Deployment.Digests> decision) {
        ProcessId process = new ProcessId("boot", 7, Optional.of(AT));
        return new Opening("DEP-001", "EP-1", AT, 3, true, "db1", "ops", process, decision);
    }

    private static byte[] record(RunEvent event) {
        return EventJson.write(event, Drawn.PLAN);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void an_opening_reads_as_it_was_written(@ForAll("openings") Opening opening) {
        assertThat(Opening.read(opening.toBytes())).isEqualTo(opening);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void a_journal_reads_as_it_was_written(
            @ForAll("openings") Opening opening, @ForAll("events") List<RunEvent> events, @ForAll boolean closed) {
        List<byte[]> records = new ArrayList<>(List.of(opening.toBytes()));
        events.forEach(event -> records.add(record(event)));
        if (closed) {
            records.add(CLOSED);
        }
        RunJournal journal = RunJournal.read(records);
        assertThat(journal.opening()).isEqualTo(opening);
        assertThat(journal.events(Drawn.PLAN)).isEqualTo(events);
        assertThat(journal.isClosed()).isEqualTo(closed);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void a_broken_record_is_a_record_or_one_kind_of_exception(@ForAll("broken") List<byte[]> records) {
        try {
            assertThat(RunJournal.read(records).events(Drawn.PLAN)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("record ").hasMessageContaining("found");
        }
    }

    @Provide
    Arbitrary<Opening> openings() {
        return Drawn.openings();
    }

    @Provide
    Arbitrary<List<RunEvent>> events() {
        return Drawn.events().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<byte[]>> broken() {
        Arbitrary<byte[]> opening = Drawn.openings().map(Opening::toBytes);
        Arbitrary<byte[]> event = Drawn.events().map(RunJournalTest::record);
        return Arbitraries.oneOf(
                opening.flatMap(Mutations::of).map(first -> List.of(first, record(RESUMED), CLOSED)),
                event.flatMap(Mutations::of).map(next -> List.of(OPENING.toBytes(), next, CLOSED)),
                Mutations.of(CLOSED).map(last -> List.of(OPENING.toBytes(), record(RESUMED), last)));
    }

    @Test
    void a_deployment_is_opened_with_who_began_it_and_on_which_evidence() {
        assertThat(Texts.text(OPENING.toBytes()))
                .isEqualTo(Texts.json("{'type':'opened','kind':'deployment','run':'DEP-001','epic_id':'EP-1',"
                        + "'at':'2025-12-31T14:00:00Z','iteration':3,'approved':true,'host':'db1','user':'ops',"
                        + "'boot_id':'boot','pid':7,'started_at':'2025-12-31T14:00:00Z',"
                        + "'plan_sha256':'a','test_results_sha256':'b'}"));
    }

    @Test
    void a_veto_is_opened_with_its_reasons() {
        Veto veto = Veto.of("no_rollback_plan", "none", new Source("artifacts/plan.json", "/rollback_plan"));
        Opening opening = opening(Either.left(List.of(veto)));
        assertThat(Texts.text(opening.toBytes()))
                .contains(Texts.json("'kind':'veto'"))
                .endsWith(Texts.json("'vetoes':[{'code':'no_rollback_plan','reason':'none',"
                        + "'file':'artifacts/plan.json','pointer':'/rollback_plan','addressee':'tech_lead'}]}"));
    }

    @Test
    void a_journal_tells_how_far_it_came() {
        byte[] intended = record(new RunEvent.StepIntended(AT, StepRef.parse("deployment_steps/0"), 1, "key"));
        RunJournal journal = RunJournal.read(List.of(OPENING.toBytes(), intended));
        assertThat(journal.isClosed()).isFalse();
        assertThat(journal.last()).isEqualTo("step_intended");
        assertThat(RunJournal.read(List.of(OPENING.toBytes())).last()).isEqualTo("opened");
        assertThat(RunJournal.read(List.of(OPENING.toBytes(), CLOSED)).isClosed()).isTrue();
    }

    @Test
    void what_is_wrong_is_told_with_its_record() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunJournal.read(List.of()))
                .withMessage("found a journal without any record");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunJournal.read(List.of(CLOSED)))
                .withMessage("record 0 of the journal: /type: found the string \"closed\", expected 'opened'");
        Stream.of(OPENING.toBytes(), CLOSED, bytes("{}"), bytes("7")).forEach(wrong -> {
            RunJournal journal = RunJournal.read(List.of(OPENING.toBytes(), record(RESUMED), wrong, record(RESUMED)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> journal.events(Drawn.PLAN))
                    .withMessageStartingWith("record 2 of the journal: ");
        });
    }
}
