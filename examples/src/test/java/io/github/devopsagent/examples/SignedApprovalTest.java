package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DeploymentAudit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An approval that is signed goes live; one that is stale and one that is forged do not. */
class SignedApprovalTest {

    @TempDir
    Path directory;

    @Test
    void the_story_is_as_expected_and_the_record_tells_who_approved() throws Exception {
        Assumptions.assumeTrue(
                List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "ssh-keygen"))),
                "ssh-keygen is not installed: the example did not run");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        SignedApproval example = SignedApproval.in(directory, new PrintStream(output, true, UTF_8));
        SignedApproval.Story story = example.story();
        assertThat(story.isAsExpected()).as(output.toString(UTF_8) + story).isTrue();
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
}
