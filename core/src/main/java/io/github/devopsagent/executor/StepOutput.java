package io.github.devopsagent.executor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Takes what a step prints, as it comes, and by which process. The agent hands it to listeners by the line, keeps its beginning and its end,
 * and writes it to a file up to a limit; an executor need not bound it.
 */
@FunctionalInterface
public interface StepOutput {

    /**
     * Begins the reason of a step that failed since it was ended at its deadline, or may have been. Such a step has not
     * succeeded, whatever its exit code: a process may answer the request to end with 0.
     */
    String LEASE_UNCERTAIN = "ended, since it was not certain any more that this agent has its lease";

    /**
     * Takes some bytes; chunks may end anywhere, in the middle of a line or of a character too.
     *
     * @param bytes UTF-8 text
     * @param offset of the first byte
     * @param length how many
     */
    void write(byte[] bytes, int offset, int length);

    /**
     * Takes note of the process that carries the step out, as soon as it is started: it is recorded, so that the process
     * can be told even if the agent is killed. When this returns it is recorded; if it could not be, this thread is
     * interrupted. So a process that does nothing before that leaves no doubt whether it began; but the record need not
     * outlive this boot of the machine.
     *
     * @param process the first of those that the step consists of
     */
    default void startedAs(ProcessId process) {}

    /**
     * Learns that a text is a secret, such as a password that the executor was given for a remote: from now on the run
     * masks it in all that it writes and tells, whoever repeats it. Say it before anything that may contain it is
     * printed. The executor goes on to mask what has fewer than 8 characters, since that stands in much text by chance.
     *
     * @param value the secret itself; its base64 and its forms in URLs are masked as well
     */
    default void secret(String value) {}

    /**
     * Asks to be told how long the attempt may run: where workers of several machines keep apart by leases, what still runs when a
     * lease is over must be ended then, also if this process stands still. So whoever starts a process has something else than
     * this process end it in time. On a single machine nothing is ever told.
     *
     * @param told how long from now on: at once, and each time it may run longer, on a thread that is not to be held up
     * @return ends that, to be closed with the attempt
     * @see #LEASE_UNCERTAIN
     */
    default Subscription onDeadline(Consumer<Duration> told) {
        return Subscription.NONE;
    }

    /** What somebody is told until it is closed. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {

        /** Tells nothing. */
        Subscription NONE = () -> {};

        @Override
        void close();
    }

    /**
     * Takes a line of text, and ends it with a line feed.
     *
     * @param text without the line's end
     */
    default void line(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }
}
