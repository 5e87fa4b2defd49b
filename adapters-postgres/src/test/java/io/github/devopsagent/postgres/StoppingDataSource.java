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

/** A data source whose process gets a signal beside a record of the journal: just before it is sent, or when it is there. */
final class StoppingDataSource {

    private final Moment moment;
    private final AtomicInteger records = new AtomicInteger();

    private StoppingDataSource(Moment moment) {
        this.moment = moment;
    }

    /**
     * When which signal comes.
     *
     * @param signal such as {@code KILL}
     * @param record from 0
     * @param isAfter whether the record is there by then
     */
    record Moment(String signal, int record, boolean isAfter) {

        /** As {@link #toString} writes it. */
        static Moment read(String text) {
            String[] parts = text.split(":", -1);
            return new Moment(parts[0], Integer.parseInt(parts[1]), Boolean.parseBoolean(parts[2]));
        }

        @Override
        public String toString() {
            return signal + ":" + record + ":" + isAfter;
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
                                && arguments[0].toString().contains(".record (run_number, sequence")
                        ? append((PreparedStatement) called(real, method, arguments))
                        : called(real, method, arguments));
    }

    private PreparedStatement append(PreparedStatement real) {
        return proxy(PreparedStatement.class, real, (self, method, arguments) -> {
            if (!method.getName().equals("executeQuery")) {
                return called(real, method, arguments);
            }
            boolean isNow = records.getAndIncrement() == moment.record();
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
