package io.github.devopsagent.internal.disk;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.AnotherUser;
import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.Preview;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that can be written, but not be replaced by another one; that is found before anything is done. */
@FewerCases(every = 4)
class UnreplaceableFileTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private ConsensusDirectory consensus() {
        return aConsensus().withFile("artifacts/deployment.json", "{}").in(temporary);
    }

    private static void execute(String... command) throws IOException, InterruptedException {
        int exit = -1;
        try {
            exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            assumeTrue(false, "it is not there: " + e);
        }
        assumeTrue(exit == 0, "it may not be done here: " + List.of(command));
    }

    private void isRefused(ConsensusDirectory consensus, String path, String fix) {
        SortedMap<String, String> before = consensus.files();
        Preview preview = consensus.agent(shell).build().preview();
        assertThat(preview.wouldDeploy()).isFalse();
        assertThat(preview.toString()).contains("unwritable", path, fix);
        assertThat(consensus.has(".devops")).isFalse();
        Outcome outcome = consensus.run(shell);
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unwritable " + path);
        assertThat(outcome.toString()).contains(fix);
        assertThat(shell.requests()).isEmpty();
        assertThat(consensus.files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status.json", "artifacts/deployment.json"})
    void a_bind_mount_of_the_one_file_is_refused(String path) throws Exception {
        ConsensusDirectory consensus = consensus();
        String file = consensus.path(path).toString();
        execute("mount", "--bind", file, file);
        try {
            isRefused(consensus, path, "mount the directory in which it lies");
        } finally {
            execute("umount", file);
        }
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_mount_of_the_whole_directory_is_fine() throws Exception {
        ConsensusDirectory consensus = consensus();
        String directory = consensus.path().toString();
        execute("mount", "--bind", directory, directory);
        try {
            assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        } finally {
            execute("umount", directory);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "status.json, +i, -i",
        "status.json, +a, -a",
        "artifacts/deployment.json, +i, -i",
        "artifacts/deployment.json, +a, -a"
    })
    void what_is_immutable_or_only_to_be_appended_to_is_refused(String path, String set, String unset)
            throws Exception {
        ConsensusDirectory consensus = consensus();
        String file = consensus.path(path).toString();
        execute("chattr", set, file);
        try {
            isRefused(consensus, path, "chattr -ia");
        } finally {
            execute("chattr", unset, file);
        }
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"artifacts", ".devops"})
    void a_directory_that_is_immutable_is_refused_with_what_mends_it(String path) throws Exception {
        ConsensusDirectory consensus = consensus();
        Files.createDirectories(consensus.path(".devops"));
        String directory = consensus.path(path).toString();
        execute("chattr", "+i", directory);
        try {
            assertThat(consensus.agent(shell).build().preview().toString())
                    .contains("unwritable", "(" + path + ")", "chattr -i")
                    .doesNotContain("belongs to");
            Outcome outcome = consensus.run(shell);
            assertThat(OutcomeRefusals.places(outcome)).containsExactly("unwritable " + path);
            assertThat(outcome.toString()).contains("chattr -i").doesNotContain("belongs to", "no permission");
        } finally {
            execute("chattr", "-i", directory);
        }
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_link_to_what_cannot_be_replaced_is_refused() throws Exception {
        ConsensusDirectory consensus = consensus();
        Files.move(consensus.path("status.json"), consensus.path("real.json"));
        Files.createSymbolicLink(consensus.path("status.json"), Path.of("real.json"));
        String file = consensus.path("real.json").toString();
        execute("mount", "--bind", file, file);
        try {
            isRefused(consensus, "status.json", "bind mount");
        } finally {
            execute("umount", file);
        }
    }

    /** Whoever watches it for being written must not be woken by each run that finds nothing to do. */
    @Test
    void a_status_is_not_opened_for_writing_as_long_as_nothing_is_to_be_written() throws Exception {
        ConsensusDirectory consensus = aConsensus().inPhase("planning").in(temporary);
        String file = consensus.path("status.json").toString();
        execute("chattr", "+a", file);
        try {
            assertThat(OutcomeRefusals.codes(consensus.run(shell))).containsExactly("wrong_phase");
        } finally {
            execute("chattr", "-a", file);
        }
    }

    @FewerCases(every = 4)
    @ParameterizedTest
    @ValueSource(strings = {"run", "preview"})
    void a_sticky_directory_of_others_is_refused(String verb) throws Exception {
        ConsensusDirectory consensus = consensus();
        Files.setAttribute(consensus.path(), "unix:mode", 01777);
        Files.setAttribute(consensus.path("status.json"), "unix:mode", 0666);
        Files.setAttribute(consensus.path("artifacts"), "unix:mode", 01777);
        Files.setAttribute(consensus.path("artifacts/deployment.json"), "unix:mode", 0666);
        Files.setAttribute(consensus.path("messages"), "unix:mode", 0777);
        Files.setAttribute(consensus.path("messages/inbox"), "unix:mode", 0777);
        SortedMap<String, String> before = consensus.files();
        String told = AnotherUser.told(consensus, verb);
        assertThat(told)
                .contains("unwritable", "sticky", "chmod -t", "(status.json)", "(artifacts/deployment.json)")
                .doesNotContain("EXCEPTION");
        assertThat(consensus.files()).isEqualTo(before);

        AnotherUser.give(consensus.path("status.json"), AnotherUser.ID);
        AnotherUser.give(consensus.path("artifacts/deployment.json"), AnotherUser.ID);
        assertThat(AnotherUser.told(consensus, "run")).startsWith("DEPLOYED");
    }

    @Test
    void a_sticky_directory_is_no_matter_for_root() throws IOException {
        ConsensusDirectory consensus = consensus();
        AnotherUser.owns(consensus.path());
        Files.setAttribute(consensus.path(), "unix:mode", 01777);
        Files.setAttribute(consensus.path("artifacts"), "unix:mode", 01777);
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void an_owner_who_would_be_locked_out_is_named() throws Exception {
        ConsensusDirectory consensus = consensus();
        for (String path : List.of(".", "artifacts", "messages", "messages/inbox")) {
            Files.setAttribute(consensus.path(path), "unix:mode", 0777);
        }
        assertThat(AnotherUser.told(consensus, "run"))
                .contains("unwritable", "could not write it any more", "chmod g+w", "(status.json)");
        Files.setAttribute(consensus.path("status.json"), "unix:mode", 0666);
        assertThat(AnotherUser.told(consensus, "run")).startsWith("DEPLOYED");
        assertThat(Files.getAttribute(consensus.path("status.json"), "unix:uid"))
                .isEqualTo(AnotherUser.ID);
    }

    @Test
    void what_becomes_immutable_while_the_run_goes_on_keeps_it_open_until_that_is_mended() throws Exception {
        ConsensusDirectory consensus = consensus();
        String file = consensus.path("status.json").toString();
        execute("chattr", "-i", file);
        DevOpsAgent agent = consensus
                .agent(shell.doing("deploy", step -> {
                    execute("chattr", "+i", file);
                    return StepResult.success();
                }))
                .build();
        try {
            assertThatThrownBy(agent::run)
                    .isInstanceOf(DevOpsAgentException.class)
                    .hasMessageContaining(file)
                    .hasMessageContaining("the next run completes the record");
            assertThat(consensus.deployment().path("status").asString()).isEqualTo("success");
            Outcome refused = agent.run();
            assertThat(OutcomeRefusals.places(refused)).containsExactly("unwritable status.json");
            assertThat(refused.warnings()).singleElement().asString().contains("DEP-001", "has come to its end");
        } finally {
            execute("chattr", "-i", file);
        }
        assertThat(agent.run()).isInstanceOf(Outcome.Deployed.class);
        assertThat(shell.count("deploy")).isEqualTo(1);
        assertThat(consensus.phase()).isEqualTo("done");
    }
}
