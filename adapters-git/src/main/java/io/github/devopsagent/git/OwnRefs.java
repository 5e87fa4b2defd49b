package io.github.devopsagent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;

/** Refs of one deployment, which nobody writes but the agent that carries it out. */
final class OwnRefs {

    /** Writing a ref takes milliseconds, so a lock of that age is one that a killed agent left. */
    private static final Duration OLD = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private OwnRefs() {}

    /** Creates an annotated tag of a commit under this name, if there is no ref of this name. */
    static RefUpdate.Result create(Repository repository, String ref, ObjectId commit, Instant since, String message)
            throws IOException {
        unlock(repository, ref);
        TagBuilder tag = new TagBuilder();
        tag.setTag(ref.substring(Constants.R_REFS.length()));
        tag.setObjectId(commit, Constants.OBJ_COMMIT);
        tag.setTagger(Commits.agent(since));
        tag.setMessage(message);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            RefUpdate update = repository.updateRef(ref);
            update.setExpectedOldObjectId(ObjectId.zeroId());
            update.setNewObjectId(inserter.insert(tag));
            inserter.flush();
            return update.update();
        }
    }

    /** Waits for the end of a lock on the ref, or until it is old, and then removes it. */
    static void unlock(Repository repository, String ref) throws IOException {
        Path lock = repository.getCommonDirectory().toPath().resolve(ref + ".lock");
        long deadline = System.nanoTime() + OLD.multipliedBy(2).toNanos();
        try {
            while (System.nanoTime() - deadline < 0) {
                if (Files.getLastModifiedTime(lock)
                        .toInstant()
                        .isBefore(Instant.now().minus(OLD))) {
                    Files.deleteIfExists(lock);
                    return;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (NoSuchFileException e) {
            // There is none, or no longer.
        }
    }
}
