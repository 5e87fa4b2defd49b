package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;

/** Has a repository judged by what its remote has now, if the host lets it be fetched. */
public final class FetchedEvidence implements EvidenceSource {

    private final WorkTreeLocation location;
    private final RemoteAccess remotes;
    private final EvidenceSource source;

    /** @param source finds out what is judged */
    public FetchedEvidence(WorkTreeLocation location, RemoteAccess remotes, EvidenceSource source) {
        this.location = location;
        this.remotes = remotes;
        this.source = source;
    }

    @Override
    public Record collect(Evidence evidence, Site site) throws Exception {
        if (remotes.evidenceFetch().isPresent()) {
            remotes.evidenceFetch().get().before(evidence, location, site.consensus(), remotes);
        }
        return source.collect(evidence, site);
    }
}
