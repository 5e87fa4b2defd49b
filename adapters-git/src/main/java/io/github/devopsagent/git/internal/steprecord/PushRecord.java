package io.github.devopsagent.git.internal.steprecord;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * What is recorded of a push.
 *
 * @param target what is pushed where
 * @param before what the remote had there; empty if nothing
 * @param pushed what it has afterwards
 * @param deployment for people
 * @param since when the step began
 * @param killedSince since when an attempt that was killed can have left locks; empty if none was killed
 * @param receiver who may still take a request of this push that was sent and not answered: the mark of a process of this
 *     machine, or {@value #ELSEWHERE}; empty if there is none
 */
public record PushRecord(
        PushTarget target,
        Optional<ObjectId> before,
        ObjectId pushed,
        String deployment,
        Instant since,
        Optional<Instant> killedSince,
        Optional<String> receiver) {

    /** A receiver that cannot be seen from here. */
    public static final String ELSEWHERE = "elsewhere";

    /** The name of the note of the {@link #receiver}. */
    public static final String RECEIVER = "receiver";

    /** No request is under way. */
    public static final String NOBODY = "nobody";

    private static final String SOURCE = "source";
    private static final String REMOTE = "remote";
    private static final String REF = "ref";
    private static final String BEFORE = "before";
    private static final String PUSHED = "pushed";
    private static final String DEPLOYMENT = "deployment";

    public static StepRecord of(
            Repository repository, PushTarget target, Optional<ObjectId> before, ExecutionContext context)
            throws IOException, GitRefusal {
        Ref source = Optional.ofNullable(repository.exactRef(target.source()))
                .orElseThrow(() -> new GitRefusal(PushTarget.describe(target.source()) + " was deleted meanwhile."));
        return StepRecord.of(StepVocabulary.PUSH, commit(repository, target, source.getObjectId()))
                .with(SOURCE, target.source())
                .with(REMOTE, target.remote())
                .with(REF, target.ref())
                .with(BEFORE, before.orElse(ObjectId.zeroId()).name())
                .with(PUSHED, source.getObjectId().name())
                .with(RECEIVER, NOBODY)
                .with(DEPLOYMENT, context.deploymentId() + " of " + context.epicId());
    }

    private static ObjectId commit(Repository repository, PushTarget target, ObjectId id)
            throws IOException, GitRefusal {
        try (RevWalk walk = new RevWalk(repository)) {
            if (walk.peel(walk.parseAny(id)) instanceof RevCommit commit) {
                return commit.copy();
            }
            throw new GitRefusal("The " + PushTarget.describe(target.source()) + " is not one of a commit."
                    + " Only commits are deployed.");
        }
    }

    public static PushRecord read(StepRecord record) throws GitRefusal {
        return new PushRecord(
                new PushTarget(record.note(SOURCE), record.note(REMOTE), record.note(REF)),
                Optional.of(record.id(BEFORE)).filter(id -> !id.equals(ObjectId.zeroId())),
                record.id(PUSHED),
                record.note(DEPLOYMENT),
                record.since(),
                record.killedSince(),
                receiver(record));
    }

    /** A record of an earlier version does not say. */
    private static Optional<String> receiver(StepRecord record) {
        return Optional.of(record.find(RECEIVER).orElse(ELSEWHERE)).filter(receiver -> !receiver.equals(NOBODY));
    }

    public boolean isOfBranch() {
        return target.ref().startsWith(Constants.R_HEADS);
    }

    /** The remote had it already. */
    public boolean changesNothing() {
        return before.equals(Optional.of(pushed));
    }

    /** For people: the ref and the remote. */
    public String describeTarget() {
        return PushTarget.describe(target.ref()) + " of the remote '" + target.remote() + "'";
    }
}
