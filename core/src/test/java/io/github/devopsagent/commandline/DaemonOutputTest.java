package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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
                "echo start >log; nohup ./server&",
                "sudo -u app nohup ./server &",
                "/usr/bin/sudo -E -u app /usr/bin/nohup ./server &",
                "nohup ./server 2>err.log &",
                "nohup ./server 2>&1 &",
                "nohup ./server >&2 &",
                "if true; then nohup ./s & fi",
                "for i in 1 2; do\n  nohup ./s $i &\ndone",
                "nohup ./s $(cat x) &",
                "nohup ./s $(cat x > y; echo ')') `date > z` ${X:->} &",
                "env A=b nohup ./s &",
                "nohup sh -c \"echo \\\"a > b\\\"\" &",
                "{ nohup ./s; } &",
                "{ nohup ./s & }",
                "nohup ./a >log && nohup ./b &",
                "while ! nohup ./s & do :; done",
                "case $1 in start) nohup ./s & ;; esac",
                "start() { nohup ./s & }; start",
                "sh -c 'nohup ./s &'",
                "sudo bash -lc 'cd /srv; exec nohup ./s &'",
                "su app -c 'nohup ./s &'",
                "eval 'nohup ./s' '&'",
                "cat <<END >f\nx\nEND\nnohup ./s &",
                "true # >log\nnohup ./s & # 2>&1",
                "nohup \\\n./s \\\n  --port 1 &",
                "nohup ./s <input &",
                "exec 3>log; nohup ./s &"
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
                "echo \"nohup ./server &\"",
                "{ nohup ./s & } >log 2>&1",
                "(nohup ./s &) >log",
                "if true; then nohup ./s & fi >>log",
                "{ { nohup ./s & }; } &>log",
                "nohup ./s | tee log &",
                "{ nohup ./s & } | cat",
                "nohup ./s 1>>log &",
                "nohup ./s >|log &",
                "nohup ./s >&log &",
                "nohup ./s 2>err >&2 &",
                "nohup ./s > >(cat) &",
                ">log nohup ./s &",
                "exec >log 2>&1; nohup ./s &",
                "sh -c 'nohup ./s >log &'",
                "sudo -u app nohup ./s >log 2>&1 &",
                "cat <<END\nnohup ./s &\nEND",
                "cat <<-'END'\n\tnohup ./s &\n\tEND\ntrue",
                "# nohup ./s &",
                "ssh web 'nohup ./s &'",
                "grep nohup log &",
                "nohup ./s; ./t &",
                "nohup ./s || true",
                "echo $(nohup ./s)",
                "(",
                ")",
                "}",
                "fi",
                "'",
                "\"",
                "$(",
                "`",
                "<<",
                "nohup",
                "&",
                "case",
                "{",
                "\\",
                "./server &",
                "true"
            })
    void what_prints_elsewhere_or_is_waited_for_is_not(String command) {
        assertThat(DaemonOutput.unredirected(command)).isEmpty();
    }

    @Property
    void it_reads_whatever_it_is_given(@ForAll("scraps") List<String> scraps) {
        assertThat(DaemonOutput.unredirected(String.join("", scraps))).isNotNull();
    }

    @Provide
    Arbitrary<List<String>> scraps() {
        return Arbitraries.of(
                        "nohup", " ", "&", ">", "2>", "<<", "E", "\n", "(", ")", "{", "}", "if ", "fi", ";", "'", "\"",
                        "`", "$(", "${", "\\", "|", "sh -c ", "case ", "esac", "1", "#")
                .list()
                .ofMaxSize(40);
    }

    @Property
    void a_redirection_of_all_that_surrounds_it_redirects_it_however_deep(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 4) Integer> brackets) {
        String script = "nohup ./s &";
        for (int each : brackets) {
            script = List.of(
                            "{ %s }",
                            "(%s)", "if true; then %s fi", "while true; do %s done", "case x in x) %s ;; esac")
                    .get(each)
                    .formatted(script + "\n");
        }

        assertThat(DaemonOutput.unredirected(script)).isPresent();
        assertThat(DaemonOutput.unredirected(script + " >log 2>&1")).isEmpty();
        assertThat(DaemonOutput.unredirected(script + " 2>log")).isPresent();
    }
}
