package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.HookOutput;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.process.SendingGuard;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteConfig;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.SystemReader;

/** A remote of a repository, where pushes to it go. What it says, and what fails, is told without credentials. */
public final class RemoteRepository {

    /** How many seconds a remote may be silent, unless the host's transport callback says otherwise. */
    static final int SILENCE = 25;

    private static final Set<RemoteRefUpdate.Status> UNANSWERED =
            EnumSet.of(RemoteRefUpdate.Status.NOT_ATTEMPTED, RemoteRefUpdate.Status.AWAITING_REPORT);

    private final OpenWorkTree tree;
    private final Repository repository;
    private final RemoteConfig config;
    private final RemoteAccess remotes;
    private final CredentialMask secrets;

    private RemoteRepository(OpenWorkTree tree, RemoteConfig config, RemoteAccess remotes, CredentialMask secrets) {
        this.tree = tree;
        this.repository = tree.repository();
        this.config = config;
        this.remotes = remotes;
        this.secrets = secrets;
        // As the configuration replaces their beginnings.
        secrets.learn(config.getURIs());
        secrets.learn(config.getPushURIs());
    }

    /** One that is not asked. */
    public static RemoteRepository of(OpenWorkTree tree, String name, RemoteAccess remotes) throws GitRefusal {
        return of(tree, name, remotes, (bytes, offset, length) -> {});
    }

    /**
     * One that may be asked.
     *
     * @param run is told each secret as soon as it is known, so that the run masks it, too
     */
    public static RemoteRepository of(OpenWorkTree tree, String name, RemoteAccess remotes, StepOutput run)
            throws GitRefusal {
        Repository repository = tree.repository();
        CredentialMask secrets = new CredentialMask(run);
        new ConfiguredCredentials(repository.getConfig(), tree.environment()).tell(secrets);
        RemoteConfig config = config(repository, name);
        RemoteRepository remote = new RemoteRepository(tree, config, remotes, secrets);
        List<URIish> uris = config.getPushURIs().isEmpty() ? config.getURIs() : config.getPushURIs();
        if (uris.size() > 1) {
            throw new GitRefusal(
                    "The remote '" + name + "' has " + uris.size() + " URLs, and a push to several URLs is"
                            + " not done as a whole or not at all. Make a remote of each, and push to it in a step of its own.");
        }
        if (uris.isEmpty()) {
            throw new GitRefusal("The remote '" + name + "' has no URL. Run: git remote set-url "
                    + ShellWord.quoted(name) + " <url>");
        }
        return remote;
    }

    private static RemoteConfig config(Repository repository, String name) throws GitRefusal {
        try {
            return new RemoteConfig(repository.getConfig(), name);
        } catch (URISyntaxException e) {
            // JGit's message is not repeated, since it quotes the URL, which may have a password.
            throw new GitRefusal("The URL of the remote '" + name
                    + "' is not valid. Look at it with: git remote get-url " + ShellWord.quoted(name));
        }
    }

    public String name() {
        return config.getName();
    }

    /**
     * The remote-tracking ref of a ref of the remote; empty if none is configured for it. A branch of this repository is
     * none, even where a fetch writes to it: it may be checked out.
     */
    public Optional<String> trackingRef(String ref) {
        return config.getFetchRefSpecs().stream()
                .filter(spec -> !spec.isNegative() && spec.getDestination() != null && spec.matchSource(ref))
                .map(spec -> spec.isWildcard() ? spec.expandFromSource(ref) : spec)
                .map(RefSpec::getDestination)
                .filter(name -> !name.startsWith(Constants.R_HEADS))
                .findFirst();
    }

    /** What the remote has at a ref; it is asked. */
    public Optional<ObjectId> at(String ref) throws GitRefusal {
        return exchange("asked", (transport, talk) -> {
            try (FetchConnection connection = transport.openFetch()) {
                return Optional.ofNullable(connection.getRef(ref)).map(Ref::getObjectId);
            }
        });
    }

    /** Brings what the remote has at a ref, without any ref for it here. */
    void bring(String ref) throws GitRefusal {
        exchange("asked", (transport, talk) -> {
            try (FetchConnection connection = transport.openFetch()) {
                Ref advertised = connection.getRef(ref);
                if (advertised != null && !repository.getObjectDatabase().has(advertised.getObjectId())) {
                    connection.fetch(NullProgressMonitor.INSTANCE, List.of(advertised), Set.of());
                }
                return "";
            }
        });
    }

    /**
     * What the remote, and hooks on both sides, print goes to the output.
     *
     * @param notes are told when the request leaves, and when it is answered; not after this has returned
     */
    public RemoteRefUpdate push(RemoteRefUpdate update, StepOutput output, PushNotes notes) throws GitRefusal {
        try (CredentialMask.Lines lines = secrets.concealing(output)) {
            return exchange("pushed to", (transport, talk) -> {
                HookOutput printed = new HookOutput(
                        (bytes, offset, length) -> talk.ifGoingOn(() -> lines.write(bytes, offset, length)));
                transport.setHookOutputStream(printed.stream());
                transport.setHookErrorStream(printed.stream());
                tree.beforeSending(
                        () -> talk.goOn(() -> notes.sending(talk.receiver().name())));
                PushResult result = push(transport, update, () -> talk.goOn(notes::answered));
                result.getMessages().lines().forEach(line -> printed.line("remote: " + line));
                return update;
            });
        }
    }

    private static PushResult push(Transport transport, RemoteRefUpdate update, SendingGuard answered)
            throws IOException, GitRefusal {
        try {
            PushResult result = transport.push(NullProgressMonitor.INSTANCE, List.of(update));
            if (!UNANSWERED.contains(update.getStatus())) {
                answered.beforeSending();
            }
            return result;
        } catch (TransportException e) {
            if (TransportFailure.isAnswer(e)) {
                answered.beforeSending();
            }
            throw e;
        }
    }

    /**
     * Ends who receives a push in a process of this machine.
     *
     * @param receiver as it was noted
     * @return whether it is certain that nobody receives it any more
     */
    public static boolean endReceiver(String receiver) {
        return LocalReceiver.end(receiver);
    }

    public String conceal(String text) {
        return secrets.conceal(text);
    }

    private interface TransportTask<T> {
        T over(Transport transport, Talk talk) throws IOException, GitRefusal;
    }

    private <T> T exchange(String what, TransportTask<T> task) throws GitRefusal {
        Talk talk = new Talk();
        try {
            return InterruptibleTransport.of(
                    () -> {
                        try (Transport transport = open(talk)) {
                            return task.over(transport, talk);
                        }
                    },
                    talk::hangUp);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitRefusal("The remote '" + name() + "' was being " + what + " when the step was interrupted.");
        } catch (ExecutionException e) {
            throw new TransportFailure(this).of(e.getCause() == null ? e : e.getCause());
        }
    }

    private Transport open(Talk talk) throws IOException {
        Transport transport = Transport.open(repository, config, Transport.Operation.PUSH);
        transport.setTimeout(transport.getURI().isRemote() ? SILENCE : 0);
        transport.setCredentialsProvider(remotes.silent().map(secrets::overhear).orElse(null));
        talk.over(transport);
        remotes.transport().ifPresent(callback -> callback.configure(transport));
        if (transport instanceof SshTransport ssh
                && ssh.getSshSessionFactory() == null
                && SystemReader.getInstance().getenv("GIT_SSH") == null) {
            transport.close();
            throw new NoSsh();
        }
        return transport;
    }

    /** Nothing in this process speaks SSH. */
    static final class NoSsh extends TransportException {

        private static final long serialVersionUID = 1L;

        NoSsh() {
            super("no SSH");
        }
    }
}
