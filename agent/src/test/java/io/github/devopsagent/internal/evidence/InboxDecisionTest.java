package io.github.devopsagent.internal.evidence;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.ConsensusFixture;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.veto.Veto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in our inbox is read, judged and told, in whatever way a run ends. */
class InboxDecisionTest {

    private static final String HANDOFF = """
            { "d": "2025-12-30", "st": "handoff", "r": "developer", "epic": "EP-1",
              "sm": ["The cache must be warm."], "nx": ["Warm it"] }
            """;
    private static final String VETO = HANDOFF.replace("handoff", "veto").replace("2025-12-30", "2025-12-29");
    private static final String APPROVAL = HANDOFF.replace("handoff", "approval")
            .replace("The cache must be warm.", "Approved: the cache is verified.")
            .replace("[\"Warm it\"]", "[]");
    private static final String LISTED =
            "messages/inbox/devops/hello.json: handoff of developer: The cache must be warm.";

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private static List<String> codes(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        return ((Outcome.Vetoed) outcome).vetoes().stream().map(Veto::code).toList();
    }

    private static void isTold(Outcome outcome) {
        assertThat(outcome.inbox()).extracting(ReceivedMessage::toString).containsExactly(LISTED);
        assertThat(outcome.toString()).contains("\ninbox: " + LISTED);
    }

    private ConsensusFixture greeted() {
        return aConsensus().withInboxFile("hello.json", HANDOFF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'header': {'type': 'veto', 'from': 'qa'}}",
                "[{'st': 'veto'}]",
                "# Veto",
                "```json\n{'decision': 'rejected'}\n```",
                "type: veto\nfrom: qa\n",
                "{'from': 'qa', 'vetoes': ['slow']}",
                "Please do not deploy."
            })
    void a_no_in_any_notation_is_a_veto_and_nothing_is_executed(String text) {
        ConsensusDirectory consensus =
                aConsensus().withInboxFile("m", text.replace('\'', '"')).in(temporary);
        Outcome outcome = consensus.run(shell);
        assertThat(codes(outcome)).containsExactly("inbox_veto");
        assertThat(outcome.toString()).contains("veto of ", " in messages/inbox/devops/m, since ");
        assertThat(shell.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"VETO", "no", ".no.json", "no.json~", ".no.json.swp", "no.yaml", "NO.TXT", "ナイ.md", "a b"})
    void a_veto_is_one_by_whatever_name(String name) {
        String text = name.equals("VETO") ? "" : VETO;
        ConsensusDirectory consensus = aConsensus().withInboxFile(name, text).in(temporary);
        assertThat(codes(consensus.run(shell))).containsExactly("inbox_veto");
    }

    @Test
    void a_veto_in_another_encoding_is_one() {
        ConsensusDirectory consensus = aConsensus()
                .withFile("messages/inbox/devops/no.json", ("\uFEFF" + VETO).getBytes(StandardCharsets.UTF_16LE))
                .in(temporary);
        assertThat(codes(consensus.run(shell))).containsExactly("inbox_veto");
    }

    @Test
    void an_approval_that_says_no_lifts_nothing_and_is_a_veto() {
        String rejected = APPROVAL.replace("\"nx\"", "\"status\": \"rejected\", \"nx\"");
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("no.json", VETO)
                .withInboxFile("yes.json", rejected)
                .in(temporary);
        Outcome outcome = consensus.run(shell);
        assertThat(codes(outcome)).containsExactly("inbox_veto");
        assertThat(outcome.toString())
                .contains("veto of developer in messages/inbox/devops/yes.json, since 'status' is \"rejected\"");
    }

    @Test
    void an_approval_ahead_of_our_clock_lifts_nothing_and_the_reason_says_so() {
        String tomorrow = APPROVAL.replace("\"nx\"", "\"ts\": \"2026-01-01T14:00:00Z\", \"nx\"");
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("no.json", VETO)
                .withInboxFile("yes.json", tomorrow)
                .in(temporary);
        Outcome outcome = consensus.run(shell);
        assertThat(codes(outcome)).containsExactly("inbox_veto");
        assertThat(outcome.toString())
                .contains("messages/inbox/devops/yes.json does not: its time \"2026-01-01T14:00:00Z\" cannot be used");
    }

    @Test
    void a_veto_that_was_lifted_is_told_with_what_lifted_it() {
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("no.json", VETO)
                .withInboxFile("yes.json", APPROVAL)
                .in(temporary);
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.toString())
                .contains("no.json [a veto, lifted by messages/inbox/devops/yes.json: 'st' is \"veto\"]");
        assertThat(consensus.deployment().at("/inbox/0/remark").asString())
                .isEqualTo("a veto, lifted by messages/inbox/devops/yes.json: 'st' is \"veto\"");
    }

    @Test
    void what_lay_there_is_told_if_it_is_deployed() {
        ConsensusDirectory consensus = greeted().in(temporary);
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        isTold(outcome);
        assertThat(consensus.deployment().at("/inbox/0").toString())
                .isEqualTo(
                        "{\"file\":\"messages/inbox/devops/hello.json\",\"sender\":\"developer\",\"kind\":\"handoff\","
                                + "\"summary\":[\"The cache must be warm.\"]}");
    }

    @Test
    void and_if_it_is_vetoed_refused_aborted_or_rolled_back() {
        isTold(greeted().withoutQaApproval().in(temporary.resolve("vetoed")).run(shell));
        isTold(greeted().inPhase("testing").in(temporary.resolve("refused")).run(shell));
        isTold(greeted().withPlan("{").in(temporary.resolve("unreadable")).run(shell));
        isTold(greeted()
                .withPlanOf("\"deployment_steps\": [{\"uses\": \"nobody\"}], \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary.resolve("aborted"))
                .run(shell));
        shell.doing("deploy", step -> StepResult.failure("no"));
        isTold(greeted().in(temporary.resolve("rolledBack")).run(shell));
    }

    @Test
    void preview_tells_it() {
        Preview preview = greeted().in(temporary).agent(shell).build().preview();
        assertThat(preview.wouldDeploy()).isTrue();
        assertThat(preview.toString()).contains("\ninbox: " + LISTED);
        preview = greeted()
                .withPlan("{")
                .in(temporary.resolve("unreadable"))
                .agent(shell)
                .build()
                .preview();
        assertThat(preview.inbox()).extracting(ReceivedMessage::toString).containsExactly(LISTED);
    }

    @Test
    void what_a_killed_run_has_read_is_told_by_the_one_that_goes_on() {
        ConsensusDirectory consensus = greeted().in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        shell.doing("deploy", step -> {
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(() -> consensus.agent(shell).disk(disk).run()).isInstanceOf(FaultyDisk.Crash.class);
        consensus.delete("messages/inbox/devops/hello.json");

        Outcome outcome = consensus.run(shell.doing("deploy", step -> StepResult.success()));

        isTold(outcome);
        assertThat(consensus.deployment().at("/inbox/0/file").asString()).isEqualTo("messages/inbox/devops/hello.json");
    }

    @Test
    void a_veto_that_was_not_written_wholly_tells_it_too() {
        ConsensusDirectory consensus = greeted().withoutQaApproval().in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (operation.contains("to status.json")) {
                throw new IOException("no");
            }
        });
        assertThatThrownBy(() -> consensus.agent(shell).disk(disk).run()).isInstanceOf(DevOpsAgentException.class);
        consensus.delete("messages/inbox/devops/hello.json");
        isTold(consensus.run(shell));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 60})
    void a_veto_that_is_still_being_written_is_waited_for(int written) {
        String file = "messages/inbox/devops/m.json";
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("m.json", VETO.strip().substring(0, written))
                .in(temporary);
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.settling(cancellation -> {
                    consensus.write(file, VETO);
                    return false;
                }));
        assertThat(codes(outcome)).containsExactly("inbox_veto");
    }

    @Test
    void what_is_still_the_same_at_the_next_look_is_judged_as_it_is() {
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("empty.json", "")
                .withInboxFile("cut.json", "{\"d\": \"2025-12-30\", \"st\": \"handoff\", \"sm\": [\"The ca")
                .in(temporary);
        int[] looks = {0};
        Outcome outcome = consensus.run(
                shell,
                agent -> agent.settling(cancellation -> {
                    looks[0]++;
                    return false;
                }));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(looks[0]).isPositive();
    }

    @FewerCases(every = 6)
    @ParameterizedTest
    @ValueSource(strings = {"All is well.\n", "{\"a\": 1}\n", "a: b\n"})
    void what_is_too_long_to_be_read_is_refused_and_the_reason_says_how_it_is_mended(String text) {
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("m", text.repeat(300_000 / text.length()))
                .in(temporary);
        assertThat(consensus.run(shell).toString()).contains("256 KiB", "shorten it");
    }

    @Test
    void secrets_in_it_are_masked() {
        String secret = "s3cret-of-the-db";
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("hello.json", HANDOFF.replace("The cache must be warm.", "It is " + secret))
                .withInboxFile("note.txt", "use " + secret)
                .in(temporary);
        Preview preview = consensus.agent(shell).secret("DB", secret).build().preview();
        assertThat(preview.toString()).contains("It is ***", "use ***").doesNotContain(secret);
        Outcome outcome = consensus.run(shell, agent -> agent.secret("DB", secret));
        assertThat(outcome.toString()).contains("It is ***", "use ***").doesNotContain(secret);
        assertThat(consensus.text("artifacts/deployment.json"))
                .contains("It is ***")
                .doesNotContain(secret);
    }

    @Test
    void of_many_files_the_outcome_prints_the_first_and_names_all_of_them() {
        ConsensusFixture fixture = aConsensus();
        for (int i = 100; i < 400; i++) {
            fixture.withInboxFile(i + ".json", HANDOFF);
        }
        Outcome outcome = fixture.in(temporary).run(shell);
        assertThat(outcome.inbox()).hasSize(300);
        assertThat(outcome.toString())
                .contains("149.json", "inbox: and 250 more files")
                .doesNotContain("150.json");
    }

    @Test
    void a_message_that_comes_before_the_first_deploy_step_is_listed_too() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"preflight\": [{\"run\": \"look\"}], \"deployment_steps\": [{\"run\": \"deploy\"}],"
                        + " \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
        ScriptedShell shell = aShell().doing("look", step -> {
            consensus.write("messages/inbox/devops/late.txt", "I veto this.");
            return StepResult.success();
        });
        Outcome outcome = consensus.run(shell);
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.inbox()).singleElement().satisfies(message -> assertThat(message.file())
                .endsWith("late.txt"));
        assertThat(consensus.deployment().path("inbox").toString()).contains("late.txt");
    }
}
