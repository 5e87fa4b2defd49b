package io.github.devopsagent.postgres;

import io.github.devopsagent.contract.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGPoolingDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema of its own for a test, in the server that all tests share. */
final class TestDatabase {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final String schema = "test_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();

    private final PostgresServer server = PostgresServer.running();

    PostgresServer server() {
        return server;
    }

    String schema() {
        return schema;
    }

    /** As a host has it, without a pool. */
    PGSimpleDataSource dataSource() {
        return dataSource(PostgresServer.USER, server.port());
    }

    static PGSimpleDataSource dataSource(String user, int port) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url(port));
        source.setUser(user);
        return source;
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** The same with a pool, as most hosts have it: a connection costs the server a process. */
    static DataSource pool(int port) {
        @SuppressWarnings("deprecation") // It is simple, and there.
        PGPoolingDataSource pool = new PGPoolingDataSource();
        pool.setURL(url(port));
        pool.setUser(PostgresServer.USER);
        pool.setMaxConnections(8);
        return pool;
    }

    Cluster.Builder pooledCluster() {
        return Cluster.postgres(pool(server.port())).schema(schema);
    }

    Cluster.Builder cluster() {
        return Cluster.postgres(dataSource()).schema(schema);
    }

    /** Asks something by hand, of this test's schema where it says {@code devops_agent}. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql.replace("devops_agent", schema))) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    /** Changes something by hand. */
    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql.replace("devops_agent", schema));
        }
    }

    /** Lets the term of each lease pass, for all but its holder. */
    void passTerms() throws SQLException {
        execute("UPDATE devops_agent.lease SET held_until = clock_timestamp() WHERE held_until > clock_timestamp()");
    }
}
