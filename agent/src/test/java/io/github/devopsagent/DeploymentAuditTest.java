package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.engine.Retention;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.veto.ApprovalRecord;
import io.github.devopsagent.veto.CommitRecord;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** That no record can be altered unseen. */
@FewerCases(every = 4)
class DeploymentAuditTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private ConsensusDirectory consensus;
    private Path directory;

    /** A fact of an adapter. */
    private record Approved() implements ApprovalRecord, CommitRecord {
        @Override
        public Optional<String> deployedCommit() {
            return Optional.of("beef");
        }

        @Override
        public List<Provenance.Approval> recorded() {
            return List.of(new Provenance.Approval("qa", "1234abcd", Optional.of("SHA256:key")));
        }
    }

    /** DEP-001 is rolled back, DEP-002 and DEP-003 succeed. */
    @BeforeAll
    static void threeDeployments() {
        ConsensusDirectory consensus = aConsensus()
                .withTestResults(
                        "{\"epic_id\": \"EP-1\", \"environment\": {\"commit\": \"abcd\"}, \"scenarios\": [{\"id\": \"T-1\", \"status\": \"pass\"}]}")
                .in(shared);
        consensus.run(aShell().failing("deploy"));
        for (int i = 0; i < 2; i++) {
            again(consensus, i);
            consensus.run(aShell(), agent -> agent.evidenceSource((known, site) -> new Approved()));
        }
    }

    @BeforeEach
    void copy() {
        directory = temporary.resolve("consensus");
        DirectoryTrees.copy(shared.resolve("consensus"), directory);
        consensus = new ConsensusDirectory(directory);
    }

    private static void again(ConsensusDirectory consensus, int i) {
        consensus.write(
                "status.json",
                consensus
                        .text("status.json")
                        .replaceFirst("\"phase\": *\"[a-z]+\"", "\"phase\": \"deployment\"")
                        .replaceFirst("(?s)\"blockers\": *\\[.*?\\]", "\"blockers\": []")
                        .replaceFirst("\"iteration\": *\\d+", "\"iteration\": " + (i + 5)));
    }

    private Path record(int number) {
        return directory.resolve("artifacts/deployments/DEP-00" + number + ".json");
    }

    private Path journal(int number) {
        return directory.resolve(".devops/runs/DEP-00" + number + "/journal");
    }

    private List<String> findings() {
        return DeploymentAudit.of(directory).findings();
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        String changed = Pattern.compile(from).matcher(text).replaceFirst(to);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(file, changed);
    }

    @Test
    void what_nobody_touched_is_intact_and_its_head_is_told() throws Exception {
        DeploymentAudit audit = DeploymentAudit.of(directory);
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.unverified()).isEmpty();
        assertThat(audit.deployments()).containsExactly("DEP-001", "DEP-002", "DEP-003");
        String head = Digest.of(Files.readAllBytes(record(3)));
        assertThat(audit.heads()).containsExactly(Map.entry("EP-1", head));
        assertThat(audit).hasToString("INTACT: 3 records\n  head of EP-1: " + head);
    }

    @Test
    void a_record_says_what_was_approved_by_whom_and_what_it_comes_after() throws Exception {
        JsonNode evidence = TrustedJson.read(Files.readAllBytes(record(3))).path("evidence");
        assertThat(evidence.path("plan_sha256").asString(""))
                .isEqualTo(Digest.of(Files.readAllBytes(directory.resolve("artifacts/plan.json"))));
        assertThat(evidence.path("deployed_commit").asString("")).isEqualTo("beef");
        assertThat(evidence.path("tested_commit").asString("")).isEqualTo("abcd");
        assertThat(evidence.path("approvals"))
                .hasToString("[{\"role\":\"qa\",\"commit\":\"1234abcd\",\"key\":\"SHA256:key\"}]");
        assertThat(evidence.path("previous_record"))
                .hasToString("{\"deployment_id\":\"DEP-002\",\"sha256\":\"" + Digest.of(Files.readAllBytes(record(2)))
                        + "\"}");
    }

    @FewerCases(every = 6)
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void any_byte_of_a_record_that_is_altered_is_seen(int number) throws Exception {
        byte[] before = Files.readAllBytes(record(number));
        for (int at = 0; at < before.length; at += 97) {
            byte[] altered = before.clone();
            altered[at] ^= 1;
            Files.write(record(number), altered);
            assertThat(findings()).as("byte " + at).isNotEmpty();
        }
        Files.write(record(number), before);
        assertThat(findings()).isEmpty();
    }

    @FewerCases(every = 8)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"status\": \"success\"~\"status\": \"aborted\"",
                "\"plan_sha256\": \"..~\"plan_sha256\": \"00",
                "\"deployed_commit\": \"beef~\"deployed_commit\": \"bee0",
                "\"user\": \"~\"user\": \"not ",
                "\"duration_ms\": 0~\"duration_ms\": 1",
                "\"detail\": \"ok~\"detail\": \"not ok",
                "\"tested_commit\": \"abcd~\"tested_commit\": \"abce",
                "1234abcd~1234abce",
                "SHA256:key~SHA256:kex",
                "\"role\": \"qa\"~\"role\": \"sre\"",
                "\"environment\": \"production~\"environment\": \"staging",
                "\"deploy\"~\"deplox\"",
                "DEP-002~DEP-001",
                "\"bytes\": \\\\d+~\"bytes\": 8",
                "\"journal\": \\\\{~\"jornal\": {",
                "\"previous_record\": \\\\{~\"previous\": {"
            })
    void the_newest_record_cannot_be_altered_together_with_its_copy(String change) throws Exception {
        String[] parts = change.replace("\\\\", "\\").split("~");
        edit(record(3), parts[0].replace("\": ", "\" ?: ?"), Matcher.quoteReplacement(parts[1]));
        Files.copy(record(3), directory.resolve("artifacts/deployment.json"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(findings()).isNotEmpty();
    }

    @Test
    void any_byte_of_a_journal_that_is_altered_is_seen() throws Exception {
        byte[] before = Files.readAllBytes(journal(2));
        for (int at = 0; at < before.length; at += 61) {
            byte[] altered = before.clone();
            altered[at] ^= 1;
            Files.write(journal(2), altered);
            assertThat(findings()).as("byte " + at).isNotEmpty();
        }
        Files.write(journal(2), Arrays.copyOf(before, before.length - 1));
        assertThat(findings()).isNotEmpty();
    }

    @Test
    void a_journal_of_another_run_is_seen_and_so_is_one_that_is_gone() throws Exception {
        Files.copy(journal(2), journal(3), StandardCopyOption.REPLACE_EXISTING);
        assertThat(findings()).anyMatch(each -> each.contains("the journal of DEP-003 was altered"));
        Files.delete(journal(3));
        assertThat(findings()).singleElement().asString().contains("the journal of DEP-003 was removed");
        Files.delete(journal(3).resolveSibling("plan.json"));
        Files.delete(journal(3).resolveSibling("settings.json"));
        Files.delete(journal(3).getParent());
        assertThat(findings()).singleElement().asString().contains("the journal of DEP-003 was removed");
        assertThat(journal(3).getParent()).doesNotExist();
    }

    /** The record of a run, and a journal of its own, that began later. */
    private void copyOfRun(int number, int copy, String status) throws IOException {
        String id = "DEP-%03d".formatted(copy);
        Path kept = Files.createDirectories(directory.resolve(".devops/runs/" + id));
        List<byte[]> records = Journal.read(journal(number)).records();
        try (Journal journal = Journal.create(new DurableFiles(Disk.real()), kept.resolve("journal"))) {
            for (byte[] record : records) {
                journal.append(new String(record, UTF_8)
                        .replace("DEP-00" + number, id)
                        .replaceAll("\"at\":\"20..", "\"at\":\"2099")
                        .getBytes(UTF_8));
            }
        }
        Files.writeString(
                directory.resolve("artifacts/deployments/" + id + ".json"),
                Files.readString(record(number))
                        .replace("DEP-00" + number, id)
                        .replace("EP-1", "EP-2")
                        .replaceFirst("\"status\" ?: ?\"success\"", "\"status\" : \"" + status + "\""));
    }

    @Test
    void a_journal_that_is_gone_is_none_that_is_too_old_unless_as_many_are_later_as_are_kept() throws Exception {
        Files.delete(journal(3));
        String isGone = "the journal of DEP-003 was removed";
        for (int i = 0; i < Retention.RUNS; i++) {
            copyOfRun(2, 10 + i, i == 0 ? "rolled_back" : "success");
        }
        assertThat(findings()).anyMatch(each -> each.contains(isGone));
        copyOfRun(2, 9, "success");
        assertThat(findings()).noneMatch(each -> each.contains(isGone));
        assertThat(DeploymentAudit.of(directory).unverified()).contains("the journal of DEP-003 is not kept any more");
    }

    @Test
    void a_run_whose_journal_was_not_put_aside_yet_is_as_good_as_one_whose_journal_was() throws Exception {
        List<byte[]> records = Journal.read(journal(3)).records();
        Path open = directory.resolve(".devops/journal");
        Files.move(journal(3), open);
        assertThat(findings()).isEmpty();
        edit(record(3), "1234abcd", "1234abce");
        assertThat(findings()).isNotEmpty();
        edit(record(3), "1234abce", "1234abcd");

        Files.delete(open);
        try (Journal journal = Journal.create(new DurableFiles(Disk.real()), open)) {
            records.subList(0, records.size() - 1).forEach(journal::append);
        }
        assertThat(findings()).isEmpty();
        assertThat(DeploymentAudit.of(directory).unverified())
                .singleElement()
                .asString()
                .contains("the run of DEP-003 has not come to its end");
    }

    @Test
    void every_field_of_the_newest_record_is_in_its_journal() throws Exception {
        String text = Files.readString(record(3));
        Matcher values = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\" ?: ?(\"[^\"]+\"|[0-9]+|true|false|\\[ ?])")
                .matcher(text);
        int fields = 0;
        for (; values.find(); fields++) {
            String value = values.group(1);
            String other = value.startsWith("\"")
                    ? "\"another\""
                    : value.startsWith("[") ? "[\"another\"]" : value.equals("true") ? "false" : "77";
            String changed = text.substring(0, values.start(1)) + other + text.substring(values.end(1));
            Files.writeString(record(3), changed);
            Files.writeString(directory.resolve("artifacts/deployment.json"), changed);
            assertThat(findings()).as(values.group()).isNotEmpty();
        }
        assertThat(fields).isGreaterThan(50);
    }

    @Test
    void the_times_of_a_record_are_those_of_its_journal() throws Exception {
        for (String field : List.of("timestamp", "started_at")) {
            byte[] before = Files.readAllBytes(record(3));
            edit(record(3), "\n  \"" + field + "\" ?: ?\"20", "\n  \"" + field + "\" : \"19");
            assertThat(findings()).contains("'" + field + "' of DEP-003 is not what its journal says");
            Files.write(record(3), before);
        }
    }

    /** As if the agent had judged these test results, with all digests. */
    private void rewritten(String testResults) throws IOException {
        Files.writeString(directory.resolve("artifacts/test_results.json"), testResults);
        String digest = Digest.of(testResults.getBytes(UTF_8));
        String text = Files.readString(record(3));
        Matcher judged =
                Pattern.compile("\"test_results_sha256\" ?: ?\"(\\w+)\"").matcher(text);
        assertThat(judged.find()).isTrue();
        List<byte[]> records = Journal.read(journal(3)).records();
        Files.delete(journal(3));
        try (Journal journal = Journal.create(new DurableFiles(Disk.real()), journal(3))) {
            records.subList(0, records.size() - 1)
                    .forEach(each -> journal.append(new String(each, UTF_8)
                            .replace(judged.group(1), digest)
                            .getBytes(UTF_8)));
            Provenance.JournalSeal seal = journal.seal();
            String changed = text.replace(judged.group(1), digest)
                    .replaceFirst(
                            "(?s)(\"journal\" ?: ?\\{\\s*\"bytes\" ?: ?)\\d+(,\\s*\"sha256\" ?: ?\")\\w+",
                            "$1" + seal.bytes() + "$2" + seal.digest());
            Files.writeString(record(3), changed);
            Files.writeString(directory.resolve("artifacts/deployment.json"), changed);
            journal.append(JournalRecords.closed(Instant.EPOCH, Digest.of(changed.getBytes(UTF_8))));
        }
    }

    @Test
    void whether_a_run_might_begin_is_decided_again() throws Exception {
        String passing =
                "{\"epic_id\": \"EP-1\", \"environment\": {\"commit\": \"abcd\"}, \"scenarios\": [{\"id\": \"T-1\", \"status\": \"pass\"}]}";
        rewritten(passing + "\n");
        assertThat(findings()).isEmpty();
        rewritten(passing.replace("\"pass\"", "\"fail\""));
        assertThat(findings())
                .singleElement()
                .asString()
                .contains("DEP-003 might not have begun, by what is kept: tests_not_passing");
        rewritten(passing.replace("EP-1", "EP-2"));
        assertThat(findings()).singleElement().asString().contains("epic_mismatch");
        rewritten(passing.replace("abcd", "abce"));
        assertThat(findings()).singleElement().asString().contains("the tests ran on abce");
        rewritten("no JSON");
        assertThat(findings()).isNotEmpty().allMatch(each -> each.startsWith("DEP-003 might not have begun"));
    }

    @Test
    void test_results_that_are_not_there_any_more_are_not_judged_again() throws Exception {
        Files.writeString(directory.resolve("artifacts/test_results.json"), "{}");
        DeploymentAudit audit = DeploymentAudit.of(directory);
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.unverified())
                .containsExactly("the test results of DEP-001, DEP-002, DEP-003 are not there any more, only their"
                        + " digests: whether they passed is not judged again");
    }

    @Test
    void a_kept_plan_that_is_altered_is_seen() throws Exception {
        Files.writeString(directory.resolve(".devops/runs/DEP-002/plan.json"), "{}");
        assertThat(findings()).anyMatch(each -> each.contains("what is kept of DEP-002 was altered"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_record_that_is_removed_is_seen(int number) throws Exception {
        Files.delete(record(number));
        assertThat(findings()).anyMatch(each -> each.contains("one was removed, added or moved"));
    }

    @Test
    void the_newest_record_that_is_removed_is_seen() throws Exception {
        Files.delete(record(3));
        assertThat(findings()).anyMatch(each -> each.contains("deployment.json is none of the records"));
        Files.copy(record(2), directory.resolve("artifacts/deployment.json"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(findings()).anyMatch(each -> each.contains("DEP-003 has a journal, and its record was removed"));
    }

    /** Of it only the register tells. */
    @Test
    void the_newest_run_that_is_removed_as_a_whole_is_seen() throws Exception {
        Files.delete(record(3));
        Files.delete(journal(3));
        Files.copy(record(2), directory.resolve("artifacts/deployment.json"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(findings())
                .containsExactly("DEP-003 of EP-1 was begun, as .devops/register.json says, and neither its record nor"
                        + " its journal is there: both were removed");
    }

    /** It has an id, and has come to no end. */
    @Test
    void a_run_that_is_vetoed_or_aborted_leaves_no_gap() throws Exception {
        for (int i = 2; i < 5; i++) {
            again(consensus, i);
            consensus.run(
                    aShell().failing("preflight"),
                    agent -> agent.vetoRule(
                            "host",
                            evidence -> Either.left(new Veto("host", "no", Source.of("status.json"), Role.QA))));
            assertThat(findings()).isEmpty();
        }
    }

    @Test
    void records_in_another_order_are_seen() throws Exception {
        byte[] second = Files.readAllBytes(record(2));
        Files.copy(record(3), record(2), StandardCopyOption.REPLACE_EXISTING);
        Files.write(record(3), second);
        assertThat(findings()).anyMatch(each -> each.contains("DEP-002 says that it is 'DEP-003'"));
    }

    @Test
    void a_record_that_is_added_is_seen() throws Exception {
        Files.write(
                record(4),
                new String(Files.readAllBytes(record(3)), UTF_8)
                        .replace("DEP-003", "DEP-004")
                        .getBytes(UTF_8));
        assertThat(findings()).isNotEmpty();
    }
}
