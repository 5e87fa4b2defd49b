package io.github.devopsagent.inbox;

import java.util.List;
import java.util.Set;

/**
 * What lies in our inbox.
 *
 * @param messages everything in it, in the order of the file names
 * @param earlierEpics the epics of which there are records of deployments, without the current one
 */
public record Inbox(List<InboxMessage> messages, Set<String> earlierEpics) {

    /** An inbox without messages. */
    public static final Inbox EMPTY = new Inbox(List.of(), Set.of());

    public Inbox {
        messages = List.copyOf(messages);
        earlierEpics = Set.copyOf(earlierEpics);
    }
}
