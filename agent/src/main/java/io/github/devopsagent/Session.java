package io.github.devopsagent;

import io.github.devopsagent.directory.BrokenFileException;
import io.github.devopsagent.directory.Digest;
import io.github.devopsagent.directory.DirectoryLock;
import io.github.devopsagent.directory.DirectoryStore;
import io.github.devopsagent.directory.DurableFiles;
import io.github.devopsagent.directory.Journal;
import io.github.devopsagent.directory.LockCaveat;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.json.DeploymentIds;
import io.github.devopsagent.json.DeploymentJson;
import io.github.devopsagent.json.Durations;
import io.github.devopsagent.json.EventJson;
import io.github.devopsagent.json.JournalRecords;
import io.github.devopsagent.json.SettingsJson;
import io.github.devopsagent.pipeline.StepResult;
import io.github.devopsagent.run.Ending;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.RunReport;
import io.github.devopsagent.run.RunState;
import io.github.devopsagent.store.Content;
import io.github.devopsagent.store.Document;
import io.github.devopsagent.store.Document.Mode;
import io.github.devopsagent.store.Snapshot;
import io.github.devopsagent.veto.Gate;
import io.github.devopsagent.veto.Judgement;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.VetoRules;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One call of {@link DevOpsAgent#run()} or {@link DevOpsAgent#preview()}: decide, then carry out and record. */
final class Session {

    private static final Duration LOCK_POLL = Duration.ofMillis(50);

    /** What is longer is no record of ours, and its number is passed over. */
    private static final int LONGEST_RECORD = 64 << 20;

    private final AgentSettings settings;
    private final Cancellation cancellation;
    private final Clock clock;
    private final DurableFiles durable;
    private final DirectoryStore store;
    private final RunFiles files;
    private final Listeners listeners;
    private Optional<DirectoryLock> held = Optional.empty();

    Session(AgentSettings settings, Cancellation cancellation) {
        this.settings = settings;
        this.cancellation = cancellation;
        this.clock = settings.clock().orElseGet(MonotonicClock::new);
        this.durable = new DurableFiles(settings.disk());
        this.store = new DirectoryStore(durable, settings.consensus());
        this.files = new RunFiles(durable, settings.consensus());
        this.listeners = new Listeners(settings.listeners());
    }

    Outcome run() {
        Outcome outcome =
                noDirectory().<Outcome>map(why -> refused(List.of(why))).orElseGet(this::runLocked);
        outcome = LockCaveat.of(settings.consensus()).map(outcome::withNote).orElse(outcome);
        listeners.ended(outcome);
        return outcome;
    }

    private Optional<Refusal> noDirectory() {
        if (!Files.isDirectory(settings.consensus())) {
            return Optional.of(new Refusal(
                    "missing",
                    "there is no directory " + settings.consensus() + "; name the consensus directory",
                    Source.of(".")));
        }
        boolean hasStatus = store.read().find(Status.FILE).isPresent();
        return hasStatus
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "missing",
                        "there is no status.json in " + settings.consensus()
                                + "; a consensus directory has one, written by the role that opened the epic",
                        Source.of(Status.FILE)));
    }

    /** Found out before anything is done, since what was done could not be recorded. */
    private List<Refusal> unwritable() {
        return store.obstacles().entrySet().stream()
                .map(obstacle -> new Refusal(
                        "unwritable",
                        "it could not be written: " + obstacle.getValue()
                                + "; allowed is a place in the consensus directory that this user may write to",
                        Source.of(obstacle.getKey())))
                .toList();
    }

    private Outcome runLocked() {
        files.create();
        Either<String, DirectoryLock> lock = acquire();
        if (lock.isLeft()) {
            return refused(List.of(new Refusal(
                    "lock_held",
                    "another agent works on this directory: " + lock.getLeft()
                            + "; run again when it is done. The lock ends with its process",
                    Source.of(RunFiles.NAME + "/lock"))));
        }
        held = Optional.of(lock.get());
        try {
            store.sweep(RunFiles.SWEPT);
            return files.unfinished(this::whatBecame)
                    .<Outcome>map(what -> refused(List.of(unfinished(what))))
                    .orElseGet(this::decide);
        } finally {
            lock.get().close();
        }
    }

    private Either<String, DirectoryLock> acquire() {
        long begin = System.nanoTime();
        Either<String, DirectoryLock> lock = tryLock();
        Duration left = settings.lockWait();
        while (lock.isLeft() && !left.isZero() && !left.isNegative() && !cancellation.await(shorter(left, LOCK_POLL))) {
            lock = tryLock();
            left = settings.lockWait().minusNanos(System.nanoTime() - begin);
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - begin).truncatedTo(ChronoUnit.MILLIS);
        String inVain = settings.lockWait().isZero() ? "" : " (after waiting for " + Durations.format(waited) + ")";
        return lock.mapLeft(holder -> holder + inVain);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Either<String, DirectoryLock> tryLock() {
        return DirectoryLock.acquire(durable, files.directory(), settings.identity(), clock.instant());
    }

    /** Processes that a killed agent's step left behind must not live on beside whatever comes next. */
    private String whatBecame(RunFiles.Doubtful doubtful) {
        String known;
        try {
            known = settings.executors()
                    .find(doubtful.executor())
                    .map(executor -> executor.resolve(doubtful.attempt()))
                    .map(resolution -> resolution.fold(
                            done -> done.result().isSuccess()
                                    ? "it succeeded"
                                    : done.result() instanceof StepResult.StillRunning
                                            ? "it still runs: " + done.result().reason()
                                            : "it failed: " + done.result().reason(),
                            () -> "it never started",
                            () -> "its result is not known"))
                    .orElse("its executor '" + doubtful.executor() + "' is not here to be asked");
        } catch (RuntimeException e) {
            known = "its executor could not tell: " + e;
        }
        return doubtful.place() + " (" + known + ")";
    }

    private static Refusal unfinished(String what) {
        return new Refusal(
                "unfinished_run",
                "an earlier run did not come to its end: " + what
                        + "; nothing is run a second time silently. Look at the system, bring it into a known state, "
                        + "then move the journal away",
                Source.of(RunFiles.NAME + "/journal"));
    }

    private Outcome decide() {
        List<Refusal> unwritable = unwritable();
        if (!unwritable.isEmpty()) {
            return refused(unwritable);
        }
        Snapshot snapshot = store.read();
        Either<List<Refusal>, EvidenceReader.Reading> read = EvidenceReader.read(snapshot, settings);
        if (read.isLeft()) {
            return refused(read.getLeft());
        }
        EvidenceReader.Reading reading = read.get();
        List<Refusal> closed = Gate.judge(reading.evidence(), settings.environment());
        if (!closed.isEmpty()) {
            return new Outcome.Refused(closed, reading.notes());
        }
        Judgement judgement = VetoRules.judge(settings.rules(), reading.evidence());
        return judgement.isPass() ? deploy(snapshot, reading) : veto(reading, judgement);
    }

    private Outcome veto(EvidenceReader.Reading reading, Judgement judgement) {
        Status status = reading.evidence().status();
        Instant at = clock.instant();
        int iteration = (int) Math.min(status.iteration() + 1L, Integer.MAX_VALUE);
        // The time is part of it: the same evidence can be vetoed twice when someone sets the status back.
        String run = "veto-" + iteration + "-"
                + Digest.of((status + reading.digests().toString() + at).getBytes(StandardCharsets.UTF_8))
                        .substring(0, 8);
        held.ifPresent(lock -> lock.announce(run));
        List<String> notes = new ArrayList<>(reading.notes());
        StatusPublisher.Result published;
        try (Journal journal = Journal.create(durable, files.journal())) {
            journal.append(JournalRecords.vetoed(run, status.epicId(), at, iteration, judgement.vetoes()));
            published = new StatusPublisher(store)
                    .publish(
                            status.epicId(),
                            expected -> List.of(),
                            expected -> Announcements.vetoMessages(
                                    status, judgement.vetoes(), expected.statusWritten(), run, at),
                            Announcements.vetoed(judgement.vetoes(), iteration, at));
            journal.append(JournalRecords.closed(clock.instant()));
        }
        notes.addAll(published.notes());
        archive(run).ifPresent(notes::add);
        return new Outcome.Vetoed(
                status.epicId(), published.statusWritten() ? iteration : status.iteration(), judgement.vetoes(), notes);
    }

    private Outcome deploy(Snapshot snapshot, EvidenceReader.Reading reading) {
        Status status = reading.evidence().status();
        Plan plan = reading.evidence()
                .plan()
                .orElseThrow(() -> new IllegalStateException("no rule lets a missing plan pass"));
        String id = nextId(snapshot, status.epicId());
        held.ifPresent(lock -> lock.announce(id));
        Preparation.Prepared prepared = Preparation.prepare(plan, settings, id);
        RunFiles.Kept kept = files.keep(id);
        kept.write("plan.json", reading.planBytes());
        kept.write(
                "settings.json",
                SettingsJson.write(prepared.plan(), settings.bareStrings().name()));
        List<String> notes = new ArrayList<>(reading.notes());
        notes.addAll(settings.executors().caveats());
        Outcome outcome;
        try (Journal journal = Journal.create(durable, files.journal())) {
            Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            journal.append(JournalRecords.opened(id, status.epicId(), at));
            listeners.started(prepared.plan());
            RunLoop loop = new RunLoop(
                    new RunLoop.Surroundings(
                            settings,
                            journal,
                            clock,
                            cancellation,
                            listeners,
                            prepared.findings(),
                            () -> objections(reading.digests()),
                            kept),
                    RunState.begin(prepared.plan(), at));
            RunState ended = loop.runToItsEnd();
            outcome = record(status, ended, reading.digests(), notes);
            journal.append(EventJson.write(new RunEvent.Recorded(clock.instant()), ended.plan()));
            journal.append(JournalRecords.closed(clock.instant()));
        }
        return archive(id).map(outcome::withNote).orElse(outcome);
    }

    /** The run is closed and recorded; what cannot be tidied up does not change that. */
    private Optional<String> archive(String run) {
        try {
            files.archive(run);
            return Optional.empty();
        } catch (BrokenFileException e) {
            return Optional.of("the journal of this run could not be kept: " + e.getMessage());
        }
    }

    /** What gate and rules have against the deployment now, where they had nothing when the run began. */
    private List<String> objections(Deployment.Digests judged) {
        return EvidenceReader.read(store.read(), settings)
                .fold(refusals -> refusals.stream().map(Refusal::toString).toList(), reading -> Stream.of(
                                Gate.judge(reading.evidence(), settings.environment()).stream()
                                        .map(Refusal::toString),
                                VetoRules.judge(settings.rules(), reading.evidence()).vetoes().stream()
                                        .map(Object::toString),
                                Stream.of("plan.json was changed after it was judged")
                                        .filter(text ->
                                                !reading.digests().plan().equals(judged.plan())))
                        .flatMap(texts -> texts)
                        .map(AttemptRunner::bounded)
                        .toList());
    }

    private Outcome record(Status status, RunState state, Deployment.Digests digests, List<String> notes) {
        Ending ending = state.ending().orElseThrow(() -> new IllegalStateException("the run has not ended"));
        Deployment deployment = RunReport.of(state, digests);
        List<String> known = new StatusPublisher(store)
                .publish(
                        status.epicId(),
                        expected -> documents(state, deployment.withWarnings(expected.notes())),
                        expected -> Announcements.statusMessages(status, state, ending),
                        Announcements.ended(state, ending))
                .notes();
        notes.addAll(known);
        return outcome(state, ending, deployment.withWarnings(known), notes);
    }

    private List<Document> documents(RunState state, Deployment deployment) {
        byte[] bytes = DeploymentJson.write(
                deployment, state.plan(), settings.bareStrings().name());
        List<Document> documents = new ArrayList<>();
        documents.add(
                new Document(Deployment.DIRECTORY + "/" + deployment.deploymentId() + ".json", bytes, Mode.REPLACE));
        documents.add(new Document(Deployment.FILE, bytes, Mode.REPLACE));
        return documents;
    }

    private static Outcome outcome(RunState state, Ending ending, Deployment deployment, List<String> notes) {
        String reason = state.failure().map(failure -> failure.reason()).orElse("");
        return switch (ending) {
            case DEPLOYED -> new Outcome.Deployed(deployment, notes);
            case ABORTED -> new Outcome.Aborted(deployment, reason, notes);
            case ROLLED_BACK -> new Outcome.RolledBack(deployment, reason, state.health(), notes);
            case ROLLBACK_FAILED -> new Outcome.RollbackFailed(deployment, reason, state.rollbackFaults(), notes);
        };
    }

    private String nextId(Snapshot snapshot, String epicId) {
        Map<String, byte[]> records = new HashMap<>();
        snapshot.in(Deployment.DIRECTORY).forEach(entry -> {
            String name = entry.getKey().substring(Deployment.DIRECTORY.length() + 1);
            String id = name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
            if (DeploymentIds.isId(id)) {
                records.put(id, bytes(entry.getValue()));
            }
        });
        Optional<byte[]> latest = snapshot.find(Deployment.FILE).map(Session::bytes);
        return DeploymentIds.next(epicId, records, latest, files.runs());
    }

    private static byte[] bytes(Content content) {
        try {
            return content.read(LONGEST_RECORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome refused(List<Refusal> why) {
        return new Outcome.Refused(why, List.of());
    }

    Preview preview() {
        List<Refusal> obstacles = noDirectory()
                .map(List::of)
                .orElseGet(() ->
                        files.inspect().map(Session::unfinished).map(List::of).orElseGet(this::unwritable));
        if (!obstacles.isEmpty()) {
            return nothing(obstacles);
        }
        Snapshot snapshot = store.read();
        return EvidenceReader.read(snapshot, settings).fold(Session::nothing, reading -> preview(snapshot, reading));
    }

    private static Preview nothing(List<Refusal> why) {
        return new Preview(why, List.of(), List.of(), Optional.empty(), List.of(), List.of(), "", List.of());
    }

    private Preview preview(Snapshot snapshot, EvidenceReader.Reading reading) {
        Judgement judgement = VetoRules.judge(settings.rules(), reading.evidence());
        Optional<Preparation.Prepared> prepared = reading.evidence()
                .plan()
                .map(plan -> Preparation.prepare(
                        plan,
                        settings,
                        nextId(snapshot, reading.evidence().status().epicId())));
        List<String> notes = new ArrayList<>(reading.notes());
        notes.addAll(settings.executors().caveats());
        LockCaveat.of(settings.consensus()).ifPresent(notes::add);
        return new Preview(
                Gate.judge(reading.evidence(), settings.environment()),
                judgement.vetoes(),
                judgement.consents(),
                prepared.map(Preparation.Prepared::plan),
                prepared.map(Preparation.Prepared::readings).orElse(List.of()),
                prepared.map(Preparation.Prepared::findings).orElse(List.of()),
                prepared.map(ready -> new String(
                                SettingsJson.write(
                                        ready.plan(), settings.bareStrings().name()),
                                StandardCharsets.UTF_8))
                        .orElse(""),
                notes);
    }
}
