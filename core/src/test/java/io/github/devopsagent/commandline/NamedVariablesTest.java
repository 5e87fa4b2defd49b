package io.github.devopsagent.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NamedVariablesTest {

    /** Ways in which a command comes to the value of a variable, and some in which it does not. */
    private static final List<String> WAYS = List.of(
            "echo $@N@",
            "echo ${@N@}",
            "echo \"it's ${@N@:-none}\"",
            "echo '$@N@'",
            "echo \\$@N@",
            "sh -c 'echo $@N@'",
            "sh -c \"echo \\$@N@\"",
            "eval 'echo ${@N@#x}'",
            "echo $(printf %s \"$@N@\")",
            "echo `echo \\$@N@`",
            "cat <<EOF\nit's $@N@ and \"\nEOF",
            "cat <<'EOF'\n$@N@\nEOF",
            "printenv @N@",
            "env | grep ^@N@=",
            "echo ${#@N@}",
            ": # don't\necho $@N@",
            "@N@=own; echo $@N@",
            "case $@N@ in *v*) echo ${@N@%%x};; esac",
            "f() { echo $@N@; }; f");

    @Provide
    Arbitrary<List<Integer>> ways() {
        return Arbitraries.integers()
                .between(0, WAYS.size() - 1)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 60)
    void each_variable_whose_value_a_shell_finds_is_named(@ForAll("ways") List<Integer> ways)
            throws IOException, InterruptedException {
        StringBuilder command = new StringBuilder();
        ProcessBuilder shell = new ProcessBuilder("/bin/sh").redirectErrorStream(true);
        for (int i = 0; i < ways.size(); i++) {
            command.append(WAYS.get(ways.get(i)).replace("@N@", name(i))).append('\n');
            shell.environment().put(name(i), value(i));
        }
        Process process = shell.start();
        process.getOutputStream().write(command.toString().getBytes(UTF_8));
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();

        List<String> found = IntStream.range(0, ways.size())
                .filter(i -> printed.contains(value(i)))
                .mapToObj(NamedVariablesTest::name)
                .toList();
        assertThat(NamedVariables.in(command.toString())).containsAll(found);
    }

    private static String name(int variable) {
        return "NAME_" + variable;
    }

    private static String value(int variable) {
        return "-value-of-" + variable + "-";
    }

    @Test
    void names_are_read_to_their_end() {
        assertThat(NamedVariables.in("a $REGION.${zone:-x} $a1_b, -e K8S -DX=$y"))
                .containsExactlyInAnyOrder("REGION", "zone", "a1_b", "K8S", "DX", "y");
        assertThat(NamedVariables.in("docker run -eTIER x; echo $((port + 1)); printenv lower other; echo it"))
                .containsExactlyInAnyOrder("TIER", "port", "lower", "other");
    }

    @Test
    void what_the_command_gives_a_value_itself_is_no_variable_of_the_host() {
        assertThat(NamedVariables.in("NODE_ENV=production npm ci && export CI=1; docker run -e TIER=x y"))
                .isEmpty();
        assertThat(NamedVariables.in("CI=1; echo $CI")).containsExactly("CI");
    }

    @Test
    void what_the_shell_sets_itself_and_a_signal_are_no_variables_of_the_host() {
        assertThat(NamedVariables.in("kill -TERM $PPID; cd $OLDPWD; echo $PWD $_ $1 $? $$ $@ $#"))
                .isEmpty();
        assertThat(NamedVariables.in("TERM=$TERM")).containsExactly("TERM");
    }
}
