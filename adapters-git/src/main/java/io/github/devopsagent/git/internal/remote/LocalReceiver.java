package io.github.devopsagent.git.internal.remote;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.RemoteConfig;
import org.eclipse.jgit.transport.Transport;

/**
 * Git's own receiving end for a remote that is a directory of this machine. JGit has one too, but it leaves out the
 * remote's hooks, which may reject a push, and dies with this process, which would leave the remote locked.
 */
final class LocalReceiver {

    private static final String STANDARD = RemoteConfig.DEFAULT_RECEIVE_PACK;

    /** By which its process is found. */
    private final String mark = "devops.push=" + UUID.randomUUID();

    /** Has no effect if the remote is elsewhere, or says what receives. */
    void attach(Transport transport) {
        if (!transport.getURI().isRemote() && STANDARD.equals(transport.getOptionReceivePack())) {
            // Any other words than "git receive-pack" make JGit start a process.
            transport.setOptionReceivePack("git -c " + mark + " receive-pack");
        }
    }

    /** With what it has started, such as a hook. Git tidies up when it is asked to end. */
    void end() {
        List<ProcessHandle> receivers =
                ProcessHandle.current().descendants().filter(this::isMarked).toList();
        receivers.stream()
                .flatMap(receiver -> Stream.concat(Stream.of(receiver), receiver.descendants()))
                .toList()
                .forEach(ProcessHandle::destroy);
    }

    private boolean isMarked(ProcessHandle process) {
        return process.info().arguments().stream().flatMap(Arrays::stream).anyMatch(word -> word.contains(mark));
    }
}
