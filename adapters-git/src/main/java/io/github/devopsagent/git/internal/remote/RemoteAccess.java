package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.repository.SilentCredentials;
import java.util.Optional;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.CredentialsProvider;

/**
 * How the host application lets remotes be reached.
 *
 * @param credentials empty for those that a URL has, if any
 * @param transport has the last word about each connection
 * @param repositoryTrusted whether what the repository's own configuration says about it counts
 * @param fetchedLook for which look the remote was fetched last; empty if it is not fetched before the repository is judged
 */
public record RemoteAccess(
        Optional<CredentialsProvider> credentials,
        Optional<TransportConfigCallback> transport,
        boolean repositoryTrusted,
        Optional<FetchedLook> fetchedLook) {

    /** JGit's defaults. */
    public static final RemoteAccess DEFAULT =
            new RemoteAccess(Optional.empty(), Optional.empty(), false, Optional.empty());

    public RemoteAccess with(CredentialsProvider provider) {
        return new RemoteAccess(Optional.of(provider), transport, repositoryTrusted, fetchedLook);
    }

    public RemoteAccess with(TransportConfigCallback callback) {
        return new RemoteAccess(credentials, Optional.of(callback), repositoryTrusted, fetchedLook);
    }

    public RemoteAccess trustingRepository() {
        return new RemoteAccess(credentials, transport, true, fetchedLook);
    }

    public RemoteAccess fetchingForEvidence() {
        return new RemoteAccess(credentials, transport, repositoryTrusted, Optional.of(new FetchedLook()));
    }

    /** The host's, or what the process has as a default; never one that would wait for a person at a console. */
    Optional<CredentialsProvider> silent() {
        return credentials.isPresent()
                ? credentials.filter(provider -> !provider.isInteractive())
                : SilentCredentials.ofProcess();
    }
}
