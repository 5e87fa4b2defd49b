package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Flags in a file that is named, and what is said of a wrong one. */
@FewerCases(every = 2)
class SettingsFileTest {

    @TempDir
    Path root = Path.of(".");

    private Epic.Result execute(String settings, String... arguments) {
        Epic epic = Epic.ready(root);
        Path file = epic.write("shop.properties", "consensus=" + epic.consensus() + "\n" + settings);
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--config=" + file;
        return Epic.execute(Map.of(), null, all);
    }

    @Test
    void its_keys_are_flags() {
        Epic.Result preview = execute("""
                environment = staging
                variable.REGION = eu=west
                allow-command.1 = touch live
                allow-command.2 = rm
                allow-command.3 = true
                no-bare-strings = true
                allow-skipped-tests = false
                # of another sub-command
                ask = true
                step-timeout = 1m30s
                """, "preview", "--json");
        assertThat(preview.code()).as(preview.toString()).isZero();
        JsonNode answer = Answers.read(preview.out());
        assertThat(answer.path("environment").asString()).isEqualTo("staging");
        assertThat(answer.path("settings").path("bare_strings").asString()).isEqualTo("NEVER");
        assertThat(answer.path("settings").path("variables").toString()).contains("\"REGION\"");
        assertThat(answer.path("settings").toString()).contains("\"timeout\":\"1m30s\"");
    }

    @Test
    void it_may_begin_with_a_byte_order_mark() {
        Epic epic = Epic.ready(root);
        Path file = epic.write("shop.properties", "\uFEFFconsensus=" + epic.consensus());
        Epic.Result status = Epic.execute(Map.of(), null, "status", "--config=" + file);
        assertThat(status.code()).as(status.toString()).isZero();
    }

    @Test
    void a_flag_wins_over_its_key_and_a_named_one_over_the_key_of_its_name() {
        String settings = "environment=staging\nvariable.A=file\nvariable.B=file\nworking-directory=" + root + "\n"
                + "hold=from the file\n";
        Epic epic = new Epic(root);
        Epic.Result run = execute(settings, "run", "--environment=test", "--variable=A=flag", "--hold=from the flag");
        assertThat(run.code()).as(run.toString()).isEqualTo(11);
        assertThat(run.out()).contains("from the flag").doesNotContain("from the file");

        epic.plan("\"deployment_steps\": [{\"run\": \"echo $A $B $DEVOPS_ENVIRONMENT > live\", \"rollback\":"
                + " {\"run\": \"rm live\"}}], \"health_checks\": [{\"run\": \"true\"}]");
        epic.write("shop.properties", settings.replace("hold=from the file", "consensus=" + epic.consensus()));
        run = Epic.execute(
                Map.of(),
                null,
                "run",
                "--environment=test",
                "--variable=A=flag",
                "--config=" + root.resolve("shop.properties"));
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(root.resolve("live")).hasContent("flag file test");
    }

    @Test
    void a_list_on_the_command_line_takes_the_place_of_that_of_the_file() {
        String settings = "allow-executor.1=http\nallow-executor.2=tcp\n";
        assertThat(execute(settings, "preview").code()).isEqualTo(13);
        assertThat(execute(settings, "preview", "--allow-executor=shell").code())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enviroment=staging  | the key 'enviroment' is unknown; did you mean 'environment'?",
                "config=other        | the key 'config' is unknown",
                "environment.x=y     | the key 'environment.x' has a name too many",
                "variable=A          | the key 'variable' lacks a name: variable.NAME",
                "ask=yes             | the key 'ask' must be true or false, found 'yes'",
                "step-timeout=soon   | 'soon' is no duration, such as 500ms, 30s, 1m30s, 2h or 1d",
                "step-timeout=soon   | (see 'step-timeout' in ",
                "consensus=twice     | the key 'consensus' stands there twice",
                "consensus=twice     | cannot be read: the key",
                "environment=\\uxyz  | cannot be read",
            })
    void a_wrong_key_is_named_with_the_file(String settings, String said) {
        Epic.Result run = execute(settings, "run");
        assertThat(run.code()).isEqualTo(ProgramExit.USAGE);
        assertThat(run.err()).contains(said).contains("shop.properties").contains("devops-agent run --help");
        assertThat(run.out()).isEmpty();
        assertThat(root.resolve("consensus/.devops")).doesNotExist();
    }

    @Test
    void a_file_in_another_charset_is_told_with_the_fix() throws IOException {
        Path file = Files.write(root.resolve("shop.properties"), "environment=gr\u00fcn".getBytes(ISO_8859_1));
        Epic.Result run = Epic.execute(Map.of(), null, "run", "--config=" + file);
        assertThat(run.code()).isEqualTo(ProgramExit.USAGE);
        assertThat(run.err()).contains("shop.properties cannot be read: they are not in UTF-8: write them so, or");
    }

    @Test
    void a_file_that_is_not_there_is_wrong_use() {
        Epic.Result run = Epic.execute(Map.of(), null, "run", "--config=" + root.resolve("none.properties"));
        assertThat(run.code()).isEqualTo(ProgramExit.USAGE);
        assertThat(run.err()).contains("none.properties cannot be read");
    }

    @Test
    void no_file_is_looked_for() throws Exception {
        for (String name : new String[] {"devops-agent.properties", ".devops-agent.properties", "config.properties"}) {
            assertThat(Path.of(name)).doesNotExist();
        }
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(file -> file.toString().endsWith(".java")).filter(file -> {
                        try {
                            return Files.readString(file).contains("SettingsFile.read(");
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }))
                    .containsExactly(Path.of("src/main/java/io/github/devopsagent/cli/Program.java"));
        }
    }
}
