package io.github.devopsagent.postgres;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A data source whose process gets a signal beside a statement that writes: just before it is sent, or when it is answered. */
final class StoppingDataSource {

    private final Moment moment;
    private final AtomicInteger statements = new AtomicInteger();

    private StoppingDataSource(Moment moment) {
        this.moment = moment;
    }

    /** What changes something, in the order of a run. Renewals are not among them, which come when their time comes. */
    enum Statement {
        /** Of the directory, and then of the target. */
        TAKE("SET fence = greatest("),
        ANNOUNCE("SET run = ?"),
        /** Of the plan, and of the settings. */
        KEEP(".kept_file AS k"),
        RECORD(".record (run_number, sequence"),
        RESERVE("SET reserved_directory = ?"),
        ARCHIVE(".archived_run (run_number"),
        GIVE_BACK("SET held_until = '-infinity'");

        private final String part;

        Statement(String part) {
            this.part = part;
        }
    }

    /**
     * When which signal comes.
     *
     * @param signal such as {@code KILL}
     * @param statement that writes
     * @param number of those, from 0
     * @param isAfter whether it is answered by then
     */
    record Moment(String signal, Statement statement, int number, boolean isAfter) {

        /** As {@link #toString} writes it. */
        static Moment read(String text) {
            String[] parts = text.split(":", -1);
            return new Moment(
                    parts[0], Statement.valueOf(parts[1]), Integer.parseInt(parts[2]), Boolean.parseBoolean(parts[3]));
        }

        @Override
        public String toString() {
            return signal + ":" + statement + ":" + number + ":" + isAfter;
        }
    }

    static DataSource at(Moment moment, DataSource real) {
        StoppingDataSource stopping = new StoppingDataSource(moment);
        return stopping.proxy(
                DataSource.class,
                real,
                (self, method, arguments) -> method.getName().equals("getConnection")
                        ? stopping.connection((Connection) called(real, method, arguments))
                        : called(real, method, arguments));
    }

    private Connection connection(Connection real) {
        return proxy(
                Connection.class,
                real,
                (self, method, arguments) -> method.getName().equals("prepareStatement")
                                && arguments[0].toString().contains(moment.statement().part)
                        ? watched((PreparedStatement) called(real, method, arguments))
                        : called(real, method, arguments));
    }

    private PreparedStatement watched(PreparedStatement real) {
        return proxy(PreparedStatement.class, real, (self, method, arguments) -> {
            if (!method.getName().equals("executeQuery")) {
                return called(real, method, arguments);
            }
            boolean isNow = statements.getAndIncrement() == moment.number();
            if (isNow && !moment.isAfter()) {
                signal();
            }
            Object result = called(real, method, arguments);
            if (isNow && moment.isAfter()) {
                signal();
            }
            return result;
        });
    }

    private <T> T proxy(Class<T> type, T real, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(real.getClass().getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object called(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void signal() throws IOException, InterruptedException {
        new ProcessBuilder(
                        "kill",
                        "-" + moment.signal(),
                        Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
    }
}
