package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.veto.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What rules see of a host that forgot the source. */
final class NoFacts {

    private NoFacts() {}

    static Evidence evidence() {
        Status status = new Status("EP-1", Tier.STANDARD, Phase.DEPLOYMENT, Mode.FULL, 1, Set.of("qa"), List.of());
        return new Evidence(status, Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());
    }
}
