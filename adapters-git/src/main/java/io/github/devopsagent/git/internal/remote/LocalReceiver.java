package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.process.ProcessTree;
import io.github.devopsagent.git.internal.steprecord.PushRecord;
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

    private volatile boolean attached;

    /**
     * Has no effect if the remote is elsewhere, or says what receives. Git sends, too: JGit would print stack traces to
     * the standard error of this process, and a repository could name any command for it.
     *
     * @param git whether there is a git to start
     */
    void attach(Transport transport, boolean git) {
        if (!transport.getURI().isRemote() && git) {
            transport.setOptionUploadPack("git -c " + mark + " upload-pack");
        }
        if (!transport.getURI().isRemote() && STANDARD.equals(transport.getOptionReceivePack())) {
            // Any other words than "git receive-pack" make JGit start a process.
            transport.setOptionReceivePack("git -c " + mark + " receive-pack");
            attached = true;
        }
    }

    /** By which a record names it. */
    String name() {
        return attached ? mark : PushRecord.ELSEWHERE;
    }

    /** With what it has started, such as a hook. Git tidies up when it is asked to end. */
    void end() {
        end(mark);
    }

    /**
     * Ends the receiver of this name, which an agent that was killed may have started.
     *
     * @return whether it is certain that it does not run any more
     */
    static boolean end(String name) {
        return !name.equals(PushRecord.ELSEWHERE) && areArgumentsSeen() && ProcessTree.end(marked(name));
    }

    private static List<ProcessHandle> marked(String name) {
        return ProcessHandle.allProcesses()
                .filter(process -> arguments(process).anyMatch(word -> word.contains(name)))
                .toList();
    }

    private static boolean areArgumentsSeen() {
        return arguments(ProcessHandle.current()).findAny().isPresent();
    }

    private static Stream<String> arguments(ProcessHandle process) {
        return process.info().arguments().stream().flatMap(Arrays::stream);
    }
}
