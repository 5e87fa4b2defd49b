package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.Preview;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.veto.Ok;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run does what was previewed, or nothing. */
class PreviewedRunTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private TestBuilder agent(ConsensusDirectory consensus) {
        return consensus
                .agent(shell)
                .variable("REGION", "north")
                .choice("region of load-balancer", "north")
                .secret("PASSWORD", "hunter2hunter2");
    }

    @Test
    void what_was_shown_is_done() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Preview preview = agent(consensus).build().preview();
        assertThat(preview.next()).isEqualTo(Preview.Next.DEPLOY);
        assertThat(agent(consensus).build().runAsPreviewed(preview)).isInstanceOf(Outcome.Deployed.class);
        assertThat(preview.digest()).matches("[0-9a-f]{64}");
    }

    @Test
    void what_was_shown_is_done_by_its_digest_alone() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String digest = agent(consensus).build().preview().digest();
        Outcome other = agent(consensus).environment("staging").build().runAsPreviewed(digest);
        assertThat(OutcomeRefusals.codes(other)).containsExactly("preview_outdated");
        assertThat(other.toString()).contains("not '" + digest + "'");
        assertThat(shell.requests()).isEmpty();
        assertThat(agent(consensus).build().runAsPreviewed(digest)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_veto_that_was_shown_is_written() {
        ConsensusDirectory consensus = aConsensus().withoutQaApproval().in(temporary);
        Preview preview = agent(consensus).build().preview();
        assertThat(preview.next()).isEqualTo(Preview.Next.VETO);
        assertThat(agent(consensus).build().runAsPreviewed(preview)).isInstanceOf(Outcome.Vetoed.class);
    }

    private void isRefused(
            ConsensusDirectory consensus, String changed, Runnable change, UnaryOperator<TestBuilder> with) {
        Preview preview = agent(consensus).build().preview();
        change.run();
        Object before = consensus.files();
        Outcome outcome = with.apply(agent(consensus)).build().runAsPreviewed(preview);
        assertThat(OutcomeRefusals.codes(outcome)).as(outcome.toString()).containsExactly("preview_outdated");
        assertThat(outcome.toString()).contains("changed since then: ").contains(changed);
        assertThat(consensus.files()).isEqualTo(before);
        assertThat(consensus.has(".devops/journal")).isFalse();
        assertThat(shell.requests()).isEmpty();
        assertThat(agent(consensus)
                        .build()
                        .runAsPreviewed(agent(consensus).build().preview()))
                .as("what is shown now")
                .isNotInstanceOf(Outcome.Refused.class);
    }

    @Test
    void evidence_that_changed_since_is_refused_and_named() {
        ConsensusDirectory plan = aConsensus().in(temporary.resolve("plan"));
        isRefused(
                plan,
                "artifacts/plan.json",
                () -> plan.edit("artifacts/plan.json", "\"deploy\"", "\"deploy all\""),
                agent -> agent);
    }

    @Test
    void test_results_and_messages_count_as_well() {
        ConsensusDirectory tests = aConsensus().in(temporary.resolve("tests"));
        Preview ofTests = agent(tests).build().preview();
        tests.edit("artifacts/test_results.json", "it works", "it works well");
        assertThat(agent(tests).build().runAsPreviewed(ofTests).toString()).contains("artifacts/test_results.json");

        ConsensusDirectory inbox = aConsensus().in(temporary.resolve("inbox"));
        Preview ofInbox = agent(inbox).build().preview();
        inbox.write("messages/inbox/devops/hello.txt", "hello");
        assertThat(agent(inbox).build().runAsPreviewed(ofInbox).toString())
                .contains("preview_outdated", "messages/inbox/devops/hello.txt (new)");

        ConsensusDirectory status = aConsensus().in(temporary.resolve("status"));
        Preview ofStatus = agent(status).build().preview();
        status.edit("status.json", "\"iteration\": 1", "\"iteration\": 2");
        assertThat(agent(status).build().runAsPreviewed(ofStatus).toString()).contains("status.json");

        ConsensusDirectory heartbeat = aConsensus().in(temporary.resolve("heartbeat"));
        Preview ofHeartbeat = agent(heartbeat).build().preview();
        heartbeat.edit("status.json", "2025-12-30T08:00:00Z", "2025-12-30T09:00:00Z");
        assertThat(agent(heartbeat).build().runAsPreviewed(ofHeartbeat))
                .as("who only says that it lives changes nothing that is judged")
                .isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void what_would_become_of_it_counts() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Preview preview = agent(consensus).build().preview();
        consensus.delete("artifacts/test_results.json");
        Object before = consensus.files();
        Outcome outcome = agent(consensus).build().runAsPreviewed(preview);
        assertThat(outcome.toString())
                .contains("preview_outdated", "what is done (DEPLOY was shown, VETO would be done)");
        assertThat(consensus.files()).isEqualTo(before);
    }

    @Test
    void each_choice_of_the_host_counts() {
        Map<String, UnaryOperator<TestBuilder>> changes = new TreeMap<>(Map.of(
                "environment", agent -> agent.environment("staging"),
                "variable REGION", agent -> agent.variable("REGION", "south"),
                "variable ZONE (new)", agent -> agent.variable("ZONE", "1"),
                "secret TOKEN (new)", agent -> agent.secret("TOKEN", "correct horse"),
                "executor other (new)", agent -> agent.executor("other", aShell()),
                "time limits", agent -> agent.forwardBudget(Duration.ofHours(3)),
                "working directory", agent -> agent.workingDirectory(temporary),
                "health check ping (new)", agent -> agent.healthCheck("ping", Action.shell("check")),
                "rule mine (new)", agent -> agent.vetoRule("mine", evidence -> Either.right(new Ok("fine")))));
        changes.put("hold rule freeze (new)", agent -> agent.holdRule("freeze", evidence -> Optional.empty()));
        changes.put("choice region of load-balancer", agent -> agent.choice("region of load-balancer", "south"));
        changes.put("what plans may use", agent -> agent.allowCommands("deploy", "undo", "check", "dump"));
        int[] number = {0};
        ConsensusDirectory consensus = aConsensus().in(temporary.resolve("consensus"));
        Preview preview = agent(consensus).build().preview();
        changes.forEach((changed, with) -> {
            number[0]++;
            Outcome outcome = with.apply(agent(consensus)).build().runAsPreviewed(preview);
            assertThat(outcome.toString())
                    .as(changed)
                    .contains("preview_outdated", "changed since then: " + changed + ";");
        });
        assertThat(shell.requests()).isEmpty();
        assertThat(number[0]).isEqualTo(12);
        assertThat(agent(consensus).build().runAsPreviewed(preview)).isInstanceOf(Outcome.Deployed.class);
    }

    private record OnCall(Set<String> people) {}

    private Preview onCall(ConsensusDirectory consensus, String... people) {
        return agent(consensus)
                .evidenceSource((evidence, site) -> new OnCall(new LinkedHashSet<>(List.of(people))))
                .build()
                .preview();
    }

    @Test
    void a_fact_counts_by_what_it_holds_in_whatever_order() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String digest = onCall(consensus, "ann", "bob").digest();
        assertThat(onCall(consensus, "bob", "ann").digest()).isEqualTo(digest);
        assertThat(onCall(consensus, "bob", "eve").digest()).isNotEqualTo(digest);
    }

    @Test
    void no_secret_is_in_what_can_be_read() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Preview preview = agent(consensus)
                .variable("URL", "https://me:hunter2hunter2@host/")
                .build()
                .preview();
        assertThat(preview.basis().toString() + preview).doesNotContain("hunter2");
        Preview other = consensus
                .agent(shell)
                .variable("REGION", "north")
                .choice("region of load-balancer", "north")
                .secret("PASSWORD", "another secret")
                .variable("URL", "https://me:another secret@host/")
                .build()
                .preview();
        assertThat(other.digest()).as("no digest tells a secret").isEqualTo(preview.digest());
    }

    @Test
    void what_was_deployed_meanwhile_is_not_deployed_twice() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Preview preview = agent(consensus).build().preview();
        agent(consensus).run();
        int before = shell.requests().size();
        assertThat(agent(consensus).build().runAsPreviewed(preview)).isInstanceOf(Outcome.Refused.class);
        assertThat(shell.requests()).hasSize(before);
    }
}
