package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.HookOutput;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.process.InheritedEnvironment;
import io.github.devopsagent.git.internal.process.SendingGuard;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

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
        RemoteRepository remote = toFetchFrom(tree, name, remotes, run);
        List<URIish> uris =
                remote.config.getPushURIs().isEmpty() ? remote.config.getURIs() : remote.config.getPushURIs();
        if (uris.size() > 1) {
            throw new GitRefusal(
                    "The remote '" + name + "' has " + uris.size() + " URLs, and a push to several URLs is"
                            + " not done as a whole or not at all. Make a remote of each, and push to it in a step of its own.");
        }
        remote.requireUrl(uris);
        return remote;
    }

    /**
     * The same, but fetched from, which is done at its first URL.
     *
     * @param run is told each secret as soon as it is known, so that the run masks it, too
     */
    public static RemoteRepository toFetchFrom(OpenWorkTree tree, String name, RemoteAccess remotes, StepOutput run)
            throws GitRefusal {
        CredentialMask secrets = new CredentialMask(run);
        new ConfiguredCredentials(tree.repository().getConfig(), tree.environment()).tell(secrets);
        return new RemoteRepository(tree, config(tree.repository(), name), remotes, secrets);
    }

    private void requireUrl(List<URIish> uris) throws GitRefusal {
        if (uris.isEmpty()) {
            throw new GitRefusal("The remote '" + name() + "' has no URL. Run: git remote set-url "
                    + ShellWord.quoted(name()) + " <url>");
        }
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
        if (isExcluded(ref)) {
            return Optional.empty();
        }
        return config.getFetchRefSpecs().stream()
                .filter(spec -> !spec.isNegative() && spec.getDestination() != null && spec.matchSource(ref))
                .map(spec -> spec.isWildcard() ? spec.expandFromSource(ref) : spec)
                .map(RefSpec::getDestination)
                .filter(name -> !name.startsWith(Constants.R_HEADS))
                .findFirst();
    }

    /** For people: what of the remote is fetched, as the configuration says it. */
    String fetched() {
        return "remote." + name() + ".fetch is "
                + config.getFetchRefSpecs().stream().map(RefSpec::toString).collect(Collectors.joining(", "));
    }

    boolean isExcluded(String ref) {
        return config.getFetchRefSpecs().stream().anyMatch(spec -> spec.isNegative() && spec.matchSource(ref));
    }

    /** Whether a fetch that names nothing brings a ref of the remote: the configuration has it, or says nothing. */
    boolean isFetched(String ref) {
        List<RefSpec> specs = config.getFetchRefSpecs();
        return !isExcluded(ref)
                && (specs.isEmpty() || specs.stream().anyMatch(spec -> !spec.isNegative() && spec.matchSource(ref)));
    }

    /** What the remote has at a ref; it is asked. */
    public Optional<ObjectId> at(String ref) throws GitRefusal {
        return exchange(Transport.Operation.PUSH, "asked", (transport, exchange) -> {
            try (FetchConnection connection = transport.openFetch()) {
                return Optional.ofNullable(connection.getRef(ref)).map(Ref::getObjectId);
            }
        });
    }

    /** All that the remote has, by the names of its refs, but for what tags point to; it is asked where it is fetched from. */
    public Map<String, ObjectId> refs() throws GitRefusal {
        requireUrl(config.getURIs());
        return exchange(Transport.Operation.FETCH, "asked", (transport, exchange) -> {
            Map<String, ObjectId> refs = new TreeMap<>();
            try (FetchConnection connection = transport.openFetch()) {
                connection.getRefs().stream()
                        .filter(ref ->
                                ref.getObjectId() != null && !ref.getName().endsWith("^{}"))
                        .forEach(ref -> refs.put(ref.getName(), ref.getObjectId()));
            }
            return refs;
        });
    }

    /**
     * Brings what the remote has, and moves the refs on this side that are for it.
     *
     * @param specs not empty; what is fetched to where
     */
    public Collection<TrackingRefUpdate> fetch(List<RefSpec> specs) throws GitRefusal {
        return exchange(Transport.Operation.FETCH, "fetched from", (transport, exchange) -> {
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.setRemoveDeletedRefs(false);
            return transport.fetch(NullProgressMonitor.INSTANCE, specs).getTrackingRefUpdates();
        });
    }

    /** Brings what the remote has at a ref, without any ref for it here. */
    void bring(String ref) throws GitRefusal {
        exchange(Transport.Operation.PUSH, "asked", (transport, exchange) -> {
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
            return exchange(Transport.Operation.PUSH, "pushed to", (transport, exchange) -> {
                HookOutput printed = new HookOutput(
                        (bytes, offset, length) -> exchange.ifGoingOn(() -> lines.write(bytes, offset, length)));
                transport.setHookOutputStream(printed.stream());
                transport.setHookErrorStream(printed.stream());
                tree.beforeSending(() ->
                        exchange.goOn(() -> notes.sending(exchange.receiver().name())));
                PushResult result = push(transport, update, () -> exchange.goOn(notes::answered));
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

    /**
     * Finds out whether it can be reached at all from here, without asking it: what is needed for that is there, and what
     * the repository itself would have run or trusted is not heeded in silence.
     *
     * @param operation whether it is to be pushed to or fetched from
     */
    public void requireReachable(Transport.Operation operation) throws GitRefusal {
        if (operation == Transport.Operation.FETCH) {
            requireUrl(config.getURIs());
        }
        try (Transport transport = open(operation, new RemoteExchange(), new RemoteReach(tree, remotes, secrets))) {
            transport.getURI();
        } catch (IOException e) {
            // A remote of this machine may be there by then.
        }
    }

    interface TransportTask<T> {
        T over(Transport transport, RemoteExchange exchange) throws IOException, GitRefusal;
    }

    <T> T exchange(Transport.Operation operation, String what, TransportTask<T> task) throws GitRefusal {
        RemoteExchange exchange = new RemoteExchange();
        RemoteReach reach = new RemoteReach(tree, remotes, secrets);
        try {
            return InterruptibleTransport.of(
                    () -> {
                        try (Transport transport = open(operation, exchange, reach)) {
                            T result = task.over(transport, exchange);
                            reach.accepted();
                            return result;
                        }
                    },
                    exchange::hangUp);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitRefusal("The remote '" + name() + "' was being " + what + " when the step was interrupted.");
        } catch (ExecutionException e) {
            throw new TransportFailure(this, reach).of(e.getCause() == null ? e : e.getCause());
        }
    }

    private Transport open(Transport.Operation operation, RemoteExchange exchange, RemoteReach reach)
            throws IOException, GitRefusal {
        Optional<Transport> opened = Optional.empty();
        try {
            reach.requireNoCookies(Stream.concat(config.getURIs().stream(), config.getPushURIs().stream())
                    .toList());
            Transport transport = Transport.open(tree.transported(), config, operation);
            opened = Optional.of(transport);
            transport.setTimeout(transport.getURI().isRemote() ? SILENCE : 0);
            exchange.over(transport, InheritedEnvironment.has(tree.environment(), "git"));
            reach.prepare(transport, name(), operation);
            return transport;
        } catch (GitRefusal e) {
            opened.ifPresent(Transport::close);
            throw new GitRefusal(secrets.conceal("The remote '" + name() + "' " + e.reason() + "."));
        } catch (RuntimeException | IOException e) {
            opened.ifPresent(Transport::close);
            throw e;
        }
    }
}
