package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.testkit.ConsensusBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans with scripts, as people and language models write them, carried out by the whole agent. */
@FewerCases(every = 3)
class ScriptsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path elsewhere = Path.of(".");

    @TempDir
    Path work = Path.of(".");

    private Path consensus = Path.of(".");

    private DevOpsAgent.Builder agent(String steps) throws IOException {
        consensus = ConsensusBuilder.ofPlan("{\"epic_id\": \"EP-1\", \"health_checks\": [{\"run\": \"true\"}],\n"
                        + "\"rollback_plan\": {\"run\": \"echo undone >> log\"}, \"deployment_steps\": [" + steps
                        + "]}")
                .in(Files.createTempDirectory(elsewhere, "epic"));
        return DevOpsAgent.builder()
                .consensus(consensus)
                .workingDirectory(work)
                .monitoring(new Monitoring(Duration.ZERO, Duration.ofMillis(1), 0));
    }

    private JsonNode record() throws IOException {
        return JSON.readTree(Files.readString(consensus.resolve("artifacts/deployment.json")));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_script_of_several_lines_fails_where_it_fails() throws IOException {
        Outcome outcome =
                agent("{\"run\": \"cd /nonexistent-dir\\ntouch went-on\"}").run();

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(files()).containsExactly("log");
        assertThat(record().path("steps_executed").toString()).contains("set -e; cd /nonexistent-dir\\ntouch went-on");
    }

    @Test
    void a_daemon_that_prints_to_its_step_is_told_before_named_in_the_record_and_lives_on() throws IOException {
        DevOpsAgent.Builder agent = agent(
                "{\"run\": \"nohup sh -c 'echo $$ >pid; until [ -e go ]; do sleep 0.02; done;"
                        + " head -c 300000 /dev/zero && echo $? >printed; sleep 300' & until [ -s pid ]; do sleep 0.02; done\"}");
        String before = agent.build().preview().toString();

        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Outcome outcome = agent.listener(RunListener.printingTo(new PrintStream(told, true, UTF_8)))
                .run();

        long pid = Long.parseLong(Files.readString(work.resolve("pid")).strip());
        ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
        try {
            assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
            assertThat(before).contains("nohup … & prints to the step's output");
            assertThat(told.toString(UTF_8)).contains("nohup … & prints to the step's output");
            assertThat(record().path("steps_executed").toString()).contains("process " + pid + " (sh)");
            Files.createFile(work.resolve("go"));
            while (daemon.isAlive() && work.resolve("printed").toFile().length() == 0) {
                Thread.onSpinWait();
            }
            assertThat(work.resolve("printed")).hasContent("0");
            assertThat(daemon.isAlive()).isTrue();
        } finally {
            daemon.descendants().forEach(ProcessHandle::destroyForcibly);
            daemon.destroyForcibly();
        }
    }

    @Test
    void a_plan_of_windows_makes_no_file_with_a_carriage_return() throws IOException {
        Outcome outcome = agent(
                        "{\"run\": \"mkdir -p releases\\r\\nif true; then\\r\\n  touch version\\r\\nfi\\r\\n\"}, \"mkdir -p ./releases\\r\\n\"")
                .run();

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(files()).containsExactly("releases", "version");
    }

    @Test
    void a_lone_carriage_return_is_a_fault_of_the_plan() throws IOException {
        Outcome outcome = agent("{\"run\": \"touch a\\rtouch b\"}").run();

        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(outcome.toString())
                .contains(
                        "artifacts/plan.json#/deployment_steps/0/run", "a carriage return (\\r)", "end lines with \\n");
        assertThat(files()).isEmpty();
    }

    @Test
    void a_shebang_is_honoured_and_what_was_executed_is_recorded() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "/bin/bash is missing");
        String script = "#!/bin/bash\\nif [[ -e . ]]; then\\n  echo migrated > log\\nfi\\nfalse | true";
        Outcome outcome = agent(
                        "{\"run\": \"" + script + "\", \"rollback\": {\"run\": \"#!/usr/bin/env -S bash -u\\n"
                                + "[[ -e log ]]\\necho it\\\\'s ${BASH_VERSION:+bash} $(wc -l < \\\"$0\\\") >> log\\nexit 3\\necho never\"}}")
                .run();

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(work.resolve("log")).hasContent("migrated");
        assertThat(record().path("settings")
                        .path("steps")
                        .path("deployment_steps")
                        .path(0)
                        .path("with")
                        .toString())
                .isEqualTo(
                        "{\"run\":\"#!/bin/bash\\nset -e; if [[ -e . ]]; then\\n  echo migrated > log\\nfi\\nfalse | true\","
                                + "\"interpreter\":\"/bin/bash\"}");
        Path pasted = Files.writeString(
                consensus.resolve("pasted"), record().path("rollback_command").asString());
        int code = new ProcessBuilder("/bin/sh", pasted.toString()).start().waitFor();
        assertThat(code).isEqualTo(3);
        assertThat(work.resolve("log")).hasContent("migrated\nit's bash 5\nundone");
        assertThat(files()).containsExactly("log");
    }

    @Test
    void an_interpreter_that_is_missing_stops_the_run_before_anything_changes() throws IOException {
        Outcome outcome = agent("{\"run\": \"#!/usr/bin/env python9\\nprint(1)\"}, {\"run\": \"touch a\"}")
                .run();

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("python9: not found");
        assertThat(files()).isEmpty();
    }

    @Test
    void what_a_runbook_could_be_can_be_pasted_and_deployed() throws IOException {
        String runbook =
                "\"## Deploy\\n\\n1. Make the directory:\\n\\n   ```bash\\n   mkdir releases\\n   touch releases/42\\n   ```\\n\\n"
                        + "2. Switch: `ln -s releases/42 current`\\n3. Tell everybody.\"";
        Preview preview = agent(runbook).build().preview();
        Preview.ProposedPlan proposal =
                preview.plan().flatMap(Preview.ReadPlan::proposal).orElseThrow();

        assertThat(preview.wouldDeploy()).isFalse();
        assertThat(proposal.leftOut()).hasSize(1);
        assertThat(agent(runbook).run()).isInstanceOf(Outcome.Aborted.class);
        assertThat(files()).isEmpty();
        DevOpsAgent.Builder agent = agent("");
        Files.writeString(consensus.resolve("artifacts/plan.json"), proposal.plan());
        assertThat(agent.run()).isInstanceOf(Outcome.Deployed.class);
        assertThat(files()).containsExactly("current", "releases");
    }
}
