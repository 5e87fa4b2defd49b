package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DeploymentAudit;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.plan.Monitoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments with git that are rolled back on demand, in real repositories in which others have worked since then. */
@MatricesOnly
@FewerCases(every = 6)
class GitRollbackOnDemandTest {

    private static final String CHECKOUT =
            "\"deployment_steps\": [ {\"uses\": \"git/checkout\", \"with\": {\"ref\": \"v2.0\"}} ]";

    /** Only a rollback point can be executed. */
    private static final String COMMAND = "\"deployment_steps\": [ {\"run\": \"git checkout -q v2.0\"} ],"
            + " \"rollback_plan\": \"Go back to the old version.\"";

    @TempDir
    Path directory;

    private Path consensus = Path.of(".");
    private Team team;
    private Git live;
    private Git origin;
    private String third;

    @BeforeEach
    void three_versions_of_which_the_last_is_live() throws IOException, GitAPIException {
        team = Team.in(directory);
        team.release("v1.0", "UP", "Greet");
        team.release("v2.0", "UP", "Greet from version 2");
        third = team.release("v3.0", "UP", "Give a discount");
        live = team.deployedTo(directory.resolve("live"));
        origin = Git.open(directory.resolve("origin.git").toFile());
        consensus = Shipped.copyOf("quickstart");
    }

    @AfterEach
    void close() {
        live.close();
        origin.close();
        team.close();
    }

    private DevOpsAgent.Builder agent() {
        return DevOpsAgent.builder()
                .consensus(consensus)
                .workingDirectory(directory.resolve("live"))
                .monitoring(new Monitoring(Duration.ofMillis(20), Duration.ofMillis(10), 0));
    }

    private DevOpsAgent.Builder agentWithAPoint(int keeping) {
        return agent().rollbackPoint(GitAdapter.of(directory.resolve("live"))
                .keeping(keeping)
                .rollbackPoint());
    }

    private void deployed(DevOpsAgent.Builder agent, String plan) throws IOException {
        Files.writeString(consensus.resolve("artifacts/plan.json"), """
                {"epic_id": "EP-HELLO-001", %s, "health_checks": [{"name": "up", "run": "true", "period": "10ms"}]}
                """.formatted(plan));
        assertThat(agent.run()).isInstanceOf(Outcome.Deployed.class);
    }

    private String head() throws IOException {
        return ObjectId.toString(live.getRepository().resolve("HEAD"));
    }

    private static ObjectId tree(Git git, String name) throws IOException {
        return git.getRepository().resolve(name + "^{tree}");
    }

    private void rolledBack(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(DeploymentAudit.of(consensus).findings()).isEmpty();
    }

    @Test
    void a_checkout_is_taken_back_by_its_record() throws IOException {
        deployed(agent(), CHECKOUT);

        rolledBack(agent().rollBack("DEP-001"));

        assertThat(head()).isEqualTo(third);
        assertThat(live.getRepository().getBranch()).isEqualTo("main");
    }

    @Test
    void a_rollback_point_takes_a_command_back() throws IOException {
        deployed(agentWithAPoint(10), COMMAND);

        rolledBack(agentWithAPoint(10).rollBack("DEP-001"));

        assertThat(head()).isEqualTo(third);
        assertThat(live.getRepository().getBranch()).isEqualTo("main");
    }

    /** The host has to give it again, as any executor. */
    @Test
    void without_its_rollback_point_nothing_is_begun() throws IOException {
        deployed(agentWithAPoint(10), COMMAND);

        Outcome outcome = agent().rollBack("DEP-001");

        assertThat(outcome.toString())
                .startsWith("REFUSED")
                .contains("rollback_needs", "executors that are not here now");
        assertThat(head()).isNotEqualTo(third);
    }

    /** Points are counted by runs, also those that were aborted. */
    @Test
    void the_point_of_a_deployment_outlives_the_runs_after_it() throws IOException, GitAPIException {
        deployed(agentWithAPoint(1), COMMAND);
        String status = Files.readString(consensus.resolve("status.json"));
        for (int i = 0; i < 3; i++) {
            Files.writeString(
                    consensus.resolve("status.json"),
                    status.replaceFirst("\"phase\": *\"done\"", "\"phase\": \"deployment\"")
                            .replaceFirst("\"iteration\": *\\d+", "\"iteration\": " + (i + 2)));
            Files.writeString(consensus.resolve("artifacts/plan.json"), """
                    {"epic_id": "EP-HELLO-001", "deployment_steps": [ {"run": "git checkout -q v1.0; false"} ],
                     "rollback_plan": "Go back to the old version.",
                     "health_checks": [{"name": "up", "run": "true", "period": "10ms"}]}
                    """);
            assertThat(agentWithAPoint(1).run()).isInstanceOf(Outcome.RolledBack.class);
        }
        Files.writeString(consensus.resolve("status.json"), status);

        Outcome outcome = agentWithAPoint(1).rollBack("DEP-001");

        rolledBack(outcome);
        assertThat(head()).isEqualTo(third);
    }

    @Test
    void what_was_pushed_is_taken_back_on_top() throws IOException {
        deployed(
                agent(),
                "\"deployment_steps\": [ {\"uses\": \"git/revert\", \"with\": {\"commits\": \"" + third
                        + "\"}}, {\"uses\": \"git/push\"} ]");

        rolledBack(agent().rollBack("DEP-001"));

        assertThat(tree(live, "HEAD")).isEqualTo(tree(live, "v3.0"));
        assertThat(origin.getRepository().resolve("main"))
                .isEqualTo(live.getRepository().resolve("main"));
    }

    @Test
    void where_others_have_pushed_since_then_nothing_of_theirs_is_taken_back() throws IOException, GitAPIException {
        deployed(
                agent(),
                "\"deployment_steps\": [ {\"uses\": \"git/revert\", \"with\": {\"commits\": \"" + third
                        + "\"}}, {\"uses\": \"git/push\"} ]");
        String theirs;
        try (Git other = team.deployedTo(directory.resolve("other"))) {
            Files.writeString(directory.resolve("other/theirs.txt"), "theirs");
            other.add().addFilepattern("theirs.txt").call();
            theirs = other.commit().setMessage("Theirs").setSign(false).call().name();
            other.push().call();
        }

        Outcome outcome = agent().rollBack("DEP-001");

        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(outcome.toString()).contains(theirs.substring(0, 10));
        assertThat(origin.getRepository().resolve("main").name()).isEqualTo(theirs);
        assertThat(List.of(Files.readString(consensus.resolve("status.json"))))
                .first()
                .asString()
                .contains("blocked");
    }

    /** Somebody has mended what was deployed, on the spot. */
    @InEveryBuild
    @Test
    void a_branch_that_others_have_moved_stays_theirs() throws IOException, GitAPIException {
        deployed(agent(), CHECKOUT);
        live.checkout().setCreateBranch(true).setName("hotfix").call();
        Files.writeString(directory.resolve("live/release.properties"), "mended=1\n");
        String hotfix = live.commit()
                .setAll(true)
                .setMessage("Mend it")
                .setSign(false)
                .call()
                .name();

        Outcome outcome = agent().rollBack("DEP-001");

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(head()).isEqualTo(third);
        assertThat(live.getRepository().resolve("hotfix").name()).isEqualTo(hotfix);
    }
}
