package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DeploymentAudit;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.AllowedSigners;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.veto.Ok;
import io.vavr.control.Either;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An approval that is signed goes live; one that is stale and one that is forged do not. */
class SignedApprovalTest {

    @TempDir
    Path directory;

    @Test
    void the_story_is_as_expected_and_the_record_tells_who_approved() throws Exception {
        requireKeys();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        SignedApproval example = SignedApproval.in(directory, new PrintStream(output, true, UTF_8));
        SignedApproval.Approvals approvals = example.deployAll();
        assertThat(approvals.isAsExpected())
                .as(output.toString(UTF_8) + approvals)
                .isTrue();
        assertThat(output.toString(UTF_8))
                .contains(
                        "stale_approval: the approval of qa is older than what it is about",
                        "M greeting.txt",
                        "Greet in the evening",
                        "unsigned_approval: the approval of qa is not signed as it has to be",
                        "is one of developer, and not of qa");
        assertThat(example.consensus().resolve("artifacts/deployments/DEP-001.json"))
                .content()
                .containsPattern("\"role\" ?: ?\"qa\"")
                .containsPattern("\"key\" ?: ?\"SHA256:");
        Files.writeString(
                example.consensus().resolve("artifacts/deployments/DEP-001.json"),
                Files.readString(example.consensus().resolve("artifacts/deployments/DEP-001.json"))
                        .replace("SHA256:", "SHA256:x"));
        assertThat(DeploymentAudit.of(example.consensus()).isIntact()).isFalse();
    }

    /** Whoever watches the file can put the approved plan there only for as long as the repository is looked at. */
    @Test
    void a_plan_that_nobody_approved_is_not_executed_if_the_approved_one_lies_there_for_a_moment() throws Exception {
        requireKeys();
        SignedApproval example =
                SignedApproval.in(directory, new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
        example.write("EP-1", "Hello", "");
        example.commit("developer", "Greet");
        example.write("EP-1", "Hello", ", \"qa\"");
        example.commit("qa", "qa approves");
        Path plan = example.consensus().resolve("artifacts/plan.json");
        String approved = Files.readString(plan);
        String other = approved.replace("cp greeting.txt ../live.txt", "touch ../live.txt");
        assertThat(other).isNotEqualTo(approved);
        Files.writeString(plan, other);
        GitAdapter git = GitAdapter.of(directory.resolve("service"))
                .approvers(Map.of(
                        Role.QA,
                        AllowedSigners.of("qa@example.org " + Files.readString(directory.resolve("keys/qa.pub")))));
        Outcome outcome = DevOpsAgent.builder()
                .consensus(example.consensus())
                .workingDirectory(directory.resolve("service"))
                .evidenceSource((known, site) -> {
                    Files.writeString(plan, approved);
                    return new Swapped(site.judged().plan());
                })
                .evidenceSource(git.approvalEvidence())
                .vetoRule(GitAdapter.STALE_APPROVAL, git.freshApprovalRule())
                .vetoRule(GitAdapter.UNSIGNED_APPROVAL, git.signedApprovalRule())
                .vetoRule("swapped_back", evidence -> {
                    swap(plan, other);
                    return Either.right(new Ok("as it was"));
                })
                .run();
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(outcome.toString()).contains("plan.json is not what is judged");
        assertThat(directory.resolve("live.txt")).doesNotExist();
    }

    private record Swapped(String judged) {}

    private static void swap(Path plan, String text) {
        try {
            Files.writeString(plan, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireKeys() {
        Assumptions.assumeTrue(
                List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "ssh-keygen"))),
                "ssh-keygen is not installed: the example did not run");
    }
}
