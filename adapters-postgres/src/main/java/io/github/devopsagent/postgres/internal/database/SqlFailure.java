package io.github.devopsagent.postgres.internal.database;

import io.github.devopsagent.address.UrlCredentials;
import io.github.devopsagent.coordination.CoordinationUnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a failure of the database means for who asked: ask at once again, ask later, or have something mended. */
final class SqlFailure {

    /** Another transaction came between; asked again, it goes through. */
    private static final Set<String> BETWEEN = Set.of("40001", "40P01");

    /**
     * By the first two characters: no connection (08), the transaction was rolled back (40), too few resources (53), the
     * server's operator or a limit of time ended it (57), a system error such as a full or a broken disk (58).
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    /**
     * A standby that is not promoted yet, a lock that was waited for too long, and prepared statements that another connection
     * behind a pool in transaction mode has, or has not.
     */
    private static final Set<String> PASSING_STATES = Set.of("25006", "55P03", "26000", "42P05");

    /** Of an address, or of properties beside one. */
    private static final Pattern PASSWORD = Pattern.compile("(?i)(?<=passw(or)?d=|pwd=|passphrase=)[^&;\\s\"'}]+");

    private static final Set<String> NO_SCHEMA = Set.of("3F000", "42P01");

    private final String what;
    private final String schema;
    private final SQLException failure;
    private final String state;

    /**
     * A failure.
     *
     * @param what was asked, for people
     * @param schema of the tables
     * @param failure as the driver, or the pool, told it
     */
    SqlFailure(String what, String schema, SQLException failure) {
        this.what = what;
        this.schema = schema;
        this.failure = failure;
        this.state = states(failure).findFirst().orElse("");
    }

    /**
     * What a driver has told, wherever it is in what was thrown: a pool that cannot begin throws an exception of its own.
     *
     * @param thrown by whoever was asked for a connection, or by what was done with it
     */
    static Optional<SQLException> in(Throwable thrown) {
        Optional<Throwable> each = Optional.of(thrown);
        while (each.isPresent() && !(each.get() instanceof SQLException)) {
            each = Optional.ofNullable(each.get().getCause());
        }
        return each.map(SQLException.class::cast);
    }

    /** A pool wraps what the driver tells, and may tell no state of its own. */
    private static Stream<String> states(SQLException failure) {
        return Stream.iterate(
                        Optional.<Throwable>of(failure),
                        Optional::isPresent,
                        each -> Optional.ofNullable(each.orElseThrow().getCause()))
                .map(Optional::orElseThrow)
                .filter(SQLException.class::isInstance)
                .map(each -> Optional.ofNullable(((SQLException) each).getSQLState()))
                .flatMap(Optional::stream);
    }

    /** Whether another transaction came between, so that it is worth asking at once again. */
    boolean isBetween() {
        return BETWEEN.contains(state);
    }

    /**
     * What who asked is told.
     *
     * @return {@link CoordinationUnavailableException} if it may be asked later, else {@link IllegalStateException}
     */
    RuntimeException told() {
        return isPassing()
                ? new CoordinationUnavailableException(sentence("the database cannot be asked now"), failure)
                : new IllegalStateException(sentence(advice()), failure);
    }

    /** The server tells a state with whatever it refuses; a pool that has no connection left may tell none. */
    private boolean isPassing() {
        return state.length() != 5 || PASSING.contains(state.substring(0, 2)) || PASSING_STATES.contains(state);
    }

    private String advice() {
        if (NO_SCHEMA.contains(state)) {
            return Schema.missing(schema);
        }
        return state.equals("42501")
                ? "this role may not do that in the schema " + schema
                        + "; the rights that a worker needs stand at the end of " + Schema.FIRST
                : "the database refuses that, and will again";
    }

    /** A driver manager, or a pool that cannot begin, may tell the address that it was given, whole. */
    static String masked(String told) {
        return PASSWORD.matcher(UrlCredentials.masked(told)).replaceAll("***");
    }

    private String sentence(String meaning) {
        String told = masked(String.valueOf(failure.getMessage()));
        return what + ": " + meaning + ": " + told + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")");
    }
}
