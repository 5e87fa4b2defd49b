package io.github.devopsagent;

import io.github.devopsagent.internal.audit.RecordChain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the records of deployments are as the agent wrote them, and whether their runs might begin: recomputed from the
 * records, their journals and the kept plans alone, for people who must know. By the test results is judged again while they
 * are those that were judged.
 *
 * <pre>{@code
 * DeploymentAudit audit = DeploymentAudit.of(Path.of("/srv/app/consensus"));
 * System.out.println(audit);
 * }</pre>
 *
 * <p>Each record has the digest of the epic's record before it, and of its journal. Who alters, removes, adds or moves one
 * would have to write all that follow anew; so keep the {@linkplain #heads() head} in a place that only you can write, and
 * compare it: without that, nothing tells a chain that was written anew as a whole from the true one.
 *
 * @param deployments the ids of all records that are there, in order
 * @param heads SHA-256 of each epic's newest record, by the epic
 * @param findings what was altered, added or removed, and what says that a run might not have begun; empty if all is as it
 *     was written. A journal that is gone is one, unless as many later ones are there as are kept
 * @param unverified what cannot be told: journals that are too old to be kept, test results that were replaced, and records
 *     of earlier versions
 */
public record DeploymentAudit(
        List<String> deployments, Map<String, String> heads, List<String> findings, List<String> unverified) {

    public DeploymentAudit {
        deployments = List.copyOf(deployments);
        heads = Map.copyOf(heads);
        findings = List.copyOf(findings);
        unverified = List.copyOf(unverified);
    }

    /**
     * Reads the records of a consensus directory. Nothing is changed, and nothing is locked: look when no agent works on it.
     *
     * @param consensus the consensus directory
     * @return what was found
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static DeploymentAudit of(Path consensus) {
        RecordChain chain = RecordChain.of(consensus.toAbsolutePath().normalize());
        return new DeploymentAudit(chain.ids(), chain.heads(), chain.findings(), chain.unverified());
    }

    /**
     * Whether nothing was found.
     *
     * @return true if each record fits to the one before it and to its journal, as far as these are kept
     */
    public boolean isIntact() {
        return findings.isEmpty();
    }

    /** A line for each finding, for what cannot be told, and for each head. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add((isIntact() ? "INTACT: " : "ALTERED: ") + deployments.size() + " records");
        findings.forEach(each -> lines.add("  - " + each));
        unverified.forEach(each -> lines.add("  ? " + each));
        heads.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> lines.add("  head of " + each.getKey() + ": " + each.getValue()));
        return String.join("\n", lines);
    }
}
