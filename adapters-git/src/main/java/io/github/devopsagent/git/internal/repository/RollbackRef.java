package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The ref of a deployment's rollback point.
 *
 * <p>It points to an annotated tag of the commit, whose message has the branch: commit and branch so appear in one
 * compare-and-swap, never one without the other; every git command takes the ref where a commit is expected; and
 * {@code git show} tells a person what it is for. If the work tree had changes, the tagged commit is a snapshot of them,
 * whose parent, named in the message, is the commit that was checked out.
 *
 * <p>A consensus directory that was made anew begins with the same deployment ids. Then the point of another run has the
 * name already, and this run's has the run in its own.
 *
 * @param epicId as it is in the ref's name
 * @param deploymentId as it is in the ref's name
 * @param run by which it is told from that of another run, as it is in the ref's name; empty if it need not be
 */
public record RollbackRef(String epicId, String deploymentId, Optional<String> run) {

    /** What the refs of this library begin with. */
    public static final String OWN_REFS = "refs/devops/";

    /** Where all of them are. */
    public static final String PREFIX = OWN_REFS + "rollback/";

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern NAME =
            Pattern.compile(Pattern.quote(PREFIX) + "(" + LEGAL + ")/(" + LEGAL + ")(?:\\.(" + LEGAL + "))?");
    private static final String HEAD = "HEAD: ";
    private static final String COMMIT = "Commit: ";
    private static final String RUN = "Run: ";
    private static final String STANDING = "Live: ";
    private static final String DETACHED = "detached";

    public static RollbackRef of(ExecutionContext context) throws GitRefusal {
        return new RollbackRef(legal("epic id", context.epicId()), legal("deployment id", context.deploymentId()));
    }

    /** The one without a run. */
    public RollbackRef(String epicId, String deploymentId) {
        this(epicId, deploymentId, Optional.empty());
    }

    /** Beside one of another run, which has this one's name. */
    public RollbackRef of(String other) {
        return new RollbackRef(epicId, deploymentId, Optional.of(other.replaceAll("[^A-Za-z0-9_-]", "-")));
    }

    /** The deployment alone, whichever run it is of. */
    public RollbackRef deployment() {
        return new RollbackRef(epicId, deploymentId);
    }

    /** The one of this name; empty if it is none that we could have made. */
    public static Optional<RollbackRef> named(String name) {
        return Optional.of(NAME.matcher(name))
                .filter(Matcher::matches)
                .map(parts -> new RollbackRef(parts.group(1), parts.group(2), Optional.ofNullable(parts.group(3))));
    }

    public static String legal(String what, String id) throws GitRefusal {
        if (!LEGAL.matcher(id).matches()) {
            throw new GitRefusal("The " + what + " '" + id + "' cannot be part of a git ref's name."
                    + " Use letters, digits, '_' and '-' only.");
        }
        return id;
    }

    public String name() {
        return PREFIX + epicId + "/" + deploymentId
                + run.map(other -> "." + other).orElse("");
    }

    /** What was recorded; empty if there is no such ref. */
    public Optional<RecordedState> read(Repository repository) throws IOException, GitRefusal {
        Ref ref = repository.exactRef(name());
        return ref == null ? Optional.empty() : Optional.of(recordedIn(repository, ref.getObjectId()));
    }

    /** What a value of the ref records. */
    public RecordedState recordedIn(Repository repository, ObjectId id) throws IOException, GitRefusal {
        try (RevWalk walk = new RevWalk(repository)) {
            RevTag tag = ownTag(walk.parseAny(id))
                    .orElseThrow(
                            () -> new GitRefusal(name() + " does not say which branch was checked out, so it was not"
                                    + " made as a rollback point. Look at it with: git show " + name()));
            Optional<String> branch = line(tag, HEAD).filter(head -> !head.equals(DETACHED));
            ObjectId tagged = walk.peel(tag).copy();
            Instant since = tag.getTaggerIdent().getWhenAsInstant();
            Optional<ObjectId> commit = line(tag, COMMIT).map(ObjectId::fromString);
            return commit.isPresent()
                    ? new RecordedState(new Head(commit.get(), branch), Optional.of(tagged), since)
                    : new RecordedState(new Head(tagged, branch), Optional.empty(), since);
        }
    }

    /** The run that has made it; empty if there is none, or it does not say. */
    public Optional<String> madeBy(Repository repository) throws IOException {
        return noted(repository, repository.exactRef(name()), RUN);
    }

    /** Whether what it records was left by a deployment that was proven healthy. */
    public static boolean isProven(Repository repository, Ref ref) throws IOException {
        return noted(repository, ref, STANDING).isPresent();
    }

    private static Optional<String> noted(Repository repository, @Nullable Ref ref, String key) throws IOException {
        if (ref == null) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseAny(ref.getObjectId()) instanceof RevTag tag ? line(tag, key) : Optional.empty();
        }
    }

    private Optional<RevTag> ownTag(RevObject object) {
        return object instanceof RevTag tag
                        && tag.getTaggerIdent() != null
                        && tag.getFullMessage().startsWith(title())
                        && line(tag, HEAD).isPresent()
                ? Optional.of(tag)
                : Optional.empty();
    }

    private static Optional<String> line(RevTag tag, String key) {
        return tag.getFullMessage()
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .findFirst();
    }

    private String title() {
        return "Rollback point of " + this + "\n";
    }

    @Override
    public String toString() {
        return "deployment " + deploymentId + " of " + epicId;
    }

    /** Creates the ref if no ref of this name is there. */
    public RefUpdate.Result create(
            Repository repository, Head head, Optional<ObjectId> snapshot, ExecutionContext context)
            throws IOException {
        String message = title() + "\n" + HEAD + head.branch().orElse(DETACHED) + "\n"
                + (snapshot.isPresent() ? COMMIT + head.commit().name() + "\n" : "")
                + (context.run().isEmpty() ? "" : RUN + context.run() + "\n")
                + context.standing()
                        .map(deployment -> STANDING + deployment + "\n")
                        .orElse("");
        return PrivateTagRef.create(repository, name(), snapshot.orElse(head.commit()), Instant.now(), message);
    }
}
