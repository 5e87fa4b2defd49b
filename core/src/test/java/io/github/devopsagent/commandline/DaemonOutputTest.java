package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonOutputTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nohup python3 -m http.server & echo $! > out/pid; sleep 1",
                "cd app && nohup ./server --name 'a > b' &",
                "PORT=1 nohup ./server &\nsleep 1",
                "(nohup ./server &)",
                "echo start >log; nohup ./server&"
            })
    void a_service_that_prints_to_the_step_is_told(String command) {
        assertThat(DaemonOutput.unredirected(command)).get().asString().contains("nohup ./server >>server.log 2>&1 &");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nohup ./server >>server.log 2>&1 &",
                "nohup ./server > /dev/null 2>&1 & echo $!",
                "nohup ./server &>server.log &",
                "nohup ./migrate && echo done",
                "echo 'nohup ./server &'",
                "./server &",
                "true"
            })
    void what_prints_elsewhere_or_is_waited_for_is_not(String command) {
        assertThat(DaemonOutput.unredirected(command)).isEmpty();
    }
}
