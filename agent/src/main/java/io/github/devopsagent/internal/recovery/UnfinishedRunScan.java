package io.github.devopsagent.internal.recovery;

import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.document.SettingsJson;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalFormat;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.resolve.EnvironmentCheck;
import io.github.devopsagent.internal.resolve.RollbackCheck;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a journal tells of a run that did not come to its end. Looking at it changes nothing. */
public sealed interface UnfinishedRunScan {

    /** There is no journal, or nothing was ever recorded in it; and nothing tells otherwise. */
    record None() implements UnfinishedRunScan {}

    /** A journal of which nothing is left to do. */
    record Closed(RunHeader opening) implements UnfinishedRunScan {}

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
    record OpenVeto(RunHeader opening) implements UnfinishedRunScan {}

    /** A deployment that did not come to its end, or whose record is not written wholly. */
    record OpenDeployment(RunHeader opening, AgentIdentity agent, PinnedRun copy, RunState state, boolean mayLackEvents)
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
            List<String> differences = new EnvironmentCheck(copy, settings).differences();
            return differences.isEmpty()
                    ? new RollbackCheck(copy.executable(settings.given().values()), state, settings).obstacles()
                    : differences;
        }

        /** What the builder lacks. */
        private List<String> notGiven(AgentSettings settings) {
            List<String> obstacles = new ArrayList<>();
            Set<String> missing = new TreeSet<>(executors(copy.plan().withoutSecrets()));
            missing.removeIf(name -> settings.executors().find(name).isPresent());
            if (!missing.isEmpty()) {
                obstacles.add("it needs executors that are not here now: " + String.join(", ", missing));
            }
            Set<String> secrets = new TreeSet<>(copy.secrets());
            secrets.removeAll(settings.given().values().keySet());
            if (!secrets.isEmpty()) {
                obstacles.add("it needs secrets that are not given now: " + String.join(", ", secrets));
            }
            return obstacles;
        }

        /** Why no agent, now or later, can know what was done; empty if the journal tells. */
        public Optional<String> doubt() {
            return mayLackEvents && state.mayHaveDeployed()
                    ? Optional.of(
                            "its journal could not be written any more at the end, so that it may have been rolled"
                                    + " back, in part or wholly, without a record")
                    : Optional.empty();
        }

        public boolean hasEnded() {
            return state.ending().isPresent() && state.open().isEmpty();
        }

        private static Set<String> executors(RunPlan plan) {
            Set<String> names = new TreeSet<>();
            Stream.concat(
                            plan.steps().stream().map(plan::step).map(Step::action),
                            plan.checks().stream().map(HealthCheck::action))
                    .map(action -> action.use().executor())
                    .forEach(names::add);
            return names;
        }
    }

    /** Looks at what is there. */
    static UnfinishedRunScan look(RunDirectories files, RunMask masking) {
        // Where this user may not look, there may be one.
        if (Files.notExists(files.journal())) {
            return withoutJournal(files, masking);
        }
        if (!files.obstacles().isEmpty()) {
            return new Broken(
                    Optional.empty(),
                    "something below .devops cannot be read, or is not the agent's own: " + files.obstacles());
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
            UnfinishedRunScan left = scan.records().isEmpty() ? new None() : read(files, scan.records(), masking);
            JournalContradiction records = new JournalContradiction(files);
            if (left instanceof OpenDeployment open
                    && open.mayLackEvents()
                    && records.isWhollyRecorded(open.opening())) {
                return new Closed(open.opening());
            }
            Optional<String> contradiction = records.of(left);
            if (contradiction.isPresent() && hasGoneOn(files, scan)) {
                return look(files, masking);
            }
            return contradiction
                    .<UnfinishedRunScan>map(why -> Broken.of(files, why))
                    .orElse(left);
        } catch (BrokenFileException | IllegalArgumentException | IllegalStateException e) {
            return Broken.of(files, "what it left cannot be used: " + e.getMessage());
        }
    }

    private static UnfinishedRunScan withoutJournal(RunDirectories files, RunMask masking) {
        // What lies there and is not ours is not looked at; whoever wants to begin is told of it.
        Optional<String> removed =
                files.obstacles().isEmpty() ? new JournalContradiction(files).ofMissingJournal() : Optional.empty();
        if (removed.isPresent() && !Files.notExists(files.journal())) {
            return look(files, masking);
        }
        return removed.<UnfinishedRunScan>map(why -> Broken.of(files, why)).orElseGet(None::new);
    }

    /** Whether an agent that works here has written more since the journal was read. */
    private static boolean hasGoneOn(RunDirectories files, Journal.Scan scan) {
        return Files.notExists(files.journal())
                || Journal.read(files.journal()).records().size()
                        != scan.records().size();
    }

    private static UnfinishedRunScan read(RunDirectories files, List<byte[]> records, RunMask masking) {
        RunHeader opening = JournalRecords.opening(records);
        if (JournalRecords.isClosed(records)) {
            return new Closed(opening);
        }
        if (opening.isVeto()) {
            return new OpenVeto(opening);
        }
        RunDirectory kept = files.kept(opening.run());
        PinnedRun copy = SettingsJson.read(kept.settings(opening));
        RunState state = masking.plan(copy.plan()).begin(opening.at());
        for (RunEvent event : JournalRecords.events(records, state.plan())) {
            state = state.after(event);
        }
        return new OpenDeployment(
                opening,
                JournalRecords.lastAgent(records),
                copy,
                state,
                !kept.hasReserve() && state.ending().isEmpty());
    }

    /** For people, and for hosts that want to know before they run an agent. */
    default Optional<UnfinishedRun> tell() {
        if (this instanceof Broken broken) {
            return Optional.of(new UnfinishedRun(
                    broken.opening().map(RunHeader::run),
                    broken.opening().map(RunHeader::epicId),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    "unknown",
                    broken.why()));
        }
        if (this instanceof OpenVeto veto) {
            return Optional.of(new UnfinishedRun(
                    Optional.of(veto.opening().run()),
                    Optional.of(veto.opening().epicId()),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    veto.opening().agent().toString(),
                    "veto " + veto.opening().run() + " of " + veto.opening().epicId() + " is not written wholly"));
        }
        return this instanceof OpenDeployment deployment ? Optional.of(tell(deployment)) : Optional.empty();
    }

    private static UnfinishedRun tell(OpenDeployment deployment) {
        RunHeader opening = deployment.opening();
        RunState state = deployment.state();
        String name = "deployment " + opening.run() + " of " + opening.epicId();
        String doubt = state.open()
                .map(step -> " during " + state.name(step) + ", of which it is in doubt whether it took effect")
                .orElse("; no step is in doubt");
        return new UnfinishedRun(
                Optional.of(opening.run()),
                Optional.of(opening.epicId()),
                Optional.of(state.currentStage()),
                state.open().map(StepRef::path),
                state.mayHaveDeployed(),
                deployment.agent().toString(),
                deployment.hasEnded()
                        ? name + " has come to its end, but its record is not written wholly"
                        : name + " stopped in stage " + state.currentStage().label() + doubt);
    }
}
