package io.github.devopsagent.internal.coordination;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DirectoryTrees;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.CrashPoints;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.lock.ReservationFile;
import io.github.devopsagent.internal.recovery.AgentProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A target remembers the run that works on it beyond the end of its agent. */
@FewerCases(every = 6)
class TargetUnfinishedRunTest {

    private static final String PLAN = """
            "deployment_steps": [ {"run": "first", "rollback": {"run": "undo first"}}, {"run": "last", "rollback": {"run": "undo last"}} ],
            "rollback_plan": {"run": "restart"}
            """;

    @TempDir
    private Path temporary;

    private String home = "";

    @BeforeEach
    void moveHome() throws IOException {
        home = System.getProperty("user.home");
        homeIn(temporary);
    }

    @AfterEach
    void moveBack() {
        System.setProperty("user.home", home);
    }

    private static void homeIn(Path place) throws IOException {
        System.setProperty(
                "user.home", Files.createDirectories(place.resolve("home")).toString());
    }

    private ConsensusDirectory consensus(String name) throws IOException {
        return consensus(name, temporary);
    }

    private static ConsensusDirectory consensus(String name, Path place) throws IOException {
        return aConsensus().withPlanOf(PLAN).in(Files.createDirectories(place.resolve(name)));
    }

    /** One whose agent was killed while the last step ran. */
    private ConsensusDirectory killed() throws IOException {
        ConsensusDirectory consensus = consensus("killed");
        FaultyDisk disk = FaultyDisk.below(temporary);
        ScriptedShell shell = aShell().doing("last", step -> {
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(() ->
                        consensus.agent(shell).disk(disk).target("shop").build().run())
                .isInstanceOf(FaultyDisk.Crash.class);
        return consensus;
    }

    private static String isRefused(ConsensusDirectory consensus) {
        ScriptedShell none = aShell();
        Outcome outcome = consensus.run(none, agent -> agent.target("shop"));
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("target_held");
        assertThat(none.requests()).isEmpty();
        return outcome.toString();
    }

    private static void deploys(ConsensusDirectory consensus) {
        assertThat(consensus.run(aShell(), agent -> agent.target("shop"))).isInstanceOf(Outcome.Deployed.class);
    }

    private Path note() throws IOException {
        try (Stream<Path> all = Files.walk(temporary.resolve("home"))) {
            return all.filter(each -> each.endsWith(ReservationFile.NAME))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void an_unfinished_run_keeps_other_directories_away_until_it_is_brought_to_its_end() throws IOException {
        ConsensusDirectory killed = killed();
        ConsensusDirectory other = consensus("other");
        assertThat(isRefused(other))
                .contains(
                        "target 'shop': DEP-001 of consensus directory "
                                + killed.path().toRealPath(),
                        "did not come to its end",
                        "DevOpsAgent.giveUp(consensus, reason)");
        assertThat(killed.run(aShell())).isInstanceOf(Outcome.RolledBack.class);
        deploys(other);
    }

    @Test
    void or_until_a_person_gives_it_up() throws IOException {
        ConsensusDirectory killed = killed();
        assertThat(DevOpsAgent.giveUp(killed.path(), "the shop runs version 1"))
                .isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(DevOpsAgent.inspect(killed.path())).isEmpty();
        // Nothing is left of it that could keep others away when the directory has gone.
        DirectoryTrees.delete(killed.path());
        deploys(consensus("other"));
    }

    @Test
    void a_damaged_one_keeps_them_away_too_until_it_is_given_up() throws IOException {
        ConsensusDirectory killed = killed();
        Files.writeString(killed.path(".devops/journal"), "what is this?");
        assertThat(isRefused(consensus("other"))).contains("did not come to its end");
        assertThat(DevOpsAgent.giveUp(killed.path(), "the shop runs version 1"))
                .isInstanceOf(Outcome.RollbackFailed.class);
        deploys(consensus("another"));
    }

    @Test
    void where_the_directory_is_gone_a_person_looks() throws IOException {
        DirectoryTrees.delete(killed().path());
        ConsensusDirectory other = consensus("other");
        assertThat(isRefused(other)).contains("that directory is gone", "delete the file " + note());
        Files.delete(note());
        deploys(other);
    }

    @Test
    void it_remembers_what_a_removal_between_kill_and_next_run_has_taken() throws IOException {
        ConsensusDirectory killed = killed();
        DirectoryTrees.delete(killed.path(".devops"));
        assertThat(isRefused(killed)).contains("its .devops was removed", "delete the file " + note());
        assertThat(isRefused(consensus("other"))).contains("its .devops was removed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DEP-001", "DEP-001\n", "\n\n", "DEP-001\n\0\n"})
    void one_that_cannot_be_read_is_left_to_a_person(String content) throws IOException {
        killed();
        Files.writeString(note(), content);
        assertThat(isRefused(consensus("other"))).contains("cannot be read", "delete the file " + note());
    }

    @Test
    void after_the_end_nothing_is_left_of_it() throws IOException {
        ConsensusDirectory one = consensus("one");
        deploys(one);
        try (Stream<Path> all = Files.walk(temporary.resolve("home"))) {
            assertThat(all).noneMatch(each -> each.endsWith(ReservationFile.NAME));
        }
    }

    @Test
    void a_step_that_removes_it_ends_the_run_and_it_is_made_again() throws IOException {
        ConsensusDirectory one = consensus("one");
        ScriptedShell shell = aShell().doing("first", step -> {
                    Files.delete(note());
                    return StepResult.success();
                })
                .doing("undo first", step -> {
                    assertThat(note()).hasContent("DEP-001\n" + one.path().toRealPath());
                    return StepResult.success();
                });
        Outcome outcome = one.run(shell, agent -> agent.target("shop"));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.commands()).contains("undo first").doesNotContain("last");
    }

    @Test
    void an_agent_that_has_the_removed_lock_of_a_target_keeps_others_away() throws Exception {
        ConsensusDirectory one = aConsensus().in(Files.createDirectories(temporary.resolve("one")));
        try (AgentProcess agent = AgentProcess.blind("shop", one)) {
            Path lock = note().resolveSibling("lock");
            Files.delete(note());
            Files.delete(lock);
            Files.delete(lock.resolveSibling("lock-owner"));
            assertThat(isRefused(consensus("other")))
                    .contains("process " + agent.pid() + " (", "holds the lock file that was removed meanwhile");
        }
    }

    /** Wherever the first agent is killed: never does another directory deploy between what it did and undid. */
    @Tag(MatrixCells.TAG)
    @InEveryBuild
    @Test
    void wherever_its_agent_is_killed_nobody_else_deploys_in_between() throws IOException {
        Path undisturbed = Files.createDirectories(temporary.resolve("undisturbed"));
        homeIn(undisturbed);
        CrashPoints points = CrashPoints.in(undisturbed);
        FaultyDisk watched = FaultyDisk.below(undisturbed).watchedBy(points);
        assertThat(runs(consensus("killed", undisturbed), aShell().failing("last"), watched))
                .isTrue();
        int refused = 0;
        List<Integer> all = points.from(0);
        List<Integer> stops = IntStream.iterate(0, n -> n < all.size(), n -> n + MatrixCells.stride(12))
                .mapToObj(all::get)
                .toList();
        for (int stop : stops) {
            Path place = Files.createDirectories(temporary.resolve("d" + stop));
            homeIn(place);
            ConsensusDirectory killed = consensus("killed", place);
            FaultyDisk disk = FaultyDisk.below(place).stopAt(stop);
            ScriptedShell first = aShell().failing("last");
            assertThat(runs(killed, first, disk)).as("killed at " + stop).isFalse();
            ConsensusDirectory other = consensus("other", place);
            ScriptedShell second = aShell();
            Outcome outcome = other.run(second, agent -> agent.target("shop"));
            ScriptedShell third = aShell().failing("last");
            killed.run(third, agent -> agent.target("shop"));
            String course = stop + " of " + disk.operations() + " and then " + outcome;
            if (outcome instanceof Outcome.Deployed) {
                assertThat(first.commands().isEmpty() || third.commands().isEmpty())
                        .as(course)
                        .isTrue();
            } else {
                refused++;
                assertThat(OutcomeRefusals.codes(outcome)).as(course).containsExactly("target_held");
                assertThat(second.commands()).as(course).isEmpty();
                assertThat(DevOpsAgent.inspect(killed.path())).as(course).isEmpty();
                assertThat(other.run(aShell(), agent -> agent.target("shop")))
                        .as(course)
                        .isInstanceOf(Outcome.Deployed.class);
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(Math.max(1, stops.size() / 4));
    }

    private static boolean runs(ConsensusDirectory consensus, ScriptedShell shell, FaultyDisk disk) {
        try {
            consensus.agent(shell).disk(disk).target("shop").build().run();
            return true;
        } catch (FaultyDisk.Crash e) {
            return false;
        }
    }
}
