package io.github.devopsagent.postgres;

import static io.github.devopsagent.postgres.Workers.bytes;
import static io.github.devopsagent.postgres.Workers.journal;
import static io.github.devopsagent.postgres.Workers.taken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.CoordinationUnavailableException;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements of which no answer comes: carried out at once, or late, when what they say is long past. */
class LateStatementsTest {

    private static final LeaseKey EPIC = LeaseKey.directory("/epics/1");
    private static final LeaseKey SHOP = LeaseKey.target("shop");

    /** In nanoseconds: longer than any answer is waited for. */
    private static final long LONG_AGO = TimeUnit.MINUTES.toNanos(1);

    private final TestDatabase database = new TestDatabase();
    private final LostAnswers lost = new LostAnswers(database.dataSource());
    private final Cluster cluster =
            Cluster.postgres(lost.dataSource()).schema(database.schema()).build();

    /** A data source whose next statement gets no answer: it was carried out, or will be later. */
    private static final class LostAnswers {

        private final DataSource real;
        private final List<PreparedStatement> late = new ArrayList<>();
        private Optional<Boolean> next = Optional.empty();

        LostAnswers(DataSource real) {
            this.real = real;
        }

        void loseTheNext(boolean isCarriedOut) {
            next = Optional.of(isCarriedOut);
        }

        void carryOutLate() throws SQLException {
            for (PreparedStatement each : late) {
                each.execute();
                each.getConnection().close();
            }
        }

        DataSource dataSource() {
            return proxy(
                    DataSource.class,
                    real,
                    (name, result) -> name.equals("getConnection")
                            ? proxy(Connection.class, (Connection) result, this::ofConnection)
                            : result);
        }

        private Object ofConnection(String name, Object result) {
            return name.equals("prepareStatement") ? statement((PreparedStatement) result) : result;
        }

        private Object statement(PreparedStatement statement) {
            return Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {PreparedStatement.class},
                    (self, method, arguments) -> {
                        if (method.getName().equals("executeQuery") && next.isPresent()) {
                            boolean isCarriedOut = next.get();
                            next = Optional.empty();
                            if (isCarriedOut) {
                                statement.execute();
                            } else {
                                late.add(statement);
                            }
                            throw new SQLRecoverableException("the answer was lost", "08006");
                        }
                        return method.getName().equals("close") && late.contains(statement)
                                ? null
                                : called(() -> method.invoke(statement, arguments));
                    });
        }

        private interface Seen {
            Object of(String name, Object result);
        }

        private interface Call {
            Object get() throws ReflectiveOperationException;
        }

        private static Object called(Call call) throws Throwable {
            try {
                return call.get();
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private <T> T proxy(Class<T> type, T target, Seen seen) {
            return type.cast(Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        boolean isKept = method.getName().equals("close")
                                && target instanceof Connection
                                && isLate((Connection) target);
                        return isKept
                                ? null
                                : seen.of(method.getName(), called(() -> method.invoke(target, arguments)));
                    }));
        }

        private boolean isLate(Connection connection) {
            return late.stream().anyMatch(each -> {
                try {
                    return each.getConnection() == connection;
                } catch (SQLException e) {
                    return false;
                }
            });
        }
    }

    private interface Deed {
        void with(Lease lease);
    }

    @BeforeEach
    void tables() {
        database.cluster().build().migrate();
    }

    private void unanswered(Lease lease, boolean isCarriedOut, Deed deed) {
        lost.loseTheNext(isCarriedOut);
        assertThatThrownBy(() -> deed.with(lease)).isInstanceOf(CoordinationUnavailableException.class);
    }

    @Test
    void what_was_carried_out_without_an_answer_is_asked_again_without_harm() {
        try (Lease lease = taken(cluster, EPIC, "/epics/1", 1);
                Lease target = taken(cluster, SHOP, "/epics/1", 1)) {
            List<Deed> ofDirectory = List.of(
                    each -> journal(each).keep("plan.json", bytes("{}")),
                    each -> journal(each).append(0, bytes("a")),
                    Lease::renew,
                    each -> journal(each).archive("DEP-001"),
                    each -> journal(each).append(0, bytes("b")));
            List<Deed> ofTarget = List.of(
                    each -> each.reserve("/epics/1", "DEP-001"),
                    Lease::settle,
                    each -> each.reserve("/epics/1", "DEP-002"));
            ofDirectory.forEach(deed -> again(lease, deed));
            ofTarget.forEach(deed -> again(target, deed));
            assertThat(Workers.texts(lease)).containsExactly("b");
            assertThat(journal(lease).isArchived("DEP-001", bytes("a"))).isTrue();
            assertThat(cluster.reservation(SHOP)).contains(new Lease.Reservation("/epics/1", "DEP-002"));
        }
    }

    private void again(Lease lease, Deed deed) {
        unanswered(lease, true, deed);
        deed.with(lease);
    }

    @Test
    void a_lease_that_was_taken_without_an_answer_is_the_same_claims() {
        lost.loseTheNext(false);
        try (var claim = Workers.claim(cluster, EPIC, "/epics/1", 1)) {
            assertThatThrownBy(claim::attempt).isInstanceOf(CoordinationUnavailableException.class);
            try (Lease lease = taken(claim)) {
                lost.loseTheNext(true);
                assertThatThrownBy(claim::attempt).isInstanceOf(CoordinationUnavailableException.class);
                try (Lease second = taken(claim)) {
                    assertThat(second.fence()).isGreaterThan(lease.fence());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_attempt_that_is_carried_out_late_takes_nothing_from_the_next_one_nor_what_that_gave_back(
            boolean isGivenBack) throws Exception {
        try (Claim claim = Workers.claim(cluster, EPIC, "/epics/1", 1)) {
            taken(claim).close();
            lost.loseTheNext(false);
            assertThatThrownBy(claim::attempt).isInstanceOf(CoordinationUnavailableException.class);
            Lease lease = taken(claim);
            if (isGivenBack) {
                lease.close();
            }
            lost.carryOutLate();
            assertThat(lease.renew().isPresent()).isEqualTo(isGivenBack);
            assertThat(cluster.holder(EPIC).isPresent()).isNotEqualTo(isGivenBack);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_attempt_that_is_given_up_without_an_answer_holds_nothing(boolean isCarriedOut) throws Exception {
        long[] passed = {LONG_AGO};
        Cluster timed = Cluster.postgres(lost.dataSource())
                .schema(database.schema())
                .clocks(() -> passed[0], () -> 0)
                .build();
        Lease held = taken(cluster, EPIC, "/epics/1", 2);
        try (Claim claim = Workers.claim(timed, EPIC, "/epics/1", 1)) {
            assertThat(claim.attempt().isLeft()).isTrue();
            held.close();
            // As if it was asked so long ago.
            passed[0] = isCarriedOut ? LONG_AGO : 0;
            lost.loseTheNext(isCarriedOut);
            assertThatThrownBy(claim::attempt).isInstanceOf(CoordinationUnavailableException.class);
            assertThat(cluster.holder(EPIC).isPresent()).isEqualTo(isCarriedOut);
        }
        lost.carryOutLate();
        assertThat(cluster.holder(EPIC)).isEmpty();
    }

    @Test
    void what_is_carried_out_late_does_not_reach_the_next_run() throws Exception {
        try (Lease lease = taken(cluster, EPIC, "/epics/1", 1);
                Lease target = taken(cluster, SHOP, "/epics/1", 1)) {
            for (Deed deed : List.<Deed>of(each -> journal(each).keep("plan.json", bytes("old")), each -> journal(each)
                    .append(0, bytes("a")))) {
                unanswered(lease, false, deed);
                deed.with(lease);
            }
            journal(lease).keep("plan.json", bytes("new"));
            unanswered(target, false, each -> each.reserve("/epics/1", "DEP-001"));
            target.reserve("/epics/1", "DEP-001");
            unanswered(lease, false, each -> journal(each).archive("DEP-001"));
            journal(lease).archive("DEP-001");
            lost.carryOutLate();
            assertThat(Workers.texts(lease)).isEmpty();
            assertThat(journal(lease).kept("plan.json")).isEmpty();
            assertThat(cluster.reservation(SHOP)).isEmpty();
            assertThat(database.query("SELECT convert_from(content, 'UTF8') FROM devops_agent.kept_file"))
                    .containsExactly("new");
        }
    }

    @Test
    void what_is_carried_out_late_does_not_hold_a_lease_that_was_given_back() throws Exception {
        Lease lease = taken(cluster, EPIC, "/epics/1", 1);
        unanswered(lease, false, Lease::renew);
        lease.close();
        lost.carryOutLate();
        assertThat(cluster.holder(EPIC)).isEmpty();
    }
}
