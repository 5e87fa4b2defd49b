package io.github.devopsagent.internal.log;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * The diagnostic context (MDC) with which a thread logs: that of the caller, and what we know of the run. A thread of ours
 * has it while it works, and none of it afterwards; a thread of others has its own one again. Immutable.
 */
public final class LogContext {

    private static final String EPIC = "epic";
    private static final String DEPLOYMENT = "deployment";
    private static final String STEP = "step";

    private final Map<String, String> entries;

    private LogContext(Map<String, String> entries) {
        this.entries = entries;
    }

    /** That of this thread. */
    public static LogContext current() {
        Map<String, String> entries = MDC.getCopyOfContextMap();
        return new LogContext(entries == null ? Map.of() : entries);
    }

    public LogContext withEpic(String epicId) {
        return with(EPIC, Optional.of(epicId));
    }

    public LogContext withDeployment(String deploymentId) {
        return with(DEPLOYMENT, Optional.of(deploymentId));
    }

    /** A step by its path in the plan, which has no secret; empty if none is under way. */
    public LogContext withStep(Optional<String> path) {
        return with(STEP, path);
    }

    /** A host may have entries without a value. */
    private LogContext with(String name, Optional<String> value) {
        Map<String, String> more = new HashMap<>(entries);
        more.remove(name);
        if (value.isPresent()) {
            more.put(name, value.get());
        }
        return new LogContext(Collections.unmodifiableMap(more));
    }

    /** This thread has it from now on. */
    public void enter() {
        MDC.setContextMap(entries);
    }

    /** Does something with this context; the thread has its own one again afterwards, also if that fails. */
    public Runnable running(Runnable work) {
        return () -> {
            LogContext before = current();
            enter();
            try {
                work.run();
            } finally {
                before.enter();
            }
        };
    }
}
