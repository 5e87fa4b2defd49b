package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.PlannedStep;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Veto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would happen, shown without making it happen. */
class PreviewTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private Preview previewOf(ConsensusFixture fixture) {
        ConsensusDirectory consensus = fixture.in(temporary);
        var before = consensus.files();
        Preview preview = consensus.agent(shell).build().preview();
        assertThat(Schemas.PREVIEW.errorsIn(preview.toJson()))
                .as(preview.toJson())
                .isEmpty();
        assertThat(consensus.files()).isEqualTo(before);
        assertThat(consensus.has(".devops")).isFalse();
        return preview;
    }

    @AfterEach
    void nothing_was_executed() {
        assertThat(shell.requests()).isEmpty();
    }

    @Test
    void a_deployment_that_would_happen_is_shown_whole() {
        Preview preview = previewOf(aConsensus().withPlanOf("""
                        "preflight": ["test -w ."],
                        "deployment_steps": [ {"name": "go", "run": "deploy", "rollback": ["undo"]}, "shell" ],
                        "rollback_plan": "./undo.sh",
                        "health_checks": [ {"tcp": "localhost:5432", "name": "db"}, {"run": "check"} ]
                        """));

        assertThat(TrustedJson.strict(preview.toJson().getBytes(StandardCharsets.UTF_8))
                        .path("basis")
                        .propertyNames())
                .containsExactlyElementsOf(preview.basis().keySet())
                .contains("deployment id", "executor shell");
        assertThat(preview.refusals()).isEmpty();
        assertThat(preview.vetoes()).isEmpty();
        assertThat(preview.consents()).map(Ok::note).contains("qa approved", "2 deployment steps");
        assertThat(preview.plan().orElseThrow().readings())
                .map(Preview.Reading::toString)
                .containsExactly(
                        "preflight/0 [command] test -w .",
                        "deployment_steps/0 [command] go: deploy",
                        "deployment_steps/0/rollback/0 [command] undo",
                        "deployment_steps/1 [executor shell] shell",
                        "rollback_plan/0 [command] ./undo.sh",
                        "plan.json#/health_checks/0 [executor tcp] db: tcp {address=localhost:5432}",
                        "plan.json#/health_checks/1 [command] check");
        assertThat(preview.plan().map(Preview.ReadPlan::environment)).contains("production");
        assertThat(preview.plan().orElseThrow().settings())
                .contains("\"rollback_budget\" : \"30m\"", "\"bare_strings\" : \"COMMANDS\"");
        assertThat(preview.findings()).hasSize(2);
        assertThat(preview.findings().get(0).toString()).contains("deployment_steps/1", "'with' has no text 'run'");
        assertThat(preview.findings().get(1).toString())
                .contains("db", "there is no executor 'tcp'", "known are [shell]");
        assertThat(preview.wouldDeploy()).isFalse();
    }

    @Test
    void a_run_that_would_get_as_far_as_its_first_step_says_so() {
        Preview preview = previewOf(aConsensus());
        assertThat(preview.wouldDeploy()).isTrue();
        assertThat(preview.toString())
                .startsWith("would deploy\nok: 1 deployment step\n")
                .contains("\nreads: deployment_steps/0 [command] deploy\n", "\nsettings: {");
    }

    @Test
    void what_is_read_differently_and_what_is_not_known_comes_first() {
        Preview preview = previewOf(aConsensus()
                .withPlanOf("\"deployment_steps\": [ {\"cmd\": \"a\", \"id\": 1}, {\"cmd\": \"b\", \"timeout\":"
                        + " \"5 minutes\"} ], \"rollback_plan\": {\"procedure\": [\"undo\"]}"));
        assertThat(preview.wouldDeploy()).isTrue();
        assertThat(preview.toString()).startsWith("""
                        would deploy
                        read differently: 'cmd' is read as 'run' (/deployment_steps/0/cmd, /deployment_steps/1/cmd)
                        read differently: durations in words are read: "5 minutes" as "5m" (/deployment_steps/1/timeout)
                        WARNING: plan.json: not known, and so ignored, of a step: 'id' (/deployment_steps/0/id)
                        ok:""");
    }

    @Test
    void a_plan_of_a_hundred_steps_in_other_words_is_shown_on_one_screen() {
        StringBuilder steps = new StringBuilder();
        for (int i = 1; i <= 100; i++) {
            steps.append("{\"cmd\": \"a\", \"cwd\": \".\", \"owner\": \"x\", \"n")
                    .append(i)
                    .append("\": 1, \"timeout\": \"")
                    .append(i)
                    .append(" minutes\"},");
        }
        Preview preview = previewOf(
                aConsensus().withPlanOf("\"deployment_steps\": [" + steps + "\"b\"], \"rollback_plan\": \"./undo\""));
        assertThat(preview.toString()
                        .lines()
                        .takeWhile(line -> !line.startsWith("ok: "))
                        .toList())
                .hasSizeLessThan(10)
                .allMatch(line -> line.length() < 1200)
                .anyMatch(line -> line.contains("'n100'"))
                .anyMatch(line -> line.contains("\"100 minutes\""));
    }

    @Test
    void a_plan_full_of_faults_is_shown_on_one_screen() {
        String step = "{\"run\": \"a\", \"sudo\": true, \"timout\": 1, \"when\": \"x\"},";
        Preview preview = previewOf(aConsensus()
                .withPlanOf("\"deployment_steps\": [" + step.repeat(100) + "\"b\"], \"rollback_plan\": \"./undo\""));
        assertThat(preview.wouldDeploy()).isFalse();
        assertThat(preview.toString().lines())
                .hasSizeLessThan(10)
                .anyMatch(line -> line.contains("found 'sudo'") && line.endsWith(" and 97 more)"))
                .anyMatch(line -> line.contains("found 'timout'") && line.contains("did you mean 'timeout'?"));
    }

    @Test
    void of_a_plan_with_faults_it_is_shown_too_what_was_read_differently() {
        Preview preview = previewOf(aConsensus()
                .withPlanOf("\"deployment_steps\": [{\"cmd\": \"a\", \"sudo\": true, \"owner\": \"ops\"}],"
                        + " \"rollback_plan\": \"./undo\""));
        assertThat(preview.toString())
                .contains("veto: invalid_plan", "found 'sudo'", "'cmd' is read as 'run'", "'owner'");
    }

    @Test
    void of_a_runbook_it_proposes_the_plan_that_it_could_be() {
        Preview preview = previewOf(aConsensus().withPlanOf("""
                "notes": "by hand",
                "deployment_steps": [
                  "1. Stop the service:\\n\\n```bash\\nno-such-tool stop shop\\nno-such-tool disable shop\\n```\\n2. Tell everybody.",
                  "Build: npm ci, then npm run build",
                  "Rollback: ./undo",
                  "1. ./numbered.sh --first\\n2. Look at it\\n3. ./numbered.sh --last",
                  {"name": "go", "run": "deploy", "rollback": "undo"} ],
                "rollback_plan": "./undo"
                """));
        Preview.ProposedPlan proposal =
                preview.plan().flatMap(Preview.ReadPlan::proposal).orElseThrow();
        assertThat(proposal.plan())
                .contains("\"notes\" : \"by hand\"", "\"rollback_plan\" : \"./undo\"")
                .contains("\"run\" : \"no-such-tool stop shop\\nno-such-tool disable shop\"")
                .contains("\"name\" : \"Stop the service\"", "\"rollback\" : \"undo\"")
                .contains("\"run\" : \"./numbered.sh --first\"", "\"run\" : \"./numbered.sh --last\"")
                .contains("\"name\" : \"Build\"", "\"run\" : \"npm ci\\nnpm run build\"")
                .doesNotContain("Tell everybody", "Rollback", "Look at it");
        assertThat(proposal.leftOut())
                .hasSize(3)
                .contains("deployment_steps: 'Tell everybody': no command is given with it");
        assertThat(preview.toString())
                .contains("left out of the proposal: deployment_steps: 'Tell everybody'")
                .contains(proposal.plan());
        assertThat(preview.wouldDeploy()).isFalse();
        assertThat(previewOf(aConsensus()).plan().flatMap(Preview.ReadPlan::proposal))
                .isEmpty();
    }

    @Test
    void a_script_is_told_with_what_executes_it() {
        Preview preview = previewOf(aConsensus().withPlanOf("""
                "deployment_steps": [
                  {"name": "x", "run": "#!/bin/bash\\r\\na && x\\r\\nb"},
                  {"name": "y", "run": "#!/usr/bin/env python3\\na\\nb"},
                  {"name": "z", "uses": "shell", "with": {"run": "#!/bin/sh\\ra"}} ],
                "rollback_plan": "./undo"
                """));
        assertThat(preview.plan().orElseThrow().readings())
                .map(Preview.Reading::how)
                .startsWith("script for /bin/bash, under set -e", "script for /usr/bin/env python3", "command");
        assertThat(preview.plan().orElseThrow().settings())
                .contains("\"run\" : \"#!/bin/bash\\nset -e; a && x\\nb\"", "\"interpreter\" : \"/bin/bash\"");
        assertThat(preview.findings())
                .map(Finding::toString)
                .anyMatch(each -> each.contains("line ends \\r\\n are read as \\n"))
                .anyMatch(each -> each.contains("under set -e; it does not end at 'a && b' when 'a' fails")
                        && each.contains("(/deployment_steps/0/run)"))
                .anyMatch(each -> each.contains("deployment_steps/2") && each.contains("a carriage return (\\r)"));
    }

    @Test
    void a_command_of_several_lines_is_one_line_in_which_nothing_steers_the_terminal() {
        Preview preview = previewOf(aConsensus()
                .withPlanOf("\"deployment_steps\": [{\"name\": \"x\", \"run\": \"a\\r\\nok: dba\\u001b[2K approved\"}],"
                        + " \"rollback_plan\": \"./undo\""));
        assertThat(preview.toString())
                .contains("reads: deployment_steps/0 [command, under set -e] x: a ⏎ ok: dba\uFFFD[2K approved\n")
                .doesNotContain("\nok: dba", "\u001b");
    }

    @Test
    void environment_and_inputs_are_shown() {
        Preview preview = previewOf(aConsensus()
                .withPlanOf(
                        "\"environment\": \"staging\", \"deployment_steps\": [\"./a\"], \"rollback_plan\": \"./undo\","
                                + " \"health_checks\": [{\"http\": \"http://h/\", \"expect_status\": 204}]"));
        assertThat(preview.toString())
                .contains("reads: environment staging\n", "http {url=http://h/, expect_status=204}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'deployment_steps': ['cd app', 'npm ci'], 'rollback_plan': './undo' | deployment_steps/0",
                "'deployment_steps': ['./a'], 'rollback_plan': {'run': '# git revert HEAD'} | rollback_plan/0",
                "'deployment_steps': [{'run': './a', 'rollback': {'run': 'export A=b'}}] | deployment_steps/0/rollback/0",
                "'deployment_steps': ['./a'], 'rollback_plan': './b', 'health_checks': [{'run': 'test homepage'}] | health_checks/0",
                "'preflight': ['set -e'], 'deployment_steps': ['./a'], 'rollback_plan': './b' | preflight/0"
            })
    void a_command_that_cannot_do_what_it_is_there_for_is_an_error(String fields, String path) {
        Preview preview = previewOf(aConsensus().withPlanOf(fields.replace('\'', '"')));
        assertThat(preview.wouldDeploy()).isFalse();
        assertThat(preview.findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .singleElement()
                .satisfies(finding -> assertThat(finding.path()).endsWith(path))
                .asString()
                .contains("it is nothing but ");
    }

    @Test
    void gate_and_vetoes_are_shown_together() {
        Preview preview = previewOf(aConsensus().inPhase("testing").withoutQaApproval());
        assertThat(preview.refusals()).map(Refusal::code).containsExactly("wrong_phase");
        assertThat(preview.vetoes()).map(Veto::code).containsExactly("qa_not_approved");
        assertThat(preview.wouldDeploy()).isFalse();
        assertThat(preview.toString())
                .startsWith("would do nothing: would be refused\nrefused: wrong_phase")
                .contains("\nveto: qa_not");
    }

    @Test
    void prose_is_shown_with_why_it_is_prose() {
        Preview preview = previewOf(aConsensus()
                .withPlanOf("\"deployment_steps\": [\"Deploy the new version to all servers\"],"
                        + "\"rollback_plan\": \"Redeploy it.\""));
        assertThat(preview.plan().orElseThrow().readings())
                .map(Preview.Reading::how)
                .startsWith("prose: it has the word 'the', as sentences do", "prose: it ends like a sentence");
        assertThat(preview.wouldDeploy()).isFalse();
        assertThat(preview.findings()).anyMatch(each -> each.toString().contains("{\"run\": "));
    }

    @Test
    void without_a_plan_the_vetoes_are_shown() {
        Preview preview = previewOf(aConsensus().withoutPlan());
        assertThat(preview.plan()).isEmpty();
        assertThat(preview.vetoes()).hasSize(3);
    }

    @Test
    void a_plan_that_is_broken_is_shown_as_the_veto_with_its_faults() {
        Preview preview = previewOf(aConsensus().withPlan("{"));
        assertThat(preview.refusals()).isEmpty();
        assertThat(preview.vetoes()).singleElement().satisfies(veto -> {
            assertThat(veto.code()).isEqualTo("invalid_plan");
            assertThat(veto.faults()).singleElement().asString().contains("cut off");
        });
        assertThat(preview.toString()).contains("veto: invalid_plan", "cut off");
    }

    @Test
    void a_status_that_is_broken_is_shown_as_the_refusal() {
        ConsensusDirectory consensus = aConsensus().in(temporary).write("status.json", "{");
        assertThat(consensus.agent(aShell()).build().preview().refusals())
                .map(Refusal::code)
                .containsExactly("unreadable");
    }

    @Test
    void a_directory_that_is_not_there_is_shown_as_the_refusal() {
        Preview preview = DevOpsAgent.builder()
                .consensus(temporary.resolve("nowhere"))
                .withoutDiscovery()
                .build()
                .preview();
        assertThat(preview.refusals()).map(Refusal::code).containsExactly("missing");
        assertThat(temporary.resolve("nowhere")).doesNotExist();
    }

    @Test
    void inbox_files_that_cannot_be_read_and_warnings_are_shown() {
        ConsensusDirectory consensus =
                aConsensus().withInboxFile("hello.txt", "hi").in(temporary);
        Preview preview = consensus
                .agent(shell)
                .executor("careful", new StepExecutor() {
                    @Override
                    public StepResult execute(StepRequest request) {
                        return StepResult.success();
                    }

                    @Override
                    public List<String> warnings() {
                        return List.of("it cannot promise anything");
                    }
                })
                .build()
                .preview();
        assertThat(preview.warnings()).containsExactly("it cannot promise anything");
        assertThat(preview.inbox())
                .extracting(ReceivedMessage::file)
                .containsExactly("messages/inbox/devops/hello.txt");
        assertThat(preview.toString()).contains("\ninbox: messages/inbox/devops/hello.txt [not understood: ", ": hi");
    }

    @Test
    void an_executor_is_asked_with_the_steps_that_are_carried_out_before() {
        List<String> asked = new ArrayList<>();
        StepExecutor executor = new StepExecutor() {
            @Override
            public StepResult execute(StepRequest request) {
                return StepResult.success();
            }

            @Override
            public Optional<StepFinding> check(Input input, ExecutionContext context, List<PlannedStep> before) {
                asked.add(input.values() + " after "
                        + before.stream()
                                .map(step -> step.executor() + step.input().values() + " in "
                                        + step.context().workingDirectory().getFileName())
                                .toList());
                return Optional.of(StepFinding.warning("beware"));
            }
        };

        Preview preview = aConsensus()
                .withPlanOf("""
                        "preflight": {"run": "look", "working_directory": "there"},
                        "deployment_steps": [
                          {"uses": "hosts", "with": {"n": "1"}, "rollback": {"uses": "hosts", "with": {"n": "undo 1"}}},
                          {"uses": "hosts", "with": {"n": "2"}, "rollback": {"run": "undo"}} ],
                        "rollback_plan": {"uses": "hosts", "with": {"n": "plan"}}
                        """)
                .in(temporary)
                .agent(shell)
                .workingDirectory(temporary)
                .executor("hosts", executor)
                .build()
                .preview();

        String here = " in " + temporary.getFileName();
        String look = "shell{run=look} in there";
        String one = "hosts{n=1}" + here;
        String two = "hosts{n=2}" + here;
        assertThat(asked)
                .containsExactly(
                        "{n=1} after [" + look + "]",
                        "{n=undo 1} after [" + look + ", " + one + "]",
                        "{n=2} after [" + look + ", " + one + "]",
                        "{n=plan} after [" + look + ", " + one + ", " + two + "]");
        assertThat(preview.wouldDeploy()).as(preview.toString()).isTrue();
        assertThat(preview.toString()).contains("beware");
    }

    private static StepExecutor checking(Supplier<Optional<StepFinding>> check) {
        return new StepExecutor() {
            @Override
            public StepResult execute(StepRequest request) {
                return StepResult.success();
            }

            @Override
            public Optional<StepFinding> check(Input input, ExecutionContext context) {
                return check.get();
            }
        };
    }

    private Preview previewWith(StepExecutor executor) {
        return aConsensus()
                .withPlanOf("\"deployment_steps\": [ {\"uses\": \"hosts\"} ], \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary)
                .agent(shell)
                .executor("hosts", executor)
                .build()
                .preview();
    }

    @Test
    @SuppressWarnings({"NullAway", "OptionalAssignedToNull"})
    void an_executor_that_cannot_check_a_step_is_a_finding() {
        for (StepExecutor broken : List.of(
                checking(() -> {
                    throw new IllegalArgumentException("no pool");
                }),
                checking(() -> {
                    throw new NoClassDefFoundError("no pool");
                }),
                checking(() -> null))) {
            assertThat(previewWith(broken).findings())
                    .singleElement()
                    .asString()
                    .contains("the executor 'hosts' could not check it");
        }
    }

    @Test
    void an_executor_that_changes_what_is_deployed_is_no_look_at_it() {
        StepExecutor moving = new StepExecutor() {
            @Override
            public StepResult execute(StepRequest request) {
                throw new AssertionError(request);
            }

            @Override
            public Set<Stage> stages() {
                return Set.of(Stage.DEPLOY, Stage.ROLLBACK);
            }
        };
        Preview preview = aConsensus()
                .withPlanOf("""
                        "preflight": [ {"uses": "moving"} ],
                        "backup": [ "moving" ],
                        "deployment_steps": [ {"uses": "moving", "rollback": {"uses": "moving"}} ],
                        "rollback_plan": {"uses": "moving"},
                        "health_checks": [ {"uses": "moving"} ]
                        """)
                .in(temporary)
                .agent(shell)
                .executor("moving", moving)
                .build()
                .preview();

        assertThat(preview.wouldDeploy()).isFalse();
        assertThat(preview.findings())
                .extracting(Finding::toString)
                .hasSize(3)
                .allMatch(text -> text.contains("it is for deploy and rollback"));
        assertThat(preview.findings().toString())
                .contains("preflight/0", "backup/0", "health_checks/0", "Move it to deployment_steps");
    }
}
