package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;

/** Has a repository judged by what its remote has now: its remote-tracking refs are fetched first, and nothing else. */
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
        try (OpenWorkTree tree = OpenWorkTree.open(location.ignoringConsensus(site.consensus()))) {
            RemoteRepository remote = RemoteRepository.toFetchFrom(
                    tree, RemoteFetch.usualRemote(tree.repository()), remotes, (bytes, offset, length) -> {});
            new RemoteFetch(tree.repository(), remote).of(FetchChoice.TRACKED.of(remote, remote.refs()));
        }
        return source.collect(evidence, site);
    }
}
