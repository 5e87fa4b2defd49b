package io.github.devopsagent.coordination;

import io.github.devopsagent.executor.ProcessId;
import java.util.Objects;
import java.util.Optional;

/**
 * The process that works on a run, and where: what others need to know to tell whether something of it can still run.
 *
 * @param host the name of its host, which is that of the pod in Kubernetes; {@code unknown} if it cannot be found out
 * @param user who runs it
 * @param machineId of the installed system; empty if it is unknown or proves nothing
 * @param pidNamespace in which its process ids count, such as {@code pid:[4026531836]}; empty if it is unknown
 * @param process its boot, process id and start
 */
public record Worker(
        String host, String user, Optional<String> machineId, Optional<String> pidNamespace, ProcessId process) {

    public Worker {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(machineId, "machineId");
        Objects.requireNonNull(pidNamespace, "pidNamespace");
        Objects.requireNonNull(process, "process");
    }

    @Override
    public String toString() {
        return "process " + process.pid() + " of user " + user + " on host " + host;
    }
}
