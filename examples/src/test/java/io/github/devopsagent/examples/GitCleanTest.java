package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consensus directory is in the application's work tree, and a step runs {@code git clean} there. */
@FewerCases(every = 4)
class GitCleanTest {

    private static final String CLEAN = "git -C .. clean -fdxq -e out";

    /**
     * What it has begun is told by a file, and so is when it may go on. On a machine that is so busy that git stands still
     * for a while, the agent makes its directory again before git comes to it, and git fails.
     */
    private static final String CLEAN_AND_WAIT =
            CLEAN + "; touch ../out/cleaned && until [ -e ../out/go ]; do sleep 0.02; done";

    @TempDir
    private Path tree;

    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void makeTheWorkTree() throws Exception {
        Files.createDirectories(consensus().resolve("artifacts"));
        Files.createDirectories(tree.resolve("out"));
        Files.writeString(Files.createDirectories(tree.resolve("work")).resolve("main.c"), "int main;\n");
        Files.writeString(consensus().resolve("status.json"), """
                {"epic_id": "EP-KILL-001", "tier": "standard", "phase": "deployment", "mode": "full", "iteration": 1,
                 "approvals": ["tech_lead", "developer", "qa"], "blockers": [], "updated_at": "2026-01-02T09:30:00Z",
                 "updated_by": "qa"}
                """);
        Files.writeString(consensus().resolve("artifacts/test_results.json"), KillScenario.TEST_RESULTS);
    }

    @AfterEach
    void endTheOthers() throws IOException {
        Files.writeString(tree.resolve("out/go"), "");
        processes.forEach(Process::destroyForcibly);
    }

    private Path consensus() {
        return tree.resolve("consensus");
    }

    private Path app() {
        return tree.resolve("work/app.bin");
    }

    private void plan(String fields) throws Exception {
        Files.writeString(
                consensus().resolve("artifacts/plan.json"), "{ \"epic_id\": \"EP-KILL-001\", " + fields + "}");
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=qa", "-c", "user.email=qa@example.org", "commit", "-q", "-m", "all");
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process git =
                new ProcessBuilder(command).directory(tree.toFile()).inheritIO().start();
        assertThat(git.waitFor()).isZero();
    }

    private Process agentInAnotherProcess() throws IOException {
        Process process = new ProcessBuilder(
                        JavaCommand.of(KillableAgent.class, consensus().toString()))
                .redirectErrorStream(true)
                .redirectOutput(
                        tree.resolve("out/agent-" + processes.size() + ".log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private Process agentThatHasCleaned() throws Exception {
        Process agent = agentInAnotherProcess();
        while (Files.notExists(tree.resolve("out/cleaned"))) {
            assertThat(agent.waitFor(20, TimeUnit.MILLISECONDS))
                    .as(() -> printed(processes.size() - 1))
                    .isFalse();
        }
        return agent;
    }

    private String printed(int process) {
        try {
            return Files.readString(tree.resolve("out/agent-" + process + ".log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Deployment deployment(Outcome outcome) {
        return outcome.fold(
                one -> one.deployment(),
                one -> {
                    throw new AssertionError(one);
                },
                one -> {
                    throw new AssertionError(one);
                },
                one -> one.deployment(),
                one -> one.deployment(),
                one -> one.deployment(),
                one -> {
                    throw new AssertionError(one);
                });
    }

    private void assertRecorded(String result) throws IOException {
        assertThat(consensus().resolve("artifacts/deployment.json"))
                .content()
                .contains("\"status\" : \"" + result + "\"");
        assertThat(consensus().resolve(".devops/runs/DEP-001")).isDirectoryContaining("glob:**/journal");
        assertThat(DevOpsAgent.inspect(consensus())).isEmpty();
    }

    @Test
    void what_was_deployed_before_is_undone() throws Exception {
        plan("""
                "deployment_steps": [
                  {"name": "build", "run": "echo built > app.bin", "rollback": "rm -f app.bin"},
                  {"name": "clean", "run": "%s -e app.bin", "rollback": {"run": "true"}},
                  {"name": "c", "run": "touch ../out/c", "rollback": {"run": "true"}} ],
                "rollback_plan": {"run": "true"}, "health_checks": [ {"run": "true"} ]
                """.formatted(CLEAN));
        Outcome outcome = KillableAgent.agent(consensus()).run();
        assertThat(outcome)
                .isInstanceOf(Outcome.RolledBack.class)
                .asString()
                .contains("while step 'clean' (deployment_steps/1) ran", ".devops/journal");
        assertThat(app()).doesNotExist();
        assertThat(tree.resolve("out/c")).doesNotExist();
        assertRecorded("rolled_back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"git -C .. clean -fdxq -e out", "rm -rf ../consensus/.devops app.bin"})
    void a_rollback_plan_that_cleans_is_a_rollback_that_worked(String clean) throws Exception {
        plan("""
                "deployment_steps": [ {"name": "build", "run": "echo built > app.bin"}, {"name": "boom", "run": "exit 1"} ],
                "rollback_plan": {"run": "%s; test ! -e app.bin"}, "health_checks": [ {"run": "true"} ]
                """.formatted(clean));
        Outcome outcome = KillableAgent.agent(consensus()).run();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class).asString().contains("exit code 1");
        assertThat(outcome.warnings())
                .anyMatch(note -> note.contains("while step 'rollback_plan' (rollback_plan/0) ran")
                        || note.contains("(rollback_plan/0) ran"));
        assertThat(app()).doesNotExist();
        assertRecorded("rolled_back");
    }

    @Test
    void a_deployment_whose_checks_need_no_files_is_not_left_without_a_journal() throws Exception {
        plan("\"deployment_steps\": [ {\"name\": \"clean\", \"run\": \"" + CLEAN
                + "\", \"rollback\": {\"run\": \"true\"}} ]");
        StepExecutor check = probe -> StepResult.success();
        Outcome outcome =
                KillableAgent.agent(consensus()).healthCheck("ours", check).run();
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertRecorded("rolled_back");
    }

    @Test
    void a_second_agent_does_not_get_in_while_the_step_runs_on() throws Exception {
        plan("""
                "deployment_steps": [ {"name": "clean and build", "run": "%s"} ],
                "rollback_plan": {"run": "true"}, "health_checks": [ {"run": "true"} ]
                """.formatted(CLEAN_AND_WAIT));
        Process first = agentThatHasCleaned();
        Outcome second = KillableAgent.agent(consensus()).run();
        assertThat(second).isInstanceOf(Outcome.Refused.class).asString().contains("lock_held");
        Files.writeString(tree.resolve("out/go"), "");
        assertThat(first.waitFor()).isZero();
        assertThat(tree.resolve("out/agent-0.log")).content().contains(KillableAgent.OUTCOME + "RolledBack");
        assertRecorded("rolled_back");
    }

    @Test
    void an_agent_that_is_killed_afterwards_is_gone_on_for() throws Exception {
        plan("""
                "deployment_steps": [
                  {"name": "build", "run": "echo built > app.bin", "rollback": "rm -f app.bin"},
                  {"name": "clean", "run": "%s", "rollback": {"run": "touch ../out/undone"}} ],
                "rollback_plan": {"run": "true"}, "health_checks": [ {"run": "true"} ]
                """.formatted(CLEAN_AND_WAIT.replace("-e out", "-e out -e app.bin")));
        Process first = agentThatHasCleaned();
        // What was removed is made again in some order, the journal last.
        while (Files.notExists(consensus().resolve(".devops/journal"))
                || DevOpsAgent.inspect(consensus()).isEmpty()) {
            assertThat(first.waitFor(5, TimeUnit.MILLISECONDS)).isFalse();
        }
        first.destroyForcibly().waitFor();
        Outcome second = KillableAgent.agent(consensus()).run();
        assertThat(second)
                .isInstanceOf(Outcome.RolledBack.class)
                .asString()
                .contains("step 'clean' (deployment_steps/1) is in doubt: the agent was killed while it ran");
        assertThat(app()).doesNotExist();
        assertThat(tree.resolve("out/undone")).exists();
        assertRecorded("rolled_back");
    }

    @Test
    void pre_flight_warns_of_it_once() throws Exception {
        plan("""
                "deployment_steps": [ {"run": "true"} ], "rollback_plan": {"run": "true"},
                "health_checks": [ {"run": "true"} ]
                """);
        assertThat(KillableAgent.agent(consensus()).build().preview().findings())
                .filteredOn(finding -> finding.toString().contains("git work tree"))
                .singleElement()
                .asString()
                .contains(".devops: it lies in the git work tree " + tree.toRealPath(), "git clean -fdx -e .devops");
        Outcome outcome = KillableAgent.agent(consensus()).run();
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(deployment(outcome).warnings())
                .filteredOn(warning -> warning.contains("git work tree"))
                .hasSize(1);
    }

    @Test
    void outside_of_a_work_tree_it_does_not() throws Exception {
        plan("""
                "deployment_steps": [ {"run": "true"} ], "rollback_plan": {"run": "true"},
                "health_checks": [ {"run": "true"} ]
                """);
        Files.move(tree.resolve(".git"), tree.resolve("no-git"));
        assertThat(KillableAgent.agent(consensus()).build().preview().toString().getBytes(StandardCharsets.UTF_8))
                .asString(StandardCharsets.UTF_8)
                .doesNotContain("git work tree");
    }
}
