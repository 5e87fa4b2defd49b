package io.github.devopsagent.git.internal.ssh;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.process.InheritedEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** Has JGit speak SSH by a program, as git does. */
public final class SshSessions extends SshSessionFactory {

    private volatile SshCommand command;
    private final Map<String, String> environment;
    private final Path directory;
    private final int seconds;
    private volatile Optional<SshProcess> latest = Optional.empty();
    private volatile Optional<String> refusal = Optional.empty();

    /**
     * @param environment that of the step
     * @param directory in which the program starts
     * @param seconds within which a connection must stand
     */
    public SshSessions(SshCommand command, Map<String, String> environment, Path directory, int seconds) {
        this.command = command;
        this.environment = InheritedEnvironment.silent(environment);
        this.directory = directory;
        this.seconds = seconds;
    }

    @Override
    public RemoteSession2 getSession(URIish uri, @Nullable CredentialsProvider credentials, FS machine, int timeout) {
        return new Session(uri);
    }

    @Override
    public String getType() {
        return "program";
    }

    /** Why the program did not reach the remote, as far as it says so; empty if it did, or was not started. */
    public Optional<String> reason(URIish uri) {
        return refusal.isPresent()
                ? refusal
                : latest.filter(SshProcess::hasFailed)
                        .map(process -> new SshReason(command, environment, directory, uri).of(process));
    }

    private final class Session implements RemoteSession2 {

        private final URIish uri;

        Session(URIish uri) {
            this.uri = uri;
        }

        @Override
        public Process exec(String remoteCommand, int timeout) throws IOException {
            return exec(remoteCommand, Map.of(), timeout);
        }

        @Override
        public Process exec(String remoteCommand, @Nullable Map<String, String> told, int timeout) throws IOException {
            Map<String, String> more = told == null ? Map.of() : told;
            ProcessBuilder builder = new ProcessBuilder(words(remoteCommand, !more.isEmpty()));
            builder.directory(directory.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().putAll(more);
            try {
                SshProcess process = new SshProcess(builder.start());
                latest = Optional.of(process);
                return process;
            } catch (IOException e) {
                throw new TransportException(uri, "sh could not be started", e);
            }
        }

        private List<String> words(String remoteCommand, boolean newProtocol) throws TransportException {
            if (command.variant() == SshVariant.AUTO) {
                // Git finds it out in the same way.
                int code = ProgramAnswer.to(command.questionAboutHost(uri), environment, directory)
                        .map(ProgramAnswer::code)
                        .orElse(-1);
                // One that is not there says so when it is started.
                command = command.with(List.of(0, 126, 127).contains(code) ? SshVariant.SSH : SshVariant.SIMPLE);
            }
            try {
                return command.words(uri, remoteCommand, seconds, newProtocol);
            } catch (GitRefusal e) {
                refusal = Optional.of(e.reason());
                throw new TransportException(uri, e.reason());
            }
        }

        @Override
        public void disconnect() {
            latest.ifPresent(SshProcess::destroy);
        }
    }
}
