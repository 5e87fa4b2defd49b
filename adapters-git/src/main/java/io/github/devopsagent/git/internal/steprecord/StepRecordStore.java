package io.github.devopsagent.git.internal.steprecord;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.git.internal.lock.PackedRefsLock;
import io.github.devopsagent.git.internal.lock.RefLock;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.PrivateTagRef;
import io.github.devopsagent.git.internal.repository.RefChange;
import io.github.devopsagent.git.internal.repository.RollbackRef;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * A deployment's records of its steps: files of the run, which are believed, and annotated tags under {@value #PREFIX}, which keep
 * the commits, and tell others. Where the run's files are gone, the tags are all that is known.
 */
public final class StepRecordStore {

    public static final String PREFIX = "refs/devops/steps/";

    private final Repository repository;
    private final String directory;
    private final ExecutionContext context;
    private final Scratch scratch;

    public StepRecordStore(Repository repository, ExecutionContext context, Scratch scratch) throws GitRefusal {
        this.repository = repository;
        this.context = context;
        this.scratch = scratch;
        this.directory = PREFIX + RollbackRef.legal("epic id", context.epicId()) + "/"
                + RollbackRef.legal("deployment id", context.deploymentId()) + "/";
    }

    /** For the step at this path in the plan. */
    public static String name(String operation, String path) {
        return (operation + "-" + path).replaceAll("[^A-Za-z0-9]+", "-");
    }

    public String ref(String name) {
        return directory + name;
    }

    /** That of this run. */
    public Optional<StepRecord> read(String name) throws IOException {
        return read(repository, ref(name), scratch).filter(record -> record.isOf(context));
    }

    /** That of the run whose files these are, as far as they have it. */
    public static Optional<StepRecord> read(Repository repository, String refName, Scratch scratch) throws IOException {
        String name = refName.substring(refName.lastIndexOf('/') + 1);
        Optional<String> own = new RunRecord(scratch, name).read();
        return own.isPresent() ? Optional.of(StepRecord.readOwn(own.get())) : read(repository, refName);
    }

    private RunRecord own(String name) {
        return new RunRecord(scratch, name);
    }

    public static Optional<StepRecord> read(Repository repository, String refName) throws IOException {
        Ref ref = repository.exactRef(refName);
        if (ref == null) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(repository)) {
            RevObject object = walk.parseAny(ref.getObjectId());
            return object instanceof RevTag tag && tag.getTaggerIdent() != null
                    ? Optional.of(StepRecord.read(
                            walk.peel(tag).copy(), tag.getTaggerIdent().getWhenAsInstant(), tag.getFullMessage()))
                    : Optional.empty();
        }
    }

    public void create(String name, StepRecord record) throws IOException, GitRefusal {
        RefLock.of(repository, ref(name)).takeOverWhenOld();
        Optional<StepRecord> older = read(repository, ref(name)).filter(found -> !found.isOf(context));
        if (older.isPresent()) {
            delete(name);
        }
        own(name).write(record.of(context).ownText());
        RefUpdate.Result result = PrivateTagRef.create(
                repository,
                ref(name),
                record.commit(),
                record.since(),
                record.of(context).text());
        if (result != RefUpdate.Result.NEW) {
            own(name).delete();
            throw new GitRefusal("The step could not be recorded as " + ref(name) + ": "
                    + result.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
        }
    }

    /** Replaces what was recorded, all at once. */
    void replace(String name, StepRecord record) throws IOException, GitRefusal {
        own(name).write(record.of(context).ownText());
        ObjectId old = RefChange.current(repository, ref(name)).orElse(ObjectId.zeroId());
        RefUpdate.Result result = PrivateTagRef.replace(
                repository,
                ref(name),
                old,
                record.commit(),
                record.since(),
                record.of(context).text());
        if (result != RefUpdate.Result.FORCED) {
            throw new GitRefusal("The record " + ref(name) + " of the step could not be changed: "
                    + result.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
        }
    }

    public void delete(String name) throws IOException, GitRefusal {
        own(name).delete();
        RefUpdate update = repository.updateRef(ref(name));
        update.setForceUpdate(true);
        RefUpdate.Result result = update.delete();
        if (result != RefUpdate.Result.FORCED && result != RefUpdate.Result.NEW) {
            throw new GitRefusal("The record " + ref(name) + " could not be deleted: "
                    + result.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "."
                    + PackedRefsLock.advice(repository)
                            .map(advice -> " " + advice)
                            .orElse(""));
        }
    }
}
