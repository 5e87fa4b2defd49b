package io.github.devopsagent.internal.resolve;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Finding.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What succeeds too easily is told before anything changes, with where it stands. */
class MaskedFailureWarningTest {

    @TempDir
    Path temporary;

    private List<String> findings(Severity severity, String plan) {
        return aConsensus().withPlanOf(plan).in(temporary).agent(aShell()).build().preview().findings().stream()
                .filter(finding -> finding.severity() == severity)
                .filter(finding -> !finding.message().contains("space"))
                .map(Finding::toString)
                .toList();
    }

    private List<String> warnings(String plan) {
        return findings(Severity.WARNING, "\"rollback_plan\": {\"run\": \"undo\"}, " + plan);
    }

    @Test
    void a_failure_that_a_step_loses() {
        assertThat(
                        warnings(
                                "\"preflight\": [{\"run\": \"df | head -3\"}], \"backup\": [{\"run\": [\"./dump | tee log\"]}],"
                                        + " \"deployment_steps\": [{\"run\": \"trap 'exit 0' EXIT; ./deploy.sh\"},"
                                        + " {\"run\": [\"./a; echo ok\"]}, {\"run\": \"#!/usr/bin/env python3\\nx | tee; echo\"}]"))
                .satisfiesExactly(
                        backup -> assertThat(backup).contains("backup/0", "whatever becomes of './dump'"),
                        deploy ->
                                assertThat(deploy).contains("deployment_steps/0", "whatever becomes of './deploy.sh'"));
    }

    @Test
    void a_request_that_takes_an_error_for_an_answer() {
        assertThat(warnings("\"deployment_steps\": [{\"run\": \"curl -X POST http://ci/deploy\"}],"
                        + " \"health_checks\": [{\"run\": \"curl -s http://localhost/health\"}],"
                        + " \"monitoring\": {\"duration\": \"1s\", \"metrics\": [{\"name\": \"queue\", \"at_most\": 3,"
                        + " \"run\": \"curl -s http://localhost/queue\"}]}"))
                .hasSize(3)
                .allSatisfy(warning -> assertThat(warning).contains("500 as well: add -f"));
    }

    @Test
    void a_check_that_only_lists_and_a_step_that_only_tells_its_failure() {
        assertThat(warnings("\"deployment_steps\": [{\"run\": \"./deploy.sh || echo failed\"}],"
                        + " \"health_checks\": [{\"run\": \"kubectl get pods\"}, {\"run\": \"kubectl get pods | grep Running\"},"
                        + " {\"run\": \"nc -z a 80; nc -z b 80\"}]"))
                .satisfiesExactlyInAnyOrder(
                        step -> assertThat(step).contains("deployment_steps/0", "whatever becomes of './deploy.sh'"),
                        lost -> assertThat(lost).contains("health_checks/2", "whatever 'nc' finds"),
                        check -> assertThat(check)
                                .contains("health_checks/0", "succeeds whatever state that is in: ask for the state"));
    }

    @Test
    void a_metric_that_is_a_number_whatever_happens() {
        String metric = "\"deployment_steps\": [{\"run\": \"a\"}], \"monitoring\": {\"duration\": \"1s\", \"metrics\":"
                + " [{\"name\": \"errors\", \"at_most\": 3, \"run\": \"%s\"}]}";
        assertThat(warnings(metric.formatted("./errors || echo 0")))
                .singleElement()
                .asString()
                .contains("metrics/0", "a number even if './errors' fails");
        assertThat(findings(Severity.ERROR, "\"rollback_plan\": {\"run\": \"undo\"}, " + metric.formatted("echo 0")))
                .singleElement()
                .asString()
                .contains("metrics/0", "prints the same whatever happens");
    }
}
