package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Status;
import io.github.devopsagent.gate.KnownBlockers;
import io.github.devopsagent.gate.StopPolicy;
import io.github.devopsagent.internal.disk.AccessFailure;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.disk.LinkLoopException;
import io.github.devopsagent.internal.disk.NoRegularFileException;
import io.github.devopsagent.internal.document.StatusReader;
import io.github.devopsagent.internal.inbox.TextDecoding;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.StrictJson;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code status.json} was at one look, for the gate and for a run that is under way.
 *
 * @param status what it says, or why the gate refuses it
 * @param bytes what was read; empty if nothing could be
 * @param isGone whether there is none, or what is there is no file
 */
@SuppressWarnings("ArrayRecordComponent")
public record StatusLook(Either<List<Refusal>, Status> status, Optional<byte[]> bytes, boolean isGone) {

    private static final int ROOM_IN_STATUS = 64 << 10;

    /**
     * What a status means for a run that is under way.
     *
     * @param reasons to stop; empty if it may go on
     * @param unread why it could not be read; empty if it could
     */
    public record DuringRun(List<String> reasons, List<String> unread) {}

    /**
     * Looks at the {@code status.json} of a snapshot.
     *
     * @return what is there
     */
    public static StatusLook at(Snapshot snapshot) {
        return at(snapshot, Optional.empty());
    }

    /**
     * Looks again: what is there, byte for byte, is judged once.
     *
     * @param before what was there at an earlier look
     * @return what is there
     */
    public static StatusLook at(Snapshot snapshot, Optional<StatusLook> before) {
        Optional<Content> content = snapshot.find(Status.FILE);
        if (content.isEmpty()) {
            return new StatusLook(Either.left(List.of(missing())), Optional.empty(), true);
        }
        try {
            // One byte more than is allowed, so that the document's reader sees that it is too large.
            byte[] now = content.get().read(Limits.STATUS_BYTES + 1);
            boolean isUnchanged = before.isPresent() && before.get().says(now);
            return isUnchanged ? before.get() : of(now);
        } catch (NoRegularFileException | LinkLoopException e) {
            Refusal refusal = EvidenceReader.unreadable(Status.FILE, AccessFailure.reason(e));
            return new StatusLook(Either.left(List.of(refusal)), Optional.empty(), true);
        } catch (IOException e) {
            Refusal refusal = EvidenceReader.unreadable(Status.FILE, AccessFailure.reason(e));
            return new StatusLook(Either.left(List.of(refusal)), Optional.empty(), false);
        }
    }

    private boolean says(byte[] now) {
        return bytes.isPresent() && Arrays.equals(bytes.get(), now);
    }

    /** Tells what was read from what is read later; empty if nothing could be read. */
    public String digest() {
        return bytes.isPresent() ? Digest.of(bytes.get()) : "";
    }

    private static StatusLook of(byte[] bytes) {
        Either<List<Refusal>, Status> status =
                leavesRoom(bytes) ? StatusReader.readToDecide(bytes) : Either.left(List.of(tooLong()));
        return new StatusLook(status, Optional.of(bytes), false);
    }

    /** A run must be able to add its end to the status: a status that has no room left for that is refused. */
    private static boolean leavesRoom(byte[] status) {
        return status.length <= Limits.STATUS_BYTES - ROOM_IN_STATUS;
    }

    private static Refusal tooLong() {
        return new Refusal(
                RefusalCodes.UNREADABLE,
                "found more than " + (Limits.STATUS_BYTES - ROOM_IN_STATUS)
                        + " bytes; allowed is a status that leaves room for blockers of ours; remove what is settled",
                Source.of(Status.FILE));
    }

    private static Refusal missing() {
        return new Refusal(
                RefusalCodes.MISSING,
                "there is no status.json; a consensus directory has one, written by the role that opened the epic",
                Source.of(Status.FILE));
    }

    /**
     * Judges it for a run that is under way. A status that the gate refuses stops the run, be it gone, too large or
     * faulty. But one that may not be read stops none, nor does one that is no JSON, since that is what a writer leaves
     * who was interrupted, unless it says no; and one in another encoding is judged by what it says.
     *
     * @param epicId the epic that is being deployed
     * @param iteration the one of which the plan is that is being deployed
     * @param known our blockers by which it is told which of those in our name are ours
     * @return what follows
     */
    public DuringRun duringRun(String epicId, int iteration, KnownBlockers known) {
        if (status.isRight()) {
            return new DuringRun(StopPolicy.judge(status.get(), epicId, iteration, known), List.of());
        }
        List<Refusal> why = status.getLeft();
        return new DuringRun(reasons(why, epicId, iteration, known), texts(why));
    }

    private List<String> reasons(List<Refusal> why, String epicId, int iteration, KnownBlockers known) {
        if (isGone || bytes.filter(read -> read.length > Limits.STATUS_BYTES).isPresent()) {
            return texts(why);
        }
        return bytes.map(read -> written(read, why, epicId, iteration, known)).orElse(List.of());
    }

    private static List<String> written(
            byte[] bytes, List<Refusal> why, String epicId, int iteration, KnownBlockers known) {
        byte[] text = TextDecoding.toUtf8(bytes);
        if (!StrictJson.isJson(text)) {
            return LenientStatus.judge(text, epicId, iteration, known);
        }
        return Arrays.equals(text, bytes)
                ? texts(why)
                : StatusReader.readToDecide(text)
                        .fold(StatusLook::texts, status -> StopPolicy.judge(status, epicId, iteration, known));
    }

    private static List<String> texts(List<Refusal> refusals) {
        return refusals.stream().map(Refusal::toString).toList();
    }
}
