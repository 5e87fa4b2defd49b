package io.github.devopsagent.git.internal.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.process.ProcessTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a program answers that is asked something.
 *
 * @param code its exit code
 * @param text what it printed
 */
record ProgramAnswer(int code, String text) {

    private static final int SECONDS = 10;

    /** Empty if it cannot be started, or says nothing in time. */
    static Optional<ProgramAnswer> to(List<String> words, Map<String, String> environment, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return Optional.of(of(builder.start()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static ProgramAnswer of(Process process) throws IOException, InterruptedException {
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS)
                .execute(() -> ProcessTree.end(List.of(process.toHandle())));
        try {
            process.getOutputStream().close();
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            process.getInputStream().transferTo(said);
            return new ProgramAnswer(process.waitFor(), said.toString(UTF_8));
        } finally {
            ProcessTree.end(List.of(process.toHandle()));
        }
    }
}
