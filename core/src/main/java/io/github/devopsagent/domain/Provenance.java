package io.github.devopsagent.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * On what a deployment rests, beside the digests of plan and test results, and what it comes after: so that a record that is
 * altered no longer fits to the others.
 *
 * @param deployedCommit the commit that was to be deployed; empty if no evidence source tells
 * @param testedCommit the commit that the tests ran on, as {@code test_results.json} names it; empty if it names none
 * @param approvals who approved, by which commit and key; empty if no evidence source tells
 * @param previous the epic's record before this one; empty for the first
 * @param journal the journal of the run; empty if it could not be kept
 */
public record Provenance(
        Optional<String> deployedCommit,
        Optional<String> testedCommit,
        List<Approval> approvals,
        Optional<PreviousRecord> previous,
        Optional<JournalSeal> journal) {

    /** Nothing is known. */
    public static final Provenance NONE =
            new Provenance(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    public Provenance {
        Objects.requireNonNull(deployedCommit, "deployedCommit");
        Objects.requireNonNull(testedCommit, "testedCommit");
        approvals = List.copyOf(approvals);
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(journal, "journal");
    }

    /**
     * The same, which comes after another record.
     *
     * @param record the record before; empty if there is none
     * @return on what the deployment rests
     */
    public Provenance after(Optional<PreviousRecord> record) {
        return new Provenance(deployedCommit, testedCommit, approvals, record, journal);
    }

    /**
     * The same, of which the journal is kept.
     *
     * @param seal of the journal; empty if it could not be kept
     * @return on what the deployment rests
     */
    public Provenance sealedBy(Optional<JournalSeal> seal) {
        return new Provenance(deployedCommit, testedCommit, approvals, previous, seal);
    }

    /**
     * Which commit brought a role's approval, and who signed that commit.
     *
     * @param role who approves, as the protocol names it
     * @param commit the commit that brought it
     * @param key the fingerprint of the key that signed the commit; empty if no signature was demanded
     */
    public record Approval(String role, String commit, Optional<String> key) {
        public Approval {
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * The record that was written last before this one.
     *
     * @param deploymentId such as {@code DEP-001}
     * @param digest SHA-256 of its bytes
     */
    public record PreviousRecord(String deploymentId, String digest) {
        public PreviousRecord {
            Objects.requireNonNull(deploymentId, "deploymentId");
            Objects.requireNonNull(digest, "digest");
        }
    }

    /**
     * A journal up to the end of its run.
     *
     * @param bytes how many bytes of the file that is
     * @param digest SHA-256 of these
     */
    public record JournalSeal(long bytes, String digest) {
        public JournalSeal {
            Objects.requireNonNull(digest, "digest");
        }
    }
}
