package io.github.devopsagent.internal.journal;

import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import tools.jackson.databind.node.ObjectNode;

/** How a journal tells which process it was. */
final class ProcessIdJson {

    private ProcessIdJson() {}

    static void write(ProcessId process, ObjectNode node) {
        node.put("boot_id", process.bootId());
        node.put("pid", process.pid());
        if (process.startedAt().isPresent()) {
            node.put("started_at", process.startedAt().get().toString());
        }
    }

    static ProcessId read(Fields fields) {
        return new ProcessId(
                fields.get("boot_id").text(),
                fields.get("pid").whole(),
                fields.find("started_at").map(TrustedJsonCursor::instant));
    }
}
