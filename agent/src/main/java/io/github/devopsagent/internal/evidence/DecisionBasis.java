package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.veto.ApprovalRecord;
import io.github.devopsagent.veto.CommitRecord;
import io.github.devopsagent.veto.Evidence;
import java.util.Optional;

/** On what a decision rests, for the record: which commits are deployed and were tested, who approved, and what the record comes after. */
public final class DecisionBasis {

    private DecisionBasis() {}

    /** That of a run that begins now. */
    public static Provenance of(Evidence evidence, EpicRecords records, String run, RunMask mask) {
        return new Provenance(
                evidence.facts().stream()
                        .filter(CommitRecord.class::isInstance)
                        .flatMap(fact -> ((CommitRecord) fact).deployedCommit().stream())
                        .findFirst()
                        .map(mask::text)
                        .map(AttemptRunner::bounded),
                evidence.testResults()
                        .flatMap(TestResults::commit)
                        .map(mask::text)
                        .map(AttemptRunner::bounded),
                evidence.facts().stream()
                        .filter(ApprovalRecord.class::isInstance)
                        .flatMap(fact -> ((ApprovalRecord) fact).recorded().stream())
                        .toList(),
                records.newestBefore(run),
                Optional.empty());
    }
}
