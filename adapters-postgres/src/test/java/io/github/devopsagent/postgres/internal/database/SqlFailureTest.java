package io.github.devopsagent.postgres.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.devopsagent.coordination.CoordinationUnavailableException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pools and drivers tell when something is in the way. */
class SqlFailureTest {

    private static final Duration ENOUGH = Duration.ofMinutes(5);

    private static RuntimeException told(SQLException failure) {
        return new SqlFailure("renewing", "devops_agent", failure).told();
    }

    /** HikariCP, Tomcat, c3p0 and DBCP when no connection is free or none can be made, with and without what the driver said. */
    static Stream<SQLException> of_a_pool() {
        return Stream.of(
                new SQLTransientConnectionException(
                        "HikariPool-1 - Connection is not available, request timed out after 30000ms."),
                new SQLTransientConnectionException(
                        "HikariPool-1 - Connection is not available, request timed out after 30000ms.",
                        new SQLException("Connection to db:5432 refused.", "08001")),
                new SQLException("Timeout: Pool empty. Unable to fetch a connection in 30 seconds", (String) null),
                new SQLException("An attempt by a client to checkout a Connection has timed out.", ""),
                new SQLException(
                        "Cannot get a connection, pool error Timeout waiting for idle object", (Throwable) null),
                new SQLException("Pooling", new IllegalStateException("wrapped", new SQLException("gone", "57P01"))));
    }

    @ParameterizedTest
    @MethodSource("of_a_pool")
    void a_pool_that_has_no_connection_is_asked_again_later(SQLException failure) {
        assertThat(told(failure))
                .isInstanceOf(CoordinationUnavailableException.class)
                .hasMessageContaining("renewing: the database cannot be asked now")
                .hasCause(failure);
    }

    /** SQLSTATE, and whether it passes. */
    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "40001, true",
        "53300, true",
        "57P03, true",
        "58030, true",
        "25006, true",
        "55P03, true",
        "26000, true",
        "42501, false",
        "42P01, false",
        "23505, false",
        "28P01, false",
        "3D000, false"
    })
    void what_passes_is_waited_for_and_what_does_not_has_to_be_mended(String state, boolean passes) {
        assertThat(told(new SQLException("as the server says", state)))
                .isInstanceOf(passes ? CoordinationUnavailableException.class : IllegalStateException.class)
                .hasMessageContaining(state);
    }

    private static DataSource pool(RuntimeException thrown) {
        return (DataSource) Proxy.newProxyInstance(
                SqlFailureTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
                    throw thrown;
                });
    }

    /** As HikariCP does when it is asked for the first connection. */
    @Test
    void a_pool_that_cannot_begin_is_asked_again_later_whatever_it_throws() {
        SQLException refused = new SQLException("Connection to db:5432 refused.", "08001");
        Database database = new Database(
                pool(new IllegalStateException("Failed to initialize pool", refused)), "devops_agent", ENOUGH);
        assertThatThrownBy(() -> database.rows("renewing", "SELECT 1", row -> true))
                .isInstanceOf(CoordinationUnavailableException.class)
                .hasMessageContaining("Connection to db:5432 refused. (SQLSTATE 08001)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No suitable driver found for jdbc:postgres://db/shop?user=ci&password=hunter2&ssl=true",
                "cannot connect with {user=ci, Password=hunter2}",
                "URL jdbc:postgresql://db/shop?sslpassword=hunter2",
                "Access denied: pwd=hunter2; host=db",
                "no route to postgresql://ci:hunter2@db:5432/shop",
                "no route to postgresql://ci:hunter2/with@it@db:5432/shop"
            })
    void no_password_of_an_address_is_told(String message) {
        Database database = new Database(pool(new IllegalArgumentException(message)), "devops_agent", ENOUGH);
        for (Throwable told : List.of(
                told(new SQLException(message, "08001")),
                catchThrowable(() -> database.rows("renewing", "SELECT 1", row -> true)))) {
            assertThat(told.getMessage()).contains("***").doesNotContain("db:***", "hunter2", "with@it");
        }
    }
}
