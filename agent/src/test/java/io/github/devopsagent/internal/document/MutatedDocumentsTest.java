package io.github.devopsagent.internal.document;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.internal.inbox.InboxReader;
import io.github.devopsagent.internal.json.QuotedJson;
import io.github.devopsagent.internal.plan.Defaults;
import io.github.devopsagent.internal.plan.PlanReader;
import io.github.devopsagent.internal.report.TestResultsReader;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MutatedDocumentsTest {

    private static final byte[] DOCUMENT = bytes("""
            {'epic_id': 'EP-1', 'tier': 'standard', 'phase': 'deployment', 'mode': 'full', 'iteration': 2,
             'approvals': ['qa', 'devops'], 'blockers': [{'type': 'veto', 'by': 'devops', 'reason': 'é 😀'}],
             'st': 'veto', 'r': 'qa', 'epic': 'EP-1', 'sm': ['a'], 'd': '2025-12-31', 'ts': '2025-12-31T14:00:00Z',
             'scenarios': [{'id': 'S', 'status': 'pass'}], 'environment': {'commit': 'abc'},
             'deployment_steps': ['a', {'run': 'b', 'rollback': ['c'], 'timeout': '5m', 'env': {'A': 'b'}},
               {'uses': 'x', 'with': {'n': [1.5e3, -2, true, null, '\\ud83d\\ude00']}, 'idempotent': true, 'retries': 1}],
             'health_checks': [{'http': 'http://h:1/', 'expect_status': 200}, {'tcp': '[::1]:80', 'after': 'deploy'}],
             'monitoring': {'duration': 'PT1M', 'failure_limit': 1}, 'rollback_plan': 'z'}
            """);

    @FewerTries(fewest = 200)
    @Property(tries = 1000)
    void whatever_arrives_leads_to_a_value_or_a_refusal(@ForAll("mutations") byte[] bytes) {
        assertThatCode(() -> {
                    StatusReader.read(bytes);
                    PlanReader.read(bytes, Defaults.STANDARD);
                    testResults(bytes);
                    InboxReader.read("f", bytes, "EP-1", Instant.EPOCH);
                })
                .doesNotThrowAnyException();
    }

    /** They are read quickly only to the same results. */
    private static void testResults(byte[] bytes) {
        Either<List<Refusal>, TestResults> read = TestResultsReader.read(new ByteArrayInputStream(bytes));
        Optional<TestResults> quickly = TestResultsReader.readQuickly(new ByteArrayInputStream(bytes));
        assertThat(quickly.isEmpty() || read.contains(quickly.get()))
                .as("%s and %s", read, quickly)
                .isTrue();
    }

    @Example
    void a_number_with_an_endless_exponent_leads_to_a_refusal() {
        byte[] document = QuotedJson.utf8("{\"x\": [1, 1e9999999992025]}");
        whatever_arrives_leads_to_a_value_or_a_refusal(document);
        assertThat(StatusReader.read(document).getLeft().get(0).toString())
                .contains("found a number that is out of range at line 1", "allowed is", "#/x/1");
    }

    @Property(tries = 200)
    void random_bytes_lead_to_a_value_or_a_refusal(@ForAll byte[] bytes) {
        whatever_arrives_leads_to_a_value_or_a_refusal(bytes);
    }

    @Provide
    Arbitrary<byte[]> mutations() {
        return DocumentMutations.of(DOCUMENT);
    }
}
