package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.RefChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.TrackingRefUpdate;

/** Fetches refs of a remote. */
public final class RemoteFetch {

    private static final Set<RefUpdate.Result> FINE = Set.of(
            RefUpdate.Result.NEW, RefUpdate.Result.FAST_FORWARD, RefUpdate.Result.FORCED, RefUpdate.Result.NO_CHANGE);

    private final Repository repository;
    private final RemoteRepository remote;

    public RemoteFetch(Repository repository, RemoteRepository remote) {
        this.repository = repository;
        this.remote = remote;
    }

    /** Where git fetches from if nobody says: where the branch pulls from, else origin, else the only one. */
    public static String usualRemote(Repository repository) throws IOException, GitRefusal {
        Set<String> known = repository.getRemoteNames();
        Optional<String> branch =
                Optional.ofNullable(repository.getFullBranch()).filter(name -> name.startsWith(Constants.R_HEADS));
        return branch.flatMap(name -> Optional.ofNullable(repository
                        .getConfig()
                        .getString(
                                ConfigConstants.CONFIG_BRANCH_SECTION,
                                Repository.shortenRefName(name),
                                ConfigConstants.CONFIG_KEY_REMOTE)))
                .filter(known::contains)
                .or(() -> Optional.of(Constants.DEFAULT_REMOTE_NAME).filter(known::contains))
                .or(() -> known.stream().filter(name -> known.size() == 1).findFirst())
                .orElseThrow(() -> new GitRefusal("It is not said which remote to fetch from; there are " + known
                        + ". Name one: {\"uses\": \"git/fetch\", \"with\": {\"remote\": \"origin\"}}."));
    }

    /** Does it, and says what moved. */
    public String of(List<FetchedRef> wanted) throws IOException, GitRefusal {
        List<FetchedRef> refs = new ArrayList<>();
        for (FetchedRef ref : wanted) {
            if (!ref.isThere(repository)) {
                refs.add(ref);
            }
        }
        if (refs.isEmpty()) {
            return "nothing to fetch: what is tracked or named of the remote '" + remote.name() + "' is here";
        }
        Map<String, Optional<ObjectId>> before = new HashMap<>();
        for (FetchedRef ref : refs) {
            requireNoAlias(ref);
            before.put(ref.name(), RefChange.current(repository, ref.name()));
            requireNoOtherTag(ref, before.getOrDefault(ref.name(), Optional.empty()));
        }
        for (TrackingRefUpdate update :
                remote.fetch(refs.stream().map(FetchedRef::spec).toList())) {
            if (!FINE.contains(update.getResult())) {
                throw refused(update);
            }
        }
        return told(refs, before);
    }

    /** It could lead to a branch of this repository, which would move. */
    private void requireNoAlias(FetchedRef ref) throws IOException, GitRefusal {
        Ref there = repository.exactRef(ref.name());
        if (there != null && there.isSymbolic()) {
            throw new GitRefusal("The ref " + ref.name() + " is only another name of "
                    + there.getTarget().getName()
                    + ", which a fetch would move. Nothing was fetched. If it is not needed,"
                    + " run: git symbolic-ref --delete " + ShellWord.quoted(ref.name()));
        }
    }

    /** JGit would move it forward. */
    private void requireNoOtherTag(FetchedRef ref, Optional<ObjectId> there) throws GitRefusal {
        if (ref.isTag() && there.isPresent() && !there.get().equals(ref.id())) {
            throw new GitRefusal("The remote '" + remote.name() + "' has another tag '" + ref.shortName()
                    + "' than this repository. A tag is not moved, and nothing was fetched. Find out which one is right,"
                    + " and delete the other: git tag -d " + ShellWord.quoted(ref.shortName()));
        }
    }

    private String told(List<FetchedRef> refs, Map<String, Optional<ObjectId>> before) throws IOException {
        List<String> moved = new ArrayList<>();
        for (FetchedRef ref : refs) {
            Optional<ObjectId> now = RefChange.current(repository, ref.name());
            Optional<ObjectId> was = before.getOrDefault(ref.name(), Optional.empty());
            moved.add(ref.shortName() + " "
                    + was.map(id -> Head.shortened(id) + ".."
                                    + now.map(Head::shortened).orElse("none"))
                            .orElse("(new, " + now.map(Head::shortened).orElse("none") + ")"));
        }
        return "fetched from the remote '" + remote.name() + "': " + FirstPaths.of(moved);
    }

    private GitRefusal refused(TrackingRefUpdate update) {
        String name = update.getLocalName();
        return new GitRefusal("The ref " + name + " could not be updated: "
                + update.getResult().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + ". Look whether another git works in the repository, or a ref of a name that begins with this one, or"
                + " that this one begins with, is in the way (git remote prune "
                + ShellWord.quoted(remote.name()) + ").");
    }
}
