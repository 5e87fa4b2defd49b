package io.github.devopsagent.internal.log;

import org.slf4j.Logger;

/** Everything that is logged, with its level: by what an operator must see. */
public enum LogEvent {
    ROLLBACK_FAILED(LogSubject.RUN, LogLevel.ERROR, "a rollback failed, or it is in doubt"),
    PLACE_LOST(LogSubject.RUN, LogLevel.ERROR, "another agent has taken the place of the run"),
    STUCK(LogSubject.RUN, LogLevel.ERROR, "nothing may be executed any more"),
    NO_OUTCOME(LogSubject.RUN, LogLevel.ERROR, "it came to no outcome; whoever called is thrown the reason"),
    NO_OUTCOME_TRACE(LogSubject.RUN, LogLevel.DEBUG, "where that came from"),
    ROLLED_BACK(LogSubject.RUN, LogLevel.WARN, "the run was rolled back"),
    ABORTED(LogSubject.RUN, LogLevel.WARN, "it was aborted"),
    VETOED(LogSubject.RUN, LogLevel.WARN, "it was vetoed"),
    REFUSED(LogSubject.RUN, LogLevel.WARN, "it was refused"),
    FENCED(LogSubject.RUN, LogLevel.WARN, "another worker has it by now"),
    CANCELLED(LogSubject.RUN, LogLevel.WARN, "it goes no further forward"),
    GATE_CLOSED(LogSubject.RUN, LogLevel.WARN, "gate or rules say no before the first deploy step"),
    RESUMED(
            LogSubject.RUN,
            LogLevel.WARN,
            "an agent goes on with it, since the one before was killed, or its own lease was over meanwhile"),
    BEGINS(LogSubject.RUN, LogLevel.INFO, "it begins, or is gone on with"),
    READY(LogSubject.RUN, LogLevel.INFO, "it was checked whether everything can run"),
    GATE_CONFIRMED(LogSubject.RUN, LogLevel.INFO, "gate and rules still allow it"),
    WAITING(
            LogSubject.RUN,
            LogLevel.INFO,
            "it waits for a lease that another agent has, or for whoever keeps leases to answer"),
    CONFIRMATION_ASKED(LogSubject.RUN, LogLevel.INFO, "the host is asked whether it may begin"),
    DEPLOYED(LogSubject.RUN, LogLevel.INFO, "it was deployed"),
    NOTHING_TO_DO(LogSubject.RUN, LogLevel.INFO, "it was refused, since the epic is in another phase"),
    STEP_FAILED(LogSubject.STEP, LogLevel.WARN, "an attempt failed, was not started, or still runs"),
    STEP_LOST(LogSubject.STEP, LogLevel.WARN, "nobody knows how far an attempt came"),
    STEP_BEGINS(LogSubject.STEP, LogLevel.INFO, "an attempt begins"),
    STEP_SUCCEEDED(LogSubject.STEP, LogLevel.INFO, "it succeeded"),
    STILL_RUNNING(LogSubject.STEP, LogLevel.INFO, "a step or a check has printed nothing for a while"),
    STEP_RETRIED(LogSubject.STEP, LogLevel.INFO, "it is tried again after a pause"),
    PROCESS_STARTED(LogSubject.STEP, LogLevel.DEBUG, "a process was started for it"),
    PROCESS_NOT_RECORDED(LogSubject.STEP, LogLevel.DEBUG, "that could not be recorded"),
    STEP_NOT_PREPARED(LogSubject.STEP, LogLevel.DEBUG, "the next one could not be made ready meanwhile"),
    UNHEALTHY_AFTERWARDS(
            LogSubject.CHECK,
            LogLevel.WARN,
            "a health check failed while the deployment was watched, or after a rollback"),
    UNHEALTHY(LogSubject.CHECK, LogLevel.INFO, "one failed before that: what starts up is not healthy yet"),
    NO_NUMBER(LogSubject.CHECK, LogLevel.INFO, "a metric had no number"),
    HEALTHY(LogSubject.CHECK, LogLevel.DEBUG, "a health check passed"),
    MEASURED(LogSubject.CHECK, LogLevel.DEBUG, "a metric was measured"),
    PRINTED(LogSubject.OUTPUT, LogLevel.DEBUG, "a step or a check printed a line"),
    LISTENER_FAILED(LogSubject.HOST, LogLevel.WARN, "a listener threw something, or did not return in time"),
    EXECUTOR_NOT_RELEASED(
            LogSubject.HOST, LogLevel.WARN, "an executor could not let go of what it keeps between steps");

    /** SLF4J's own enum of levels came in the midst of its line 1.7. */
    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    private final LogSubject subject;
    private final LogLevel level;
    private final String meaning;

    LogEvent(LogSubject subject, LogLevel level, String meaning) {
        this.subject = subject;
        this.level = level;
        this.meaning = meaning;
    }

    public LogSubject subject() {
        return subject;
    }

    public LogLevel level() {
        return level;
    }

    /** What happened, for the documentation. */
    public String meaning() {
        return meaning;
    }

    /** Whether anybody sees it. */
    public boolean isSeen() {
        return level != LogLevel.DEBUG || subject.logger().isDebugEnabled();
    }

    /**
     * Logs it.
     *
     * @param format as SLF4J has it
     * @param arguments of it, and behind them a throwable if there is one; without secrets
     * @return this
     */
    public LogEvent log(String format, Object... arguments) {
        Logger logger = subject.logger();
        switch (level) {
            case ERROR -> logger.error(format, arguments);
            case WARN -> logger.warn(format, arguments);
            case INFO -> logger.info(format, arguments);
            case DEBUG -> logger.debug(format, arguments);
        }
        return this;
    }
}
