package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The files of our inbox, as journal and {@code deployment.json} list them. */
public final class ReceivedJson {

    private ReceivedJson() {}

    public static void write(List<ReceivedMessage> messages, ArrayNode array) {
        for (ReceivedMessage message : messages) {
            write(message, array.addObject());
        }
    }

    private static void write(ReceivedMessage message, ObjectNode node) {
        node.put("file", message.file());
        put(node, "sender", message.sender());
        put(node, "kind", message.kind());
        TrustedJson.add(node.putArray("summary"), message.summary());
        put(node, "remark", message.remark());
    }

    private static void put(ObjectNode node, String name, String text) {
        if (!text.isEmpty()) {
            node.put(name, text);
        }
    }

    public static ReceivedMessage read(Fields fields) {
        return new ReceivedMessage(
                fields.get("file").text(),
                fields.find("sender").map(TrustedJsonCursor::text).orElse(""),
                fields.find("kind").map(TrustedJsonCursor::text).orElse(""),
                fields.find("summary")
                        .map(lines -> lines.list(TrustedJsonCursor::text))
                        .orElse(List.of()),
                fields.find("remark").map(TrustedJsonCursor::text).orElse(""));
    }
}
