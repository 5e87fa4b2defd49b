package io.github.devopsagent.internal.settings;

import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import java.util.Optional;

/**
 * A source that finds out its fact in time or not at all.
 *
 * @param source the host's
 * @param calls how it is called
 */
record LimitedSource(EvidenceSource source, HostCalls calls) implements EvidenceSource {

    /** A fact that is not there is no answer: a rule that asks for it would not know why it finds nothing. */
    @Override
    public Record collect(Evidence evidence, Site site) throws Exception {
        return Optional.ofNullable(calls.call(source, "collect", () -> source.collect(evidence, site)))
                .orElseThrow(() -> new IllegalStateException(
                        "the source " + source.getClass().getName() + " returned null, and a fact is a record"));
    }
}
