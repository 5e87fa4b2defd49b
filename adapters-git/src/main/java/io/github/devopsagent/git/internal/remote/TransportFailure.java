package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.message.ErrorText;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.HookOutput;
import io.github.devopsagent.git.internal.message.ShellWord;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.api.errors.AbortedByHookException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;

/** Why a remote could not be talked to, and what to do about it. */
final class TransportFailure {

    private final RemoteRepository remote;
    private final RemoteReach reach;

    TransportFailure(RemoteRepository remote, RemoteReach reach) {
        this.remote = remote;
        this.reach = reach;
    }

    /** The remote could not unpack what it was sent, and so did nothing. */
    static boolean isAnswer(Throwable e) {
        return says(e, "unpacking on the remote end");
    }

    GitRefusal of(Throwable e) {
        Optional<GitRefusal> refusal = find(e, GitRefusal.class);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return new GitRefusal(remote.conceal(message(e)));
    }

    private String message(Throwable e) {
        Optional<AbortedByHookException> hook = find(e, AbortedByHookException.class);
        if (hook.isPresent()) {
            return HookOutput.refusal(hook.get()).reason() + " Nothing was pushed.";
        }
        Optional<String> reason = reach.reason();
        return "The remote '" + remote.name() + "' "
                + (reason.isPresent() ? reason.get() + "." : what(e) + " (" + ErrorText.of(e) + ").");
    }

    private String what(Throwable e) {
        if (has(e, UnknownHostException.class) || says(e, "unknown host")) {
            return "is at a host that is not known here. Correct its URL, or look after the network: git remote get-url "
                    + ShellWord.quoted(remote.name());
        }
        if (has(e, SocketTimeoutException.class) || has(e, InterruptedIOException.class) || says(e, "timed out")) {
            return "did not answer in time; it may be silent for " + RemoteRepository.SILENCE
                    + " seconds. Try again, or set another timeout with GitAdapter.transport(…)";
        }
        if (has(e, ConnectException.class) || has(e, NoRouteToHostException.class) || says(e, "connection refused")) {
            return "could not be connected to. Look whether it runs, and after the network";
        }
        if (has(e, SSLException.class)) {
            return "could not prove who it is. " + reach.trustAdvice();
        }
        if (isAboutAccess(e)) {
            return "did not accept the credentials, or got none. Hand some in with GitAdapter.credentials(…)"
                    + " (--git-credentials on the command line), or let a"
                    + " credential.helper of the user's configuration give them, and see that they may do this"
                    + reach.complaints();
        }
        if (has(e, NoRemoteRepositoryException.class) || has(e, NotSupportedException.class)) {
            return "is no repository, or none that whoever asks may see, which forges tell alike. Correct its URL (git remote"
                    + " set-url " + ShellWord.quoted(remote.name()) + " <url>), or the credentials";
        }
        return "could not be talked to";
    }

    private static boolean isAboutAccess(Throwable e) {
        return Stream.of("not authorized", "authentication", "auth fail", "not permitted")
                .anyMatch(word -> says(e, word));
    }

    private static boolean has(Throwable e, Class<? extends Throwable> kind) {
        return find(e, kind).isPresent();
    }

    private static <T extends Throwable> Optional<T> find(Throwable e, Class<T> kind) {
        return causes(e).filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private static boolean says(Throwable e, String words) {
        return causes(e).anyMatch(cause -> String.valueOf(cause.getMessage())
                .toLowerCase(Locale.ROOT)
                .contains(words));
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
