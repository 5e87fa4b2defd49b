package io.github.devopsagent.internal.resolve;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Finding.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalledAgentTest {

    private static final List<String> RUNNING = List.of(
            "/bin/sh /srv/shop/consensus/.devops/runs/DEP-",
            "/usr/bin/java -jar /opt/devops-agent.jar run -C /srv/shop/c");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkill -f shop",
                "pkill -9 -f shop || true",
                "pkill -f -KILL shop; ./start.sh",
                "pkill --signal TERM -f 'shop'",
                "set -e; cd /srv\nsudo pkill -f \"shop\" >/dev/null 2>&1 || true\n./start.sh",
                "if test -e old; then pkill -f shop; fi",
                "pkill java",
                "pkill -f devops-agent",
                "killall java",
                "killall -9 -q java 2>/dev/null",
                "kill $(pgrep -f shop)",
                "kill -9 `pgrep -f shop`",
                "kill -TERM \"$(pidof java)\"",
                "pgrep -f shop | xargs kill",
                "pgrep -f shop | xargs -r kill -9",
                "ps aux | grep shop | grep -v grep | awk '{print $2}' | xargs kill",
                "ps -ef | grep java | grep -v grep | awk '{print $2}' | xargs -r kill -9",
                "timeout 5 pkill -f shop",
                "timeout -k 1 5 pkill java",
                "sudo -n pkill java",
                "nohup pkill java",
                "/usr/bin/pkill java",
                "cd /srv\n\n  \t pkill java",
                "pgrep -f shop | while read p; do kill $p; done",
                "for p in $(pgrep -f shop); do kill $p; done"
            })
    void a_step_that_ends_its_own_shell_or_the_agent(String script) {
        assertThat(SignalledAgent.in(script, RUNNING).orElse("nothing"))
                .contains("finds who executes it as well", "pkill -x shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkill -x shop",
                "pkill shop",
                "pkill -f shop/bin/server",
                "pkill -f '[s]hopserver'",
                "pkill -0 -f shop",
                "pkill -CONT -f shop",
                "pkill -u app -f shop",
                "kill $(cat shop.pid)",
                "killall shop",
                "ssh web1 'systemctl stop shop; pkill java'",
                "ssh web1 pkill java",
                "docker exec web pkill java",
                "ssh web1 \\\n pkill java",
                "stop() { pkill java; }\nssh web1 \"$(declare -f stop); stop\"",
                "echo pkill java",
                "systemctl stop shop # not pkill java",
                "pgrep -f shop | xargs -r kill -0",
                "cat <<E >stop.sh\npkill java\nE",
                "#!/bin/bash\npkill java"
            })
    void a_step_that_ends_others_or_of_which_that_is_not_known(String script) {
        assertThat(SignalledAgent.in(script, RUNNING)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " ", " \n", "\t", "> ", "'", "\\\n", "pkill ", "pgrep x |"})
    void a_long_script_is_looked_through_in_no_time(String part) {
        assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> SignalledAgent.in("pgrep x" + part.repeat(60_000 / part.length()), RUNNING));
    }

    @Test
    void it_is_told_of_steps_and_of_ways_back(@TempDir Path temporary) {
        List<String> warnings = aConsensus()
                .withPlanOf(
                        "\"deployment_steps\": [{\"run\": \"pkill -f .devops/runs\", \"rollback\": {\"run\": \"pkill -f"
                                + " runs/DEP || true\"}}], \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary)
                .agent(aShell())
                .build()
                .preview()
                .findings()
                .stream()
                .filter(finding -> finding.severity() == Severity.WARNING)
                .map(Finding::toString)
                .filter(finding -> finding.contains("who executes it"))
                .toList();

        assertThat(warnings)
                .satisfiesExactlyInAnyOrder(
                        step -> assertThat(step).contains("deployment_steps/0: 'pkill -f .devops/runs'"),
                        back -> assertThat(back).contains("deployment_steps/0/rollback/0: 'pkill -f runs/DEP'"));
    }
}
