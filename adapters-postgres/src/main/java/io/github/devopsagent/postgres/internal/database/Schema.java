package io.github.devopsagent.postgres.internal.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The tables: of which version they are, and the scripts that make them. */
public final class Schema {

    /** The script of the first version, which tells what rights a worker needs. */
    static final String FIRST = "V1__leases_and_journals.sql";

    private static final List<String> SCRIPTS = List.of(FIRST);

    private static final String VERSION = "SELECT version, needs, current_setting('synchronous_commit') AS commits"
            + " FROM devops_agent.schema_version ORDER BY version DESC LIMIT 1";

    private final Database database;

    /** The schema of a database. */
    public Schema(Database database) {
        this.database = database;
    }

    /**
     * How far the scripts were run.
     *
     * @param number of the last one
     * @param needs the first version of this module that knows it
     * @param commits the session's {@code synchronous_commit}
     */
    private record Version(int number, String needs, String commits) {

        static Version read(ResultSet row) throws SQLException {
            return new Version(row.getInt("version"), row.getString("needs"), row.getString("commits"));
        }
    }

    /**
     * Makes sure that the tables are those that this version knows, and that what is committed stays.
     *
     * @throws IllegalStateException if they are not there, or older, or newer, or if a commit may be lost; it says what to do
     */
    public void check() {
        Version found = database.row("looking for the version of the tables", VERSION, Version::read)
                .orElseThrow(() -> new IllegalStateException(missing(database.schema())));
        refuseNewer(found);
        if (found.number() < SCRIPTS.size()) {
            throw new IllegalStateException(
                    "the schema " + database.schema() + " is of version " + found.number() + ", and this one needs "
                            + SCRIPTS.size() + "; call Cluster.migrate(), or have an operator run "
                            + String.join(", ", SCRIPTS.subList(found.number(), SCRIPTS.size())));
        }
        if (found.commits().equals("off")) {
            throw new IllegalStateException(
                    "synchronous_commit is off in this session, so that a server which breaks off loses what it has"
                            + " confirmed, fences and records among it; set it to on, for one with ALTER ROLE … SET"
                            + " synchronous_commit = on, and connect anew");
        }
    }

    /**
     * Runs the scripts that were not run yet, all or none; of several that do so at once one does.
     *
     * @throws IllegalStateException if the tables are newer than this version knows: nothing is changed then
     */
    public void migrate() {
        database.asked("making the tables", connection -> {
            connection.setAutoCommit(false);
            try {
                migrate(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
            return true;
        });
    }

    private void migrate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(database.seconds());
            // Any number will do that others of this library use as well, and nobody else.
            statement.execute("SELECT pg_advisory_xact_lock(7018223019340918561)");
            int done = version(statement).map(this::refuseNewer).orElse(0);
            for (String script : SCRIPTS.subList(done, SCRIPTS.size())) {
                statement.execute(database.sql(text(script)));
            }
        }
    }

    private Optional<Version> version(Statement statement) throws SQLException {
        try (ResultSet found =
                statement.executeQuery("SELECT to_regclass('" + database.sql("devops_agent.schema_version") + "')")) {
            found.next();
            if (found.getString(1) == null) {
                return Optional.empty();
            }
        }
        try (ResultSet found = statement.executeQuery(database.sql(VERSION))) {
            return found.next() ? Optional.of(Version.read(found)) : Optional.empty();
        }
    }

    private int refuseNewer(Version found) {
        if (found.number() > SCRIPTS.size()) {
            throw new IllegalStateException("the schema " + database.schema() + " is of version " + found.number()
                    + ", and this one knows " + SCRIPTS.size() + "; it is left alone: use version " + found.needs()
                    + " of devops-agent-adapters-postgres, or a later one");
        }
        return found.number();
    }

    /** What to do where there are no tables. */
    static String missing(String schema) {
        return "there are no tables of version " + SCRIPTS.size() + " in the schema " + schema
                + "; call Cluster.migrate() with a role that may create them, or have an operator run " + FIRST
                + ", which is in the jar";
    }

    private static String text(String script) {
        try (InputStream in = Schema.class.getResourceAsStream("/io/github/devopsagent/postgres/" + script)) {
            return new String(Objects.requireNonNull(in, script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
