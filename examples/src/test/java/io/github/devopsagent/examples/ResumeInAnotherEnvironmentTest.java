package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.MatricesOnly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** A run that a person began is killed, and gone on with where the environment is another one. */
@MatricesOnly
@Execution(ExecutionMode.CONCURRENT)
class ResumeInAnotherEnvironmentTest {

    private static final String STANDARD_PATH = "/usr/bin:/bin";
    private static final Map<String, String> CRON = Map.of("HOME", "/home/deploy", "PATH", STANDARD_PATH);

    private static final String STUCK = "touch stuck && sleep 300";

    private static final String SHOP = """
            "deployment_steps": [
              {"name": "a", "run": "shopctl up $REGION", "rollback": "shopctl down $REGION"},
              {"name": "b", "run": "%s", "rollback": {"run": "true"}} ]
            """.formatted(STUCK);

    @TempDir
    Path directory = Path.of(".");

    private static Map<String, String> with(Map<String, String> environment, String... more) {
        Map<String, String> all = new TreeMap<>(environment);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private DeploymentSite shop() throws Exception {
        DeploymentSite site = DeploymentSite.of(directory, SHOP);
        site.tool("tools", "shopctl", "shopctl $*");
        return site;
    }

    private Map<String, String> person(String... more) {
        return with(CRON, with(Map.of("PATH", directory.resolve("tools") + ":" + STANDARD_PATH), more));
    }

    private static Map<String, String> with(Map<String, String> environment, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(more);
        return all;
    }

    @Test
    void a_variable_that_a_command_names_is_missing_so_that_nothing_is_executed_until_it_is_there() throws Exception {
        DeploymentSite site = shop();
        site.runAndKill("stuck", person("REGION", "eu-secret-value"));
        Map<String, String> before = site.writtenButTheLock();

        String refused = site.run(CRON);

        assertThat(refused)
                .contains("outcome: Refused", "unfinished_run", "REGION", "variable(name, value)")
                .doesNotContain("eu-secret-value");
        assertThat(site.effects()).containsExactly("shopctl up eu-secret-value");
        assertThat(site.writtenButTheLock()).isEqualTo(before);
        assertThat(site.run(with(CRON, "REGION", "us")))
                .contains("outcome: Refused", "unfinished_run", "another value", "REGION");
        assertThat(site.effects()).hasSize(1);
        // The one attempt is still there, and the tool is found where the person had it.
        assertThat(site.run(with(CRON, "REGION", "eu-secret-value"))).contains("outcome: RolledBack");
        assertThat(site.effects()).containsExactly("shopctl up eu-secret-value", "shopctl down eu-secret-value");
    }

    @Test
    void the_builder_may_give_the_variable() throws Exception {
        DeploymentSite site = shop();
        site.runAndKill("stuck", person("REGION", "eu"));

        assertThat(site.run(CRON, "variable=REGION=us")).contains("outcome: Refused", "REGION");
        assertThat(site.run(CRON, "variable=REGION=eu")).contains("outcome: RolledBack");

        assertThat(site.effects()).containsExactly("shopctl up eu", "shopctl down eu");
    }

    @Test
    void before_the_first_deploy_step_as_well() throws Exception {
        DeploymentSite site = DeploymentSite.of(directory, """
                "backup": [ {"run": "[ -e stuck ] || { %s; }"} ],
                "deployment_steps": [ {"name": "k3", "run": "shopctl up $REGION", "rollback": {"run": "true"}} ]
                """.formatted(STUCK));
        site.tool("tools", "shopctl", "shopctl $*");
        site.runAndKill("stuck", person("REGION", "eu"));

        assertThat(site.run(CRON)).contains("outcome: Refused", "unfinished_run", "REGION");
        assertThat(site.effects()).isEmpty();
        assertThat(site.run(with(CRON, "REGION", "eu"))).contains("outcome: Deployed");
        assertThat(site.effects()).containsExactly("shopctl up eu");
    }

    @Test
    void the_tool_is_that_of_the_run_where_there_is_another_one_of_its_name() throws Exception {
        DeploymentSite site = DeploymentSite.of(
                directory,
                SHOP.replace("shopctl up", "npm start")
                        .replace("shopctl down", "npm stop")
                        .replace(" $REGION", ""));
        Path theirs = site.tool("tools", "npm", "npm of the person $*");
        Path others = site.tool("others", "npm", "npm of cron $*");
        site.runAndKill("stuck", with(CRON, "PATH", theirs + ":" + STANDARD_PATH));

        assertThat(site.run(with(CRON, "PATH", others + ":" + STANDARD_PATH))).contains("outcome: RolledBack");

        assertThat(site.effects()).containsExactly("npm of the person start", "npm of the person stop");
    }

    @Test
    void values_of_the_closed_list_are_those_of_the_run_and_what_was_not_set_stays_so() throws Exception {
        String shown = "echo \\\"$HOME $USER $SHELL $LANG ${LC_ALL-unset} $TZ $TMPDIR ${NOT_SET-unset}"
                + " $(printenv LC_TIME) $(printenv NOT_SET)\\\" >>effects";
        DeploymentSite site = DeploymentSite.of(directory, """
                "deployment_steps": [ {"run": "%s; %s", "rollback": {"run": "%s"}} ]
                """.formatted(shown, STUCK, shown));
        Map<String, String> person = person(
                "HOME",
                "/h",
                "USER",
                "u",
                "SHELL",
                "/bin/s",
                "LANG",
                "C.UTF-8",
                "TZ",
                "UTC",
                "TMPDIR",
                directory.toString());
        site.runAndKill("stuck", person);

        assertThat(site.run(with(CRON, "LANG", "C", "LC_ALL", "C", "LC_TIME", "C", "TZ", "Asia/Tokyo", "NOT_SET", "x")))
                .contains("outcome: RolledBack");

        assertThat(site.effects()).hasSize(2).containsOnly("/h u /bin/s C.UTF-8 unset UTC " + directory + " unset  ");
    }

    @Test
    void a_directory_for_temporary_files_that_is_gone_uses_up_no_attempt() throws Exception {
        DeploymentSite site = DeploymentSite.of(directory, """
                "deployment_steps": [ {"run": "%s", "rollback": {"run": "t=$(mktemp) && rm $t && echo undone >>effects"}} ]
                """.formatted(STUCK));
        Path session = Files.createDirectory(directory.resolve("session"));
        site.runAndKill("stuck", person("TMPDIR", session.toString()));
        Files.delete(session);
        assertThat(site.run(CRON)).contains("outcome: Refused", "unfinished_run", "its TMPDIR, " + session);
        Files.createDirectory(session);
        assertThat(site.run(CRON)).contains("outcome: RolledBack");
        assertThat(site.effects()).containsExactly("undone");
    }

    @Test
    void a_tool_of_the_way_back_that_is_gone_uses_up_no_attempt() throws Exception {
        DeploymentSite site = shop();
        site.runAndKill("stuck", person("REGION", "eu"));
        Path tool = directory.resolve("tools/shopctl");
        Path away = directory.resolve("away");
        Files.move(tool, away);
        byte[] journal = site.journal();

        assertThat(site.run(with(CRON, "REGION", "eu")))
                .contains(
                        "outcome: Refused",
                        "unfinished_run",
                        "shopctl: not found; commands were looked for on the PATH with which");
        assertThat(site.journal()).isEqualTo(journal);

        Files.move(away, tool);
        assertThat(site.run(with(CRON, "REGION", "eu"))).contains("outcome: RolledBack");
    }

    /** What its own rollback would have met as well. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -f \"$OLDPWD/../tools/shopctl\"; rm -f ../tools/shopctl",
                "mv ../tools ../gone; echo shopctl was moved"
            })
    void a_tool_that_the_deployment_removed_keeps_nobody_from_going_on(String removal) throws Exception {
        DeploymentSite site = DeploymentSite.of(directory, """
                "deployment_steps": [
                  {"name": "a", "run": "shopctl up", "rollback": {"run": "shopctl down; touch tried"}},
                  {"name": "b", "run": "%s; %s", "rollback": {"run": "true"}} ]
                """.formatted(removal.replace("\"", "\\\""), STUCK));
        site.tool("tools", "shopctl", "shopctl $*");
        site.runAndKill("stuck", person());

        assertThat(site.run(CRON)).doesNotContain("unfinished_run");
        assertThat(site.work().resolve("tried")).exists();
    }

    @Test
    void a_tool_that_an_earlier_step_of_the_way_back_brings_again_keeps_nobody_back() throws Exception {
        Path app = directory.resolve("app");
        DeploymentSite site = DeploymentSite.of(directory, """
                "deployment_steps": [
                  {"run": "%1$s/run start", "rollback": "%1$s/run stop"},
                  {"run": "../switch; %2$s", "rollback": {"run": "mv ../old %1$s"}} ]
                """.formatted(app, STUCK));
        site.tool("app", "run", "run $*");
        Files.writeString(site.tool(".", "switch", "").resolve("switch"), "#!/bin/sh\nmv " + app + " ../old\n");
        site.runAndKill("stuck", person());

        assertThat(site.run(CRON)).contains("outcome: RolledBack");
        assertThat(site.effects()).containsExactly("run start", "run stop");
    }

    @Test
    void in_the_c_locale_text_that_it_would_garble_is_not_handed_on() throws Exception {
        String plan = """
                "deployment_steps": [ {"name": "k5", "run": "echo $CITY >>effects; %s",
                  "rollback": {"run": "echo no $CITY >>effects", "env": {"CITY": "Zürich"}}, "env": {"CITY": "Zürich"}} ]
                """.formatted(STUCK);
        DeploymentSite site = DeploymentSite.of(directory, plan);
        site.runAndKill("stuck", with(CRON, "LC_ALL", "C.UTF-8"));

        assertThat(site.run(with(CRON, "LC_ALL", "C")))
                .contains("outcome: Refused", "unfinished_run", "CITY", "LC_ALL=C.UTF-8");
        assertThat(site.run(with(CRON, "LC_ALL", "C.UTF-8"))).contains("outcome: RolledBack");
        assertThat(site.effects()).containsExactly("Zürich", "no Zürich");

        DeploymentSite fresh = DeploymentSite.of(directory.resolve("fresh"), plan);
        assertThat(fresh.run(with(CRON, "LC_ALL", "C"))).contains("outcome: Aborted", "CITY", "LC_ALL=C.UTF-8");
    }

    @Test
    void in_the_c_locale_a_directory_that_it_cannot_name_is_not_missed() throws Exception {
        DeploymentSite site = DeploymentSite.of(directory, """
                "deployment_steps": [ {"run": "mkdir ü; %s",
                  "rollback": {"run": "pwd >../effects", "working_directory": "ü"}} ],
                "rollback_plan": {"run": "true"}
                """.formatted(STUCK));
        site.runAndKill("stuck", with(CRON, "LC_ALL", "C.UTF-8"));

        assertThat(site.run(with(CRON, "LC_ALL", "C")))
                .contains("outcome: Refused", "unfinished_run", "rollback/0", "LC_ALL=C.UTF-8");
        assertThat(site.run(with(CRON, "LC_ALL", "C.UTF-8"))).contains("outcome: RolledBack");
        assertThat(site.effects()).containsExactly(site.work() + "/ü");
    }

    @Test
    void nothing_else_of_the_hosts_environment_is_written() throws Exception {
        DeploymentSite site = shop();
        Map<String, String> person = person("REGION", "marker-region", "OTHER", "marker-other", "marker_name", "1");
        site.runAndKill("stuck", with(person, "TMPDIR", "/marker-secret-1"), "secret=S=marker-secret-1");
        assertNoMarker(site);
        assertThat(site.run(with(person, "TMPDIR", "/elsewhere"), "secret=S=marker-secret-1"))
                .contains("outcome: Refused", "TMPDIR");
        assertThat(site.run(with(person, "TMPDIR", "/marker-secret-1"), "secret=S=marker-secret-1"))
                .contains("outcome: RolledBack");
        assertNoMarker(site);
    }

    /** Captured output is where a step writes what it likes: the tools of these tests print nothing. */
    private static void assertNoMarker(DeploymentSite site) throws Exception {
        String marker = HexFormat.of().formatHex("marker".getBytes(UTF_8));
        assertThat(site.written())
                .isNotEmpty()
                .allSatisfy((file, content) -> assertThat(content).as(file).doesNotContain(marker));
    }

    @Test
    void a_step_has_exactly_what_was_declared() throws Exception {
        String plan = """
                "preflight": [ {"run": "env | sort >checked"} ],
                "deployment_steps": [ {"run": "env | sort >environment", "rollback": {"run": "true"}, "env": {"OF_STEP": "s"}} ]
                """;
        Map<String, String> host = with(CRON, "OTHER", "o", "LC_ALL", "C.UTF-8", "LISTED", "l");
        DeploymentSite none = DeploymentSite.of(directory.resolve("none"), plan);
        assertThat(none.run(host, "inherit=", "variable=V=v")).contains("outcome: Deployed");
        assertThat(declared(none, "environment")).containsExactly("OF_STEP=s", "V=v");
        assertThat(declared(none, "checked")).containsExactly("V=v");

        DeploymentSite some = DeploymentSite.of(directory.resolve("some"), plan);
        assertThat(some.run(host, "inherit=PATH,LISTED,MISSING", "variable=V=v"))
                .contains("outcome: Deployed");
        assertThat(declared(some, "environment"))
                .containsExactly("LISTED=l", "OF_STEP=s", "PATH=" + STANDARD_PATH, "V=v");

        assertThat(DeploymentSite.of(directory.resolve("preview"), plan).run(host, "inherit=PATH,LISTED", "preview"))
                .contains("\"inherited\"", "LISTED")
                .doesNotContain(STANDARD_PATH);
    }

    /** But for the agent's, and for what every shell sets. */
    private static List<String> declared(DeploymentSite site, String file) throws Exception {
        return Files.readAllLines(site.work().resolve(file)).stream()
                .filter(line -> !line.startsWith("DEVOPS_"))
                .filter(line -> !line.matches("(PWD|OLDPWD|SHLVL|_)=.*"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inherit=", "inherit=PATH,LISTED,MISSING"})
    void pasted_the_rollback_has_what_it_had(String inherited) throws Exception {
        Map<String, String> host = with(CRON, "OTHER", "o", "LISTED", "l * 'x'", "LC_ALL", "C.UTF-8");
        String plan = """
                "deployment_steps": [
                  {"run": "true", "rollback": {"run": "env | sort >first\\necho $MANY >>first",
                     "env": {"MANY": "two\\nlines"}}},
                  {"run": "%s", "rollback": {"run": "env | sort >second"}} ]
                """;
        DeploymentSite rolledBack = DeploymentSite.of(directory.resolve("back"), plan.formatted("false"));
        assertThat(rolledBack.run(host, inherited)).contains("outcome: RolledBack");
        DeploymentSite pasted = DeploymentSite.of(directory.resolve("pasted"), plan.formatted("true"));
        assertThat(pasted.run(host, inherited)).contains("outcome: Deployed");

        String command = new JsonMapper()
                .readTree(Files.readString(pasted.consensus().resolve("artifacts/deployment.json")))
                .path("rollback_command")
                .asString();
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true);
        shell.environment().clear();
        shell.environment().putAll(with(host, "EXPORTED", "by the person"));
        assertThat(shell.start().waitFor()).as(command).isZero();

        if (inherited.contains("LISTED")) {
            Files.delete(pasted.work().resolve("second"));
            shell.environment().remove("LISTED");
            assertThat(shell.start().waitFor()).as("without what the host had").isNotZero();
            assertThat(pasted.work().resolve("second")).doesNotExist();
            shell.environment().put("LISTED", host.get("LISTED"));
            assertThat(shell.start().waitFor()).isZero();
        }

        for (String file : List.of("first", "second")) {
            assertThat(declared(pasted, file)).as(command).isEqualTo(declared(rolledBack, file));
        }
        assertThat(declared(pasted, "second").contains("LISTED=l * 'x'")).isEqualTo(inherited.contains("LISTED"));
    }

    @Test
    void without_a_path_the_check_looks_where_the_shell_does() throws Exception {
        DeploymentSite site = DeploymentSite.of(directory, """
                "deployment_steps": [ {"run": "shopctl up", "rollback": {"run": "true"}} ]
                """);
        site.tool("tools", "shopctl", "shopctl $*");
        Map<String, String> host = person();

        assertThat(site.run(host, "inherit=")).contains("outcome: Aborted", "shopctl: not found");
        assertThat(site.run(host, "inherit=PATH")).contains("outcome: Deployed");
    }

    @Test
    void what_is_inherited_is_that_of_the_run_and_a_declared_name_counts_as_named() throws Exception {
        DeploymentSite site = DeploymentSite.of(directory, """
                "deployment_steps": [ {"run": "./script; %s", "rollback": "./script"} ]
                """.formatted(STUCK));
        Path script = Files.writeString(site.work().resolve("script"), "#!/bin/sh\necho $QUIET $LOUD >>effects\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        site.runAndKill("stuck", with(CRON, "QUIET", "q", "LOUD", "l"), "inherit=PATH,QUIET");

        assertThat(site.run(with(CRON, "LOUD", "l"))).contains("outcome: Refused", "QUIET");
        assertThat(site.run(with(CRON, "QUIET", "q", "LOUD", "l"))).contains("outcome: RolledBack");

        assertThat(site.effects()).containsExactly("q", "q");
    }
}
