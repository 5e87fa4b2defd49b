package io.github.devopsagent.git;

import io.github.devopsagent.git.Unresolved.Why;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
final class Revisions {

    /** Git takes no fewer digits either. */
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{4,40}");

    /** JGit stops looking for more objects of an abbreviation after this many. */
    static final int MOST_MATCHES = 256;

    private final Repository repository;

    Revisions(Repository repository) {
        this.repository = repository;
    }

    Commit commit(ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return Commit.of(walk.parseCommit(id));
        }
    }

    /** What a checkout of the name would check out: by a full id, a branch, a tag, or else an abbreviation. */
    Either<Unresolved, Resolved> checkout(String name) throws IOException {
        if (ObjectId.isId(name)) {
            return id(name);
        }
        Map<String, Resolved> refs = refs(name);
        if (refs.size() > 1) {
            return Either.left(ambiguous(name, refs));
        }
        Optional<Resolved> only = refs.values().stream().findFirst();
        return only.isPresent() ? Either.right(only.get()) : abbreviation(name);
    }

    private Either<Unresolved, Resolved> abbreviation(String name) throws IOException {
        return ID.matcher(name).matches() ? id(name) : Either.left(Unresolved.of(Why.UNKNOWN, name));
    }

    /** The commit of this id or abbreviation; branches and tags are not asked. */
    Either<Unresolved, Resolved> id(String id) throws IOException {
        if (!ID.matcher(id).matches()) {
            return Either.left(Unresolved.of(Why.NO_ID, id));
        }
        try (RevWalk walk = new RevWalk(repository)) {
            Collection<ObjectId> objects = walk.getObjectReader().resolve(AbbreviatedObjectId.fromString(id));
            return objects.size() > MOST_MATCHES
                    ? Either.left(Unresolved.of(Why.TOO_SHORT, id))
                    : only(id, commits(walk, objects));
        }
    }

    private static Either<Unresolved, Resolved> only(String id, Collection<RevCommit> commits) {
        return switch (commits.size()) {
            case 0 -> Either.left(Unresolved.of(Why.UNKNOWN, id));
            case 1 -> Either.right(new Resolved(Commit.of(commits.iterator().next()), "commit"));
            default -> Either.left(new Unresolved(Why.SEVERAL_COMMITS, id, Several.of(commits, Revisions::line)));
        };
    }

    private static String line(RevCommit commit) {
        Commit shown = Commit.of(commit);
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

    private static Unresolved ambiguous(String name, Map<String, Resolved> refs) {
        return new Unresolved(
                Why.BRANCH_AND_TAG,
                Printable.of(name, Printable.NAME),
                Several.of(
                        refs.entrySet(),
                        ref -> Printable.of(ref.getKey(), Printable.NAME) + " is "
                                + ref.getValue().commit()));
    }

    /** By full name: branch and tag of this name, or else the remote's branch. */
    private Map<String, Resolved> refs(String name) throws IOException {
        Map<String, Resolved> found = new LinkedHashMap<>();
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

    private void add(Map<String, Resolved> found, String ref) throws IOException {
        Optional<ObjectId> there = target(ref);
        if (there.isPresent()) {
            try {
                found.put(ref, new Resolved(commit(there.get()), Optional.of(ref), describe(ref)));
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
        String name = Printable.of(Repository.shortenRefName(ref), Printable.NAME);
        if (ref.startsWith(Constants.R_HEADS)) {
            return "branch " + name;
        }
        if (ref.startsWith(Constants.R_TAGS)) {
            return "tag " + name;
        }
        return ref.startsWith(Constants.R_REMOTES) ? "remote branch " + name : name;
    }
}
