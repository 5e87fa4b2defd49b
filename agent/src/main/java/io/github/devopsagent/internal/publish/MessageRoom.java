package io.github.devopsagent.internal.publish;

import io.github.devopsagent.internal.json.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How many lines a message of ours has room for: whoever reads messages as we do refuses a longer one. */
final class MessageRoom {

    /** The other half is for what stands around the lines. */
    private static final int MOST_BYTES = Limits.MESSAGE_BYTES / 2;

    private MessageRoom() {}

    /**
     * Keeps what there is room for.
     *
     * @param items what is to be told, an item a line
     * @param text the line of an item
     * @param rest what is told of the items for which there is no room
     */
    static <T> List<String> lines(List<T> items, Function<T, String> text, Function<List<T>, List<String>> rest) {
        List<String> lines = new ArrayList<>();
        int room = MOST_BYTES;
        for (T item : items) {
            String line = text.apply(item);
            room -= line.getBytes(StandardCharsets.UTF_8).length;
            if (room < 0) {
                lines.addAll(rest.apply(items.subList(lines.size(), items.size())));
                break;
            }
            lines.add(line);
        }
        return lines;
    }
}
