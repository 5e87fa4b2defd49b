package io.github.devopsagent.internal.journal;

import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import io.github.devopsagent.internal.lock.AgentIdentity;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** How a journal tells which agent works on its run. */
final class AgentIdentityJson {

    private AgentIdentityJson() {}

    static void write(AgentIdentity agent, ObjectNode node) {
        node.put("host", agent.host()).put("user", agent.user());
        ProcessIdJson.write(agent.process(), node);
        TrustedJson.put(node, "machine_id", agent.machineId());
        TrustedJson.put(node, "pid_namespace", agent.pidNamespace());
    }

    static AgentIdentity read(Fields fields) {
        return new AgentIdentity(
                fields.get("host").text(),
                fields.get("user").text(),
                fields.find("machine_id").map(TrustedJsonCursor::text),
                fields.find("pid_namespace").map(TrustedJsonCursor::text),
                ProcessIdJson.read(fields));
    }

    /** An earlier version of ours did not write who goes on. */
    static Optional<AgentIdentity> find(Fields fields) {
        return fields.find("host").map(host -> read(fields));
    }
}
