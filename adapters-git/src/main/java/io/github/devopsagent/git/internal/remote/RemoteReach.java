package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.credential.HelperCredentials;
import io.github.devopsagent.git.internal.http.HttpConnections;
import io.github.devopsagent.git.internal.http.HttpSettings;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.setting.GitSettings;
import io.github.devopsagent.git.internal.setting.SettingList;
import io.github.devopsagent.git.internal.ssh.SshCommand;
import io.github.devopsagent.git.internal.ssh.SshRoute;
import io.github.devopsagent.git.internal.ssh.SshSessions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.HttpConfig;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/**
 * How one connection is made: by what the host says, else by git's settings. Whether that can work is found out when it is
 * prepared, which asks nobody.
 */
final class RemoteReach {

    /** How long a credential helper may take: a vault may be far away. */
    private static final Duration HELPER_LIMIT = Duration.ofSeconds(30);

    private final OpenWorkTree tree;
    private final RemoteAccess remotes;
    private final CredentialMask secrets;
    private Optional<SshSessions> ssh = Optional.empty();
    private Optional<HelperCredentials> helpers = Optional.empty();
    private Optional<URIish> url = Optional.empty();
    private String doubt = "";

    RemoteReach(OpenWorkTree tree, RemoteAccess remotes, CredentialMask secrets) {
        this.tree = tree;
        this.remotes = remotes;
        this.secrets = secrets;
    }

    /** Before anything is opened; objects with what goes on from "The remote '…' ". */
    void requireNoCookies(List<URIish> urls) throws IOException, GitRefusal {
        new UnheededSettings(settings()).requireNoCookies(tree.repository().getConfig(), urls);
    }

    private GitSettings settings() throws IOException, GitRefusal {
        return GitSettings.of(tree.repository(), tree.environment(), remotes.repositoryTrusted());
    }

    /** Objects with what goes on from "The remote '…' ". */
    synchronized void prepare(Transport transport, String remote, Transport.Operation operation)
            throws IOException, GitRefusal {
        URIish uri = transport.getURI();
        url = Optional.of(uri);
        GitSettings settings = settings();
        transport.setCredentialsProvider(
                credentials(transport, settings).map(secrets::overhear).orElse(null));
        if (transport instanceof TransportHttp each) {
            addHeaders(each, settings);
        }
        Optional<HttpConnectionFactory> http = connections(transport);
        Optional<SshSessionFactory> sessions = sessions(transport);
        remotes.transport().ifPresent(callback -> callback.configure(transport));
        // What the callback has set is the host's decision.
        if (transport instanceof TransportHttp each && http.equals(connections(transport))) {
            prepare(each, settings);
        }
        if (transport instanceof SshTransport each && sessions.equals(sessions(transport))) {
            prepare(each, settings);
        }
        new UnheededSettings(settings).requireNone(transport, remote, operation);
    }

    private Optional<CredentialsProvider> credentials(Transport transport, GitSettings settings) throws GitRefusal {
        Optional<CredentialsProvider> told = remotes.silent();
        URIish uri = transport.getURI();
        if (told.isPresent() || uri.getPass() != null || !(transport instanceof TransportHttp)) {
            return told;
        }
        SettingList honoured = settings.honoured();
        if (HelperCredentials.areFor(honoured, uri)) {
            helpers = Optional.of(new HelperCredentials(honoured, tree.environment(), HELPER_LIMIT, secrets::tell));
            return helpers.map(CredentialsProvider.class::cast);
        }
        doubt = HelperCredentials.named(settings.ignored(), uri).stream()
                .findFirst()
                .map(own -> ". What the repository itself names is not run: " + own.shown()
                        + ". Put it into the user's configuration, or let the host allow it with"
                        + " GitAdapter.trustingRepositoryConfiguration()"
                        + " (--git-trust-configuration on the command line)")
                .orElse("");
        return Optional.empty();
    }

    private static Optional<HttpConnectionFactory> connections(Transport transport) {
        return transport instanceof TransportHttp http
                ? Optional.ofNullable(http.getHttpConnectionFactory())
                : Optional.empty();
    }

    private static Optional<SshSessionFactory> sessions(Transport transport) {
        return transport instanceof SshTransport ssh
                ? Optional.ofNullable(ssh.getSshSessionFactory())
                : Optional.empty();
    }

    private HttpSettings http(TransportHttp transport, GitSettings settings) {
        File home = tree.repository().getFS().userHome();
        return new HttpSettings(
                settings, tree.environment(), transport.getURI(), home == null ? Path.of("/") : home.toPath());
    }

    private void addHeaders(TransportHttp transport, GitSettings settings) {
        HttpConfig seen = new HttpConfig(tree.repository().getConfig(), transport.getURI());
        Map<String, String> headers = http(transport, settings).headersBeside(seen.getExtraHeaders());
        headers.forEach((name, value) -> secrets.learnHeader(name + ": " + value));
        transport.setAdditionalHeaders(headers);
    }

    private void prepare(TransportHttp transport, GitSettings settings) throws GitRefusal {
        // Any other was set by the host for the whole JVM.
        if (transport.getHttpConnectionFactory() instanceof JDKHttpConnectionFactory) {
            HttpSettings http = http(transport, settings);
            http.require();
            transport.setHttpConnectionFactory(new HttpConnections(http));
            if (!http.verifies()) {
                secrets.warn("nobody looks at the certificate of "
                        + transport.getURI().getHost() + ", as " + http.unverifiedBy()
                        + " says: whoever is in between can read and change what is sent");
            }
        }
    }

    private void prepare(SshTransport transport, GitSettings settings) throws GitRefusal {
        SshRoute.requirePlain(transport.getURI());
        Optional<SshCommand> command = SshRoute.of(settings, tree.environment()).command();
        if (command.isPresent()) {
            ssh = Optional.of(
                    new SshSessions(command.get(), tree.environment(), tree.root(), RemoteRepository.SILENCE));
            transport.setSshSessionFactory(ssh.get());
        }
    }

    /** The remote did what it was asked, and so accepted who asked. */
    synchronized void accepted() {
        helpers.ifPresent(HelperCredentials::accepted);
    }

    /** What is known of why it failed; goes on from "The remote '…' ". */
    synchronized Optional<String> reason() {
        return ssh.flatMap(sessions -> sessions.reason(url.orElseThrow()));
    }

    /** What to do where nobody who is trusted vouches for the remote; a sentence without its end. */
    String trustAdvice() {
        return HttpSettings.trustAdvice(tree.environment());
    }

    /** What is known of why there were no credentials. */
    synchronized String complaints() {
        return Stream.concat(
                        Stream.of(doubt).filter(text -> !text.isEmpty()),
                        helpers.map(HelperCredentials::complaints).orElse(List.of()).stream()
                                .distinct()
                                .map(complaint -> ". " + complaint))
                .collect(Collectors.joining());
    }
}
