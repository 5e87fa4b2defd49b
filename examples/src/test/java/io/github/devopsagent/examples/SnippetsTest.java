package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Ref;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What monitors for seconds, as a host does, waits for itself alone. */
@Execution(ExecutionMode.CONCURRENT)
@FewerCases(every = 6)
class SnippetsTest {

    @TempDir
    Path directory;

    @Test
    void an_outcome_is_folded_into_a_report() throws IOException {
        assertThat(Snippets.fold(Quickstart.run(Shipped.copyOf("quickstart")))).isEqualTo("live as DEP-001");
    }

    @Test
    void a_preview_changes_nothing() throws IOException {
        Path consensus = Shipped.copyOf("quickstart");
        String before = Files.readString(consensus.resolve("status.json"));

        assertThat(Snippets.preview(consensus).wouldDeploy()).isTrue();

        assertThat(consensus.resolve("status.json")).hasContent(before);
        assertThat(consensus.resolve("artifacts/deployment.json")).doesNotExist();
    }

    @Test
    void another_program_gets_all_of_it_as_json() throws IOException {
        List<String> lines = new CopyOnWriteArrayList<>();

        String told = Snippets.json(Shipped.copyOf("quickstart"), lines::add);

        assertThat(told).startsWith("{\"type\":\"preview\",\"next\":\"deploy\",");
        assertThat(told).contains("{\"type\":\"outcome\",\"result\":\"deployed\",", "/outcome.schema.json");
        assertThat(lines).allMatch(line -> line.startsWith("{\"type\":\"event\","));
        assertThat(lines.get(lines.size() - 1)).contains("\"kind\":\"ended\"");
    }

    @Test
    void a_deployment_is_undone_on_demand_and_the_history_tells_of_both() throws IOException {
        Path consensus = Shipped.copyOf("quickstart");
        Path plan = consensus.resolve("artifacts/plan.json");
        String check = "\"grep -q hello target/site/hello.txt\"";
        Files.writeString(
                plan, Files.readString(plan).replace(check, "{\"run\": " + check + ", \"startup_timeout\": \"1s\"}"));
        assertThat(in(directory, consensus).run().isDeployed()).isTrue();
        assertThat(directory.resolve("target/site/hello.txt")).exists();

        Outcome outcome = Snippets.rollBack(consensus, "a password");

        // The health checks fail, as they did before the first deployment.
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.RolledBack.class);
        assertThat(directory.resolve("target/site/hello.txt")).doesNotExist();
        assertThat(Snippets.history(consensus).deployments())
                .extracting(each -> each.deploymentId() + " " + each.rollsBack().orElse("-"))
                .containsExactly("DEP-002 DEP-001", "DEP-001 -");
    }

    @Test
    void a_run_is_inspected_while_an_agent_works_on_it() throws IOException {
        Path consensus = Shipped.copyOf("quickstart");
        List<UnfinishedRun> seen = new CopyOnWriteArrayList<>();
        RunListener looking = new RunListener() {
            @Override
            public void started(RunView run) {
                Snippets.inspect(consensus).ifPresent(seen::add);
            }
        };

        assertThat(in(directory, consensus).listener(looking).run().isDeployed())
                .isTrue();

        assertThat(seen).singleElement().satisfies(run -> {
            assertThat(run.life()).isEqualTo(UnfinishedRun.Life.ALIVE);
            assertThat(run.summary()).contains("DEP-001");
        });
        assertThat(Snippets.inspect(consensus)).isEmpty();
    }

    /** What others do to the directory of the program does not concern it. */
    private static DevOpsAgent.Builder in(Path directory, Path consensus) {
        return DevOpsAgent.builder().consensus(consensus).workingDirectory(directory);
    }

    @Test
    void a_page_lies_beside_the_record_if_the_host_asks() throws IOException {
        Path consensus = Shipped.copyOf("quickstart");
        assertThat(Snippets.htmlReports(consensus).isDeployed()).isTrue();
        assertThat(consensus.resolve("artifacts/deployments/DEP-001.html"))
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("DEP-001: Deployed")
                .doesNotContain("<script");
    }

    @Test
    void a_hold_rule_refuses_and_a_veto_rule_vetoes() throws IOException {
        assertThat(Snippets.rules(Shipped.copyOf("quickstart"), () -> true)).isInstanceOf(Outcome.Refused.class);
        assertThat(Snippets.rules(Shipped.copyOf("quickstart"), () -> false)).isInstanceOf(Outcome.Vetoed.class);
    }

    @Test
    void what_a_plan_may_use_is_an_error_of_its_preview() throws IOException {
        Preview preview = Snippets.planPolicy(Shipped.copyOf("quickstart")).preview();
        assertThat(preview.wouldDeploy()).isFalse();
        assertThat(preview.toString()).contains("which the host does not allow");
    }

    @Test
    void surroundings_are_used() throws IOException {
        Outcome outcome = Snippets.surroundings(Shipped.copyOf("quickstart"), directory);

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.toString()).contains("to staging");
        assertThat(directory.resolve("target/site/hello.txt")).exists();
    }

    @Test
    void steps_need_not_inherit_everything() throws IOException {
        assertThat(Snippets.environment(Shipped.copyOf("quickstart"), directory))
                .isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_listener_hears_of_the_end() throws IOException {
        List<String> chat = new ArrayList<>();

        Outcome outcome = Snippets.listener(Shipped.copyOf("quickstart"), chat::add);

        assertThat(chat).containsExactly(outcome.toString());
    }

    @Test
    void without_a_shell_a_plan_of_commands_changes_nothing() throws IOException {
        Outcome outcome = Snippets.forbidShell(Shipped.copyOf("quickstart"), step -> StepResult.success());

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
    }

    @Test
    void a_rollback_point_is_made_before_a_tested_commit_is_deployed() throws IOException, GitAPIException {
        try (Git git = repository()) {
            String commit = git.getRepository().resolve("HEAD").name();

            Outcome outcome = Snippets.git(directory, tested(commit));

            assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
            assertThat(git.getRepository().getRefDatabase().getRefsByPrefix("refs/devops/rollback/"))
                    .hasSize(1);
        }
    }

    @Test
    void an_untested_commit_is_vetoed() throws IOException, GitAPIException {
        try (Git git = repository()) {
            assertThat(Snippets.git(directory, Shipped.copyOf("quickstart")).toString())
                    .startsWith("VETOED")
                    .contains("untested_commit", "test_results.json has no environment.commit");
            assertThat(git.getRepository().getRefDatabase().getRefsByPrefix("refs/devops/"))
                    .isEmpty();
        }
    }

    @Test
    void git_steps_with_credentials_are_for_one_repository() throws IOException, GitAPIException {
        Path consensus = Shipped.copyOf("quickstart");
        Files.writeString(consensus.resolve("artifacts/plan.json"), """
                {"epic_id": "EP-HELLO-001", "deployment_steps": [{"name": "tag", "uses": "git/tag"}],
                 "health_checks": [{"run": "true"}], "monitoring": {"duration": "1s", "period": "1s"}}
                """);
        DevOpsAgent.Builder agent = DevOpsAgent.builder().consensus(consensus).workingDirectory(directory);
        try (Git git = repository()) {
            Snippets.gitCredentials(agent, directory, "secret");

            assertThat(agent.run()).isInstanceOf(Outcome.Deployed.class);
            assertThat(git.tagList().call())
                    .extracting(Ref::getName)
                    .containsExactly("refs/tags/deployments/production/EP-HELLO-001-DEP-001");
        }
    }

    private Git repository() throws GitAPIException {
        Git git = Git.init().setDirectory(directory.toFile()).call();
        git.commit()
                .setMessage("Something to go back to")
                .setAllowEmpty(true)
                .setSign(false)
                .setAuthor("Ada", "ada@example.org")
                .setCommitter("Ada", "ada@example.org")
                .call();
        return git;
    }

    private static Path tested(String commit) throws IOException {
        Path consensus = Shipped.copyOf("quickstart");
        Path results = consensus.resolve("artifacts/test_results.json");
        Files.writeString(
                results,
                Files.readString(results).replaceFirst("\\{", "{\"environment\": {\"commit\": \"" + commit + "\"},"));
        return consensus;
    }
}
