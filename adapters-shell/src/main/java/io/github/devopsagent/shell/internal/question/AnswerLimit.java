package io.github.devopsagent.shell.internal.question;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The time that a process has to answer; when it is over, the process is killed. */
public final class AnswerLimit {

    private final CompletableFuture<Boolean> answered;

    /**
     * Begins now.
     *
     * @param process who is to answer
     * @param seconds how long it may take
     */
    public AnswerLimit(Process process, long seconds) {
        this.answered = new CompletableFuture<Boolean>().orTimeout(seconds, TimeUnit.SECONDS);
        CompletableFuture<Boolean> unused = answered.whenComplete((inTime, late) -> {
            if (late != null) {
                process.destroyForcibly();
            }
        });
    }

    public void end() {
        answered.complete(true);
    }
}
