package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.gate.InboxListing;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.internal.disk.AccessFailure;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.disk.NoRegularFileException;
import io.github.devopsagent.internal.inbox.InboxReader;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What lies in our inbox: every file, whatever it is. What was read before is read again only if it may have changed.
 *
 * @param inbox what rules judge
 * @param listed what people are told
 * @param refusals what could not be read, and may be a veto
 * @param halfWritten the digests of the files that somebody may still be writing
 * @param known the messages whose files tell without being read whether they are still the same, by their stamps
 * @param order in which the files came
 */
public record InboxFiles(
        Inbox inbox,
        List<ReceivedMessage> listed,
        List<Refusal> refusals,
        Map<String, String> halfWritten,
        Map<String, Known> known,
        ArrivalOrder order) {

    /** Nothing was read before. */
    public static final InboxFiles UNREAD = unread(ArrivalOrder.UNSEEN);

    /** A message, the digest of its file, and the stamp that this had before it was read. */
    record Known(String stamp, InboxMessage message, Optional<String> digest) {}

    private static final String TOO_LONG = "found more than " + (Limits.MESSAGE_BYTES >> 10)
            + " KiB, and no veto in them; allowed are " + (Limits.MESSAGE_BYTES >> 10)
            + " KiB, since what is not read may be one; shorten it, or move what is long to artifacts";

    /** Fewer files are judged sooner than threads are started. */
    private static final int MANY = 100;

    /** So much of what was read is kept until it is judged. */
    private static final long MOST_UNJUDGED_BYTES = 4 << 20;

    public InboxFiles {
        listed = List.copyOf(listed);
        refusals = List.copyOf(refusals);
        halfWritten = Map.copyOf(halfWritten);
        known = Map.copyOf(known);
    }

    private static InboxFiles unread(ArrivalOrder order) {
        return new InboxFiles(Inbox.EMPTY, List.of(), List.of(), Map.of(), Map.of(), order);
    }

    /**
     * Nothing was read by this agent, but it is known what another one has seen: all else came later.
     *
     * @param files the digest of each file; an empty one if only its name is known, and its content counts as old
     */
    public static InboxFiles seenByAnother(Map<String, String> files) {
        return unread(ArrivalOrder.since(files));
    }

    /** The same files, where those of an earlier look are known to be older. */
    public InboxFiles after(InboxFiles earlier, String epic) {
        ArrivalOrder joined = earlier.order.then(order.digests());
        Inbox ordered = new Inbox(inbox.messages(), inbox.earlierEpics(), joined.arrivals());
        return new InboxFiles(ordered, InboxListing.of(epic, ordered), refusals, halfWritten, known, joined);
    }

    /** The digests of what was read, by file. */
    public Map<String, String> digests() {
        return order.digests();
    }

    /** The files that were read at an earlier look, and are gone. */
    public Set<String> goneSince(InboxFiles earlier) {
        Set<String> gone = new TreeSet<>(earlier.order.digests().keySet());
        gone.removeAll(order.digests().keySet());
        for (InboxMessage message : inbox.messages()) {
            gone.remove(message.file());
        }
        return gone;
    }

    /**
     * Reads it.
     *
     * @param epic the epic of the status; empty if that cannot be read
     * @param now no message is later
     */
    static InboxFiles read(Snapshot snapshot, String epic, Instant now) {
        return UNREAD.readAgain(snapshot, epic, now, messages -> EarlierEpics.in(snapshot, epic, messages));
    }

    /**
     * Reads what is new or has changed.
     *
     * @param epic the same epic as before
     * @param earlierEpics tells the epics that were deployed before, for messages that may be about one of them
     * @return what lies there now; this, if nothing has changed
     */
    public InboxFiles readAgain(
            Snapshot snapshot, String epic, Instant now, Function<List<InboxMessage>, Set<String>> earlierEpics) {
        ReadInboxFile reading = new ReadInboxFile(epic, now, known);
        Optional<Content> unlisted = snapshot.find(InboxMessage.INBOX);
        if (unlisted.isPresent()) {
            reading.open(unlisted.get());
        }
        for (Map.Entry<String, Content> entry : snapshot.in(InboxMessage.INBOX)) {
            reading.read(entry.getKey(), entry.getValue());
        }
        reading.judgeUnjudged();
        if (reading.isAsBefore(this)) {
            return this;
        }
        ArrivalOrder next = order.then(reading.digests);
        Inbox found = new Inbox(reading.messages, earlierEpics.apply(reading.messages), next.arrivals());
        return new InboxFiles(
                found, InboxListing.of(epic, found), reading.refusals, reading.halfWritten, reading.known, next);
    }

    private static final class ReadInboxFile {
        private final String epic;
        private final Instant now;
        private final List<InboxMessage> messages = new ArrayList<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private final Map<String, String> halfWritten = new TreeMap<>();
        private final Map<String, Known> before;
        private final Map<String, Known> known = new HashMap<>();
        private final Map<String, String> digests = new HashMap<>();
        private final List<UnjudgedFile> unjudged = new ArrayList<>();
        private long unjudgedBytes;
        private boolean hasRead;

        ReadInboxFile(String epic, Instant now, Map<String, Known> before) {
            this.epic = epic;
            this.now = now;
            this.before = before;
        }

        boolean isAsBefore(InboxFiles earlier) {
            return earlier.order().look() >= 0
                    && !hasRead
                    && earlier.refusals().isEmpty()
                    && messages.size() == earlier.inbox().messages().size();
        }

        void open(Content directory) {
            hasRead = true;
            try {
                directory.open().close();
            } catch (IOException e) {
                refusals.add(EvidenceReader.unreadable(InboxMessage.INBOX, AccessFailure.reason(e)));
            }
        }

        void read(String file, Content content) {
            // Before it is read: what is written meanwhile changes it.
            Optional<String> stamp = content.stamp();
            Known same = before.get(file);
            if (same != null && stamp.equals(Optional.of(same.stamp()))) {
                judgeUnjudged();
                messages.add(same.message());
                known.put(file, same);
                if (same.digest().isPresent()) {
                    digests.put(file, same.digest().get());
                }
                return;
            }
            hasRead = true;
            try {
                byte[] bytes = content.read(Limits.MESSAGE_BYTES + 1);
                unjudged.add(new UnjudgedFile(file, stamp, bytes));
                unjudgedBytes += bytes.length;
                if (unjudgedBytes > MOST_UNJUDGED_BYTES) {
                    judgeUnjudged();
                }
            } catch (NoRegularFileException e) {
                judgeUnjudged();
                // Whoever makes a directory STOP means what an empty file of that name says.
                messages.add(InboxMessage.noFile(
                        file,
                        AccessFailure.reason(e),
                        InboxReader.read(file, new byte[0], epic, now).veto()));
                remember(file, stamp);
            } catch (NoSuchFileException e) {
                // Somebody has removed it since the directory was listed.
            } catch (IOException e) {
                judgeUnjudged();
                refusals.add(EvidenceReader.unreadable(file, AccessFailure.reason(e)));
                messages.add(
                        InboxMessage.noFile(file, "it cannot be read: " + AccessFailure.reason(e), Optional.empty()));
            }
        }

        private void remember(String file, Optional<String> stamp) {
            stamp.ifPresent(text -> known.put(
                    file, new Known(text, messages.get(messages.size() - 1), Optional.ofNullable(digests.get(file)))));
        }

        /** Judges what was read, on all processors if it is much, and keeps the order of the files. */
        void judgeUnjudged() {
            if (unjudged.size() < MANY) {
                for (UnjudgedFile each : unjudged) {
                    add(each, each.judged(epic, now));
                }
            } else {
                List<JudgedFile> judged = unjudged.parallelStream()
                        .map(each -> each.judged(epic, now))
                        .toList();
                for (int i = 0; i < judged.size(); i++) {
                    add(unjudged.get(i), judged.get(i));
                }
            }
            unjudged.clear();
            unjudgedBytes = 0;
        }

        /** A file that is too long, and no veto so far, is refused: it may say no in the part that is not read. */
        private void add(UnjudgedFile unjudged, JudgedFile judged) {
            String file = unjudged.file();
            messages.add(judged.message());
            digests.put(file, judged.digest());
            if (unjudged.isTooLong() && judged.message().veto().isEmpty()) {
                refusals.add(new Refusal(RefusalCodes.UNREADABLE, TOO_LONG, Source.of(file)));
            } else if (judged.isHalfWritten()) {
                halfWritten.put(file, judged.digest());
            } else {
                remember(file, unjudged.stamp());
            }
        }
    }

    /** What was read of a file; nobody compares it with another. */
    @SuppressWarnings("ArrayRecordComponent")
    private record UnjudgedFile(String file, Optional<String> stamp, byte[] bytes) {

        JudgedFile judged(String epic, Instant now) {
            InboxMessage message = InboxReader.read(file, bytes, epic, now);
            boolean isPlaceholder = bytes.length == 0 && isHidden();
            boolean isHalfWritten = !isTooLong()
                    && !isPlaceholder
                    && message.form() != InboxMessage.Form.VALID
                    && InboxReader.isHalfWritten(bytes);
            return new JudgedFile(message, Digest.of(bytes), isHalfWritten);
        }

        boolean isTooLong() {
            return bytes.length > Limits.MESSAGE_BYTES;
        }

        /** Such as {@code .gitkeep}, by which git keeps a directory: nobody is going to write a message into it. */
        private boolean isHidden() {
            return file.startsWith(".", file.lastIndexOf('/') + 1);
        }
    }

    /** What a file says. */
    private record JudgedFile(InboxMessage message, String digest, boolean isHalfWritten) {}
}
