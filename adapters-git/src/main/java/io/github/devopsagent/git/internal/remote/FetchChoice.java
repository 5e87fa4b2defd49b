package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * What of a remote is fetched: all of its branches that are tracked, or those branches and tags that are named; and all of
 * its tags, if that is asked for.
 *
 * @param names short or full; empty for all branches
 * @param tags whether all tags are fetched, too
 */
public record FetchChoice(Set<String> names, boolean tags) {

    /** All branches that are tracked, and no tags. */
    public static final FetchChoice TRACKED = new FetchChoice(Set.of(), false);

    public FetchChoice {
        names = Set.copyOf(names);
    }

    public static FetchChoice of(List<String> names, boolean tags) throws GitRefusal {
        for (String name : names) {
            String full = name.startsWith(Constants.R_REFS) ? name : Constants.R_HEADS + name;
            if (name.startsWith("+") || !Repository.isValidRefName(full) || isElsewhere(full)) {
                throw new GitRefusal("'refs' in 'with' of git/fetch has '" + PrintableText.of(name, PrintableText.NAME)
                        + "'; allowed are names of branches and tags of the remote, such as main, v2.0 or"
                        + " refs/tags/v2.0, and no ':', '+' or '*': where they go is not for the plan to say.");
            }
        }
        return new FetchChoice(new LinkedHashSet<>(names), tags);
    }

    private static boolean isElsewhere(String full) {
        return !full.startsWith(Constants.R_HEADS) && !full.startsWith(Constants.R_TAGS);
    }

    /**
     * Decides it.
     *
     * @param there what the remote has, by full names
     */
    public List<FetchedRef> of(RemoteRepository remote, Map<String, ObjectId> there) throws GitRefusal {
        Set<String> sources = new LinkedHashSet<>();
        for (String name : names.stream().sorted().toList()) {
            sources.add(source(remote, name, there));
        }
        there.keySet().stream()
                .filter(name -> (names.isEmpty() && name.startsWith(Constants.R_HEADS) && remote.isFetched(name))
                        || (tags && name.startsWith(Constants.R_TAGS)))
                .forEach(sources::add);
        List<FetchedRef> fetched = new ArrayList<>();
        for (String source : sources) {
            fetched.add(
                    new FetchedRef(source, destination(remote, source), there.getOrDefault(source, ObjectId.zeroId())));
        }
        return fetched;
    }

    /**
     * The branches of the remote that are not fetched, since the configuration leaves them out; none if names are given.
     *
     * @param there what the remote has, by full names
     */
    public List<String> leftOut(RemoteRepository remote, Map<String, ObjectId> there) {
        return there.keySet().stream()
                .filter(name -> names.isEmpty() && name.startsWith(Constants.R_HEADS) && !remote.isFetched(name))
                .map(name -> PrintableText.of(Repository.shortenRefName(name), PrintableText.NAME))
                .toList();
    }

    private static String source(RemoteRepository remote, String name, Map<String, ObjectId> there) throws GitRefusal {
        List<String> found = (name.startsWith(Constants.R_REFS)
                        ? Stream.of(name)
                        : Stream.of(Constants.R_HEADS + name, Constants.R_TAGS + name))
                .filter(there::containsKey)
                .toList();
        String shown = "'" + PrintableText.of(name, PrintableText.NAME) + "'";
        if (found.isEmpty()) {
            throw new GitRefusal("The remote '" + remote.name() + "' has no branch or tag " + shown + "; it has "
                    + FirstPaths.of(there.keySet().stream()
                            .filter(each -> !isElsewhere(each))
                            .map(each -> PrintableText.of(Repository.shortenRefName(each), PrintableText.NAME))
                            .toList())
                    + ". Correct 'refs', or push it there first.");
        }
        if (found.size() > 1) {
            throw new GitRefusal("The remote '" + remote.name() + "' has a branch and a tag " + shown
                    + ". Write which one is meant: " + String.join(" or ", found) + ".");
        }
        return found.get(0);
    }

    /** A branch or a tag of this repository is never one for a branch, even where the configuration says so. */
    private static String destination(RemoteRepository remote, String source) {
        if (source.startsWith(Constants.R_TAGS)) {
            return source;
        }
        return remote.trackingRef(source)
                .filter(name -> name.startsWith(Constants.R_REMOTES) && Repository.isValidRefName(name))
                .orElseGet(
                        () -> Constants.R_REMOTES + remote.name() + "/" + source.substring(Constants.R_HEADS.length()));
    }
}
