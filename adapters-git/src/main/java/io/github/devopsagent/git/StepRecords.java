package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/** A deployment's records of its steps: annotated tags under {@value #PREFIX}. */
final class StepRecords {

    static final String PREFIX = "refs/devops/steps/";

    private final Repository repository;
    private final String directory;
    private final ExecutionContext context;

    StepRecords(Repository repository, ExecutionContext context) throws Refusal {
        this.repository = repository;
        this.context = context;
        this.directory = PREFIX + RollbackRef.legal("epic id", context.epicId()) + "/"
                + RollbackRef.legal("deployment id", context.deploymentId()) + "/";
    }

    /** For the step at this place in the plan. */
    static String name(String operation, String place) {
        return (operation + "-" + place).replaceAll("[^A-Za-z0-9]+", "-");
    }

    String ref(String name) {
        return directory + name;
    }

    /** That of this run. */
    Optional<StepRecord> read(String name) throws IOException {
        return read(repository, ref(name)).filter(record -> record.isOf(context));
    }

    static Optional<StepRecord> read(Repository repository, String refName) throws IOException {
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

    void create(String name, StepRecord record) throws IOException, Refusal {
        RefLock.of(repository, ref(name)).takeOverWhenOld();
        Optional<StepRecord> older = read(repository, ref(name)).filter(found -> !found.isOf(context));
        if (older.isPresent()) {
            delete(name);
        }
        RefUpdate.Result result = OwnRefs.create(
                repository,
                ref(name),
                record.commit(),
                record.since(),
                record.of(context).text());
        if (result != RefUpdate.Result.NEW) {
            throw new Refusal("The step could not be recorded as " + ref(name) + ": "
                    + result.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
        }
    }

    void delete(String name) throws IOException, Refusal {
        RefUpdate update = repository.updateRef(ref(name));
        update.setForceUpdate(true);
        RefUpdate.Result result = update.delete();
        if (result != RefUpdate.Result.FORCED && result != RefUpdate.Result.NEW) {
            throw new Refusal("The record " + ref(name) + " could not be deleted: "
                    + result.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
        }
    }
}
