package io.github.devopsagent.inbox;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What lies in our inbox.
 *
 * @param messages everything in it, in the order of the file names
 * @param earlierEpics the epics of which there are records of deployments, without the current one
 * @param arrivals for each file whose content came while it was watched, at which look; what is older is not among them
 */
public record Inbox(List<InboxMessage> messages, Set<String> earlierEpics, Map<String, Integer> arrivals) {

    /** An inbox without messages. */
    public static final Inbox EMPTY = new Inbox(List.of(), Set.of());

    public Inbox {
        messages = List.copyOf(messages);
        earlierEpics = Set.copyOf(earlierEpics);
        arrivals = Map.copyOf(arrivals);
    }

    /**
     * An inbox that is looked at for the first time, so that nobody knows what came first but by what is written.
     *
     * @param messages everything in it, in the order of the file names
     * @param earlierEpics the epics of which there are records of deployments, without the current one
     */
    public Inbox(List<InboxMessage> messages, Set<String> earlierEpics) {
        this(messages, earlierEpics, Map.of());
    }

    /**
     * Whether a message was seen to be there before another one came, whatever time they name.
     *
     * @param one the message
     * @param other the other one
     * @return true if it surely is older
     */
    public boolean wasThereBefore(InboxMessage one, InboxMessage other) {
        return arrival(one) < arrival(other);
    }

    private int arrival(InboxMessage message) {
        return arrivals.getOrDefault(message.file(), 0);
    }
}
