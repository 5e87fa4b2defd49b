package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Has a repository judged by what its remote has now, if the host lets it be fetched: its remote-tracking refs are fetched
 * first, and nothing else.
 */
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
        Optional<FetchedLook> fetched = remotes.fetchedLook();
        if (fetched.isPresent() && !fetched.get().is(evidence)) {
            fetch(site.consensus());
            fetched.get().isNow(evidence);
        }
        return source.collect(evidence, site);
    }

    private void fetch(Path consensus) throws IOException, GitRefusal {
        try (OpenWorkTree tree = OpenWorkTree.open(location.beside(consensus))) {
            RemoteRepository remote = RemoteRepository.toFetchFrom(
                    tree, RemoteFetch.usualRemote(tree.repository()), remotes, (bytes, offset, length) -> {});
            new RemoteFetch(tree.repository(), remote).of(FetchChoice.TRACKED.of(remote, remote.refs()));
        }
    }
}
