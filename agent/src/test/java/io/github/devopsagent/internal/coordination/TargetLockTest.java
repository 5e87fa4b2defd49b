package io.github.devopsagent.internal.coordination;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.lock.ReservationFile;
import io.github.devopsagent.internal.recovery.AgentProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two consensus directories, one production. */
@FewerCases(every = 3)
class TargetLockTest {

    @TempDir
    private Path temporary;

    private String home = "";

    @BeforeEach
    void moveHome() throws IOException {
        home = System.getProperty("user.home");
        System.setProperty(
                "user.home", Files.createDirectories(temporary.resolve("home")).toString());
    }

    @AfterEach
    void moveBack() {
        System.setProperty("user.home", home);
    }

    private ConsensusDirectory consensus(String name) throws IOException {
        return aConsensus().in(Files.createDirectories(temporary.resolve(name)));
    }

    @Test
    void while_one_agent_deploys_to_it_another_one_is_refused() throws IOException {
        ConsensusDirectory one = consensus("one");
        ConsensusDirectory other = consensus("other");
        List<Outcome> meanwhile = new ArrayList<>();
        ScriptedShell shell = aShell().doing("deploy", step -> {
            meanwhile.add(other.run(aShell(), agent -> agent.target("shop-prod")));
            meanwhile.add(consensus("third").run(aShell(), agent -> agent.target("shop-test")));
            return StepResult.success();
        });
        assertThat(one.run(shell, agent -> agent.target("shop-prod"))).isInstanceOf(Outcome.Deployed.class);
        assertThat(OutcomeRefusals.codes(meanwhile.get(0))).containsExactly("target_held");
        assertThat(meanwhile.get(0).toString())
                .contains(
                        "target 'shop-prod': another agent works on it: another agent in this process (pid "
                                + ProcessHandle.current().pid(),
                        "run DEP-001 of consensus directory " + one.path());
        assertThat(meanwhile.get(1)).isInstanceOf(Outcome.Deployed.class);
        assertThat(other.run(aShell(), agent -> agent.target("shop-prod"))).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void the_refused_run_is_none_and_leaves_its_id() throws IOException {
        ConsensusDirectory one = consensus("one");
        ConsensusDirectory other = consensus("other");
        ScriptedShell shell = aShell().doing("deploy", step -> {
            ScriptedShell none = aShell();
            other.run(none, agent -> agent.target("shop-prod"));
            assertThat(none.commands()).isEmpty();
            assertThat(DevOpsAgent.inspect(other.path())).isEmpty();
            return StepResult.success();
        });
        one.run(shell, agent -> agent.target("shop-prod"));
        other.run(aShell(), agent -> agent.target("shop-prod"));
        assertThat(other.deployment().path("deployment_id").asString()).isEqualTo("DEP-001");
    }

    @Test
    void it_is_waited_for_like_the_lock_of_the_directory() throws IOException {
        ConsensusDirectory one = consensus("one");
        ConsensusDirectory other = consensus("other");
        ScriptedShell shell = aShell().doing("deploy", step -> {
            assertThat(other.run(aShell(), agent -> agent.target("shop-prod").lockWait(Duration.ofMillis(60)))
                            .toString())
                    .contains("target_held", "(after waiting for ");
            return StepResult.success();
        });
        assertThat(one.run(shell, agent -> agent.target("shop-prod"))).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_veto_needs_no_target() throws IOException {
        ConsensusDirectory one = consensus("one");
        ConsensusDirectory other =
                aConsensus().withoutQaApproval().in(Files.createDirectories(temporary.resolve("other")));
        ScriptedShell shell = aShell().doing("deploy", step -> {
            assertThat(other.run(aShell(), agent -> agent.target("shop-prod"))).isInstanceOf(Outcome.Vetoed.class);
            return StepResult.success();
        });
        assertThat(one.run(shell, agent -> agent.target("shop-prod"))).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void who_goes_on_takes_it_whatever_builder_says_and_leaves_the_run_if_it_is_held() throws Exception {
        ConsensusDirectory killed = consensus("killed");
        try (AgentProcess agent = AgentProcess.deployingTo("shop-prod", killed)) {
            agent.halt();
        }
        // As of an earlier version, which left none: else nobody could have the lock meanwhile.
        forgetWhatWasBegun();
        ConsensusDirectory one = consensus("one");
        ScriptedShell shell = aShell().doing("deploy", step -> {
            ScriptedShell none = aShell();
            Outcome second = killed.run(none);
            assertThat(OutcomeRefusals.codes(second)).containsExactly("target_held");
            assertThat(none.commands()).isEmpty();
            assertThat(DevOpsAgent.inspect(killed.path())).isPresent();
            return StepResult.success();
        });
        assertThat(one.run(shell, agent -> agent.target("shop-prod"))).isInstanceOf(Outcome.Deployed.class);
        assertThat(killed.run(aShell())).isInstanceOf(Outcome.RolledBack.class);
    }

    private void forgetWhatWasBegun() throws IOException {
        try (Stream<Path> all = Files.walk(temporary.resolve("home"))) {
            Files.delete(all.filter(each -> each.endsWith(ReservationFile.NAME))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Test
    void its_files_are_this_user_s_alone() throws IOException {
        consensus("one").run(aShell(), agent -> agent.target("shop-prod"));
        try (Stream<Path> all = Files.walk(temporary.resolve("home/.devops-agent"))) {
            List<String> rights = all.map(each -> {
                        try {
                            return PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .distinct()
                    .toList();
            assertThat(rights).containsExactlyInAnyOrder("rwx------", "rw-------");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "", "/dev/null", "relative", "/proc/nobody"})
    void without_a_home_directory_it_is_refused(String noHome) throws IOException {
        System.setProperty("user.home", noHome);
        ScriptedShell shell = aShell();
        Outcome outcome = consensus("one").run(shell, agent -> agent.target("shop-prod"));
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("target_held");
        assertThat(outcome.toString()).contains("it cannot be locked", "-Duser.home=");
        assertThat(shell.commands()).isEmpty();
    }

    @Test
    void where_a_file_is_in_the_way_it_is_refused() throws IOException {
        Files.writeString(temporary.resolve("home/.devops-agent"), "");
        Outcome outcome = consensus("one").run(aShell(), agent -> agent.target("shop-prod"));
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("target_held");
        assertThat(outcome.toString())
                .contains(temporary.resolve("home/.devops-agent").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\0b"})
    void a_name_is_one_line_of_text(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DevOpsAgent.builder().target(name));
    }

    @Test
    void a_name_has_an_end() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DevOpsAgent.builder().target("x".repeat(201)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "..", "a/b", "C:\\x", "shop prod", "Läden", "店", "-rf", "CON", "nul.txt"})
    void any_name_is_a_file_name_of_its_own(String name) {
        assertThat(FileCoordination.nameOf(name)).matches("t-[A-Za-z0-9._-]{1,80}");
        assertThat(FileCoordination.nameOf(name)).isNotEqualToIgnoringCase(FileCoordination.nameOf(name + " "));
    }

    @Test
    void names_that_differ_in_their_case_are_two_also_where_file_names_do_not() {
        assertThat(FileCoordination.nameOf("Shop")).isNotEqualToIgnoringCase(FileCoordination.nameOf("shop"));
    }
}
