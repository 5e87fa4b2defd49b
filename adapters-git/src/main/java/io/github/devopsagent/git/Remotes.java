package io.github.devopsagent.git;

import java.util.Optional;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.CredentialsProvider;

/**
 * How the host application lets remotes be reached.
 *
 * @param credentials empty for those that a URL has, if any
 * @param transport has the last word about each connection
 */
record Remotes(Optional<CredentialsProvider> credentials, Optional<TransportConfigCallback> transport) {

    /** JGit's defaults. */
    static final Remotes DEFAULT = new Remotes(Optional.empty(), Optional.empty());

    Remotes with(CredentialsProvider provider) {
        return new Remotes(Optional.of(provider), transport);
    }

    Remotes with(TransportConfigCallback callback) {
        return new Remotes(credentials, Optional.of(callback));
    }

    /** The host's, or what the process has as a default; never one that would wait for a person at a console. */
    Optional<CredentialsProvider> silent() {
        return credentials.isPresent()
                ? credentials.filter(provider -> !provider.isInteractive())
                : SilentCredentials.ofProcess();
    }
}
