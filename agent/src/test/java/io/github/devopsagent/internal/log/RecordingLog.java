package io.github.devopsagent.internal.log;

import io.github.devopsagent.internal.json.TrustedJson;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;
import tools.jackson.databind.node.ObjectNode;

/** Prints each message as a line of JSON: level, logger, thread, text, and the entries of the diagnostic context. */
@SuppressWarnings("missing-explicit-ctor")
public final class RecordingLog implements SLF4JServiceProvider {

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new BasicMDCAdapter();

    static void print(String level, String logger, String text) {
        ObjectNode line = TrustedJson.object()
                .put("level", level)
                .put("logger", logger)
                .put("thread", Thread.currentThread().getName())
                .put("text", text);
        ObjectNode entries = line.putObject("mdc");
        Map<String, String> all = Optional.ofNullable(MDC.getCopyOfContextMap()).orElseGet(Map::of);
        new TreeMap<>(all).forEach(entries::put);
        System.out.println(new String(TrustedJson.compact(line), StandardCharsets.UTF_8));
    }

    /** Sees everything. */
    private static final class PrintingLogger extends LegacyAbstractLogger {

        @Serial
        private static final long serialVersionUID = 1;

        PrintingLogger(String name) {
            this.name = name;
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return PrintingLogger.class.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String format, Object[] arguments, Throwable cause) {
            print(level.name(), name, MessageFormatter.basicArrayFormat(format, arguments));
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> (Logger) new PrintingLogger(name);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}
}
