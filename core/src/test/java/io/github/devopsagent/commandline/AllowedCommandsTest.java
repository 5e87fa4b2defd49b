package io.github.devopsagent.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is started that is not allowed, however it is written; what is allowed may be written as scripts are. */
class AllowedCommandsTest {

    private static final AllowedCommands ALLOWED = AllowedCommands.of(List.of(
            "make",
            "./deploy.sh",
            "kubectl rollout",
            "sudo",
            "env",
            "timeout",
            "xargs",
            "time",
            "nice",
            "find",
            "[",
            "printf",
            "cat",
            "bash deploy.sh",
            "sh"));

    private static Stream<String> allowed() {
        return Stream.of(
                "make",
                "make deploy; make check && ./deploy.sh || make undo | cat",
                "set -euo pipefail; make",
                "set -e; make\nmake install",
                "A=1 B=$(make) make \"$A\" '$(evil)'",
                "cd app && make",
                "if make; then ./deploy.sh; else make undo; fi",
                "for each in a b \"$C\"; do make $each; done > log 2>&1",
                "while make; do ./deploy.sh; done",
                "( make; ./deploy.sh ) & wait",
                "{ make; } 2>/dev/null",
                "! make",
                "make \\\n  deploy",
                "make # evil",
                "# evil\nmake",
                "cat <<'EOF' > conf\n$(evil)\nEOF\nmake",
                "cat <<-EOF\n\tplain $A\n\tEOF\nmake",
                "make \"$(./deploy.sh \"$(make)\")\"",
                "sudo -n make",
                "sudo -u deploy -- make",
                "env A=1 make",
                "timeout -k 5 60 make",
                "make | xargs -n 1 make",
                "nice -n 5 timeout 5 make",
                "time make",
                "kubectl rollout status x",
                "bash deploy.sh",
                "exec make",
                "command make",
                "command -v evil",
                "[ -f x ] && [ \"$A\" = b ] && make",
                "printf '%s' x",
                "find . -name '*.jar'",
                "export A=1; make \"${A:-x}\" \"${B%.jar}\"",
                "",
                ">log",
                "true; :; exit 0");
    }

    private static Stream<String> notAllowed() {
        return Stream.of(
                "evil",
                "make; evil",
                "make && evil",
                "make || evil",
                "make | evil",
                "make & evil",
                "make\nevil",
                "make \"$(evil)\"",
                "make $(evil)",
                "make `evil`",
                "A=$(evil) make",
                "A=$(evil)",
                "make > \"$(evil)\"",
                "make ${A:-$(evil)}",
                "make \"${A:-`evil`}\"",
                "make ${A@P}",
                "make ${!A}",
                "make $((A))",
                "make $[A]",
                "((A))",
                "$A",
                "\"$A\" make",
                "m*ke",
                "~/make",
                "{make,evil}",
                "'evil'",
                "\\evil",
                "e\\\nvil",
                "/bin/make",
                "./make",
                "eval make",
                ". ./env",
                "source env",
                "alias make=evil",
                "trap evil EXIT",
                "make() { evil; }; make",
                "function make { evil; }",
                "case x in x) evil;; esac",
                "[[ -v a ]]",
                "if evil; then make; fi",
                "if make; then evil; fi",
                "for a in b; do evil; done",
                "for a in $(evil); do make; done",
                "for a in # it's\ndo evil '\ndone",
                "for PATH in /tmp; do make; done",
                "while evil; do make; done",
                "( evil )",
                "{ evil; }",
                "! evil",
                "sudo evil",
                "sudo -u deploy evil",
                "sudo -s",
                "sudo -i",
                "sudo PATH=/tmp make",
                "sudo -u \"$U\" make",
                "env evil",
                "env A=1 evil",
                "env -S 'evil x'",
                "env PATH=/tmp make",
                "timeout 5 evil",
                "timeout 5 sudo evil",
                "nice evil",
                "time evil",
                "make | xargs evil",
                "xargs -I{} {}",
                "xargs -n 1 sh -c evil",
                "exec evil",
                "command evil",
                "builtin eval evil",
                "nohup make",
                "sh -c evil",
                "sh",
                "sh deploy.sh",
                "bash -c evil",
                "bash other.sh",
                "cat <<EOF\n$(evil)\nEOF",
                "cat <<EOF\n`evil`\nEOF",
                "sh <<'EOF'\nevil\nEOF",
                "cat <<EOF\nmake",
                "cat <<'A' \"x\nA\nevil\"",
                "make <(evil)",
                "make >(evil)",
                "make <<< x",
                "make &>/dev/null evil",
                "make |& evil",
                "PATH=/tmp make",
                "export PATH=/tmp; make",
                "export A=$A; make",
                "LD_PRELOAD=x make",
                "BASH_ENV=x make",
                "ENV=x make",
                "PS4='$(evil)' make",
                "\"A\"=x make",
                "true {PATH}>x",
                "set -- evil",
                "set -o history",
                "find . -exec evil ';'",
                "find . $A",
                "[ -v 'a[$(evil)]' ]",
                "[ \"$A\" \"$B\" ]",
                "[ $A ]",
                "printf -v PATH x",
                "printf \"$A\" x",
                "read PATH",
                "let a=1",
                "declare a",
                "unset 'a[$(evil)]'",
                "kubectl delete x",
                "kubectl",
                "make $'\\n'",
                "make \"x",
                "make 'x",
                "make $(make",
                "make )",
                "make \u0007",
                "if\"\" make",
                ">x if make; then true; fi",
                "(make) evil",
                "fi make",
                "$(make # )\nevil )");
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void what_starts_only_what_is_allowed_is_allowed(String script) {
        assertThat(ALLOWED.refusal(script)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("notAllowed")
    void what_starts_something_else_or_hides_it_is_not(String script) {
        assertThat(ALLOWED.refusal(script)).isPresent();
    }

    @Test
    void a_refusal_names_the_program_and_what_is_allowed() {
        assertThat(AllowedCommands.of(List.of("make", "./deploy.sh")).refusal("make; rm -rf x"))
                .contains("it starts 'rm', which the host does not allow; allowed are [./deploy.sh, make]");
    }

    @Test
    void if_nothing_is_allowed_nothing_is() {
        assertThat(AllowedCommands.of(List.of()).refusal("make")).isPresent();
        assertThat(AllowedCommands.of(List.of()).refusal("true")).isEmpty();
    }

    @Test
    void the_words_of_a_wrapper_allow_what_it_starts() {
        AllowedCommands allowed = AllowedCommands.of(List.of("sudo systemctl restart", "sudo -u deploy"));
        assertThat(allowed.refusal("sudo systemctl restart app")).isEmpty();
        assertThat(allowed.refusal("sudo systemctl stop app")).isPresent();
        assertThat(allowed.refusal("sudo -u deploy rm x")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "eval", "source x", ". x"})
    void what_would_allow_everything_cannot_be_allowed(String beginning) {
        assertThatThrownBy(() -> AllowedCommands.of(List.of(beginning))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void variables_that_choose_what_is_started_are_not_a_plans() {
        assertThat(AllowedCommands.refusalOfVariables(List.of("A", "REGION", "DB_HOST", "VERSION", "GREETING")))
                .isEmpty();
        for (String name : List.of(
                "PATH",
                "LD_PRELOAD",
                "BASH_ENV",
                "BASH_FUNC_make%%",
                "DYLD_INSERT_LIBRARIES",
                "HOME",
                "GIT_SSH_COMMAND",
                "GIT_CONFIG_COUNT",
                "MAKEFLAGS",
                "GNUMAKEFLAGS",
                "NODE_OPTIONS",
                "PERL5OPT",
                "PYTHONPATH",
                "PYTHONSTARTUP",
                "JAVA_TOOL_OPTIONS",
                "TAR_OPTIONS",
                "PAGER",
                "EDITOR",
                "XDG_CONFIG_HOME",
                "RUBYOPT",
                "RSYNC_RSH",
                "npm_config_script_shell")) {
            assertThat(AllowedCommands.refusalOfVariables(List.of(name)))
                    .as(name)
                    .isPresent();
        }
    }
}
