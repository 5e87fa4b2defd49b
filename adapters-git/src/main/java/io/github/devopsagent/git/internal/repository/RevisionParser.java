package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision.Why;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

/** Finds the one commit that a name stands for, or says why there is none. */
public final class RevisionParser {

    /** Git takes no fewer digits either. */
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{4,40}");

    /** JGit stops looking for more objects of an abbreviation after this many. */
    public static final int MOST_MATCHES = 256;

    private final Repository repository;

    public RevisionParser(Repository repository) {
        this.repository = repository;
    }

    public CommitSummary commit(ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return CommitSummary.of(walk.parseCommit(id));
        }
    }

    /** What a checkout of the name would check out: by a full id, a branch, a tag, or else an abbreviation. */
    public Either<UnresolvedRevision, ResolvedRevision> checkout(String name) throws IOException {
        if (ObjectId.isId(name)) {
            return id(name);
        }
        Map<String, ResolvedRevision> refs = refs(name);
        if (refs.size() > 1) {
            return Either.left(ambiguous(name, refs));
        }
        Optional<ResolvedRevision> only = refs.values().stream().findFirst();
        return only.isPresent() ? unlessAbbreviation(name, only.get()) : abbreviation(name);
    }

    /** Whoever wrote an abbreviation had no branch or tag in mind that somebody gives its name. Git takes the branch. */
    private Either<UnresolvedRevision, ResolvedRevision> unlessAbbreviation(String name, ResolvedRevision found)
            throws IOException {
        Either<UnresolvedRevision, ResolvedRevision> meant = abbreviation(name);
        boolean isElse = meant.fold(
                none -> none.why() == Why.SEVERAL_COMMITS || none.why() == Why.TOO_SHORT,
                one -> !one.commit().id().equals(found.commit().id()));
        return isElse
                ? Either.left(new UnresolvedRevision(
                        Why.REF_AND_ID,
                        PrintableText.of(name, PrintableText.NAME),
                        FirstOf.of(
                                Stream.concat(
                                                Stream.of(found.what() + " is " + found.commit()),
                                                meant.toJavaStream().map(one -> "the id begins " + one.commit()))
                                        .toList(),
                                line -> line)))
                : Either.right(found);
    }

    private Either<UnresolvedRevision, ResolvedRevision> abbreviation(String name) throws IOException {
        return ID.matcher(name).matches() ? id(name) : Either.left(UnresolvedRevision.of(Why.UNKNOWN, name));
    }

    /** The commit of this id or abbreviation; branches and tags are not asked. */
    public Either<UnresolvedRevision, ResolvedRevision> id(String id) throws IOException {
        if (!ID.matcher(id).matches()) {
            return Either.left(UnresolvedRevision.of(Why.NO_ID, id));
        }
        try (RevWalk walk = new RevWalk(repository)) {
            Collection<ObjectId> objects = walk.getObjectReader().resolve(AbbreviatedObjectId.fromString(id));
            return objects.size() > MOST_MATCHES
                    ? Either.left(UnresolvedRevision.of(Why.TOO_SHORT, id))
                    : only(id, commits(walk, objects));
        }
    }

    private static Either<UnresolvedRevision, ResolvedRevision> only(String id, Collection<RevCommit> commits) {
        return switch (commits.size()) {
            case 0 -> Either.left(UnresolvedRevision.of(Why.UNKNOWN, id));
            case 1 ->
                Either.right(
                        new ResolvedRevision(CommitSummary.of(commits.iterator().next()), "commit"));
            default ->
                Either.left(new UnresolvedRevision(Why.SEVERAL_COMMITS, id, FirstOf.of(commits, RevisionParser::line)));
        };
    }

    private static String line(RevCommit commit) {
        CommitSummary shown = CommitSummary.of(commit);
        return (shown.id() + " " + shown.subject()).stripTrailing();
    }

    /** As with git, files and directories of the same beginning do not make an abbreviation ambiguous. */
    private static Collection<RevCommit> commits(RevWalk walk, Collection<ObjectId> objects) throws IOException {
        Collection<RevCommit> commits = new TreeSet<>(Comparator.comparing(RevCommit::name));
        for (ObjectId each : objects) {
            commit(walk, each).ifPresent(commits::add);
        }
        return commits;
    }

    private static Optional<RevCommit> commit(RevWalk walk, ObjectId id) throws IOException {
        try {
            RevObject object = walk.peel(walk.parseAny(id));
            return object instanceof RevCommit commit ? Optional.of(commit) : Optional.empty();
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }

    private static UnresolvedRevision ambiguous(String name, Map<String, ResolvedRevision> refs) {
        return new UnresolvedRevision(
                Why.BRANCH_AND_TAG,
                PrintableText.of(name, PrintableText.NAME),
                FirstOf.of(
                        refs.entrySet(),
                        ref -> PrintableText.of(ref.getKey(), PrintableText.NAME) + " is "
                                + ref.getValue().commit()));
    }

    /** By full name: branch and tag of this name, or else the remote's branch. */
    private Map<String, ResolvedRevision> refs(String name) throws IOException {
        Map<String, ResolvedRevision> found = new LinkedHashMap<>();
        if (name.startsWith(Constants.R_REFS)) {
            add(found, name);
            return found;
        }
        add(found, Constants.R_HEADS + name);
        add(found, Constants.R_TAGS + name);
        if (found.isEmpty()) {
            add(found, Constants.R_REMOTES + name);
        }
        return found;
    }

    private void add(Map<String, ResolvedRevision> found, String ref) throws IOException {
        Optional<ObjectId> there = target(ref);
        if (there.isPresent()) {
            try {
                found.put(ref, new ResolvedRevision(commit(there.get()), Optional.of(ref), describe(ref)));
            } catch (IncorrectObjectTypeException e) {
                // A tag of a file or a directory: there is nothing to check out.
            }
        }
    }

    private Optional<ObjectId> target(String ref) throws IOException {
        return Repository.isValidRefName(ref)
                ? Optional.ofNullable(repository.exactRef(ref)).map(Ref::getObjectId)
                : Optional.empty();
    }

    private static String describe(String ref) {
        String name = PrintableText.of(Repository.shortenRefName(ref), PrintableText.NAME);
        if (ref.startsWith(Constants.R_HEADS)) {
            return "branch " + name;
        }
        if (ref.startsWith(Constants.R_TAGS)) {
            return "tag " + name;
        }
        return ref.startsWith(Constants.R_REMOTES) ? "remote branch " + name : name;
    }
}
