package io.github.devopsagent.shell.internal.question;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What a shell answers to a question that has no effect.
 *
 * @param code its exit code
 * @param text what it prints
 */
public record ShellAnswer(int code, String text) {

    private static final int LIMIT_SECONDS = 5;
    private static final int LONGEST = 8 * 1024;

    public static ShellAnswer to(ProcessBuilder question, byte[] stdin) throws IOException {
        Process shell = question.redirectErrorStream(true).start();
        // Everything below may wait for the shell, and ends when the shell does.
        AnswerLimit limit = new AnswerLimit(shell, LIMIT_SECONDS);
        try {
            write(shell, stdin);
            String text = new String(shell.getInputStream().readNBytes(LONGEST), UTF_8).strip();
            shell.getInputStream().close();
            return new ShellAnswer(shell.waitFor(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            limit.end();
            shell.destroyForcibly();
        }
    }

    private static void write(Process shell, byte[] stdin) {
        try (OutputStream input = shell.getOutputStream()) {
            input.write(stdin);
        } catch (IOException e) {
            // It has read enough: of a syntax error, for one.
        }
    }
}
