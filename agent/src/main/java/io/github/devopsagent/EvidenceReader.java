package io.github.devopsagent;

import io.github.devopsagent.directory.Digest;
import io.github.devopsagent.directory.NoRegularFileException;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.InboxMessage;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.json.InboxReader;
import io.github.devopsagent.json.Limits;
import io.github.devopsagent.json.PlanReader;
import io.github.devopsagent.json.RefusalCodes;
import io.github.devopsagent.json.StatusReader;
import io.github.devopsagent.json.TestResultsReader;
import io.github.devopsagent.store.Content;
import io.github.devopsagent.store.Snapshot;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Inbox;
import io.github.devopsagent.veto.InboxListing;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads everything that a decision rests on. What is hashed is what is judged. */
final class EvidenceReader {

    private static final int ROOM_IN_STATUS = 64 << 10;

    private final AgentSettings settings;
    private final Instant now;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private EvidenceReader(AgentSettings settings, Instant now) {
        this.settings = settings;
        this.now = now;
    }

    /**
     * What was read.
     *
     * @param evidence what a decision rests on
     * @param planBytes the plan as it was judged; empty if there is none
     * @param digests of plan and test results; empty texts for what is missing
     * @param notes what should be known
     * @param inbox what lies in our inbox, for people
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Reading(
            Evidence evidence,
            byte[] planBytes,
            Deployment.Digests digests,
            List<String> notes,
            List<ReceivedMessage> inbox) {}

    /**
     * Why nothing can be judged.
     *
     * @param refusals why
     * @param inbox what lies in our inbox all the same
     */
    record Unreadable(List<Refusal> refusals, List<ReceivedMessage> inbox) {}

    static Either<Unreadable, Reading> read(Snapshot snapshot, AgentSettings settings, Instant now) {
        return new EvidenceReader(settings, now).read(snapshot);
    }

    private Either<Unreadable, Reading> read(Snapshot snapshot) {
        Optional<Status> status = bytes(snapshot, Status.FILE, Limits.STATUS_BYTES)
                .or(() -> missingStatus(snapshot))
                .filter(this::leavesRoom)
                .flatMap(bytes -> noted(StatusReader.read(bytes)));
        Optional<byte[]> planBytes = bytes(snapshot, Plan.FILE, Limits.PLAN_BYTES);
        Optional<Plan> plan = planBytes
                .flatMap(bytes -> noted(PlanReader.read(bytes, settings.defaults())))
                .flatMap(this::completed);
        Optional<Hashed<TestResults>> testResults =
                snapshot.find(TestResults.FILE).flatMap(this::testResults);
        String epic = status.map(Status::epicId).orElse("");
        Inbox inbox = inbox(snapshot, epic);
        List<ReceivedMessage> received = InboxListing.of(epic, inbox);
        if (status.isEmpty() || !refusals.isEmpty()) {
            return Either.left(new Unreadable(List.copyOf(refusals), received));
        }
        Evidence known =
                new Evidence(status.get(), plan, testResults.map(Hashed::value), inbox, settings.checks(), List.of());
        List<Record> facts = settings.sources().stream()
                .flatMap(source -> fact(source, known).stream())
                .toList();
        Evidence evidence =
                new Evidence(known.status(), known.plan(), known.testResults(), inbox, settings.checks(), facts);
        Deployment.Digests digests = new Deployment.Digests(
                planBytes.map(Digest::of).orElse(""),
                testResults.map(Hashed::digest).orElse(""));
        return refusals.isEmpty()
                ? Either.right(
                        new Reading(evidence, planBytes.orElse(new byte[0]), digests, List.copyOf(notes), received))
                : Either.left(new Unreadable(List.copyOf(refusals), received));
    }

    private Optional<Plan> completed(Plan plan) {
        try {
            return Optional.of(settings.executors().completed(plan));
        } catch (RuntimeException e) {
            refusals.add(new Refusal(
                    "executor_failed",
                    "an executor could not say how its step is undone: " + e
                            + "; repair it, or give the step a rollback in the plan",
                    new Source(Plan.FILE, "/deployment_steps")));
            return Optional.empty();
        }
    }

    /** A value, and the digest of the bytes from which it was read. */
    private record Hashed<T>(T value, String digest) {}

    private Optional<Hashed<TestResults>> testResults(Content content) {
        try (InputStream file = content.open();
                DigestInputStream in = new DigestInputStream(file, Digest.sha256())) {
            Optional<TestResults> results = noted(TestResultsReader.read(in));
            in.transferTo(OutputStream.nullOutputStream());
            return results.map(value ->
                    new Hashed<>(value, Digest.hex(in.getMessageDigest().digest())));
        } catch (IOException e) {
            refusals.add(unreadable(TestResults.FILE, describe(e)));
            return Optional.empty();
        } catch (UncheckedIOException e) {
            refusals.add(unreadable(TestResults.FILE, e.toString()));
            return Optional.empty();
        }
    }

    private Inbox inbox(Snapshot snapshot, String epic) {
        inboxDirectory(snapshot);
        List<InboxMessage> messages = snapshot.in(InboxMessage.INBOX).stream()
                .flatMap(entry -> message(entry).stream())
                .toList();
        return new Inbox(messages, EarlierEpics.in(snapshot, epic, messages));
    }

    /** What is too long to be read may say no where it is not read. */
    private Optional<InboxMessage> message(Map.Entry<String, Content> entry) {
        String file = entry.getKey();
        try {
            byte[] bytes = entry.getValue().read(Limits.MESSAGE_BYTES + 1);
            InboxMessage message = InboxReader.read(file, bytes, now);
            if (bytes.length > Limits.MESSAGE_BYTES && message.veto().isEmpty()) {
                refusals.add(new Refusal(
                        RefusalCodes.UNREADABLE, message.unclear().orElse("it is too large"), Source.of(file)));
            }
            return Optional.of(message);
        } catch (NoRegularFileException e) {
            return Optional.of(InboxMessage.noFile(file, describe(e)));
        } catch (IOException e) {
            refusals.add(unreadable(file, describe(e)));
            return Optional.of(InboxMessage.noFile(file, "it cannot be read: " + describe(e)));
        }
    }

    private void inboxDirectory(Snapshot snapshot) {
        snapshot.find(InboxMessage.INBOX).ifPresent(content -> {
            try {
                content.open().close();
            } catch (IOException e) {
                refusals.add(unreadable(InboxMessage.INBOX, describe(e)));
            }
        });
    }

    private Optional<Record> fact(EvidenceSource source, Evidence known) {
        try {
            return Optional.ofNullable(source.collect(known, settings.site()));
        } catch (Throwable e) {
            refusals.add(new Refusal(
                    "evidence_unavailable",
                    "an evidence source of the host could not find out its fact (do what it says, repair it, or remove"
                            + " it): " + inWords(e),
                    Source.of(Status.FILE)));
            return Optional.empty();
        }
    }

    /** Its own words, unless they are no more than the name of a file or a class. */
    private static String inWords(Throwable e) {
        boolean names = e instanceof Error || e instanceof FileSystemException || e instanceof ClassNotFoundException;
        return names || e.getMessage() == null || e.getMessage().isBlank() ? e.toString() : e.getMessage();
    }

    /** What a run could not add to the status, it must not begin. */
    private boolean leavesRoom(byte[] status) {
        int most = Limits.STATUS_BYTES - ROOM_IN_STATUS;
        boolean fits = status.length <= most;
        if (!fits) {
            refusals.add(new Refusal(
                    RefusalCodes.UNREADABLE,
                    "found more than " + most + " bytes; allowed is a status that leaves room for blockers of ours;"
                            + " remove what is settled",
                    Source.of(Status.FILE)));
        }
        return fits;
    }

    private Optional<byte[]> missingStatus(Snapshot snapshot) {
        if (snapshot.find(Status.FILE).isEmpty()) {
            refusals.add(new Refusal(
                    "missing",
                    "there is no status.json; a consensus directory has one, written by the role that opened the epic",
                    Source.of(Status.FILE)));
        }
        return Optional.empty();
    }

    private Optional<byte[]> bytes(Snapshot snapshot, String file, int mostBytes) {
        return snapshot.find(file).flatMap(content -> {
            try {
                // One byte more than is allowed, so that the document's reader sees that it is too large.
                return Optional.of(content.read(mostBytes + 1));
            } catch (IOException e) {
                refusals.add(unreadable(file, describe(e)));
                return Optional.empty();
            }
        });
    }

    private <T> Optional<T> noted(Either<List<Refusal>, T> read) {
        return read.peekLeft(refusals::addAll).fold(why -> Optional.empty(), Optional::of);
    }

    private static Refusal unreadable(String file, String why) {
        return new Refusal(
                RefusalCodes.UNREADABLE,
                "it cannot be read: " + why + "; allowed is a regular file that this user may read",
                Source.of(file));
    }

    private static String describe(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission for user " + System.getProperty("user.name");
        }
        return e instanceof FileSystemException named && named.getReason() != null ? named.getReason() : e.toString();
    }
}
