package io.github.devopsagent;

import io.github.devopsagent.directory.Digest;
import io.github.devopsagent.directory.NoRegularFileException;
import io.github.devopsagent.domain.InboxMessage;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.json.InboxReader;
import io.github.devopsagent.json.Limits;
import io.github.devopsagent.store.Content;
import io.github.devopsagent.store.Snapshot;
import io.github.devopsagent.veto.Inbox;
import io.github.devopsagent.veto.InboxListing;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What lies in our inbox: every file, whatever it is.
 *
 * @param inbox what rules judge
 * @param listed what people are told
 * @param refusals what could not be read, and may be a veto
 * @param halfWritten the digests of the files that somebody may still be writing
 */
record InboxFiles(Inbox inbox, List<ReceivedMessage> listed, List<Refusal> refusals, Map<String, String> halfWritten) {

    private static final String TOO_LONG = "found more than " + (Limits.MESSAGE_BYTES >> 10)
            + " KiB, and no veto in them; allowed are " + (Limits.MESSAGE_BYTES >> 10)
            + " KiB, since what is not read may be one; shorten it, or move what is long to artifacts";

    InboxFiles {
        listed = List.copyOf(listed);
        refusals = List.copyOf(refusals);
        halfWritten = Map.copyOf(halfWritten);
    }

    /**
     * Reads it.
     *
     * @param epic the epic of the status; empty if that cannot be read
     * @param now no message is later
     */
    static InboxFiles read(Snapshot snapshot, String epic, Instant now) {
        Reading reading = new Reading(epic, now);
        snapshot.find(InboxMessage.INBOX).ifPresent(reading::open);
        snapshot.in(InboxMessage.INBOX).forEach(entry -> reading.read(entry.getKey(), entry.getValue()));
        Inbox inbox = new Inbox(reading.messages, EarlierEpics.in(snapshot, epic, reading.messages));
        return new InboxFiles(inbox, InboxListing.of(epic, inbox), reading.refusals, reading.halfWritten);
    }

    private static final class Reading {
        private final String epic;
        private final Instant now;
        private final List<InboxMessage> messages = new ArrayList<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private final Map<String, String> halfWritten = new TreeMap<>();

        Reading(String epic, Instant now) {
            this.epic = epic;
            this.now = now;
        }

        void open(Content directory) {
            try {
                directory.open().close();
            } catch (IOException e) {
                refusals.add(EvidenceReader.unreadable(InboxMessage.INBOX, EvidenceReader.describe(e)));
            }
        }

        void read(String file, Content content) {
            try {
                read(file, content.read(Limits.MESSAGE_BYTES + 1));
            } catch (NoRegularFileException e) {
                messages.add(InboxMessage.noFile(file, EvidenceReader.describe(e)));
            } catch (NoSuchFileException e) {
                // Somebody has removed it since the directory was listed.
            } catch (IOException e) {
                refusals.add(EvidenceReader.unreadable(file, EvidenceReader.describe(e)));
                messages.add(InboxMessage.noFile(file, "it cannot be read: " + EvidenceReader.describe(e)));
            }
        }

        /** What is too long to be read may say no where it is not read. */
        private void read(String file, byte[] bytes) {
            InboxMessage message = InboxReader.read(file, bytes, epic, now);
            messages.add(message);
            boolean isTooLong = bytes.length > Limits.MESSAGE_BYTES;
            if (isTooLong && message.veto().isEmpty()) {
                refusals.add(new Refusal(RefusalCodes.UNREADABLE, TOO_LONG, Source.of(file)));
            } else if (!isTooLong && message.form() != InboxMessage.Form.VALID && InboxReader.isHalfWritten(bytes)) {
                halfWritten.put(file, Digest.hex(Digest.sha256().digest(bytes)));
            }
        }
    }
}
