package io.github.devopsagent.executor;

import java.nio.charset.StandardCharsets;

/**
 * Takes what a step prints, as it comes, and by which process. The agent hands it to listeners by the line, keeps its beginning and its end,
 * and writes it to a file up to a limit; an executor need not bound it.
 */
@FunctionalInterface
public interface StepOutput {

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
     * Takes a line of text, and ends it with a line feed.
     *
     * @param text without the line's end
     */
    default void line(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }
}
