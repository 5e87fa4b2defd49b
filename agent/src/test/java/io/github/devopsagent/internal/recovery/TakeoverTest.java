package io.github.devopsagent.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.lock.PidNamespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of docs/operations.md: who may go on with what another agent left. */
class TakeoverTest {

    private static final String OTHER = "pid:[4026532001]";
    private static final String THIRD = "pid:[4026532002]";

    /** What /proc shows in tests. */
    @TempDir
    private Path proc;

    private final StringBuilder pauses = new StringBuilder();
    private boolean hasProcessEnded = true;

    @BeforeEach
    void is_in_the_initial_namespace_and_sees_all() throws IOException {
        String own = Long.toString(ProcessHandle.current().pid());
        process(own, PidNamespaces.INITIAL);
        Files.createSymbolicLink(proc.resolve("self"), Path.of(own));
        Files.writeString(proc.resolve(own).resolve("mounts"), "proc /proc proc rw,relatime 0 0\n");
    }

    private void process(String pid, String namespace) throws IOException {
        process(pid, namespace, "Name:\tx\nState:\tS (sleeping)\nThreads:\t1\n");
    }

    private void process(String pid, String namespace, String status) throws IOException {
        Files.createDirectories(proc.resolve(pid).resolve("ns"));
        Files.writeString(proc.resolve(pid).resolve("status"), status);
        Files.createSymbolicLink(proc.resolve(pid).resolve("ns/pid"), Path.of(namespace));
    }

    /** One whose namespace this user may not read. */
    private void hidden(String pid, String status) throws IOException {
        Files.createDirectories(proc.resolve(pid));
        Files.writeString(proc.resolve(pid).resolve("status"), status);
    }

    /** Names are left out with a dash. */
    private static AgentIdentity agent(String host, String machine, String boot, String namespace, long pid) {
        return new AgentIdentity(
                host,
                "ops",
                Optional.of(machine).filter(id -> !id.equals("-")),
                Optional.of(namespace).filter(id -> !id.equals("-")),
                new ProcessId(boot.equals("-") ? "" : boot, pid, Optional.empty()));
    }

    private Optional<String> refusal(AgentIdentity last, AgentIdentity here) {
        return new Takeover(last, here, new PidNamespaces(proc), () -> hasProcessEnded, () -> {
                    pauses.append('.');
                    return false;
                })
                .refusal();
    }

    @ParameterizedTest
    @CsvSource({
        // last: host, machine, boot; here: host, machine, boot; whether it goes on
        "a, m, b1, a, m, b1, true",
        "a, m, b1, renamed, m, b1, true",
        "a, -, b1, b, other, b1, true",
        "a, m, b1, a, m, b2, true",
        "a, m, b1, b, m, b2, false",
        "a, m, b1, a, n, b2, false",
        "a, -, b1, a, -, b2, false",
        "a, m, b1, a, -, b2, false",
        "a, -, b1, a, m, b2, false",
        "unknown, m, b1, unknown, m, b2, false",
        "a, m, b1, a, m, -, false",
        "a, m, -, a, m, b1, false",
        "a, m, -, a, m, -, true",
        "a, -, -, a, -, -, false",
        "a, m, -, b, m, -, false",
    })
    void same_kernel_or_same_machine_goes_on(
            String host,
            String machine,
            String boot,
            String hereHost,
            String hereMachine,
            String hereBoot,
            boolean on) {
        assertThat(refusal(
                                agent(host, machine, boot, PidNamespaces.INITIAL, 77),
                                agent(hereHost, hereMachine, hereBoot, PidNamespaces.INITIAL, 99))
                        .isEmpty())
                .isEqualTo(on);
    }

    @Test
    void where_the_system_has_no_ids_a_host_is_known_by_its_name() {
        assertThat(refusal(agent("mac", "-", "-", "-", 77), agent("mac", "-", "-", "-", 99)))
                .isEmpty();
        assertThat(refusal(agent("mac", "-", "-", "-", 77), agent("pc", "-", "-", "-", 99)))
                .hasValueSatisfying(why -> assertThat(why).contains("host mac", "host pc", "another machine"));
    }

    @Test
    void another_machine_is_named_with_all_that_is_known() {
        assertThat(refusal(agent("a", "m1", "b1", OTHER, 77), agent("b", "-", "b2", OTHER, 99)))
                .hasValueSatisfying(why ->
                        assertThat(why).contains("host a", "machine m1", "boot b1", "host b", "unknown id", "boot b2"));
    }

    @Test
    void another_namespace_in_which_something_runs_is_refused() throws IOException {
        process("500", OTHER);
        assertThat(refusal(agent("a", "m", "b1", OTHER, 77), agent("a", "m", "b1", PidNamespaces.INITIAL, 99)))
                .hasValueSatisfying(why -> assertThat(why).contains(OTHER, PidNamespaces.INITIAL));
    }

    @Test
    void another_namespace_in_which_nothing_runs_any_more_is_gone_as_seen_from_the_initial_one() {
        assertThat(refusal(agent("a", "m", "b1", OTHER, 77), agent("b", "-", "b1", PidNamespaces.INITIAL, 99)))
                .isEmpty();
    }

    @Test
    void one_that_has_ended_and_is_not_collected_yet_does_not_run() throws IOException {
        AgentIdentity last = agent("a", "m", "b1", OTHER, 77);
        AgentIdentity here = agent("a", "m", "b1", PidNamespaces.INITIAL, 99);
        process("500", OTHER, "Name:\tx\nState:\tZ (zombie)\nThreads:\t1\n");
        assertThat(refusal(last, here)).isEmpty();
        process("501", OTHER, "Name:\tx\nState:\tZ (zombie)\nThreads:\t3\n");
        assertThat(refusal(last, here)).as("only its first thread has ended").isPresent();
    }

    @Test
    void another_user_is_a_reason_only_where_it_hides_what_may_still_run() throws IOException {
        String user = Files.getOwner(proc).getName();
        AgentIdentity here = agent("a", "m", "b1", PidNamespaces.INITIAL, 99);
        AgentIdentity last = new AgentIdentity(
                "a", user, here.machineId(), here.pidNamespace(), new ProcessId("b1", 77, Optional.empty()));
        for (String pid : List.of(Long.toString(ProcessHandle.current().pid()), "500")) {
            Files.createDirectories(proc.resolve(pid));
            Files.writeString(proc.resolve(pid).resolve("environ"), "A=b");
        }
        assertThat(refusal(last, here)).as("everything can be looked at").isEmpty();
        Files.delete(proc.resolve("500/environ"));
        Files.writeString(proc.resolve("500/status"), "State:\tS (sleeping)\n");
        assertThat(refusal(last, here))
                .hasValueSatisfying(why -> assertThat(why).contains("user ops may not look", "process 500", user));
        assertThat(refusal(here, here)).as("the same user").isEmpty();
        Files.writeString(
                proc.resolve("500/stat"), "500 (kworker/0:1 (x)) I 2 0 0 0 -1 69238880 0 0 0 0 0 0 0 0 20 0 1");
        assertThat(refusal(last, here)).as("a thread of the kernel").isEmpty();
        Files.writeString(proc.resolve("500/stat"), "500 (sleep (x)) S 2 0 0 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1");
        assertThat(refusal(last, here)).as("any other").isPresent();
    }

    /** Our own process stands for one that is not to be looked at. */
    @ParameterizedTest
    @CsvSource({"PT10M, false", "PT0S, true"})
    void what_was_there_before_the_agent_is_no_step_of_it(Duration later, boolean isInTheWay) throws IOException {
        String user = Files.getOwner(proc).getName();
        ProcessHandle own = ProcessHandle.current();
        Instant start = own.info().startInstant().orElseThrow().plus(later);
        AgentIdentity here = agent("a", "m", "b1", PidNamespaces.INITIAL, 99);
        AgentIdentity last = new AgentIdentity(
                "a", user, here.machineId(), here.pidNamespace(), new ProcessId("b1", 77, Optional.of(start)));
        assertThat(Files.exists(proc.resolve(own.pid() + "/environ"))).isFalse();
        assertThat(refusal(last, here).isPresent()).isEqualTo(isInTheWay);
    }

    @Test
    void what_hides_may_be_in_the_other_namespace() throws IOException {
        AgentIdentity last = agent("a", "m", "b1", OTHER, 77);
        AgentIdentity here = agent("a", "m", "b1", PidNamespaces.INITIAL, 99);
        hidden("501", "Name:\tsshd\nState:\tS (sleeping)\nNSpid:\t501\n");
        hidden("502", "Name:\tx\nState:\tZ (zombie)\nNSpid:\t502\t3\n");
        assertThat(refusal(last, here)).as("one that is in no namespace below").isEmpty();
        hidden("503", "Name:\tx\nState:\tS (sleeping)\nNSpid:\t503\t4\n");
        assertThat(refusal(last, here)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"invisible, false", "2, false", "ptraceable, false", "0, true", "off, true"})
    void a_proc_that_hides_processes_proves_nothing(String hidepid, boolean on) throws IOException {
        Files.writeString(
                proc.resolve(Long.toString(ProcessHandle.current().pid())).resolve("mounts"),
                "proc /proc proc rw,relatime,hidepid=" + hidepid + " 0 0\n");
        assertThat(refusal(agent("a", "m", "b1", OTHER, 77), agent("a", "m", "b1", PidNamespaces.INITIAL, 99))
                        .isEmpty())
                .isEqualTo(on);
    }

    @Test
    void from_a_namespace_beside_it_nothing_is_proven() throws IOException {
        isIn(THIRD);
        assertThat(refusal(agent("a", "m", "b1", OTHER, 77), agent("a", "m", "b1", THIRD, 1)))
                .isPresent();
    }

    private void isIn(String namespace) throws IOException {
        Path own = proc.resolve(Long.toString(ProcessHandle.current().pid())).resolve("ns/pid");
        Files.delete(own);
        Files.createSymbolicLink(own, Path.of(namespace));
    }

    @Test
    void a_namespace_ends_with_its_process_1_a_moment_after_the_lock_is_free() throws IOException {
        isIn(THIRD);
        assertThat(refusal(agent("a", "m", "b1", OTHER, 1), agent("a", "m", "b1", THIRD, 7)))
                .isEmpty();
        assertThat(pauses.toString()).isEqualTo(".");
    }

    @Test
    void a_namespace_whose_process_1_has_ended_and_in_which_something_still_runs_is_refused() throws IOException {
        process("500", OTHER);
        assertThat(refusal(agent("a", "m", "b1", OTHER, 1), agent("a", "m", "b1", PidNamespaces.INITIAL, 7)))
                .isPresent();
    }

    @Test
    void a_process_1_that_lives_on_after_its_run_has_failed_proves_nothing() throws IOException {
        isIn(THIRD);
        hasProcessEnded = false;
        assertThat(refusal(agent("a", "m", "b1", OTHER, 1), agent("a", "m", "b1", THIRD, 7)))
                .isPresent();
    }

    @Test
    void a_pause_that_is_cut_short_proves_nothing() throws IOException {
        isIn(THIRD);
        Takeover takeover = new Takeover(
                agent("a", "m", "b1", OTHER, 1),
                agent("a", "m", "b1", THIRD, 7),
                new PidNamespaces(proc),
                () -> true,
                () -> true);
        assertThat(takeover.refusal()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"a, a, true", "a, b, false"})
    void of_a_run_that_an_earlier_version_began_the_namespace_is_unknown(String before, String now, boolean on) {
        assertThat(refusal(agent(before, "-", "b1", "-", 77), agent(now, "-", "b1", PidNamespaces.INITIAL, 99))
                        .isEmpty())
                .isEqualTo(on);
        assertThat(refusal(agent(before, "-", "b1", "-", 77), agent(now, "-", "b1", OTHER, 99)))
                .as("a container's host name says little")
                .isPresent();
    }
}
