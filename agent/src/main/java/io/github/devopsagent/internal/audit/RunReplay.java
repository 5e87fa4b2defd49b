package io.github.devopsagent.internal.audit;

import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.DeploymentJson;
import io.github.devopsagent.internal.document.MaskedPlan;
import io.github.devopsagent.internal.document.PinnedRun;
import io.github.devopsagent.internal.document.RecordComparison;
import io.github.devopsagent.internal.document.SettingsJson;
import io.github.devopsagent.internal.environment.RunBeginning;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import io.github.devopsagent.internal.journal.RolledBackRun;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.machine.RunReport;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.DeploymentRecord;
import io.github.devopsagent.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Decides again whether a run might begin and what it came to, by what is kept of it, and compares that with its record. */
final class RunReplay {

    private final String id;
    private final String digest;
    private final RecordComparison record;
    private final RunDirectory kept;
    private final Optional<byte[]> undone;
    private final Optional<byte[]> testResults;
    private final List<String> findings = new ArrayList<>();
    private boolean areTestsKnown;

    /**
     * @param undone the record of the deployment that it says it undoes on demand
     * @param testResults those that lie in the consensus directory now
     */
    RunReplay(String id, byte[] record, RunDirectory kept, Optional<byte[]> undone, Optional<byte[]> testResults) {
        this.id = id;
        this.digest = Digest.of(record);
        this.record = new RecordComparison(record);
        this.kept = kept;
        this.undone = undone;
        this.testResults = testResults;
    }

    /** What does not fit to the record. */
    List<String> findings(Path journal, Provenance.JournalSeal seal) {
        try {
            byte[] bytes = Files.readAllBytes(journal);
            boolean isSealed = seal.bytes() <= bytes.length
                    && seal.bytes() >= 0
                    && Digest.of(Arrays.copyOf(bytes, (int) seal.bytes())).equals(seal.digest());
            if (!isSealed) {
                findings.add("the journal of " + id + " was altered, or its record: their digests differ");
            }
            compare(Journal.read(journal));
        } catch (IOException | BrokenFileException e) {
            findings.add("the journal of " + id + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException | IllegalStateException e) {
            findings.add("what is kept of " + id + " was altered: " + e.getMessage());
        }
        return findings;
    }

    /** Whether the test results that were judged are still there. */
    boolean areTestsKnown() {
        return areTestsKnown;
    }

    private void compare(Journal.Scan journal) {
        if (journal.damaged() || journal.records().isEmpty()) {
            findings.add("the journal of " + id + " is damaged");
            return;
        }
        if (!JournalRecords.isClosed(journal.records())) {
            findings.add("the journal of " + id
                    + " has no end: something was cut off or added, or it could not be written, as on a"
                    + " full disk; then the outcome has said so");
        }
        JournalRecords.recordDigest(journal.records())
                .filter(written -> !written.equals(digest))
                .ifPresent(written -> findings.add(id + " is not the record that its journal says was written"));
        RunHeader header = JournalRecords.opening(journal.records());
        same("epic_id", header.epicId(), record.epicId());
        same("deployment_id", header.run(), record.lastDeploymentId().orElse(id));
        Provenance provenance = record.provenance();
        same("evidence.plan_sha256", header.digests().plan(), record.digests().plan());
        same(
                "evidence.test_results_sha256",
                header.digests().testResults(),
                record.digests().testResults());
        same("evidence.deployed_commit", header.provenance().deployedCommit(), provenance.deployedCommit());
        same("evidence.tested_commit", header.provenance().testedCommit(), provenance.testedCommit());
        same("evidence.approvals", header.provenance().approvals(), provenance.approvals());
        if (record.lastDeploymentId().isEmpty()) {
            same("evidence.previous_record", header.provenance().previous(), provenance.previous());
        }
        if (!header.vetoes().isEmpty()) {
            findings.add("the journal of " + id + " is of a veto, and no deployment");
        }
        replay(header, journal.records());
    }

    private void replay(RunHeader header, List<byte[]> records) {
        PinnedRun pinned = SettingsJson.read(kept.settings(header));
        Optional<byte[]> judged = testResults.filter(
                bytes -> Digest.of(bytes).equals(header.digests().testResults()));
        areTestsKnown = judged.isPresent() || header.rollsBack().isPresent();
        // Nobody decides on a way back but who asks for it.
        List<String> refusals = header.rollsBack()
                .map(this::undoing)
                .orElseGet(() -> new DecisionReplay(header, pinned, judged).refusals());
        refusals.forEach(why -> findings.add(id + " might not have begun, by what is kept: " + why));
        RunState state = RunBeginning.of(header, pinned, kept, new RunMask(List.of()));
        for (RunEvent event : JournalRecords.events(records, state.plan())) {
            state = state.after(event);
        }
        if (state.ending().isEmpty()) {
            findings.add("the journal of " + id + " does not come to an end");
            return;
        }
        DeploymentRecord report = RunReport.of(
                        state, header.digests(), pinned.plan().rollbackCommand(state))
                .by(header.agentEntry());
        byte[] again = DeploymentJson.write(
                report, MaskedPlan.of(state), pinned.bareStrings().name(), pinned.skips());
        record.differingFrom(again)
                .forEach(field -> findings.add("'" + field + "' of " + id + " is not what its journal says"));
    }

    /** The copy of the journal, which the run began with, is that of the deployment, if its record seals it. */
    private List<String> undoing(RolledBackRun deployment) {
        byte[] journal = kept.rolledBackJournal(deployment);
        boolean isSealed = undone.map(RecordComparison::new)
                .filter(other -> other.deploymentId().equals(deployment.deploymentId()))
                .flatMap(other -> other.provenance().journal())
                .filter(seal -> seal.bytes() >= 0
                        && seal.bytes() <= journal.length
                        && Digest.of(Arrays.copyOf(journal, (int) seal.bytes())).equals(seal.digest()))
                .isPresent();
        return isSealed
                ? List.of()
                : List.of("the journal of " + deployment.deploymentId()
                        + " that it has kept is not the one that the record of that deployment tells of");
    }

    private void same(String field, Object expected, Object found) {
        if (!expected.equals(found)) {
            findings.add(
                    "'" + field + "' of " + id + " is not what its journal says: " + found + " instead of " + expected);
        }
    }
}
