package io.github.devopsagent.internal.journal;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.internal.document.DocumentMutations;
import io.github.devopsagent.internal.document.PlanAndEventArbitraries;
import io.github.devopsagent.internal.json.QuotedJson;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@FewerTries
class EventJsonTest {

    private static final Instant AT = Instant.parse("2025-12-31T14:00:00.5Z");
    private static final StepRef STEP = StepRef.compensation(0, 1);

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void every_event_reads_as_it_was_written(@ForAll("events") RunEvent event) {
        assertThat(EventJson.read(
                        EventJson.write(event, PlanAndEventArbitraries.WATCHED, Optional.empty()),
                        PlanAndEventArbitraries.WATCHED))
                .isEqualTo(event);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void a_broken_record_is_an_event_or_one_kind_of_exception(@ForAll("broken") byte[] record) {
        try {
            assertThat(EventJson.read(record, PlanAndEventArbitraries.WATCHED)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("found");
        }
    }

    @Provide
    Arbitrary<RunEvent> events() {
        return PlanAndEventArbitraries.events();
    }

    @Provide
    Arbitrary<byte[]> broken() {
        return PlanAndEventArbitraries.events()
                .map(event -> EventJson.write(event, PlanAndEventArbitraries.WATCHED, Optional.empty()))
                .flatMap(DocumentMutations::of);
    }

    @Test
    void an_attempt_is_recorded_by_its_step_its_executor_and_its_process() {
        assertThat(QuotedJson.text(EventJson.write(
                        new RunEvent.StepIntended(AT, STEP, 2, "key"),
                        PlanAndEventArbitraries.WATCHED,
                        Optional.empty())))
                .isEqualTo(QuotedJson.json("{'type':'step_intended','at':'2025-12-31T14:00:00.500Z',"
                        + "'step':'deployment_steps/0/rollback/1','attempt':2,'executor':'shell','key':'key'}"));
        ProcessId process = new ProcessId("b", 7, Optional.of(AT));
        assertThat(QuotedJson.text(EventJson.write(
                        new RunEvent.StepStarted(AT, STEP, 2, process),
                        PlanAndEventArbitraries.WATCHED,
                        Optional.empty())))
                .isEqualTo(QuotedJson.json("{'type':'step_started','at':'2025-12-31T14:00:00.500Z',"
                        + "'step':'deployment_steps/0/rollback/1','attempt':2,"
                        + "'boot_id':'b','pid':7,'started_at':'2025-12-31T14:00:00.500Z'}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'step_lost'} | /at: found nothing, expected a value",
                "{'type':'step_lost','at':5} | /at: found the number 5, expected a string",
                "{'type':'cancelled','at':'2025-12-31T14:00Z'} | /at: found the string \"2025-12-31T14:00Z\", expected a moment",
                "{'type':'cancelled','at':'2025-12-31T14:00:00Z','reason':'r','x':1} | /x: found a field that is never written",
                "{'type':'cancelled','at':'2025-12-31T14:00:00Z','reason':'r'} {} | found broken JSON",
                "{'type':'cancelled','type':'cancelled'} | found broken JSON: Duplicate",
                "{'type':'no','at':'2025-12-31T14:00:00Z'} | /type: found the string \"no\", expected the type of an event",
                "[] | the document: found a list of 0, expected an object",
                "{'type':'step_lost','at':'2025-12-31T14:00:00Z','step':'backup/2','attempt':1} | /step: found the string \"backup/2\", expected a step of the plan",
                "{'type':'step_lost','at':'2025-12-31T14:00:00Z','step':'backup/1','attempt':0} | /attempt: found the number 0, expected a whole number from 1",
                "{'type':'step_lost','at':'2025-12-31T14:00:00Z','step':'backup/1','attempt':1.0} | /attempt: found the number 1.0, expected a whole number",
                "{'type':'probed','at':'2025-12-31T14:00:00Z','purpose':'VERIFY','check':2} | /check: found the number 2, expected one of the plan's 2 checks",
                "{'type':'resumed','at':'2025-12-31T14:00:00Z','recovery':'ASK'} | the document: found what cannot be: a run that is left",
                "{'type':'step_intended','at':'2025-12-31T14:00:00Z','step':'backup/1','executor':'shell'} | /executor: found the string \"shell\", expected 'keeper'",
            })
    void what_is_wrong_with_a_record_is_told_with_its_place(String record, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventJson.read(bytes(record), PlanAndEventArbitraries.WATCHED))
                .withMessageContaining(message);
    }
}
