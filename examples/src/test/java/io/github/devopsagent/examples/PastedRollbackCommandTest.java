package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.plan.Monitoring;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same plan is deployed twice: once its last step fails, and the agent rolls back; once it succeeds, and a person
 * pastes {@code rollback_command}. Both leave the same.
 */
@FewerCases(every = 6)
class PastedRollbackCommandTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** By what is special about them, the compensations of a step, as JSON. */
    private static final Map<String, String> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("simple", "\"echo undone >> out/log\""),
            Map.entry("exit", "\"echo A >> out/log; exit 0\""),
            Map.entry("exit in the midst", "\"test -e out/none || { echo B >> out/log; exit 0; }; echo never\""),
            Map.entry("changes the directory", "{\"run\": \"cd / && echo $PWD > $OLDPWD/out/pwd\"}"),
            Map.entry(
                    "options of the shell",
                    "{\"run\": \"set -eu; echo set >> out/log; trap 'echo t >> out/log' EXIT\"}"),
            Map.entry("variables of the shell", "{\"run\": \"V=leaks; export V; code=9; echo ${V} >> out/log\"}"),
            Map.entry("comment", "{\"run\": \"echo c >> out/log # it's (not) \\\"closed\"}"),
            Map.entry("trailing backslash", "{\"run\": \"echo t >> out/log \\\\\"}"),
            Map.entry(
                    "here-document", "{\"run\": \"cat >> out/log <<EOF\\nit's $DEVOPS_STEP\\n\\\\$X `echo x`\\nEOF\"}"),
            Map.entry("quoted here-document", "{\"run\": \"cat >> out/log <<'E F'\\n$X %d !! \\\\n\\nE F\\n\"}"),
            Map.entry("background", "{\"run\": \"{ :; } & wait; echo b >> out/log; : &\"}"),
            Map.entry("a list", "{\"run\": [\"cd sub\", \"pwd | sed 's,.*/,,' >> ../out/log\", \"exit 0\"]}"),
            Map.entry("several lines", "{\"run\": \"echo 1 >> out/log\\r\\n\\r\\nfalse\\r\\necho never >> out/log\"}"),
            Map.entry("several lines under set +e", "{\"run\": \"set +e\\nfalse\\necho on >> out/log\"}"),
            Map.entry("bash by a shebang", """
                    {"run": "#!/usr/bin/env -S bash -u\\n[[ -e out ]] && echo \\"it's $- !x\\" >> out/log
                    pwd | sed 's,.*/,,' >> out/log\\nread x || echo %d \\\\n >> out/log\\nfalse\\necho never >> out/log",
                     "working_directory": "."}""".replace(" >> out/log\n", " >> out/log\\n")),
            Map.entry("awk by a shebang", """
                    {"run": "#!/usr/bin/env -S awk -f\\nBEGIN { print \\"it's 'awk' \\\\t \\" ENVIRON[\\"A\\"] >> \\"../out/log\\" }\\n",
                     "working_directory": "sub", "env": {"A": "p q"}}"""),
            Map.entry("quotes", "{\"run\": \"printf '%s\\\\n' \\\"it's\\\" '!x' \\\"!\\\" $'a' >> out/log\"}"),
            Map.entry("other characters", "{\"run\": \"printf '%s' 'é\\t€\\u202e😀' >> out/log\"}"),
            Map.entry("reads", "{\"run\": \"read line || echo nothing to read >> out/log; cat >> out/log\"}"),
            Map.entry("directory and variables", """
                    {"run": "env | grep -E '^(DEVOPS_(EPIC_ID|DEPLOYMENT_ID|ENVIRONMENT|STEP)|A|_b9)=' | sort > here;
                     echo \\"$A\\" >> here",
                     "working_directory": "sub", "env": {"A": "it's\\n$x\\n", "_b9": "p q"}}""".replace(";\n", ";")),
            Map.entry("the run's variables", "\"rm -rf releases/$DEVOPS_DEPLOYMENT_ID; rm -rf $APP_HOME/cache\""),
            Map.entry("a credential", "{\"run\": \"echo $API_TOKEN ${SECRET_OF_HOST} >> out/log\"}"),
            Map.entry("several", "[\"echo 1 >> out/log; exit 0\", {\"run\": \"false\"}, \"echo 3 >> out/log\"]")));

    private static final String MADE = "mkdir -p releases/$DEVOPS_DEPLOYMENT_ID $APP_HOME/cache";

    @TempDir
    Path temporary = Path.of(".");

    /** Each of them alone is a cell of a matrix; all of them together are in other plans here. */
    static Stream<String> kinds() {
        int every = Integer.getInteger("matrix.every", 1);
        List<String> all = List.copyOf(KINDS.keySet());
        return IntStream.range(0, all.size()).filter(n -> n % every == 0).mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Tag("matrix")
    void pasted_the_command_does_what_the_rollback_did(String kind) throws Exception {
        assertSame("bash", last -> """
                "deployment_steps": [ {"run": "%s; %s", "rollback": %s} ]
                """.formatted(MADE, last, KINDS.getOrDefault(kind, "")));
    }

    static Stream<String> shells() {
        return Stream.of("dash", "bash");
    }

    /** Between any two, one that would tell if something of the other had leaked. */
    @FewerCases(every = 4)
    @ParameterizedTest
    @MethodSource("shells")
    void no_compensation_leaves_anything_for_the_next_one(String shell) throws Exception {
        String steps = KINDS.values().stream()
                .map(rollback -> """
                        {"run": "true", "rollback": {"run": "echo $PWD ${V-none} $# $code $(set -o | grep -E 'nounset|errexit') >> out/between"}},
                        {"run": "%s", "rollback": %s},
                        """.formatted(MADE, rollback))
                .collect(joining());
        assertSame(shell, last -> """
                "deployment_steps": [ %s {"run": "%s", "rollback": {"run": "true"}} ]
                """.formatted(steps, last));
    }

    @FewerCases(every = 4)
    @ParameterizedTest
    @MethodSource("shells")
    void a_rollback_plan_goes_the_same_way(String shell) throws Exception {
        String steps = KINDS.entrySet().stream()
                .filter(kind -> !kind.getKey().equals("several"))
                .map(Map.Entry::getValue)
                .collect(joining(", "));
        assertSame(shell, last -> """
                "deployment_steps": [
                  {"run": "true", "rollback": {"run": "echo the first one >> out/log; false"}},
                  {"run": "%s; %s"} ],
                "rollback_plan": [%s, "echo last >> out/log"]
                """.formatted(MADE, last, steps));
    }

    @FewerCases(every = 4)
    @ParameterizedTest
    @MethodSource("shells")
    void a_rollback_plan_only_after_a_compensation_that_fails(String shell) throws Exception {
        for (String undo : List.of("true", "false")) {
            assertSame(shell, steps -> """
                    "deployment_steps": [ {"name": "boom", "run": "%s", "rollback": {"run": "echo undo >> out/log; %s"}} ],
                    "rollback_plan": ["echo plan >> out/log", {"run": "false"}, "echo never >> out/log"]
                    """.formatted(steps, undo));
        }
    }

    @FewerCases(every = 4)
    @ParameterizedTest
    @MethodSource("shells")
    void git_steps_and_a_rollback_point_as_well(String shell) throws Exception {
        assertSame(shell, steps -> """
                "deployment_steps": [
                  {"name": "files", "uses": "git/checkout", "with": {"ref": "v2"}},
                  {"name": "tag", "uses": "git/tag", "with": {"name": "live"}},
                  {"name": "boom", "run": "%s", "rollback": {"run": "cat version >> out/log"}} ]
                """.formatted(steps));
    }

    @Test
    void without_the_credential_nothing_is_done() throws Exception {
        Site site = Site.in(temporary.resolve("one"));
        site.deploy("""
                "deployment_steps": [
                  {"run": "true", "rollback": {"run": "echo $API_TOKEN > out/token"}},
                  {"run": "true", "rollback": {"run": "echo undone > out/log"}} ]
                """);
        for (String shell : List.of("/bin/sh", "bash")) {
            assumeTrue(isThere(shell), shell + " is missing");
            assertThat(site.paste(List.of(shell), Map.of())).isNotZero();
            assertThat(site.effects()).doesNotContainKeys("out/token", "out/log");
        }
    }

    @Test
    void an_interactive_shell_expands_nothing_and_goes_on() throws Exception {
        assumeTrue(isThere("bash"), "bash is missing");
        Site site = Site.in(temporary.resolve("one"));
        site.deploy("""
                "deployment_steps": [
                  {"run": "true", "rollback": {"run": "[ ! -e x ] && echo 'wow!x' \\"!!\\" it\\\\'s >> out/log; exit 3"}},
                  {"run": "true", "rollback": {"run": "echo 'two\\nlines!x' >> out/log"}} ]
                """);
        String after = "\necho \"$? $PWD\" > out/shell\n";
        site.paste(List.of("bash", "--norc", "--noprofile", "-i"), Map.of(), site.command() + after);
        assertThat(site.effects())
                .containsEntry("out/log", "two\nlines!x\nwow!x !! it's\n")
                .containsEntry("out/shell", "3 @W@\n");
    }

    private void assertSame(String shell, UnaryOperator<String> plan) throws Exception {
        assumeTrue(isThere(shell), shell + " is missing");
        Path parent = Files.createTempDirectory(temporary, "case");
        Site rolledBack = Site.in(parent.resolve("rolled back"));
        Outcome failed = rolledBack.run(plan.apply("false"));
        assertThat(failed).isInstanceOfAny(Outcome.RolledBack.class, Outcome.RollbackFailed.class);
        boolean hasFailed = failed instanceof Outcome.RollbackFailed;
        Site pasted = Site.in(parent.resolve("pasted"));
        pasted.deploy(plan.apply("true"));

        assertThat(pasted.command()).as("one line").doesNotContain("\n").doesNotContain("t0p-secret");
        int code = pasted.paste(List.of(shell), Map.of("API_TOKEN", "t0ken", "SECRET_OF_HOST", "t0p-secret-of-host"));

        assertThat(pasted.effects()).as(pasted.command()).isEqualTo(rolledBack.effects());
        assertThat(code != 0).as("exit code %s of %s", code, pasted.command()).isEqualTo(hasFailed);
        assertThat(rolledBack.record().path("rollback_available").asBoolean()).isEqualTo(hasFailed);
    }

    private static boolean isThere(String shell) {
        return shell.startsWith("/")
                || Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, shell)));
    }

    /** A consensus directory, and a repository that is deployed. */
    private record Site(Path consensus, Path work) {

        static Site in(Path directory) throws IOException, GitAPIException {
            Files.createDirectories(directory);
            Path consensus = Shipped.copyOf("quickstart");
            Path work = Files.createDirectories(directory.resolve("it's a site"));
            for (String each : List.of("sub", "out", "home", "releases/DEP-000")) {
                Files.createDirectories(work.resolve(each));
            }
            Files.writeString(work.resolve("releases/DEP-000/app"), "the old one");
            Files.writeString(work.resolve(".git-ignored"), "");
            try (Git git = Git.init().setDirectory(work.toFile()).call()) {
                for (String version : List.of("v2", "v1")) {
                    Files.writeString(work.resolve("version"), version + "\n");
                    git.add().addFilepattern("version").call();
                    git.commit().setMessage(version).setSign(false).call();
                    git.tag().setName(version).setAnnotated(false).call();
                }
            }
            return new Site(consensus, work);
        }

        Outcome run(String plan) throws IOException {
            String epic = JSON.readTree(Files.readString(consensus.resolve("status.json")))
                    .path("epic_id")
                    .asString();
            Files.writeString(
                    consensus.resolve("artifacts/plan.json"),
                    "{\"epic_id\": \"" + epic + "\", \"health_checks\": [{\"run\": \"true\"}],\n" + plan + "}");
            DevOpsAgent.Builder agent = DevOpsAgent.builder();
            if (plan.contains("git/")) {
                agent.rollbackPoint(GitAdapter.of(work).rollbackPoint());
            }
            return agent.consensus(consensus)
                    .workingDirectory(work)
                    .variable("APP_HOME", work.resolve("home").toString().replace(' ', '?'))
                    .variable("API_TOKEN", "t0ken")
                    .variable("OTHER", "must not be told")
                    .secret("SECRET_OF_HOST", "t0p-secret-of-host")
                    .monitoring(new Monitoring(Duration.ZERO, Duration.ofMillis(1), 0))
                    .run();
        }

        void deploy(String plan) throws IOException {
            assertThat(run(plan)).isInstanceOf(Outcome.Deployed.class);
            assertThat(record().path("rollback_available").asBoolean()).isTrue();
            assertThat(command()).doesNotContain("must not be told");
        }

        JsonNode record() throws IOException {
            return JSON.readTree(Files.readString(consensus.resolve("artifacts/deployment.json")));
        }

        String command() throws IOException {
            return record().path("rollback_command").asString();
        }

        int paste(List<String> shell, Map<String, String> variables) throws IOException, InterruptedException {
            return paste(shell, variables, command() + "\n");
        }

        /** From another directory than the run's, where a relative path would do harm. */
        int paste(List<String> shell, Map<String, String> variables, String text)
                throws IOException, InterruptedException {
            Path input = Files.writeString(consensus.resolve("pasted"), text, UTF_8);
            ProcessBuilder process = new ProcessBuilder(shell)
                    .directory(shell.size() > 1 ? work.toFile() : consensus.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(input.toFile())
                    .redirectOutput(consensus.resolve("printed").toFile());
            process.environment().putAll(variables);
            return process.start().waitFor();
        }

        /** All files but git's own, and where git's HEAD is. */
        Map<String, String> effects() throws IOException {
            Map<String, String> effects = new TreeMap<>();
            try (Stream<Path> files = Files.walk(work)) {
                for (Path file : files.filter(each -> !each.startsWith(work.resolve(".git")))
                        .toList()) {
                    String name = work.relativize(file).toString();
                    effects.put(
                            name,
                            Files.isDirectory(file)
                                    ? "directory"
                                    : Files.readString(file)
                                            .replace(work.toRealPath().toString(), "@W@"));
                }
            }
            effects.put("HEAD", Files.readString(work.resolve(".git/HEAD")));
            effects.put("tag live", Boolean.toString(Files.exists(work.resolve(".git/refs/tags/live"))));
            return effects;
        }
    }
}
