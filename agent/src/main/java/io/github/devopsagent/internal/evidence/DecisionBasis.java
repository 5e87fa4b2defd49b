package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.veto.ApprovalRecord;
import io.github.devopsagent.veto.CommitRecord;
import io.github.devopsagent.veto.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** On what a decision rests, for the record: which commits are deployed and were tested, who approved, and what the record comes after. */
public final class DecisionBasis {

    private DecisionBasis() {}

    /** That of a run that begins now. */
    public static Provenance of(Evidence evidence, EpicRecords records, String run, RunMask mask) {
        Optional<TestResults> tests = evidence.testResults();
        Optional<String> tested = tests.isPresent() ? tests.get().commit() : Optional.empty();
        Optional<String> deployed = Optional.empty();
        List<Provenance.Approval> approvals = new ArrayList<>();
        for (Record fact : evidence.facts()) {
            if (fact instanceof ApprovalRecord record) {
                approvals.addAll(record.recorded());
            }
            if (fact instanceof CommitRecord record && deployed.isEmpty()) {
                deployed = record.deployedCommit();
            }
        }
        return new Provenance(
                bounded(deployed, mask), bounded(tested, mask), approvals, records.newestBefore(run), Optional.empty());
    }

    private static Optional<String> bounded(Optional<String> commit, RunMask mask) {
        return commit.isPresent() ? Optional.of(AttemptRunner.bounded(mask.text(commit.get()))) : commit;
    }
}
