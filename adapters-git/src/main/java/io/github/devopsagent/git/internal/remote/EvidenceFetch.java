package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.veto.Evidence;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;

/** Fetches the remote-tracking refs of a repository, and nothing else, once for all sources of one look at the evidence. */
public final class EvidenceFetch {

    /** What the sources of the last look began with: the same object for all of them. */
    private volatile WeakReference<Evidence> fetched = new WeakReference<>(null);

    void before(Evidence look, WorkTreeLocation location, Path consensus, RemoteAccess remotes)
            throws IOException, GitRefusal {
        if (fetched.refersTo(look)) {
            return;
        }
        try (OpenWorkTree tree = OpenWorkTree.open(location.beside(consensus))) {
            RemoteRepository remote = RemoteRepository.toFetchFrom(
                    tree, RemoteFetch.usualRemote(tree.repository()), remotes, (bytes, offset, length) -> {});
            new RemoteFetch(tree.repository(), remote).of(FetchChoice.TRACKED.of(remote, remote.refs()));
        }
        fetched = new WeakReference<>(look);
    }
}
