package io.github.devopsagent.veto;

import java.util.Optional;

/** A fact of an {@link EvidenceSource} that says which commit is to be deployed: it stands in {@code deployment.json}. */
@FunctionalInterface
public interface CommitRecord {

    /**
     * The commit whose content is to be deployed.
     *
     * @return its id, in lower-case hexadecimal digits; empty if it is not known, or if what is deployed is not as it is
     */
    Optional<String> deployedCommit();
}
