package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.directory.FaultyDisk;
import io.github.devopsagent.pipeline.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that runs as root, in a directory of the user as whom all others run. */
class OwnerTest {

    private static final String FAILING = """
            "deployment_steps": [ {"run": "deploy", "rollback": {"run": "undo"}}, {"run": "fail", "rollback": {"run": "undo fail"}} ]
            """;

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private static void isAllTheOthers(ConsensusDirectory consensus) throws IOException {
        try (Stream<Path> all = Files.walk(consensus.path())) {
            for (Path each : all.toList()) {
                assertThat(Files.getAttribute(each, "unix:uid", LinkOption.NOFOLLOW_LINKS))
                        .as(each.toString())
                        .isEqualTo(AnotherUser.ID);
                assertThat(Files.getAttribute(each, "unix:gid", LinkOption.NOFOLLOW_LINKS))
                        .as(each.toString())
                        .isEqualTo(AnotherUser.ID);
            }
        }
    }

    @Test
    void everything_that_root_writes_is_the_owners_of_the_directory() throws Exception {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(FAILING).withHistory("").in(temporary);
        Files.setAttribute(consensus.path("status.json"), "unix:mode", 0660);
        AnotherUser.owns(consensus.path());
        shell.failing("fail");
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.RolledBack.class);
        isAllTheOthers(consensus);
        assertThat((int) Files.getAttribute(consensus.path("status.json"), "unix:mode") & 07777)
                .isEqualTo(0660);

        // As one of the others goes on, who writes in place.
        consensus.edit("status.json", "\"by\": \"devops\"", "\"by\": \"devops\", \"seen\": true");
        assertThat(AnotherUser.told(consensus, "run")).startsWith("REFUSED").contains("open_blocker");
        isAllTheOthers(consensus);
    }

    @Test
    void another_user_goes_on_with_what_root_has_left() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        AnotherUser.owns(consensus.path());
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        shell.doing("deploy", step -> {
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(() -> consensus.agent(shell).disk(disk).run()).isInstanceOf(FaultyDisk.Crash.class);
        assertThat(AnotherUser.told(consensus, "run")).startsWith("ROLLED BACK");
        assertThat(consensus.deployment().path("status").asString()).isEqualTo("rolled_back");
        assertThat(DevOpsAgent.inspect(consensus.path())).isEmpty();
    }

    @Test
    void our_directory_is_closed_to_others_whatever_the_consensus_directory_is() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Files.createDirectories(consensus.path(".devops/runs"));
        for (String open : List.of(".", ".devops", ".devops/runs")) {
            Files.setAttribute(consensus.path(open), "unix:mode", 0777);
        }
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        try (Stream<Path> all = Files.walk(consensus.path(".devops"))) {
            assertThat(all.filter(Files::isDirectory)).hasSizeGreaterThan(2).allSatisfy(each -> assertThat(
                            (int) Files.getAttribute(each, "unix:mode") & 0007)
                    .as(each.toString())
                    .isZero());
        }
    }

    @Test
    void whom_our_directory_is_closed_to_is_refused_and_told_why() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        for (String verb : List.of("run", "preview")) {
            assertThat(AnotherUser.told(consensus, verb))
                    .contains("unwritable", "(.devops)", "it belongs to user", "chown -R")
                    .doesNotContain("EXCEPTION");
        }
    }

    @Test
    void whom_only_our_lock_is_closed_to_is_refused_and_told_why() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        for (String open : List.of(".devops", ".devops/runs")) {
            Files.setAttribute(consensus.path(open), "unix:mode", 0777);
        }
        Files.setAttribute(consensus.path(".devops/lock"), "unix:mode", 0600);
        assertThat(AnotherUser.told(consensus, "run"))
                .contains("unwritable", "(.devops/lock)", "it belongs to user")
                .doesNotContain("EXCEPTION");
    }
}
