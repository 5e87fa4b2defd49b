package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.plan.Monitoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plans of docs/git.md, carried out in real repositories, with a {@code systemctl} that only takes notes. */
@FewerCases(every = 6)
class DocumentedGitPlansTest {

    private static final Pattern STEP = Pattern.compile("(?m)^ *(\\{ \"name\": \"(\\w+)\", .*?\\})(,| *$| *//)");

    /** The plan of a service that is only restarted. */
    private static final Pattern RESTARTING =
            Pattern.compile("\"deployment_steps\": \\[ \\{\"uses\".*\\],\\n\"rollback_plan\": \\{.*\\}");

    @TempDir
    Path directory;

    private Path consensus = Path.of(".");
    private Team team;
    private Git live;
    private Git origin;
    private String second;
    private String third;

    @BeforeEach
    void three_versions_of_which_the_last_is_live() throws IOException, GitAPIException {
        team = Team.in(directory);
        team.release("v1.0", "UP", "Greet");
        second = team.release("v2.0", "UP", "Greet from version 2");
        third = team.release("v3.0", "UP", "Give a discount");
        live = team.deployedTo(directory.resolve("live"));
        origin = Git.open(directory.resolve("origin.git").toFile());
        Path systemctl = Files.createDirectory(directory.resolve("bin")).resolve("systemctl");
        Files.writeString(systemctl, "#!/bin/sh\necho \"$1\" >>'" + directory + "/notes'\n");
        assertThat(systemctl.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void close() {
        live.close();
        origin.close();
        team.close();
    }

    @Test
    void a_tag_is_checked_out_and_the_deployments_tag_is_pushed() throws IOException {
        assertThat(run("true", deploying())).isInstanceOf(Outcome.Deployed.class);

        assertThat(commit(live, "HEAD").name()).isEqualTo(second);
        assertThat(commit(origin, "live-2.0").name()).isEqualTo(second);
        assertThat(notes()).containsExactly("stop", "start");
    }

    @Test
    void and_undone_with_the_old_files_in_place_before_the_service_starts() throws IOException {
        assertThat(run("test ! -s ../notes || ! grep -q v2.0 release.properties", deploying()))
                .isInstanceOf(Outcome.RolledBack.class);

        assertThat(commit(live, "HEAD").name()).isEqualTo(third);
        assertThat(live.getRepository().exactRef("refs/tags/live-2.0")).isNull();
        assertThat(origin.getRepository().exactRef("refs/tags/live-2.0")).isNull();
        assertThat(notes()).containsExactly("stop", "start", "stop", "start");
    }

    @Test
    void commits_are_taken_back_and_the_branch_is_pushed() throws IOException {
        assertThat(run("true", reverting())).isInstanceOf(Outcome.Deployed.class);

        assertThat(tree(live, "HEAD")).isEqualTo(tree(live, "v1.0"));
        assertThat(commit(origin, "main")).isEqualTo(commit(live, "main"));
        assertThat(live.getRepository().getBranch()).isEqualTo("main");
    }

    @Test
    void and_come_back_by_a_commit_on_top() throws IOException {
        assertThat(run("test ! -s ../notes || ! grep -q v1.0 release.properties", reverting()))
                .isInstanceOf(Outcome.RolledBack.class);

        assertThat(tree(live, "HEAD")).isEqualTo(tree(live, "v3.0"));
        assertThat(commit(origin, "main")).isEqualTo(commit(live, "main")).isNotEqualTo(ObjectId.fromString(third));
        assertThat(notes()).containsExactly("stop", "start", "stop", "start");
    }

    @Test
    void a_restart_without_a_way_back_is_done_again_by_the_rollback_plan() throws IOException {
        Matcher plan = RESTARTING.matcher(section());
        assertThat(plan.find()).isTrue();

        assertThat(carryOut("test ! -s ../notes || ! grep -q v2.0 release.properties", plan.group()))
                .isInstanceOf(Outcome.RolledBack.class);

        assertThat(commit(live, "HEAD").name()).isEqualTo(third);
        assertThat(notes()).containsExactly("restart", "restart");
    }

    /** Somebody has changed a file since pre-flight. */
    @Test
    void that_did_not_begin_are_aborted_and_nobody_has_to_look() throws IOException {
        Outcome outcome = carryOut(
                "true",
                "\"backup\": \"echo changed=1 >> release.properties\","
                        + " \"deployment_steps\": [ {\"uses\": \"git/checkout\", \"with\": {\"ref\": \"v2.0\"}} ]");

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("has changes that no commit has: release.properties");
        assertThat(Files.readString(consensus.resolve("status.json")))
                .contains("\"dependency\"")
                .doesNotContain("\"question\"");
        assertThat(commit(live, "HEAD").name()).isEqualTo(third);
    }

    @Test
    void that_would_push_no_branch_are_aborted_before_anything_is_done() throws IOException {
        Outcome outcome = run("true", List.of(steps().get(0), steps().get(1), steps().get(7)));

        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("will be detached by then");
        assertThat(directory.resolve("notes")).doesNotExist();
    }

    private Outcome run(String healthCheck, List<String> steps) throws IOException {
        return carryOut(healthCheck, "\"deployment_steps\": [" + String.join(",\n", steps) + "]");
    }

    private Outcome carryOut(String healthCheck, String plan) throws IOException {
        consensus = Shipped.copyOf("quickstart");
        Files.writeString(consensus.resolve("artifacts/plan.json"), """
                {"epic_id": "EP-HELLO-001", %s,
                 "health_checks": [{"name": "up", "run": "%s", "period": "100ms", "startup_timeout": "500ms"}]}
                """.formatted(plan, healthCheck));
        return DevOpsAgent.builder()
                .consensus(consensus)
                .workingDirectory(directory.resolve("live"))
                .variable("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"))
                .monitoring(new Monitoring(Duration.ofMillis(200), Duration.ofMillis(100), 0))
                .run();
    }

    private static List<String> deploying() throws IOException {
        return steps().subList(0, 5);
    }

    /** What stops and starts is that of the first plan. */
    private List<String> reverting() throws IOException {
        List<String> all = steps();
        List<String> steps = new ArrayList<>(List.of(all.get(0), all.get(5), all.get(6), all.get(2), all.get(7)));
        steps.replaceAll(step ->
                step.replace("5f2d1c09ab", third.substring(0, 10)).replace("0a1b2c3d4e", second.substring(0, 10)));
        return steps;
    }

    private static String section() throws IOException {
        return Files.readString(Path.of("../docs/git.md"));
    }

    private static List<String> steps() throws IOException {
        List<String> names = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        STEP.matcher(section()).results().forEach(step -> {
            steps.add(step.group(1));
            names.add(step.group(2));
        });
        assertThat(names).containsExactly("stop", "files", "start", "tag", "tell", "main", "revert", "tell");
        return steps;
    }

    private List<String> notes() throws IOException {
        return Files.readAllLines(directory.resolve("notes"));
    }

    private static ObjectId commit(Git git, String name) throws IOException {
        return resolve(git, name + "^{commit}");
    }

    private static ObjectId tree(Git git, String name) throws IOException {
        return resolve(git, name + "^{tree}");
    }

    private static ObjectId resolve(Git git, String name) throws IOException {
        Repository repository = git.getRepository();
        ObjectId id = repository.resolve(name);
        assertThat(id).as(name).isNotNull();
        return id;
    }
}
