package io.github.devopsagent.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a; b",
                "a && b\n",
                "\n\na; b\n\n\n",
                "# deploy\na; b",
                "a; b\n# done\n",
                "a \\\n  --b \\\n  --c",
                "a \\\n\n",
                "# not continued \\\na; b",
                "a \\\\",
                "\t\n  \na",
                "# one\n  # two\n"
            })
    void a_single_line_of_commands_stays_as_it_is(String text) {
        assertThat(Script.of(text).text()).isEqualTo(text);
        assertThat(Script.of(text).isEndedByFailures()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\nset +e\nb",
                "set +e\na",
                "# set +e\na\nb",
                "cat <<E\nset +e\nE",
                "echo 'set +e\nset -e'",
                "a\n\n# c\n\nb",
                "a \\\\\nb",
                "a # b \\\nc",
                "a#b \\\nc",
                "if a\nthen b\nfi",
                "f() {\n  a\n}\nf",
                "cat <<E\nx\nE\n",
                "set -e | a\nb",
                "set -e &\nb",
                "set -eq&b\nc",
                "setup -e\nb",
                "set -x\nb",
                "a \\\n b\nc",
                "\f\na",
                "\u2003# no comment\na"
            })
    void several_lines_run_under_set_e_whatever_the_text_says_of_it(String text) {
        Script script = Script.of(text);
        assertThat(script.text()).isEqualTo("set -e; " + text);
        assertThat(script.text().lines().count()).isEqualTo(text.lines().count());
        assertThat(script.isEndedByFailures()).isTrue();
        assertThat(Script.written(script.text())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"set -e\na\nb", "set -euo pipefail\na", "set -e; a\nb", "set -xe\na", "set -e -x # trace\na\nb"})
    void what_a_script_says_first_itself_is_not_said_again(String text) {
        assertThat(Script.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "#!/bin/bash, true",
        "#! /usr/bin/env  bash, true",
        "#!/usr/bin/env -S bash -u, true",
        "#!/usr/bin/env -S -i PATH=/bin FOO=b bash -u, true",
        "#!/bin/busybox sh, true",
        "#!/usr/bin/ksh93, true",
        "#!/bin/sh -x, true",
        "#!/bin/sh --, true",
        "#!/bin/bash -eu, false",
        "#!/usr/bin/env -S bash -o errexit, false",
        "#!/usr/bin/env -S bash -euo pipefail, false",
        "#!/bin/bash +e, false",
        "#!/usr/bin/env -S bash +o errexit, false",
        "#!/usr/bin/python3, false",
        "#!/usr/bin/env node, false",
        "#!/usr/bin/fish, false",
        "#!/bin/csh -f, false",
        "#!/usr/bin/make -f, false"
    })
    void behind_a_shebang_of_a_shell_as_well_unless_it_says_so_or_otherwise(String shebang, boolean ends) {
        String text = shebang + "\na\nb\n";
        assertThat(Script.fault(text)).isEmpty();
        Script script = Script.of(text);
        assertThat(script.text()).isEqualTo(ends ? shebang + "\nset -e; a\nb\n" : text);
        assertThat(script.isEndedByFailures()).isEqualTo(ends);
        assertThat(script.interpreter())
                .map(Interpreter::toString)
                .contains(shebang.substring(2).strip().replaceAll("  +", " "));
        assertThat(Script.of(shebang + "\na; b\n# c").text()).isEqualTo(shebang + "\na; b\n# c");
    }

    @Test
    void a_list_is_one_script_even_if_it_is_a_single_line() {
        assertThat(Script.of(List.of("a; b")).text()).isEqualTo("set -e; a; b");
        assertThat(Script.of(List.of("#!/bin/bash", "a")).text()).isEqualTo("#!/bin/bash\nset -e; a");
        assertThat(Script.of(List.of("#!/usr/bin/python3", "a", "b")).text()).isEqualTo("#!/usr/bin/python3\na\nb");
        String once = Script.of(List.of("a", "b")).text();
        assertThat(Script.of(once).text()).isEqualTo(once);
    }

    @Test
    void line_ends_of_windows_are_line_feeds() {
        assertThat(Script.of("a\r\nb\r\n").text()).isEqualTo("set -e; a\nb\n");
        assertThat(Script.of("a\r\n").text()).isEqualTo("a\n");
        assertThat(Script.of("#!/bin/sh -e\r\na").interpreter())
                .map(Interpreter::words)
                .contains(List.of("/bin/sh", "-e"));
        assertThat(Script.of("a \\\r\n b").text()).isEqualTo("a \\\n b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\\rb                           | a carriage return",
                "a\\r\\r\\nb                     | a carriage return",
                "a\\r                            | a carriage return",
                "#!/bin/sh\\ra                   | a carriage return",
                "\\uFEFFa                        | a byte order mark",
                "\\uFEFF#!/bin/sh\\na            | a byte order mark",
                "\\n#!/bin/sh\\na                | blanks or lines before the shebang",
                "' #! /bin/sh\\na'               | blanks or lines before the shebang",
                "#!\\na                          | names no program",
                "#!  \\na                        | names no program",
                "#!bash\\na                      | no absolute path; write #!/usr/bin/env bash",
                "#!bin/bash\\na                  | no absolute path; write #!/usr/bin/env bash",
                "#!/bin/sh                       | a shebang and nothing else",
                "#!/usr/bin/python3\\n \\n       | a shebang and nothing else",
                "#!/usr/bin/env\\na              | env names no program",
                "#!/usr/bin/env -i\\na           | env names no program",
                "#!/usr/bin/env -S A=b\\na       | env names no program",
                "#!/usr/bin/env bash -eu\\na     | handed as one word; write #!/usr/bin/env -S bash -eu",
                "#!/usr/bin/env -S bash \"-e\"\\na | quotes, a backslash",
                "#!/usr/bin/env -S ${SHELL}\\na  | quotes, a backslash",
                "#!/bin/bash -e -u\\na           | handed as one word; write #!/usr/bin/env -S /bin/bash -e -u",
                "#!/bin/busybox sh -e\\na        | handed as one word",
                "#!/usr/bin/python3 -u -O\\na    | handed as one word",
                "#!/bin/bash -n\\na              | would not execute the script",
                "#!/bin/bash -en\\na             | would not execute the script",
                "#!/bin/sh -s\\na                | would not execute the script",
                "#!/bin/sh -c\\na                | would not execute the script",
                "#!/bin/bash -t\\na              | would not execute the script",
                "#!/bin/bash --version\\na       | would not execute the script",
                "#!/bin/bash script.sh\\na       | would not execute the script",
                "#!/usr/bin/env -S bash -o noexec\\na | would not execute the script",
                "#!/usr/bin/env -S bash -eo\\na  | would not execute the script",
                "#!/bin/cat\\na                 | executes no scripts",
                "#!/bin/true -x\\na             | executes no scripts",
                "#!/usr/bin/env true\\na        | executes no scripts",
                "#!/usr/bin/env -S tail -n +2\\na | executes no scripts",
                "#!/bin/busybox cat\\na         | executes no scripts",
                "#!/usr/bin/expr\\na           | executes no scripts",
                "#!/usr/bin/nice cat\\na       | which executes another program",
                "#!/usr/bin/nice bash\\na\\nb   | and write nice before the commands in it",
                "#!/usr/bin/env -S timeout 10 bash\\na | which executes another program",
                "#!/usr/bin/env -S A=b env bash\\na | which executes another program",
                "#!/usr/bin/flock /run/lock bash\\na | which executes another program",
                "#!/opt/run-as deploy bash\\na | which executes another program",
                "#!/usr/bin/env -S busybox nice sh\\na | which executes another program",
                "#!/usr/bin/env -S python3 /dev/null\\na | in place of the script",
                "#!/usr/bin/perl -c\\na         | with which perl would not execute",
                "#!/usr/bin/perl -w -v\\na      | with which perl would not execute",
                "#!/usr/bin/perl -wn\\na        | with which perl would not execute",
                "#!/usr/bin/env -S python3 -V\\na | with which python3 would not execute",
                "#!/usr/bin/python3 -c\\na      | with which python3 would not execute",
                "#!/usr/bin/env -S python3 -u -m py_compile\\na | with which python3 would not execute",
                "#!/usr/bin/env -S node --check\\na | with which node would not execute",
                "#!/usr/bin/ruby -wc\\na        | with which ruby would not execute",
                "#!/usr/bin/env -S deno check\\na | with which deno would not execute",
                "#!/usr/bin/env -S php -d a=b -l\\na | with which php would not execute",
                "#!/usr/bin/php -l\\na          | with which php would not execute",
                "#!/usr/bin/make -nf\\na        | with which make would not execute",
                "#!/bin/csh -n\\na              | with which csh would not execute",
                "#!/opt/tool --dry-run\\na      | with which tool would not execute",
                "set -n                          | executes nothing of what follows",
                "set -n\\n./deploy.sh           | executes nothing of what follows",
                "set -o noexec; ./deploy.sh      | executes nothing of what follows",
                "a\\nset -eu -nv\\nb            | executes nothing of what follows",
                "a && set -euo onecmd\\nb       | executes nothing of what follows",
                "if a; then set -t; fi\\nb      | executes nothing of what follows",
                "(set -n; a)                     | executes nothing of what follows",
                "cat <<E\\nx\\nE\\n\\set '-n'\\na | executes nothing of what follows",
                "cat <<<E\\nset -n\\nE          | executes nothing of what follows",
                "shopt -so noexec\\na           | executes nothing of what follows",
                "#!/bin/zsh\\nsetopt NO_EXEC\\na | executes nothing of what follows"
            })
    void what_can_be_no_script_is_a_fault(String escaped, String message) {
        String text = escaped.replace("\\r", "\r").replace("\\n", "\n").replace("\\uFEFF", "\uFEFF");
        assertThat(Script.fault(text)).map(ScriptFault::toString).hasValueSatisfying(fault -> assertThat(fault)
                .contains(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nb",
                "printf '\\r'",
                "# !/bin/sh\na",
                "#!/usr/bin/perl -w -T\na",
                "#!/opt/my tools/python\na",
                "#!/usr/bin/env -S bash -O extglob -l\na",
                "#!/usr/bin/env --split-string=bash -eu\na",
                "\n# a\n#!/bin/sh",
                "#!/bin/sh -\na",
                "#!/bin/sh --\na",
                "#!/usr/bin/perl -CSDE\na",
                "#!/usr/bin/perl -Mcommon::sense\na",
                "#!/usr/bin/env -S python3 -Wignore -u\na",
                "#!/usr/bin/env -S python3 -m coverage run\na",
                "#!/usr/bin/env -S node --experimental-vm-modules\na",
                "#!/usr/bin/ruby -v\na",
                "#!/usr/bin/env -S node ./runner.js -c conf\na",
                "#!/usr/bin/php -n\na",
                "#!/usr/bin/env -S deno run --allow-net\na",
                "#!/usr/bin/env -S make -f\na",
                "#!/usr/bin/env -S poetry run python\na",
                "#!/usr/bin/env -S nix-shell -i bash\na",
                "#!/usr/bin/awk -f\na",
                "#!/usr/bin/env -S ruby -r date\na",
                "#!/usr/bin/python3\nset -n",
                "set -eu +n\na",
                "set +o noexec\na",
                "set -- -n\na",
                "set -o pipefail -e\na",
                "set a -n",
                "echo set -n",
                "# set -n\na",
                "echo 'a\nset -n\nb'",
                "cat >f <<-'E' && a\n\tset -n\n\tE\nb",
                "bash -n deploy.sh",
                "echo ${#A} $((1<<2))\na",
                ""
            })
    void anything_else_is_none(String text) {
        assertThat(Script.fault(text)).isEmpty();
    }

    @Test
    void the_interpreter_stands_beside_the_text_that_is_executed() {
        Action.Use use = Script.of("#!/bin/bash\na\nb").in(Action.shell("#!/bin/bash\na\nb"));
        assertThat(use.input().values())
                .isEqualTo(Map.of("run", "#!/bin/bash\nset -e; a\nb", "interpreter", "/bin/bash"));
        assertThat(use.command()).contains("#!/bin/bash\nset -e; a\nb");
        assertThat(Script.of("a").in(Action.shell("a"))).isEqualTo(Action.shell("a"));
        assertThat(Script.interpreter(Input.of("run", "#!/bin/bash\na")))
                .as("of before")
                .isEmpty();
    }

    @Test
    void only_the_text_of_a_shell_is_read_as_one() {
        assertThat(Script.shellText(Script.of("a\nb").in(Action.shell("")).input()))
                .contains("a\nb");
        assertThat(Script.shellText(
                        Script.of("#!/bin/ksh\na").in(Action.shell("")).input()))
                .contains("#!/bin/ksh\na");
        assertThat(Script.shellText(
                        Script.of("#!/usr/bin/python3\na").in(Action.shell("")).input()))
                .isEmpty();
    }

    @Test
    void a_long_text_is_read_as_well() {
        assertThat(Script.of("set -e" + " -x".repeat(200_000) + "\na").isEndedByFailures())
                .isTrue();
        assertThat(Script.of("a \\\n".repeat(200_000) + "b").isEndedByFailures())
                .isFalse();
        assertThat(Script.fault(" \n".repeat(200_000) + "a")).isEmpty();
        assertThat(Script.fault("#!/usr/bin/env -S " + "A=b ".repeat(100_000) + "sh\na"))
                .isEmpty();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "\n", "\r\n", "\\", "#", " ", "'", "set +e", "set -e", ";", "#!/bin/bash", "\t", "<<E")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property
    void nothing_is_changed_but_for_line_ends_and_the_one_prefix(@ForAll("texts") String text) {
        String read = Script.withLineFeeds(text);
        Script script = Script.of(text);
        int body = read.startsWith("#!") ? read.indexOf('\n') + 1 : 0;
        assertThat(script.text()).isIn(read, read.substring(0, body) + "set -e; " + read.substring(body));
        assertThat(Script.of(script.text())).isEqualTo(script);
        assertThat(script.text().chars().filter(each -> each == '\n').count())
                .isEqualTo(read.chars().filter(each -> each == '\n').count());
    }
}
