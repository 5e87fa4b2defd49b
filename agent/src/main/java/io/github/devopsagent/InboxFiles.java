package io.github.devopsagent;

import io.github.devopsagent.directory.NoRegularFileException;
import io.github.devopsagent.domain.InboxMessage;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.json.InboxReader;
import io.github.devopsagent.json.Limits;
import io.github.devopsagent.json.RefusalCodes;
import io.github.devopsagent.store.Content;
import io.github.devopsagent.store.Snapshot;
import io.github.devopsagent.veto.Inbox;
import io.github.devopsagent.veto.InboxListing;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What lies in our inbox: every file, whatever it is.
 *
 * @param inbox what rules judge
 * @param listed what people are told
 * @param refusals what could not be read, and may be a veto
 */
record InboxFiles(Inbox inbox, List<ReceivedMessage> listed, List<Refusal> refusals) {

    InboxFiles {
        listed = List.copyOf(listed);
        refusals = List.copyOf(refusals);
    }

    /**
     * Reads it.
     *
     * @param epic the epic of the status; empty if that cannot be read
     * @param now no message is later
     */
    static InboxFiles read(Snapshot snapshot, String epic, Instant now) {
        List<Refusal> refusals = new ArrayList<>();
        snapshot.find(InboxMessage.INBOX).ifPresent(directory -> open(directory, refusals));
        List<InboxMessage> messages = snapshot.in(InboxMessage.INBOX).stream()
                .map(entry -> message(entry, now, refusals))
                .toList();
        Inbox inbox = new Inbox(messages, EarlierEpics.in(snapshot, epic, messages));
        return new InboxFiles(inbox, InboxListing.of(epic, inbox), refusals);
    }

    private static void open(Content directory, List<Refusal> refusals) {
        try {
            directory.open().close();
        } catch (IOException e) {
            refusals.add(EvidenceReader.unreadable(InboxMessage.INBOX, EvidenceReader.describe(e)));
        }
    }

    /** What is too long to be read may say no where it is not read. */
    private static InboxMessage message(Map.Entry<String, Content> entry, Instant now, List<Refusal> refusals) {
        String file = entry.getKey();
        try {
            byte[] bytes = entry.getValue().read(Limits.MESSAGE_BYTES + 1);
            InboxMessage message = InboxReader.read(file, bytes, now);
            if (bytes.length > Limits.MESSAGE_BYTES && message.veto().isEmpty()) {
                refusals.add(new Refusal(
                        RefusalCodes.UNREADABLE, message.unclear().orElse("it is too large"), Source.of(file)));
            }
            return message;
        } catch (NoRegularFileException e) {
            return InboxMessage.noFile(file, EvidenceReader.describe(e));
        } catch (IOException e) {
            refusals.add(EvidenceReader.unreadable(file, EvidenceReader.describe(e)));
            return InboxMessage.noFile(file, "it cannot be read: " + EvidenceReader.describe(e));
        }
    }
}
