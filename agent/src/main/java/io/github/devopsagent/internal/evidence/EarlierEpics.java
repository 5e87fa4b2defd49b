package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The epics that were deployed from a directory before, as its records of deployments show. */
public final class EarlierEpics {

    /** A longer file is no record of ours. */
    private static final int LONGEST_RECORD = 64 << 20;

    private EarlierEpics() {}

    /** Looks at the records only if a veto is about another epic, since there may be many. */
    public static Set<String> in(Snapshot snapshot, String current, List<InboxMessage> messages) {
        return !namedByVetoes(current, messages).isEmpty()
                ? records(snapshot)
                        .flatMap(record -> epic(record).stream())
                        .filter(epic -> !epic.equals(current))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /**
     * The epics that vetoes are about, without the current one: as long as they are the same, nothing further can be earlier.
     */
    public static Set<String> namedByVetoes(String current, List<InboxMessage> messages) {
        Set<String> named = new HashSet<>();
        for (InboxMessage message : messages) {
            Optional<String> epic = message.epic();
            if (message.veto().isPresent() && epic.isPresent() && !epic.get().equals(current)) {
                named.add(epic.get());
            }
        }
        return Set.copyOf(named);
    }

    /** Whoever wrote {@code deployment.json} last, each deployment of ours has a record of its own. */
    private static Stream<Content> records(Snapshot snapshot) {
        return snapshot.in(Deployment.DIRECTORY).stream()
                .filter(entry -> entry.getKey().endsWith(".json"))
                .map(Map.Entry::getValue);
    }

    private static Optional<String> epic(Content record) {
        try {
            return DeploymentIds.epic(record.read(LONGEST_RECORD));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
