package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.message.ErrorText;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.process.SendingGuard;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;

/** One exchange with a remote, which may go on after nobody waits for it any more; then nothing comes of it here. */
final class RemoteExchange {

    private final LocalReceiver receiver = new LocalReceiver();
    private Optional<Transport> transport = Optional.empty();
    private boolean hungUp;

    /** @param git whether there is a git to start for a remote of this machine */
    synchronized void over(Transport opened, boolean git) {
        receiver.attach(opened, git);
        transport = Optional.of(opened);
    }

    LocalReceiver receiver() {
        return receiver;
    }

    /** Does what only an exchange does that somebody waits for. */
    synchronized void goOn(SendingGuard work) throws IOException, GitRefusal {
        if (hungUp) {
            throw new GitRefusal(ErrorText.INTERRUPTED);
        }
        work.beforeSending();
    }

    synchronized void ifGoingOn(Runnable work) {
        if (!hungUp) {
            work.run();
        }
    }

    /** Has it end soon, where that can be done from outside. */
    void hangUp() {
        receiver.end();
        synchronized (this) {
            hungUp = true;
            // Others have nothing to close before they are connected, and keep the connection to themselves then.
            transport.filter(SshTransport.class::isInstance).ifPresent(Transport::close);
        }
    }
}
