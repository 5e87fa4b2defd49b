package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** All is deployed once, and looked at from all sides, with git itself too. */
@TestInstance(Lifecycle.PER_CLASS)
class GitDeploymentTest {

    private static final String DEPLOYED = "deployments/staging/EP-SHOP-v2-DEP-001";
    private static final String UNDONE = "deployments/staging/EP-SHOP-v3-DEP-002";

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private GitDeployment.Commits commits;
    private Path live;
    private Path consensus;
    private int port;

    @BeforeAll
    void it_is_told() throws IOException, GitAPIException, InterruptedException {
        try (GitDeployment deployment = GitDeployment.inNewRepositories(new PrintStream(output, true, UTF_8))) {
            live = deployment.directory();
            consensus = deployment.consensus();
            port = deployment.server().port();
            commits = deployment.deployAll();
        }
    }

    @Test
    void the_tested_version_2_goes_live() {
        assertThat(commits.tested().outcome()).as(printed()).isInstanceOf(Outcome.Deployed.class);
        assertThat(commits.tested().answer()).isEqualTo("Hello from v2");
        assertThat(commits.tested().head()).isEqualTo(commits.second());
    }

    @Test
    void the_untested_version_3_is_vetoed_with_its_commits_and_files() {
        assertThat(commits.untested().outcome()).as(printed()).isInstanceOf(Outcome.Vetoed.class);
        assertThat(((Outcome.Vetoed) commits.untested().outcome()).vetoes())
                .singleElement()
                .satisfies(veto -> {
                    assertThat(veto.code()).isEqualTo("untested_commit");
                    assertThat(veto.reason())
                            .contains(
                                    "it is " + shortId(commits.third()) + " (tag v3",
                                    "qa tested " + shortId(commits.second()) + ".",
                                    "\n  " + shortId(commits.third()) + " Give a discount\n",
                                    "\n  M release.properties\n",
                                    "\"ref\": \"" + commits.second() + "\"");
                });
    }

    @Test
    void a_veto_changes_nothing() {
        assertThat(commits.untested().answer()).isEqualTo("Hello from v2");
        assertThat(commits.untested().refs())
                .containsEntry("refs/tags/v3", commits.third())
                .containsAllEntriesOf(commits.tested().refs())
                .hasSize(commits.tested().refs().size() + 1);
        assertThat(chapter("version 3 was not")).doesNotContain("the server", "checked out", "stopped");
    }

    @Test
    void the_broken_version_3_is_live_until_it_is_rolled_back() {
        assertThat(commits.broken().outcome()).as(printed()).isInstanceOf(Outcome.RolledBack.class);
        assertThat(commits.broken().answer()).isEqualTo("Hello from v2");
        assertThat(chapter("version 3 was tested, says qa").replaceAll(" done after \\w+:", " done:"))
                .containsSubsequence(
                        "deploy done: checked out " + shortId(commits.third()),
                        "deploy done: tagged " + shortId(commits.third()) + " as " + UNDONE,
                        "'health' NOT HEALTHY",
                        "no column 'discount'",
                        "rollback done: deleted the tag '" + UNDONE + "'",
                        "'stop again'",
                        "stopped process",
                        "rollback done: restored " + shortId(commits.second()),
                        "'start again'",
                        "the server listens",
                        "rollback 'health' healthy");
    }

    @Test
    void the_story_is_as_expected() {
        assertThat(commits.isAsExpected()).as(printed()).isTrue();
        assertThat(commits.toString()).contains("RolledBack, Hello from v2, at " + shortId(commits.second()));
    }

    @Test
    void head_tags_and_rollback_points_show_it() {
        String first = git("rev-parse", "v1^{commit}");
        assertThat(git("rev-parse", "HEAD")).isEqualTo(commits.second());
        assertThat(git("log", "--format=%s", "HEAD")).isEqualTo("Greet from version 2\nGreet");
        assertThat(git("tag", "--list").lines()).containsExactlyInAnyOrder("v1", "v2", "v3", DEPLOYED);
        assertThat(git("for-each-ref", "--format=%(refname) %(*objectname)", "refs/devops/rollback")
                        .lines())
                .containsExactly(
                        "refs/devops/rollback/EP-SHOP-v2/DEP-001 " + first,
                        "refs/devops/rollback/EP-SHOP-v3/DEP-002 " + commits.second());
        assertThat(git("reflog", "--format=%h %gs", "--abbrev=10").lines())
                .startsWith(
                        shortId(commits.second()) + " devops: back from git/checkout",
                        shortId(commits.third()) + " devops: checkout",
                        shortId(commits.second()) + " devops: checkout");
    }

    @Test
    void the_tag_of_a_deployment_says_what_was_deployed_where() {
        assertThat(git("cat-file", "-t", DEPLOYED)).isEqualTo("tag");
        assertThat(git("rev-parse", DEPLOYED + "^{commit}")).isEqualTo(commits.second());
        assertThat(git("for-each-ref", "--format=%(contents)", "refs/tags/" + DEPLOYED))
                .contains("DEP-001", "EP-SHOP-v2", "staging");
    }

    @Test
    void steps_that_were_undone_have_no_record_any_more() {
        assertThat(git("for-each-ref", "--format=%(refname)", "refs/devops/steps")
                        .lines())
                .isNotEmpty()
                .allMatch(ref -> ref.startsWith("refs/devops/steps/EP-SHOP-v2/DEP-001/"));
    }

    @Test
    void the_consensus_directory_is_the_others_and_everything_else_is_clean() throws IOException {
        assertThat(git("status", "--porcelain").lines().map(line -> line.substring(3)))
                .contains("consensus/artifacts/plan.json", "consensus/status.json")
                .allMatch(path -> path.startsWith("consensus/"));
        assertThat(consensus.resolve("artifacts/plan.json")).content().contains("\"epic_id\": \"EP-SHOP-v3\"");
        assertThat(git("show", "HEAD:consensus/artifacts/plan.json")).contains("\"epic_id\": \"EP-SHOP-v2\"");
        assertThat(Files.readString(live.resolve("release.properties"))).contains("Hello from v2");
    }

    @Test
    void no_process_and_no_lock_is_left() throws IOException {
        assertThat(workingIn(live)).isEmpty();
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
        }
        try (Stream<Path> files = Files.walk(live.resolve(".git"))) {
            assertThat(files.map(Path::toString)).noneMatch(file -> file.contains(".lock"));
        }
        assertThat(DevOpsAgent.inspect(consensus)).isEmpty();
        assertThat(git("fsck", "--strict", "--no-dangling")).isEmpty();
    }

    /** Where the system tells where a process works. */
    private static List<String> workingIn(Path directory) throws IOException {
        Path real = directory.toRealPath();
        List<String> found = new ArrayList<>();
        ProcessHandle.allProcesses().forEach(process -> {
            try {
                if (Path.of("/proc", String.valueOf(process.pid()), "cwd")
                        .toRealPath()
                        .startsWith(real)) {
                    found.add(process.pid() + " " + process.info());
                }
            } catch (IOException e) {
                // It has ended, is another user's, or this is not Linux.
            }
        });
        return found;
    }

    private String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(live.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1"));
        try {
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), UTF_8).stripTrailing();
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String shortId(String commit) {
        return commit.substring(0, 10);
    }

    private String chapter(String heading) {
        String begin = "== " + heading + " ==\n";
        String rest = printed().substring(printed().indexOf(begin) + begin.length());
        return rest.substring(0, rest.indexOf("\n== "));
    }

    private String printed() {
        return output.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
