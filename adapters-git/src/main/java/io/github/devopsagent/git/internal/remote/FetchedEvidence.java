package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

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
            Map<String, ObjectId> there = remote.refs();
            requireFetched(tree.repository(), remote, there);
            new RemoteFetch(tree.repository(), remote).of(FetchChoice.TRACKED.of(remote, there));
        }
    }

    /** What is judged by a remote-tracking ref that no fetch moves, such as a withdrawal, would be judged by what was. */
    private static void requireFetched(Repository repository, RemoteRepository remote, Map<String, ObjectId> there)
            throws IOException, GitRefusal {
        Optional<String> upstream = upstream(repository, remote);
        for (Map.Entry<String, ObjectId> each : there.entrySet()) {
            String ref = each.getKey();
            boolean counts = upstream.isPresent()
                    ? upstream.get().equals(ref)
                    : isOutdated(repository, remote, ref, each.getValue());
            if (counts && !remote.isFetched(ref)) {
                String branch = Repository.shortenRefName(ref);
                throw new GitRefusal("The branch '" + PrintableText.of(branch, PrintableText.NAME) + "' of the remote '"
                        + remote.name() + "' counts for what is judged, and a fetch leaves it out: "
                        + PrintableText.of(remote.fetched(), PrintableText.NAME) + ". Have it fetched: "
                        + (remote.isExcluded(ref)
                                ? "take out what begins with '^' and excludes it (git config --edit)"
                                : "git remote set-branches --add " + ShellWord.quoted(remote.name()) + " "
                                        + ShellWord.quoted(branch)));
            }
        }
    }

    /** The branch of the remote that HEAD's branch pulls from. */
    private static Optional<String> upstream(Repository repository, RemoteRepository remote) throws IOException {
        String branch = Repository.shortenRefName(String.valueOf(repository.getFullBranch()));
        Config config = repository.getConfig();
        return Optional.ofNullable(config.getString(
                        ConfigConstants.CONFIG_BRANCH_SECTION, branch, ConfigConstants.CONFIG_KEY_MERGE))
                .filter(merge -> remote.name()
                        .equals(config.getString(
                                ConfigConstants.CONFIG_BRANCH_SECTION, branch, ConfigConstants.CONFIG_KEY_REMOTE)));
    }

    /** Without an upstream all remote-tracking refs count that have the approval. */
    private static boolean isOutdated(Repository repository, RemoteRepository remote, String ref, ObjectId there)
            throws IOException {
        if (!ref.startsWith(Constants.R_HEADS)) {
            return false;
        }
        Ref here = repository.exactRef(
                Constants.R_REMOTES + remote.name() + "/" + ref.substring(Constants.R_HEADS.length()));
        return here != null && !there.equals(here.getObjectId());
    }
}
