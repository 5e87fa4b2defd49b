package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.gate.Gate;
import io.github.devopsagent.gate.HoldRules;
import io.github.devopsagent.gate.Judgement;
import io.github.devopsagent.gate.VetoRules;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What gate and rules say of the documents as they are now: read, gate, rules. A run, its preview, and the confirmation
 * before the first deploy step all decide here.
 *
 * @param snapshot the documents that were read
 * @param refusals why this is not the moment, or what the system refuses; empty if nothing stands in the way
 * @param reading what was read; empty if the gate is closed, or if something could not be read
 * @param judgement what the rules say of it; nothing if nothing was read
 * @param files what lies in our inbox
 */
public record Decision(
        Snapshot snapshot,
        List<Refusal> refusals,
        Optional<EvidenceReader.ReadEvidence> reading,
        Judgement judgement,
        InboxFiles files) {

    /** What lies in our inbox, for people. */
    public List<ReceivedMessage> inbox() {
        return files.listed();
    }

    private static final Judgement NONE = new Judgement(List.of(), List.of());

    /** Others are given so often to finish what they are writing. */
    private static final int MOST_LOOKS = 10;

    /** What was read at one moment, before anything is judged by it. */
    private record Look(
            Snapshot snapshot,
            boolean hasStatus,
            List<Refusal> refusals,
            Optional<EvidenceReader.ReadEvidence> reading,
            InboxFiles files) {

        /** The documents that are faulty or missing, and the messages that break off, with the digests of what was read. */
        Map<String, String> doubtful() {
            Map<String, String> doubtful = new TreeMap<>();
            if (!hasStatus) {
                doubtful.put(Status.FILE, snapshot.version());
            }
            if (reading.isEmpty()) {
                return doubtful;
            }
            EvidenceReader.ReadEvidence read = reading.get();
            if (read.evidence().plan().isEmpty()) {
                doubtful.put(Plan.FILE, read.digests().plan());
            }
            if (read.evidence().testResults().isEmpty()) {
                doubtful.put(TestResults.FILE, read.digests().testResults());
            }
            doubtful.putAll(files.halfWritten());
            return doubtful;
        }

        Look unsettled(String why) {
            String faults = reading.stream()
                    .flatMap(read -> read.full().invalid().stream())
                    .map(document -> "; found last: " + document.faults().get(0))
                    .collect(Collectors.joining());
            List<Refusal> unsettled = doubtful().keySet().stream()
                    .map(file -> new Refusal(
                            RefusalCodes.UNSETTLED,
                            "it is missing or faulty, and " + why + faults + "; run again when it is written",
                            Source.of(file)))
                    .toList();
            return new Look(snapshot, hasStatus, unsettled, Optional.empty(), files);
        }
    }

    /**
     * Decides. If the gate is closed plan and test results are not looked at. A document counts as faulty or missing only if
     * two looks, some time apart, agree: others may be writing it just now.
     */
    public static Decision of(RunEnvironment runEnvironment) {
        return of(runEnvironment, runEnvironment.settings().skippedTestsAllowed());
    }

    /** Decides for a run that is under way, and keeps to what was chosen when it began. */
    public static Decision of(RunEnvironment runEnvironment, boolean skippedTestsAllowed) {
        Look last = look(runEnvironment, false, skippedTestsAllowed);
        for (int looks = 1; !last.doubtful().isEmpty(); looks++) {
            if (looks == MOST_LOOKS) {
                return judge(
                        last.unsettled("was another one at each of " + MOST_LOOKS + " looks"),
                        runEnvironment.settings());
            }
            if (runEnvironment.settings().machine().settle(runEnvironment.cancellation())) {
                return judge(
                        last.unsettled("the host cancelled the run before it was looked at once more"),
                        runEnvironment.settings());
            }
            Look next = look(runEnvironment, false, skippedTestsAllowed);
            if (next.doubtful().equals(last.doubtful())) {
                return judge(next, runEnvironment.settings());
            }
            last = next;
        }
        return judge(last, runEnvironment.settings());
    }

    /** Looks once, and beyond a closed gate: for people, who want to see everything that will stand in the way. */
    public static Decision preview(RunEnvironment runEnvironment) {
        return preview(runEnvironment, runEnvironment.settings().skippedTestsAllowed());
    }

    /** The same for a run that is under way, and keeps to what was chosen when it began. */
    public static Decision preview(RunEnvironment runEnvironment, boolean skippedTestsAllowed) {
        return judge(look(runEnvironment, true, skippedTestsAllowed), runEnvironment.settings());
    }

    /** What people hold by a file, and how the gate stands beside it; empty if there is no such file. Nothing else is read. */
    public static List<Refusal> holds(RunEnvironment runEnvironment) {
        Snapshot snapshot = runEnvironment.store().readHolds();
        List<Refusal> holds = Holds.in(snapshot);
        return holds.isEmpty()
                ? holds
                : join(holds, StatusLook.at(snapshot).status().fold(why -> why, Gate::judge));
    }

    private static Look look(RunEnvironment runEnvironment, boolean beyondTheGate, boolean skippedTestsAllowed) {
        Snapshot snapshot = runEnvironment.store().read();
        Either<List<Refusal>, Status> status = StatusLook.at(snapshot).status();
        List<Refusal> closed = status.isLeft() ? status.getLeft() : Gate.judge(status.get());
        InboxFiles inbox = InboxFiles.read(
                snapshot,
                status.isLeft() ? "" : status.get().epicId(),
                runEnvironment.clock().instant());
        List<Refusal> holds = Holds.in(snapshot);
        if (status.isLeft() || (!closed.isEmpty() && !beyondTheGate)) {
            return new Look(snapshot, status.isRight(), join(holds, closed), Optional.empty(), inbox);
        }
        Either<List<Refusal>, EvidenceReader.ReadEvidence> reading =
                EvidenceReader.documents(snapshot, status.get(), inbox, runEnvironment.settings(), skippedTestsAllowed);
        List<Refusal> unreadable = join(reading.isLeft() ? reading.getLeft() : List.of(), inbox.refusals());
        return new Look(
                snapshot,
                true,
                join(holds, join(closed, unreadable)),
                unreadable.isEmpty() ? reading.toJavaOptional() : Optional.empty(),
                inbox);
    }

    private static Decision judge(Look look, AgentSettings settings) {
        if (look.reading().isEmpty()) {
            return refused(look, look.refusals());
        }
        EvidenceReader.ReadEvidence reading = look.reading().get();
        // What a source would find out is of no use beside a document by which nothing can be judged.
        Either<List<Refusal>, EvidenceReader.ReadEvidence> complete =
                reading.full().invalid().isEmpty() ? reading.withFacts(settings) : Either.right(reading);
        // Whoever can mend the document is told in any case; documents are compared when all of them can be read.
        List<Refusal> mismatches = reading.full().invalid().isEmpty()
                ? Gate.mismatches(reading.evidence(), settings.environment())
                : List.of();
        if (complete.isLeft()) {
            return refused(look, join(look.refusals(), complete.getLeft()));
        }
        EvidenceReader.ReadEvidence known = complete.get();
        return new Decision(
                look.snapshot(),
                join(
                        join(look.refusals(), mismatches),
                        HoldRules.judge(settings.code().holds(), known.full())),
                Optional.of(known),
                VetoRules.judge(settings.code().rules(), known.full()),
                look.files());
    }

    private static Decision refused(Look look, List<Refusal> why) {
        return new Decision(look.snapshot(), why, Optional.empty(), NONE, look.files());
    }

    private static <T> List<T> join(List<T> one, List<T> other) {
        List<T> both = new ArrayList<>(one);
        both.addAll(other);
        return List.copyOf(both);
    }
}
