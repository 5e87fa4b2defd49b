package io.github.devopsagent.internal.journal;

import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which process works or worked on a run, and where: what the next agent must know to tell whether something of it can
 * still run.
 *
 * @param host the name of its host; {@code unknown} if that could not be found out
 * @param user who ran it
 * @param machineId of the installed system; empty if it is unknown or proves nothing
 * @param pidNamespace in which its process ids count, such as {@code pid:[4026531836]}; empty if it is unknown
 * @param process its boot, process id and start
 */
public record AgentIdentity(
        String host, String user, Optional<String> machineId, Optional<String> pidNamespace, ProcessId process) {

    void write(ObjectNode node) {
        node.put("host", host).put("user", user);
        EventJson.write(process, node);
        machineId.ifPresent(id -> node.put("machine_id", id));
        pidNamespace.ifPresent(namespace -> node.put("pid_namespace", namespace));
    }

    static AgentIdentity read(Fields fields) {
        return new AgentIdentity(
                fields.get("host").text(),
                fields.get("user").text(),
                fields.find("machine_id").map(TrustedJsonCursor::text),
                fields.find("pid_namespace").map(TrustedJsonCursor::text),
                EventReader.process(fields));
    }

    /** An earlier version of ours did not write who goes on. */
    static Optional<AgentIdentity> find(Fields fields) {
        return fields.find("host").map(host -> read(fields));
    }

    @Override
    public String toString() {
        return "pid " + process.pid() + " on host " + host + ", user " + user + ", process started "
                + process.startedAt().map(Instant::toString).orElse("at an unknown time");
    }
}
