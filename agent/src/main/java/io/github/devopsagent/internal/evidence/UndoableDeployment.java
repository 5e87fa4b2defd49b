package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.document.DeploymentJson;
import io.github.devopsagent.internal.document.DeploymentRegister;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.document.RecordedResult;
import io.github.devopsagent.internal.document.SettingsJson;
import io.github.devopsagent.internal.environment.RunBeginning;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.files.RunArchive;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalFormat;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.machine.RemainingRollback;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.EarlierRollbacks;
import io.github.devopsagent.machine.vocabulary.Ending;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which deployment of an epic can be undone on demand: the last of this directory that stands, of which all is kept that its
 * rollback would need. If that was tried, and failed, it can be gone on with, unless a step of it is in doubt. Looking at it
 * changes nothing.
 */
public final class UndoableDeployment {

    private final RunEnvironment runEnvironment;
    private final String epicId;
    private final SortedMap<String, RecordedResult> results = new TreeMap<>();
    private final EpicRecords records;
    private final DeploymentRegister register;

    /**
     * @param records what is recorded of the epic, in the same snapshot
     */
    public UndoableDeployment(RunEnvironment runEnvironment, String epicId, Snapshot snapshot, EpicRecords records) {
        this.runEnvironment = runEnvironment;
        this.epicId = epicId;
        this.records = records;
        this.register = runEnvironment.files().register().read();
        snapshot.in(Deployment.DIRECTORY).forEach(entry -> {
            RecordedResult result = RecordedResult.read(bytes(entry.getValue()));
            if (EpicRecords.path(result.deploymentId()).equals(entry.getKey())) {
                results.put(result.deploymentId(), result);
            }
        });
    }

    private static byte[] bytes(Content record) {
        try {
            return record.read(EpicRecords.LONGEST_RECORD);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /**
     * A deployment that can be undone.
     *
     * @param header of its journal
     * @param pinned what it has carried out
     * @param ended what it came to, by its journal
     * @param kept where that lies
     * @param earlier how far runs that failed have undone it
     * @param doubts what does not keep it from being undone, but should be known
     */
    public record Undoable(
            RunHeader header,
            PinnedRun pinned,
            RunState ended,
            RunDirectory kept,
            EarlierRollbacks earlier,
            List<String> doubts) {
        public Undoable {
            doubts = List.copyOf(doubts);
        }
    }

    /** The deployment with an id, or why it cannot be undone on demand. */
    public Either<Refusal, Undoable> find(String id) {
        return notStanding(id).<Either<Refusal, Undoable>>map(Either::left).orElseGet(() -> kept(id).flatMap(
                        run -> earlier(id).flatMap(earlier -> undoable(run, earlier))));
    }

    private Optional<Refusal> notStanding(String id) {
        Optional<RecordedResult> found = Optional.ofNullable(results.get(id))
                .filter(result -> DeploymentIds.isId(id) && result.epicId().equals(epicId));
        if (found.isEmpty()) {
            return Optional.of(refusal(RefusalCodes.UNKNOWN_DEPLOYMENT, unknown(id), Deployment.DIRECTORY));
        }
        if (!found.get().is(Deployment.Result.SUCCESS)) {
            return Optional.of(refusal(
                    RefusalCodes.NOT_DEPLOYED,
                    id + " did not succeed ('" + found.get().status()
                            + "'), so that there is nothing to roll back; name the" + " deployment that is live",
                    EpicRecords.path(id)));
        }
        return undoneBy(id)
                .map(other -> refusal(
                        RefusalCodes.NOT_DEPLOYED,
                        id + " was rolled back already, by " + other + resultOf(other),
                        EpicRecords.path(other)))
                .or(() -> laterSuccess(id)
                        .map(later -> refusal(
                                RefusalCodes.LATER_DEPLOYMENT,
                                later + " was deployed after " + id + ", and may need what that brought; roll " + later
                                        + " back first",
                                EpicRecords.path(later))));
    }

    private String unknown(String id) {
        String which = results.values().stream()
                .filter(result -> result.epicId().equals(epicId) && result.is(Deployment.Result.SUCCESS))
                .map(RecordedResult::deploymentId)
                .filter(known -> find(known).isRight())
                .collect(Collectors.joining(", "));
        return "there is no record of a deployment '" + (DeploymentIds.isId(id) ? id : "…") + "' of " + epicId
                + (which.isEmpty() ? "; none of it can be rolled back" : "; what can be rolled back: " + which);
    }

    private boolean hasFailed(String id) {
        return Optional.ofNullable(results.get(id))
                .filter(result -> result.is(Deployment.Result.ROLLBACK_FAILED))
                .isPresent();
    }

    private String resultOf(String id) {
        return Optional.ofNullable(results.get(id))
                .map(result -> " ('" + result.status() + "')")
                .orElse("");
    }

    /** The run that has undone a deployment: if its record is gone, nobody knows that it has failed. */
    private Optional<String> undoneBy(String id) {
        return undoing(id).filter(other -> !hasFailed(other)).findFirst();
    }

    /** The runs that have undone a deployment, or tried to, by their records or their journals. */
    private Stream<String> undoing(String id) {
        Stream<String> byRecord = results.values().stream()
                .filter(result -> result.rollsBack().equals(id))
                .map(RecordedResult::deploymentId);
        RunArchive runs = runEnvironment.files().runs();
        Stream<String> byJournal =
                runs.ended().stream().filter(run -> runs.rolledBackBy(run).equals(Optional.of(id)));
        return Stream.concat(byRecord, byJournal).distinct();
    }

    /** Of whatever epic: they are deployed to one system as far as anybody here knows. */
    private Optional<String> laterSuccess(String id) {
        Set<String> undone = results.values().stream()
                .filter(result -> result.is(Deployment.Result.ROLLED_BACK))
                .map(RecordedResult::rollsBack)
                .collect(Collectors.toSet());
        Stream<String> recorded = results.values().stream()
                .filter(result -> result.is(Deployment.Result.SUCCESS))
                .map(RecordedResult::deploymentId);
        Stream<String> registered = register.epics().values().stream()
                .flatMap(epic -> epic.success().stream())
                .map(DeploymentRegister.Success::deploymentId);
        return Stream.concat(recorded, registered)
                .filter(other -> DeploymentIds.order(other) > DeploymentIds.order(id) && !undone.contains(other))
                .max((one, other) -> DeploymentIds.order(one) - DeploymentIds.order(other));
    }

    /**
     * A run of which all is kept.
     *
     * @param state what it came to
     */
    private record KeptRun(RunHeader header, PinnedRun pinned, RunState state, RunDirectory directory) {}

    /** How far it was undone, by the newest run that failed to: each of them knows what those before it did. */
    private Either<Refusal, EarlierRollbacks> earlier(String id) {
        return undoing(id)
                .max((one, other) -> DeploymentIds.order(one) - DeploymentIds.order(other))
                .map(failed -> kept(failed).flatMap(run -> earlier(id, run)))
                .orElseGet(() -> Either.right(EarlierRollbacks.NONE));
    }

    private Either<Refusal, EarlierRollbacks> earlier(String id, KeptRun failed) {
        String run = failed.header().run();
        if (!failed.state().ending().equals(Optional.of(Ending.ROLLBACK_FAILED))
                || !failed.state().rollsBack().equals(Optional.of(id))) {
            return Either.left(notKept(run, "its journal does not tell that it failed to roll " + id + " back"));
        }
        return failed.state()
                .unrepeatableBack()
                .map(step -> Either.<Refusal, EarlierRollbacks>left(refusal(
                        RefusalCodes.ROLLBACK_IN_DOUBT,
                        id + " was to be rolled back already, by " + run + ", and nobody knows what became of "
                                + failed.state().name(step)
                                + ", which is not idempotent; find it out, and do by hand what is"
                                + " left, as rollback_command of " + run + " has it",
                        EpicRecords.path(run))))
                .orElseGet(() -> Either.right(failed.state().triedBack()));
    }

    private Either<Refusal, KeptRun> kept(String id) {
        RunDirectory kept = runEnvironment.files().kept(id);
        try {
            byte[] journal = runEnvironment.files().endedJournal(id);
            Journal.Scan scan = Journal.read(journal);
            if (scan.damaged() || scan.records().isEmpty()) {
                throw new IllegalStateException("its journal is damaged");
            }
            JournalFormat.tooNew(scan.records()).ifPresent(why -> {
                throw new IllegalStateException(why);
            });
            RunHeader header = JournalRecords.opening(scan.records());
            PinnedRun pinned = SettingsJson.read(kept.settings(header));
            RunState state = RunBeginning.ended(header, pinned, kept, runEnvironment.mask(), scan);
            altered(id, header, scan, journal).ifPresent(why -> {
                throw new IllegalStateException(why);
            });
            return Either.right(new KeptRun(header, pinned, state, kept));
        } catch (BrokenFileException | IllegalArgumentException | IllegalStateException e) {
            return Either.left(notKept(id, String.valueOf(e.getMessage())));
        }
    }

    /** By what record and journal tell of each other. */
    private Optional<String> altered(String id, RunHeader header, Journal.Scan scan, byte[] journal) {
        byte[] record = records.find(id).orElseGet(() -> new byte[0]);
        Optional<Provenance.JournalSeal> seal =
                DeploymentJson.provenance(record).journal();
        boolean isSealed = seal.filter(known -> known.bytes() < 0
                        || known.bytes() > journal.length
                        || !Digest.of(Arrays.copyOf(journal, (int) known.bytes()))
                                .equals(known.digest()))
                .isEmpty();
        boolean isRecord = JournalRecords.recordDigest(scan.records())
                .filter(digest -> !digest.equals(Digest.of(record)))
                .isEmpty();
        return isSealed
                        && isRecord
                        && header.run().equals(id)
                        && header.epicId().equals(epicId)
                ? Optional.empty()
                : Optional.of(
                        "record and journal do not fit to each other, so that one of them was altered; bring it back as"
                                + " it was");
    }

    private Refusal notKept(String id, String why) {
        String command = DeploymentJson.rollbackCommand(records.find(id).orElseGet(() -> new byte[0]))
                        .isEmpty()
                ? "it has no rollback_command, so undo it by hand"
                : "its rollback_command can be pasted by a person (of a record that was not altered)";
        return refusal(
                RefusalCodes.NOT_KEPT,
                "what is kept of " + id + " is gone or was altered: " + why + ". Kept are the " + RunArchive.KEPT
                        + " newest deployments that succeeded; bring it back, or else " + command,
                runEnvironment.files().kept(id).name());
    }

    private Either<Refusal, Undoable> undoable(KeptRun run, EarlierRollbacks earlier) {
        RunState state = run.state();
        String id = run.header().run();
        if (!state.ending().equals(Optional.of(Ending.DEPLOYED))) {
            return Either.left(notKept(id, "its journal does not tell that it succeeded"));
        }
        Undoable found = new Undoable(run.header(), run.pinned(), state, run.directory(), earlier, doubts(id, earlier));
        if (state.isBeyondReturn()) {
            return Either.left(refusal(
                    RefusalCodes.IRREVERSIBLE,
                    state.plan().pointOfNoReturn().map(state::name).orElse("a step") + " of " + id
                            + " is irreversible, so that nothing is rolled back automatically; a person decides what is to be"
                            + " done",
                    found.kept().name()));
        }
        return RemainingRollback.of(state).isEmpty()
                ? Either.left(refusal(
                        RefusalCodes.IRREVERSIBLE,
                        "the plan of " + id + " has nothing executable that undoes it; undo it by hand",
                        found.kept().name()))
                : Either.right(found);
    }

    /** A person has looked at what is in doubt, or else the epic would be blocked. */
    private List<String> doubts(String id, EarlierRollbacks earlier) {
        Stream<String> before = undoing(id)
                .map(other -> other + " was to roll " + id
                        + " back, and failed; "
                        + (earlier.done().isEmpty()
                                ? "nothing was undone by then"
                                : "what was done by then is not done again: "
                                        + earlier.done().stream()
                                                .map(StepRef::path)
                                                .collect(Collectors.joining(", "))));
        Stream<String> others = results.values().stream()
                .filter(result -> result.is(Deployment.Result.ROLLBACK_FAILED)
                        && !result.rollsBack().equals(id))
                .map(RecordedResult::deploymentId)
                .filter(other -> DeploymentIds.order(other) > DeploymentIds.order(id))
                .map(other -> other + " came after " + id + ", and its rollback had failed: " + id
                        + " is rolled back from whatever a person has made of that");
        return Stream.concat(before, others).toList();
    }

    private static Refusal refusal(String code, String reason, String file) {
        return new Refusal(code, reason, Source.of(file));
    }
}
