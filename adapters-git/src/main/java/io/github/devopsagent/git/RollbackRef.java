package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The ref of a deployment's rollback point.
 *
 * <p>It points to an annotated tag of the commit, whose message has the branch: commit and branch so appear in one
 * compare-and-swap, never one without the other; every git command takes the ref where a commit is expected; and
 * {@code git show} tells a person what it is for.
 *
 * @param epicId as it is in the ref's name
 * @param deploymentId as it is in the ref's name
 */
record RollbackRef(String epicId, String deploymentId) {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]+");
    private static final String HEAD = "HEAD: ";
    private static final String DETACHED = "detached";

    static RollbackRef of(ExecutionContext context) throws Refusal {
        return new RollbackRef(legal("epic id", context.epicId()), legal("deployment id", context.deploymentId()));
    }

    static String legal(String what, String id) throws Refusal {
        if (!LEGAL.matcher(id).matches()) {
            throw new Refusal("The " + what + " '" + id + "' cannot be part of a git ref's name."
                    + " Use letters, digits, '_' and '-' only.");
        }
        return id;
    }

    String name() {
        return "refs/devops/rollback/" + epicId + "/" + deploymentId;
    }

    /** What was recorded; empty if there is no such ref. */
    Optional<Head> read(Repository repository) throws IOException, Refusal {
        Ref ref = repository.exactRef(name());
        return ref == null ? Optional.empty() : Optional.of(recordedIn(repository, ref.getObjectId()));
    }

    private Head recordedIn(Repository repository, ObjectId id) throws IOException, Refusal {
        try (RevWalk walk = new RevWalk(repository)) {
            RevObject object = walk.parseAny(id);
            String head = headLine(object)
                    .orElseThrow(() -> new Refusal(name() + " does not say which branch was checked out, so it was not"
                            + " made as a rollback point. Look at it with: git show " + name()));
            Optional<String> branch = head.equals(DETACHED) ? Optional.empty() : Optional.of(head);
            return new Head(walk.peel(object).copy(), branch);
        }
    }

    private static Optional<String> headLine(RevObject object) {
        return object instanceof RevTag tag
                ? tag.getFullMessage()
                        .lines()
                        .filter(line -> line.startsWith(HEAD))
                        .map(line -> line.substring(HEAD.length()))
                        .findFirst()
                : Optional.empty();
    }

    /** Creates the ref if no ref of this name is there. */
    RefUpdate.Result create(Repository repository, Head head) throws IOException {
        RefUpdate update = repository.updateRef(name());
        update.setExpectedOldObjectId(ObjectId.zeroId());
        update.setNewObjectId(insertTag(repository, head));
        return update.update();
    }

    private ObjectId insertTag(Repository repository, Head head) throws IOException {
        TagBuilder tag = new TagBuilder();
        tag.setTag(name().substring(Constants.R_REFS.length()));
        tag.setObjectId(head.commit(), Constants.OBJ_COMMIT);
        tag.setTagger(new PersonIdent("devops-agent", "devops-agent@localhost", Instant.now(), ZoneOffset.UTC));
        tag.setMessage("Rollback point of deployment " + deploymentId + " of " + epicId + "\n\n" + HEAD
                + head.branch().orElse(DETACHED) + "\n");
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(tag);
            inserter.flush();
            return id;
        }
    }
}
