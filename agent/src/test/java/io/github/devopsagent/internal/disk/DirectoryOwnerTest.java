package io.github.devopsagent.internal.disk;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.AnotherUser;
import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.lock.AgentIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that runs as root, in a directory of the user as whom all others run. */
@FewerCases(every = 8)
class DirectoryOwnerTest {

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
    void another_user_goes_on_with_what_one_has_left_of_whom_nothing_runs() throws Exception {
        AgentIdentity self = AgentIdentity.current();
        AgentIdentity gone = new AgentIdentity(
                self.host(), "nobody-of-this-name", self.machineId(), self.pidNamespace(), self.process());
        ConsensusDirectory consensus = aConsensus().in(temporary);
        AnotherUser.owns(consensus.path());
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        shell.doing("deploy", step -> {
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(
                        () -> consensus.agent(shell).disk(disk).identity(gone).run())
                .isInstanceOf(FaultyDisk.Crash.class);
        // It names this process, which was not killed in truth.
        consensus.delete(".devops/lock-owner");
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
        openToGroupOfTheOther(consensus);
        Files.setAttribute(consensus.path(".devops/lock"), "unix:mode", 0600);
        assertThat(AnotherUser.told(consensus, "run"))
                .contains("unwritable", "(.devops/lock)", "it belongs to user")
                .doesNotContain("EXCEPTION");
    }

    /** Whoever is in the group may use it, and nobody else. */
    private static void openToGroupOfTheOther(ConsensusDirectory consensus) throws IOException {
        for (String open : List.of(".devops", ".devops/runs")) {
            Path directory = consensus.path(open);
            Object owner = Files.getAttribute(directory, "unix:uid");
            AnotherUser.give(directory, AnotherUser.ID);
            Files.setAttribute(directory, "unix:uid", owner);
            Files.setAttribute(directory, "unix:mode", 0770);
        }
    }

    @Test
    void a_directory_of_somebody_else_that_is_closed_to_others_is_used_through_its_group() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        AnotherUser.owns(consensus.path());
        Files.createDirectories(consensus.path(".devops/runs"));
        openToGroupOfTheOther(consensus);
        assertThat(AnotherUser.told(consensus, "run")).startsWith("DEPLOYED");
    }

    @FewerCases(every = 8)
    @ParameterizedTest
    @ValueSource(ints = {0777, 0773, 0771, 0774})
    void a_directory_of_somebody_else_that_is_open_to_others_is_refused(int mode) throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        AnotherUser.owns(consensus.path());
        Files.createDirectories(consensus.path(".devops/runs"));
        openToGroupOfTheOther(consensus);
        Files.setAttribute(consensus.path(".devops"), "unix:mode", mode);
        for (String verb : List.of("run", "preview")) {
            assertThat(AnotherUser.told(consensus, verb))
                    .contains("unwritable", "(.devops)", "is open to others", "chmod o-rwx")
                    .doesNotContain("EXCEPTION");
        }
        assertThat(consensus.names(".devops")).containsExactly("runs");
        assertThat(consensus.run(shell)).as("root can close it").isInstanceOf(Outcome.Deployed.class);
        assertThat((int) Files.getAttribute(consensus.path(".devops"), "unix:mode") & 0007)
                .isZero();
    }

    @Test
    void a_lock_that_is_a_hard_link_to_somebody_elses_file_is_not_given_away() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(Files.createDirectory(temporary.resolve("consensus")));
        Path victim = Files.writeString(temporary.resolve("victim"), "mine");
        Files.setAttribute(victim, "unix:mode", 0600);
        Object owner = Files.getAttribute(victim, "unix:uid");
        Files.createDirectories(consensus.path(".devops"));
        AnotherUser.owns(consensus.path());
        Files.createLink(consensus.path(".devops/lock"), victim);
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(Files.getAttribute(victim, "unix:uid")).isEqualTo(owner);
        assertThat((int) Files.getAttribute(victim, "unix:mode") & 07777).isEqualTo(0600);
        assertThat(victim).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(ints = {0600, 0640, 0666})
    void a_copy_of_a_record_is_whose_the_record_was_and_open_to_nobody_else(int mode) throws IOException {
        ConsensusDirectory consensus =
                aConsensus().withFile("artifacts/deployment.json", "{}").in(temporary);
        AnotherUser.give(consensus.path("artifacts/deployment.json"), AnotherUser.ID);
        Files.setAttribute(consensus.path("artifacts/deployment.json"), "unix:mode", mode);
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        Path copy = consensus.path("artifacts/"
                + consensus.names("artifacts").stream()
                        .filter(name -> name.endsWith(".kept"))
                        .findFirst()
                        .orElseThrow());
        assertThat(Files.getAttribute(copy, "unix:uid")).isEqualTo(AnotherUser.ID);
        assertThat(Files.getAttribute(copy, "unix:gid")).isEqualTo(AnotherUser.ID);
        assertThat((int) Files.getAttribute(copy, "unix:mode") & 07777).isEqualTo(mode);
    }
}
