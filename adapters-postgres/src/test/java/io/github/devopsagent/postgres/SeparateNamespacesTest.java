package io.github.devopsagent.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers in PID namespaces of their own, as in two pods: neither sees the processes of the other. */
@MatricesOnly
@EnabledOnOs(value = OS.LINUX, disabledReason = "namespaces of processes are Linux's")
class SeparateNamespacesTest {

    private static final List<String> POD = List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");

    /** Its process 1 is a shell that outlives the worker, and what the worker has started. */
    private static final List<String> WITH_INIT = Stream.concat(
                    POD.stream(), Stream.of("sh", "-c", "\"$@\" & wait; exec sleep 1000", "sh"))
            .toList();

    private static final int SHORT_LEASE = 3;
    private static final int LEASE = 60;

    private final TestDatabase database = new TestDatabase();
    private final Cluster cluster = database.cluster().build();

    @TempDir
    Path directory;

    @BeforeEach
    void can_make_namespaces() throws Exception {
        boolean can;
        try {
            Process trial = new ProcessBuilder(
                            Stream.concat(POD.stream(), Stream.of("true")).toList())
                    .start();
            can = trial.waitFor(10, TimeUnit.MINUTES) && trial.exitValue() == 0;
        } catch (IOException e) {
            can = false;
        }
        assumeTrue(can, "this user may not make a PID namespace, or there is no unshare: this test did not run");
        cluster.migrate();
    }

    /** A worker that is killed in its deploy step, while its pod stays. */
    private void left(EpicOfWorkers epic) throws Exception {
        epic.holdDeployStep(true);
        Process pod = epic.start(WITH_INIT, SHORT_LEASE, "run", epic.consensus().toString());
        EpicOfWorkers.await("the deploy step runs", () -> epic.ledger().contains("deploy"));
        pod.descendants()
                .filter(each -> each.info()
                        .command()
                        .filter(name -> name.endsWith("/java"))
                        .isPresent())
                .forEach(ProcessHandle::destroyForcibly);
        EpicOfWorkers.await("its lease is over", () -> cluster.runs().get(0).state() == ClusterRun.State.LEFT);
        epic.holdDeployStep(false);
    }

    /** The kind of outcome, and all that was printed. */
    private static String recover(EpicOfWorkers epic, String... options) throws Exception {
        Process other = epic.start(
                POD, List.of(options), LEASE, "recover", epic.consensus().toString());
        epic.awaitEnd(other);
        return epic.outcome(other).orElse("none") + "\n" + epic.printed(other);
    }

    @Test
    void a_step_of_which_nobody_knows_is_waited_for() throws Exception {
        try (EpicOfWorkers epic = new EpicOfWorkers(database, directory)) {
            left(epic);
            assertThat(recover(epic)).startsWith("Refused\n");
            assertThat(recover(epic, "-Dfate=ALIVE")).startsWith("Refused\n");
            assertThat(epic.ledger()).containsExactly("deploy");
            assertThat(cluster.runs().get(0).targets()).containsExactly(ClusterWorker.TARGET);
        }
    }

    @FewerCases(every = 4)
    @ParameterizedTest
    @ValueSource(strings = {"-Dfate=DEAD", "-Dgrace=0"})
    void a_step_whose_worker_is_gone_is_lost_and_undone(String known) throws Exception {
        try (EpicOfWorkers epic = new EpicOfWorkers(database, directory)) {
            left(epic);
            assertThat(recover(epic, known)).startsWith("RolledBack\n");
            assertThat(epic.ledger()).containsExactly("deploy", "undo");
            assertThat(cluster.runs()).isEmpty();
        }
    }
}
