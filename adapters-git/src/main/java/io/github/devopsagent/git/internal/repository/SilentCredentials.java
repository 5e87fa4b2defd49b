package io.github.devopsagent.git.internal.repository;

import java.util.Optional;
import org.eclipse.jgit.transport.CredentialsProvider;

/** Credentials for which nobody is asked: a deployment does not wait for a person at a console. */
public final class SilentCredentials {

    private SilentCredentials() {}

    /** What the process has as a default, unless that one asks. */
    public static Optional<CredentialsProvider> ofProcess() {
        return Optional.ofNullable(CredentialsProvider.getDefault()).filter(provider -> !provider.isInteractive());
    }
}
