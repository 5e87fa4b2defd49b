package io.github.devopsagent.veto;

import io.github.devopsagent.domain.Provenance;
import java.util.List;

/** A fact of an {@link EvidenceSource} that says who approved: it stands in {@code deployment.json}. */
@FunctionalInterface
public interface ApprovalRecord {

    /**
     * Who approved what is deployed.
     *
     * @return an entry for each commit that brought an approval
     */
    List<Provenance.Approval> recorded();
}
