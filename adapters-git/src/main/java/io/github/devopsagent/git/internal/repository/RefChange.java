package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.lock.PackedRefsLock;
import io.github.devopsagent.git.internal.lock.RefLock;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/**
 * A ref that a step creates, moves or deletes, by compare-and-swap.
 *
 * <p>A lock that a killed attempt of the step has left is {@linkplain RefLock#takeOver removed}: it has our object's id or
 * nothing yet, and is not older than the step. Any other is reported, and so is each one if no attempt was killed.
 */
public final class RefChange {

    private final Repository repository;
    private final String name;
    private final ObjectId object;
    private final Optional<Instant> killedSince;

    /**
     * @param object that the ref points to after it is created or moved, and before it is deleted
     * @param killedSince since when an attempt that was killed can have left a lock; empty if none was killed
     */
    public RefChange(Repository repository, String name, ObjectId object, Optional<Instant> killedSince) {
        this.repository = repository;
        this.name = name;
        this.object = object;
        this.killedSince = killedSince;
    }

    /** What the ref points to; empty if it is not there. */
    public Optional<ObjectId> current() throws IOException {
        return current(repository, name);
    }

    public static Optional<ObjectId> current(Repository repository, String name) throws IOException {
        return Optional.ofNullable(repository.exactRef(name)).map(Ref::getObjectId);
    }

    /** Creates it if it is not there. */
    public void create() throws IOException, GitRefusal {
        require(perform(() -> {
            RefUpdate update = update(ObjectId.zeroId());
            update.setNewObjectId(object);
            return update.update();
        }));
    }

    /** Moves it to the object, wherever it is, unless somebody else moves it elsewhere meanwhile. */
    public void move(String why) throws IOException, GitRefusal {
        ObjectId before = current().orElse(ObjectId.zeroId());
        require(perform(() -> {
            if (current().filter(object::equals).isPresent()) {
                return RefUpdate.Result.NO_CHANGE;
            }
            RefUpdate update = update(before);
            update.setNewObjectId(object);
            update.setForceUpdate(true);
            update.setRefLogMessage(why, false);
            return update.update();
        }));
    }

    /** Deletes it if it is at the object. */
    public void delete() throws IOException, GitRefusal {
        require(perform(() -> {
            RefUpdate update = update(object);
            update.setForceUpdate(true);
            return update.delete();
        }));
    }

    private RefUpdate update(ObjectId expected) throws IOException {
        RefUpdate update = repository.updateRef(name);
        update.setExpectedOldObjectId(expected);
        return update;
    }

    private interface Update {
        RefUpdate.Result run() throws IOException;
    }

    /** Once more if it was locked and is not any more: the lock was taken over, or whoever held it has let it go. */
    private RefUpdate.Result perform(Update update) throws IOException {
        RefUpdate.Result result = update.run();
        return result == RefUpdate.Result.LOCK_FAILURE && (takeOverLock() || isFree()) ? update.run() : result;
    }

    private boolean isFree() {
        return !Files.exists(RefLock.of(repository, name).file())
                && PackedRefsLock.advice(repository).isEmpty();
    }

    /** Removes the lock that a killed attempt left. */
    public boolean takeOverLock() throws IOException {
        return killedSince.isPresent()
                && RefLock.of(repository, name).takeOver(Set.of(object.name()), killedSince.get());
    }

    private void require(RefUpdate.Result result) throws IOException, GitRefusal {
        switch (result) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
            case LOCK_FAILURE -> throw locked();
            default ->
                throw new GitRefusal("The ref " + name + " could not be changed: "
                        + result.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
        }
    }

    private GitRefusal locked() throws IOException {
        RefLock lock = RefLock.of(repository, name);
        if (Files.exists(lock.file())) {
            return new GitRefusal(
                    "The ref " + name + " is locked by another git process, or was left locked by one that"
                            + " was killed. If none is running, run: rm "
                            + ShellWord.quoted(lock.file().toString()));
        }
        Optional<String> packed = PackedRefsLock.advice(repository);
        if (packed.isPresent()) {
            return new GitRefusal("The ref " + name + " is among the packed refs, which are locked. " + packed.get());
        }
        return new GitRefusal("The ref " + name + " was changed by somebody else meanwhile; it is "
                + current().map(id -> "at " + Head.shortened(id)).orElse("not there") + " now. Nothing was changed.");
    }
}
