package io.github.devopsagent.git.internal.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.process.InheritedEnvironment;
import io.github.devopsagent.git.internal.process.ProcessTree;
import io.github.devopsagent.git.internal.setting.GitSetting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A command that knows credentials. What git's configuration calls it, it is run by, as git does: in a shell. What it
 * prints beside its answer is not read, since it may be the password in any form, such as that of {@code set -x}.
 */
final class CredentialHelper {

    /** The rest is not read: an answer has some lines. */
    private static final int LIMIT = 64 << 10;

    /** What a shell says of a command that is not there, or cannot be run. */
    private static final Map<Integer, String> OF_A_SHELL =
            Map.of(126, " (the shell cannot run the command)", 127, " (the shell does not find the command)");

    /** What it answers that others must not see. */
    private static final List<String> SECRETS =
            List.of(CredentialRequest.PASSWORD, "oauth_refresh_token", "credential");

    private final GitSetting setting;
    private final Map<String, String> environment;
    private final Duration limit;
    private final Consumer<String> secrets;

    /** @param secrets is told each secret that it answers, also if it fails */
    CredentialHelper(GitSetting setting, Map<String, String> environment, Duration limit, Consumer<String> secrets) {
        this.setting = setting;
        this.environment = InheritedEnvironment.silent(environment);
        this.limit = limit;
        this.secrets = secrets;
    }

    /** For people: the setting without its value, which may have a secret. */
    String shown() {
        return setting.shown();
    }

    /**
     * Asks it to do something.
     *
     * @param operation {@code get}, {@code store} or {@code erase}
     * @return what it answers; nothing if it knows nothing
     * @throws IOException if it failed, with the reason
     */
    Map<String, String> ask(String operation, CredentialRequest request) throws IOException, InterruptedException {
        Process process = start(operation);
        CompletableFuture<byte[]> answer = reading(process.getInputStream());
        try {
            send(process.getOutputStream(), request);
            Map<String, String> said = fields(new String(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS), UTF_8));
            said.forEach(this::tellSecret);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() != 0) {
                throw new IOException(shown() + " ended with exit code " + process.exitValue()
                        + OF_A_SHELL.getOrDefault(process.exitValue(), "")
                        + ". What it printed is not repeated, since it may be a secret; to see it, run as the agent's"
                        + " user: echo " + ShellWord.quoted(request.url()) + " | git credential fill");
            }
            return said;
        } catch (TimeoutException e) {
            throw new IOException(shown() + " did not answer within " + limit.toSeconds()
                    + " seconds; it must ask nobody, since a deployment waits for nobody");
        } catch (ExecutionException e) {
            throw new IOException(shown() + " could not be read", e);
        } finally {
            ProcessTree.end(List.of(process.toHandle()));
        }
    }

    private void tellSecret(String name, String value) {
        if (SECRETS.contains(name)) {
            secrets.accept(value);
        }
    }

    /** Not in the work tree, where git would follow an alias of the repository for a helper that is not installed. */
    private Process start(String operation) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec 2>/dev/null; " + command() + " " + operation);
        builder.directory(Path.of("/").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String command() {
        String value = setting.value();
        if (value.startsWith("!")) {
            return value.substring(1);
        }
        if (value.startsWith("/")) {
            return value;
        }
        return (InheritedEnvironment.has(environment, "git") ? "git credential-" : "git-credential-") + value;
    }

    private static void send(OutputStream to, CredentialRequest request) {
        try (to) {
            to.write(request.text().getBytes(UTF_8));
        } catch (IOException closed) {
            // It need not read what it is asked.
        }
    }

    private static CompletableFuture<byte[]> reading(InputStream from) {
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        byte[] bytes = from.readNBytes(LIMIT);
                        from.transferTo(OutputStream.nullOutputStream());
                        read.complete(bytes);
                    } catch (IOException e) {
                        read.completeExceptionally(e);
                    }
                },
                Thread.currentThread().getName() + " credential helper");
        thread.setDaemon(true);
        thread.start();
        return read;
    }

    private static Map<String, String> fields(String answer) {
        Map<String, String> fields = new LinkedHashMap<>();
        answer.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
            int sign = line.indexOf('=');
            fields.put(line.substring(0, sign), line.substring(sign + 1));
        });
        return fields;
    }
}
