package io.github.devopsagent.postgres;

import static io.github.devopsagent.postgres.Workers.bytes;
import static io.github.devopsagent.postgres.Workers.claim;
import static io.github.devopsagent.postgres.Workers.journal;
import static io.github.devopsagent.postgres.Workers.taken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables, and who makes them. */
@FewerCases(every = 2)
class SchemaTest {

    private static final LeaseKey EPIC = LeaseKey.directory("/epics/1");

    private final TestDatabase database = new TestDatabase();
    private final Cluster cluster = database.cluster().build();

    @Test
    void without_tables_it_says_how_they_are_made() {
        assertThatThrownBy(() -> claim(cluster, EPIC, "/epics/1", 1).attempt())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(database.schema())
                .hasMessageContaining("Cluster.migrate()")
                .hasMessageContaining("V1__leases_and_journals.sql");
    }

    @Test
    void several_that_make_the_tables_at_once_make_them_once() throws Exception {
        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(cluster::migrate))
                        .limit(4)
                        .toArray(CompletableFuture[]::new))
                .get();
        assertThat(database.query("SELECT version FROM devops_agent.schema_version"))
                .containsExactly("1");
        assertThat(cluster.runs()).isEmpty();
    }

    @Test
    void an_operators_script_and_the_rights_at_its_end_are_all_that_a_worker_needs() throws Exception {
        String script = script();
        database.execute(script);
        String role = "worker_" + database.schema();
        database.execute("CREATE ROLE " + role + " LOGIN");
        Matcher grants = Pattern.compile("(?m)^-- +(GRANT [^;]+;)$").matcher(script);
        assertThat(grants.results().map(found -> found.group(1).replace("devops_worker", role)))
                .hasSizeGreaterThan(4)
                .allSatisfy(database::execute);
        Cluster worker = Cluster.postgres(
                        TestDatabase.dataSource(role, database.server().port()))
                .schema(database.schema())
                .build();
        worker.migrate();
        LeaseKey target = LeaseKey.target("shop");
        try (Lease lease = taken(worker, EPIC, "/epics/1", 1);
                Lease ofTarget = taken(worker, target, "/epics/1", 1);
                Claim waiting = claim(worker, target, "/epics/2", 2)) {
            Workers.refused(waiting);
            ofTarget.reserve("/epics/1", "DEP-001");
            lease.announce("DEP-001");
            journal(lease).keep("plan.json", bytes("{}"));
            journal(lease).keep("plan.json", bytes("[]"));
            journal(lease).append(0, bytes("a"));
            assertThat(lease.renew()).isEmpty();
            assertThat(worker.runs()).hasSize(1);
            journal(lease).archive("DEP-001");
            assertThat(journal(lease).isArchived("DEP-001", bytes("a"))).isTrue();
        }
    }

    @Test
    void a_role_without_rights_is_told_which_ones_it_needs() throws Exception {
        cluster.migrate();
        String role = "stranger_" + database.schema();
        database.execute("CREATE ROLE " + role + " LOGIN");
        assertThatThrownBy(Cluster.postgres(
                                TestDatabase.dataSource(role, database.server().port()))
                        .schema(database.schema())
                        .build()::runs)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the rights that a worker needs stand at the end of V1__leases_and_journals.sql");
    }

    @Test
    void newer_tables_are_left_alone_and_it_is_said_which_version_is_needed() throws Exception {
        cluster.migrate();
        database.execute("INSERT INTO devops_agent.schema_version (version, needs) VALUES (7, '3.1.4')");
        assertThatThrownBy(() -> claim(cluster, EPIC, "/epics/1", 1).attempt())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 7")
                .hasMessageContaining("version 3.1.4 of devops-agent-adapters-postgres");
        assertThatThrownBy(cluster::migrate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3.1.4");
        assertThat(database.query("SELECT count(*) FROM devops_agent.lease")).isEqualTo(List.of("0"));
    }

    /** A server that breaks off would go back to fences and records of some moments ago. */
    @Test
    void nobody_works_where_what_is_committed_may_be_lost() throws Exception {
        cluster.migrate();
        String role = "hasty_" + database.schema();
        database.execute(
                "CREATE ROLE " + role + " LOGIN SUPERUSER; ALTER ROLE " + role + " SET synchronous_commit = off");
        Cluster hasty = Cluster.postgres(
                        TestDatabase.dataSource(role, database.server().port()))
                .schema(database.schema())
                .build();
        assertThatThrownBy(() -> claim(hasty, EPIC, "/epics/1", 1).attempt())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("synchronous_commit is off");
        assertThat(database.query("SELECT count(*) FROM devops_agent.lease")).isEqualTo(List.of("0"));
    }

    @Test
    void no_default_of_the_session_changes_what_comes_out() throws Exception {
        cluster.migrate();
        String role = "strict_" + database.schema();
        database.execute("CREATE ROLE " + role + " LOGIN SUPERUSER; ALTER ROLE " + role
                + " SET default_transaction_isolation = 'serializable'");
        Cluster strict = Cluster.postgres(
                        TestDatabase.dataSource(role, database.server().port()))
                .schema(database.schema())
                .build();
        CompletableFuture.allOf(Stream.of(1, 2, 3, 4)
                        .map(number -> CompletableFuture.runAsync(() -> work(strict, number)))
                        .toArray(CompletableFuture[]::new))
                .get();
        assertThat(database.query("SELECT count(*) FROM devops_agent.archived_run"))
                .isEqualTo(List.of("12"));
    }

    /** All through one target, each in a directory of its own. */
    private static void work(Cluster cluster, int number) {
        String directory = "/epics/" + number;
        try (Claim ofDirectory = claim(cluster, LeaseKey.directory(directory), directory, number);
                Claim ofTarget = claim(cluster, LeaseKey.target("shop"), directory, number);
                Lease lease = taken(ofDirectory)) {
            for (int run = 0; run < 3; run++) {
                try (Lease target = eventually(ofTarget)) {
                    target.reserve(directory, "DEP-" + run);
                    journal(lease).append(0, bytes("a"));
                    journal(lease).append(1, bytes("b"));
                    journal(lease).archive("DEP-" + run);
                }
            }
        }
    }

    private static Lease eventually(Claim claim) {
        return Stream.generate(claim::attempt)
                .filter(lease -> lease.isRight())
                .findFirst()
                .orElseThrow()
                .get();
    }

    private static String script() throws Exception {
        try (var in = SchemaTest.class.getResourceAsStream("V1__leases_and_journals.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
