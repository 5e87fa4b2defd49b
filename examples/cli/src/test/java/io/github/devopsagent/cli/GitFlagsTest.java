package io.github.devopsagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rules and a rollback point of a real repository, by flags. */
@FewerCases(every = 3)
class GitFlagsTest {

    private static final String KEY =
            "qa@example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJIPlyQa6vp+MvO1BuaO8Y8NDhGyz3vJSNWNFVCiBY1P";

    @TempDir
    Path root = Path.of(".");

    private Epic committed() throws Exception {
        Epic epic = Epic.ready(root);
        try (Git git = Git.init().setDirectory(root.toFile()).call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setAuthor("Qa", "qa@example.org")
                    .setCommitter("Qa", "qa@example.org")
                    .setMessage("qa approves")
                    .setSign(false)
                    .call();
        }
        return epic;
    }

    private static String vetoes(Epic.Result preview) {
        JsonNode answer = Answers.read(preview.out());
        return String.join(
                " ",
                answer.path("vetoes").values().stream()
                        .map(veto -> veto.path("code").asString())
                        .toList());
    }

    @Test
    void an_approval_is_fresh_until_something_changes() throws Exception {
        Epic epic = committed();
        String repository = "--git=" + root;
        assertThat(epic.call("preview", repository, "--git-fresh-approvals").code())
                .isZero();
        epic.write("work/code.txt", "changed");
        Epic.Result stale = epic.call("preview", "--json", repository, "--git-fresh-approvals");
        assertThat(stale.code()).isEqualTo(12);
        assertThat(vetoes(stale)).isEqualTo("stale_approval");
    }

    @Test
    void an_approval_is_signed_and_fresh_where_approvers_are_named() throws Exception {
        Epic epic = committed();
        Path signers = root.resolveSibling(root.getFileName() + ".signers");
        Files.writeString(signers, KEY + "\n");
        epic.write("work/code.txt", "changed");
        Epic.Result forged = epic.call("preview", "--json", "--git=" + root, "--git-approver=qa=" + signers);
        Files.delete(signers);
        assertThat(forged.code()).as(forged.toString()).isEqualTo(12);
        assertThat(vetoes(forged)).contains("unsigned_approval", "stale_approval");
    }

    @Test
    void what_was_not_tested_is_vetoed() throws Exception {
        Epic.Result untested = committed().call("preview", "--json", "--git=" + root, "--git-tested-commit");
        assertThat(untested.code()).isEqualTo(12);
        assertThat(vetoes(untested)).isEqualTo("untested_commit");
    }

    @Test
    void a_report_names_the_commit_that_was_deployed() {
        JsonNode record = Json.read("a record", "{\"evidence\": {\"deployed_commit\": \"c0ffee\"}}");
        assertThat(new RecordText(record, List.of(), Optional.empty()).text()).contains("\ncommit c0ffee");
    }

    @Test
    void what_was_previewed_with_other_values_of_flags_is_not_run() throws Exception {
        Epic epic = committed();
        String repository = "--git=" + root;
        String work = "--git-ignore=" + root.resolve("work");
        String digest = digest(epic, repository, work);
        Epic.Result other = epic.call("run", repository, work + "/other", "--previewed=" + digest);
        assertThat(other.code()).as(other.toString()).isEqualTo(11);
        assertThat(other.out()).contains("preview_outdated");
        assertThat(epic.call("run", repository, work, "--previewed=" + digest).code())
                .isZero();
    }

    @Test
    void the_same_values_are_previewed_alike_from_whatever_directory_and_in_whatever_order() throws Exception {
        Epic epic = committed();
        Path here = Path.of("").toAbsolutePath();
        Path signers = root.resolveSibling(root.getFileName() + ".signers");
        String relative = here.relativize(signers).toString();
        Path token = root.resolve(".git/HEAD");
        String work = "--git-ignore=" + root.resolve("work");
        String logs = "--git-ignore=" + root.resolve("logs");
        String digest = digest(
                epic,
                "--git=" + root,
                work,
                logs,
                "--git-approver=qa=" + signers,
                "--git-approver=tech_lead=" + signers,
                "--git-credentials=deploy=file:" + token);

        assertThat(digest(
                        epic,
                        "--git-approver=tech_lead=" + relative,
                        "--git-approver=qa=" + relative,
                        "--git-credentials=deploy=file:" + here.relativize(token),
                        logs,
                        "--git-ignore=" + here.relativize(root.resolve("work")),
                        "--git=" + here.relativize(root)))
                .isEqualTo(digest);
        assertThat(digest(
                        epic,
                        "--git=" + root,
                        work,
                        logs,
                        "--git-approver=qa=" + signers + "2",
                        "--git-approver=tech_lead=" + signers,
                        "--git-credentials=deploy=file:" + token))
                .isNotEqualTo(digest);
    }

    private static String digest(Epic epic, String... flags) {
        Epic.Result preview = epic.call(
                "preview", Stream.concat(Stream.of("--json"), Stream.of(flags)).toArray(String[]::new));
        return Answers.read(preview.out()).path("digest").asString();
    }

    @Test
    void a_rollback_point_is_made() throws Exception {
        Epic.Result run = committed()
                .call("run", "--git=" + root, "--git-rollback-point", "--git-ignore=" + root.resolve("work"));
        assertThat(run.code()).as(run.toString()).isZero();
        try (Git git = Git.open(root.toFile())) {
            assertThat(git.getRepository().getRefDatabase().getRefsByPrefix("refs/devops/rollback/"))
                    .hasSize(1);
        }
    }
}
