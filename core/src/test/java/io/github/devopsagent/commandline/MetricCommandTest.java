package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 0",
                "printf '0\\n'",
                "/bin/echo 5",
                "echo 1; echo 2",
                "sh -c 'echo 1'",
                "bash -c 'true; echo 1'",
                "true; echo 1",
                ": && echo 1",
                "expr 1 + 0",
                "echo $((0+1))",
                "echo $(( 2 * (3 - 1) ))"
            })
    void that_always_prints_the_same_measures_nothing(String command) {
        assertThat(MetricCommand.constant(command)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo $(./count)",
                "./count",
                "echo $N",
                "sh -c ./count",
                "sh -c 'echo $N'",
                "expr $N + 0",
                "echo $((N+1))",
                "echo 0 | ./count",
                "./count || echo 0"
            })
    void may_measure_something(String command) {
        assertThat(MetricCommand.constant(command)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -sf localhost/errors || echo 0",
                "curl -sf localhost/errors | jq .count || echo 0",
                "N=$(./count); echo ${N:-0}",
                "journalctl -u shop | grep ERROR | wc -l",
                "./list | awk '{s+=$1} END {print s+0}'",
                "./list | jq '.count // 0'",
                "curl -s localhost/log | grep -c ERROR || true",
                "curl -s localhost/log | grep -ic ERROR || :",
                "curl -s localhost/log | grep --count ERROR; true",
                "curl -s localhost/log | wc -l || true",
                "curl -s localhost/x | jq -r '.x // 0'",
                "curl -s localhost/x | jq '.x // 0' || true",
                "journalctl -u shop | grep ERROR | wc -l | tr -d ' '",
                "./list | wc -l | xargs",
                "./list | wc -l | awk '{print $1}'",
                "./list | awk 'END {print NR}'",
                "./list | awk '{s+=$1} END {printf \"%.2f\", s}'",
                "./list | jq -s length",
                "./list | jq -rs 'map(.x) | length'",
                "echo $(./list | wc -l)",
                "N=$(./list | grep ERROR | wc -l); echo $N"
            })
    void that_prints_a_number_although_it_failed_is_told(String command) {
        assertThat(MetricCommand.inventedNumber(command)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -sf localhost/errors",
                "rabbitmqctl -q list_queues messages | awk '{s+=$1} END {print s}'",
                "./count || exit 1",
                "set -o pipefail; ./list | wc -l",
                "N=$(./count); echo $N",
                "wc -l <errors.txt",
                "./count || echo none",
                "curl -s localhost/log | grep -c ERROR",
                "grep -c ERROR shop.log || true",
                "./count || true",
                "./list | jq length",
                "./list | tail -1 | tr -d ' '",
                "./list | awk '{print $2}'",
                "./list | awk 'NR==2 {print $1}'",
                "curl -sf localhost/x | python3 -c 'import json,sys; print(json.load(sys.stdin)[\"x\"])'",
                "echo $(./count)",
                "echo $(( $(./count) * 2 ))"
            })
    void that_prints_none_when_it_fails_is_not(String command) {
        assertThat(MetricCommand.inventedNumber(command)).isEmpty();
    }
}
