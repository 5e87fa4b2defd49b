package io.github.devopsagent.internal.recovery;

import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.document.SettingsJson;
import io.github.devopsagent.internal.environment.RunBeginning;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.EventContext;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalFormat;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.resolve.EnvironmentCheck;
import io.github.devopsagent.internal.resolve.RollbackCheck;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.internal.settings.PlanPolicy;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.RunEvent;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a journal tells of a run that did not come to its end. Looking at it changes nothing. */
public sealed interface UnfinishedRunScan {

    /** There is no journal, or nothing was ever recorded in it; and nothing tells otherwise. */
    record None() implements UnfinishedRunScan {}

    /** A journal of which nothing is left to do. */
    record Closed(RunHeader header) implements UnfinishedRunScan {}

    /** It cannot be trusted, and is kept for a person; which run it is of can be read nevertheless, or not. */
    record Broken(Optional<RunHeader> opening, String why) implements UnfinishedRunScan {

        static Broken of(RunDirectories files, String why) {
            return new Broken(readable(files), why);
        }

        private static Optional<RunHeader> readable(RunDirectories files) {
            try {
                List<byte[]> records = Journal.read(files.journal()).records();
                return records.isEmpty() ? Optional.empty() : Optional.of(JournalRecords.opening(records));
            } catch (BrokenFileException | IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /** A veto that was not written wholly. */
    record OpenVeto(RunHeader header) implements UnfinishedRunScan {}

    /** A deployment that did not come to its end, or whose record is not written wholly. */
    record OpenDeployment(
            RunHeader header,
            AgentIdentity agent,
            AgentIdentity intender,
            PinnedRun pinned,
            RunState state,
            Optional<EventContext> observed,
            boolean mayLackEvents)
            implements UnfinishedRunScan {

        /**
         * What an agent needs to go on, and does not have now; empty if nothing is missing. The next one may have it, so
         * nothing is executed, and nothing recorded.
         */
        public List<String> missingNow(AgentSettings settings) {
            List<String> notGiven = notGiven(settings);
            if (!notGiven.isEmpty()) {
                return notGiven;
            }
            List<String> notAllowed = notAllowed(settings.code().planPolicy());
            if (!notAllowed.isEmpty()) {
                return notAllowed;
            }
            List<String> differences = new EnvironmentCheck(pinned, settings).differences();
            return differences.isEmpty()
                    ? new RollbackCheck(pinned.executable(settings.given().values()), state, settings).failures()
                    : differences;
        }

        /** What of that which may be executed the host lets no plan use, now. */
        private List<String> notAllowed(PlanPolicy policy) {
            RunPlan plan = pinned.plan().withoutSecrets();
            boolean onlyGoesBack = header.rollsBack().isPresent();
            return policy
                    .refusals(
                            plan.steps().stream()
                                    .filter(ref -> !onlyGoesBack || ref.stage() == Stage.ROLLBACK)
                                    .map(ref -> new PlanPolicy.PlacedStep(ref.path(), plan.step(ref)))
                                    .toList(),
                            plan.checks(),
                            plan.metrics())
                    .stream()
                    .map("the host does not allow all of its plan: "::concat)
                    .toList();
        }

        /** What of this host decides whether something is deployed, and was never asked about it. */
        public Set<String> unaskedRules(AgentSettings settings) {
            Set<String> names = settings.code().ruleNames();
            header.rules().forEach(names::remove);
            observed.ifPresent(seen -> seen.rules().forEach(names::remove));
            return names;
        }

        /** Whether it undoes this deployment on demand. */
        public boolean isRollbackOf(String deploymentId) {
            return header.rollsBack()
                    .filter(undone -> undone.deploymentId().equals(deploymentId))
                    .isPresent();
        }

        /** What the builder lacks. */
        private List<String> notGiven(AgentSettings settings) {
            List<String> reasons = new ArrayList<>();
            Set<String> missing = executors();
            missing.removeIf(name -> settings.executors().find(name).isPresent());
            if (!missing.isEmpty()) {
                reasons.add("it needs executors that are not here now: " + String.join(", ", missing));
            }
            Set<String> secrets = new TreeSet<>(pinned.secrets());
            secrets.removeAll(settings.given().values().keySet());
            if (!secrets.isEmpty()) {
                reasons.add("it needs secrets that are not given now: " + String.join(", ", secrets));
            }
            return reasons;
        }

        /** Why no agent, now or later, can know what was done; empty if the journal tells. */
        public Optional<String> doubt() {
            return mayLackEvents && state.mayHaveDeployed()
                    ? Optional.of(
                            "its journal could not be written any more at the end, so that it may have been rolled"
                                    + " back, in part or wholly, without a record")
                    : Optional.empty();
        }

        /** Who was about to begin what is in doubt; empty if the journal may lack that it began. */
        public Optional<ProcessId> knownIntender() {
            return mayLackEvents ? Optional.empty() : Optional.of(intender.process());
        }

        public boolean hasEnded() {
            return state.ending().isPresent() && state.open().isEmpty();
        }

        /** Those of metrics as well: a number that nobody can ask for any more would be one that only is missing. */
        private Set<String> executors() {
            Set<String> names = new TreeSet<>();
            for (Action action : pinned.plan().withoutSecrets().actions()) {
                names.add(action.use().executor());
            }
            return names;
        }
    }

    /** Looks at what is there. */
    static UnfinishedRunScan look(RunDirectories files, RunMask mask) {
        // Where this user may not look, there may be one.
        if (Files.notExists(files.journal())) {
            return withoutJournal(files, mask);
        }
        if (!files.unwritable().isEmpty()) {
            return new Broken(
                    Optional.empty(),
                    "something below .devops cannot be read, or is not the agent's own: "
                            + files.unwritable().entrySet().stream()
                                    .map(each -> each.getKey() + ": " + each.getValue())
                                    .collect(Collectors.joining("; ")));
        }
        try {
            Journal.Scan scan = Journal.read(files.journal());
            if (scan.damaged()) {
                return Broken.of(
                        files,
                        "its journal is damaged behind its first "
                                + scan.records().size() + " records");
            }
            Optional<String> tooNew = JournalFormat.tooNew(scan.records());
            if (tooNew.isPresent()) {
                return Broken.of(files, tooNew.get());
            }
            UnfinishedRunScan left = scan.records().isEmpty() ? new None() : read(files, scan.records(), mask);
            JournalContradiction records = new JournalContradiction(files);
            if (left instanceof OpenDeployment open
                    && open.mayLackEvents()
                    && records.isWhollyRecorded(open.header())) {
                return new Closed(open.header());
            }
            Optional<String> contradiction = records.of(left);
            if (contradiction.isPresent() && hasGoneOn(files, scan)) {
                return look(files, mask);
            }
            return contradiction
                    .<UnfinishedRunScan>map(why -> Broken.of(files, why))
                    .orElse(left);
        } catch (BrokenFileException | IllegalArgumentException | IllegalStateException e) {
            return Broken.of(files, "what it left cannot be used: " + e.getMessage());
        }
    }

    private static UnfinishedRunScan withoutJournal(RunDirectories files, RunMask mask) {
        // What lies there and is not ours is not looked at; whoever wants to begin is told of it.
        Optional<String> removed =
                files.unwritable().isEmpty() ? new JournalContradiction(files).ofMissingJournal() : Optional.empty();
        if (removed.isPresent() && !Files.notExists(files.journal())) {
            return look(files, mask);
        }
        return removed.isPresent() ? Broken.of(files, removed.get()) : new None();
    }

    /** Whether an agent that works here has written more since the journal was read. */
    private static boolean hasGoneOn(RunDirectories files, Journal.Scan scan) {
        return Files.notExists(files.journal())
                || Journal.read(files.journal()).records().size()
                        != scan.records().size();
    }

    private static UnfinishedRunScan read(RunDirectories files, List<byte[]> records, RunMask mask) {
        RunHeader header = JournalRecords.opening(records);
        if (JournalRecords.isClosed(records)) {
            return new Closed(header);
        }
        if (header.isVeto()) {
            return new OpenVeto(header);
        }
        RunDirectory kept = files.kept(header.run());
        PinnedRun pinned = SettingsJson.read(kept.settings(header));
        RunState state = RunBeginning.of(header, pinned, kept, mask);
        for (RunEvent event : JournalRecords.events(records, state.plan())) {
            state = state.after(event);
        }
        return new OpenDeployment(
                header,
                JournalRecords.lastAgent(records),
                JournalRecords.lastIntender(records),
                pinned,
                state,
                JournalRecords.observed(records),
                !kept.hasReserve() && state.ending().isEmpty());
    }

    /** Who worked on it last, as far as its journal tells. */
    default Optional<AgentIdentity> lastAgent() {
        if (this instanceof Broken broken) {
            return broken.opening().map(RunHeader::agent);
        }
        if (this instanceof OpenVeto veto) {
            return Optional.of(veto.header().agent());
        }
        return this instanceof OpenDeployment deployment ? Optional.of(deployment.agent()) : Optional.empty();
    }

    /** For whoever has the lock of the directory. */
    default Optional<UnfinishedRun> tell(RunDirectories files) {
        AgentLife life = files.isShared()
                ? AgentLife.ofShared(lastAgent())
                : AgentLife.underLock(files.directory(), lastAgent());
        return new UnfinishedRunReport(life).of(this);
    }

    /** For people, and for hosts that want to know before they run an agent; no lock is needed. */
    default Optional<UnfinishedRun> inspect(RunDirectories files) {
        AgentLife life =
                files.isShared() ? AgentLife.ofShared(lastAgent()) : AgentLife.of(files.directory(), lastAgent());
        return new UnfinishedRunReport(life).of(this);
    }
}
