package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.lock.RefLock;
import java.io.IOException;
import java.time.Instant;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;

/** Refs of one deployment, which nobody writes but the agent that carries it out. */
public final class PrivateTagRef {

    private PrivateTagRef() {}

    /** Creates an annotated tag of a commit under this name, if there is no ref of this name. */
    public static RefUpdate.Result create(
            Repository repository, String ref, ObjectId commit, Instant since, String message) throws IOException {
        return set(repository, ref, ObjectId.zeroId(), commit, since, message);
    }

    /** Replaces the tag under this name by another one, if it is still this one. */
    public static RefUpdate.Result replace(
            Repository repository, String ref, ObjectId old, ObjectId commit, Instant since, String message)
            throws IOException {
        return set(repository, ref, old, commit, since, message);
    }

    private static RefUpdate.Result set(
            Repository repository, String ref, ObjectId old, ObjectId commit, Instant since, String message)
            throws IOException {
        RefLock.of(repository, ref).takeOverWhenOld();
        TagBuilder tag = new TagBuilder();
        tag.setTag(ref.substring(Constants.R_REFS.length()));
        tag.setObjectId(commit, Constants.OBJ_COMMIT);
        tag.setTagger(CommitWriter.agent(since));
        tag.setMessage(message);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            RefUpdate update = repository.updateRef(ref);
            update.setExpectedOldObjectId(old);
            update.setForceUpdate(true);
            update.setNewObjectId(inserter.insert(tag));
            inserter.flush();
            return update.update();
        }
    }
}
