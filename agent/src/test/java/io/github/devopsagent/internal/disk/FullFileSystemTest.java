package io.github.devopsagent.internal.disk;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.executor.StepResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full. */
class FullFileSystemTest {

    @TempDir
    Path directory;

    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        String said;
        try {
            Process mount = process("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", directory.toString());
            said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            mounted = mount.waitFor() == 0;
        } catch (IOException e) {
            said = e.toString();
        }
        assumeTrue(mounted, "no small file system can be mounted here: " + said);
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            assertThat(process("umount", directory.toString()).waitFor()).isZero();
        }
    }

    private static Process process(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void a_step_that_fills_the_disk_is_undone_and_that_is_recorded() throws IOException {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf("""
                        "deployment_steps": [ {"run": "fill", "rollback": {"run": "undo"}},
                          {"run": "next", "rollback": {"run": "undo next"}} ]
                        """).withHistory("").in(directory);
        byte[] before = consensus.bytes("status.json");
        byte[] plan = consensus.bytes("artifacts/plan.json");
        List<byte[]> whileFull = new ArrayList<>();
        ScriptedShell shell = aShell().doing("fill", request -> {
                    fill(directory.resolve("filling"));
                    // A file has room up to the end of its last page, but not for all of this.
                    for (int i = 0; i < 1000; i++) {
                        request.output().line("it is full, as everybody can see in line " + i);
                    }
                    return StepResult.success();
                })
                .doing("undo", request -> {
                    whileFull.add(consensus.bytes("status.json"));
                    return StepResult.success();
                });

        Outcome outcome = consensus.run(shell);

        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.toString()).contains("No space left on device");
        assertThat(shell.commands()).contains("fill", "undo").doesNotContain("next");
        assertThat(whileFull).singleElement().isEqualTo(before);
        assertThat(consensus.bytes("artifacts/plan.json")).isEqualTo(plan);
        assertThat(consensus.deployment().path("status").asString()).isEqualTo("rolled_back");
        assertThat(consensus.blockers()).hasSize(1);
        assertThat(consensus.text("status_history.jsonl").lines()).hasSize(1);
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[512];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }
}
