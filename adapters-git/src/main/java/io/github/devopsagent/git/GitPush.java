package io.github.devopsagent.git;

import io.github.devopsagent.pipeline.ExecutionContext;
import io.github.devopsagent.pipeline.StepOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/** Sends one branch or tag to a remote, never by force: only from what the remote had when the step began. */
final class GitPush implements GitStep {

    private final Remotes remotes;

    GitPush(Remotes remotes) {
        this.remotes = remotes;
    }

    @Override
    public String name() {
        return StepVocabulary.PUSH;
    }

    @Override
    public Set<String> inputs() {
        return Set.of(
                StepVocabulary.REMOTE, StepVocabulary.PUSHED_BRANCH, StepVocabulary.PUSHED_TAG, StepVocabulary.TO);
    }

    /** The remote is not asked. */
    @Override
    public void check(WorkTree tree, StepInput input, ExecutionContext context) throws IOException, Refusal {
        RemoteRepository.of(tree, PushTargetChoice.of(tree, input, context).remote(), remotes);
    }

    @Override
    public StepRecord begin(WorkTree tree, StepInput input, ExecutionContext context, StepOutput output)
            throws IOException, Refusal {
        PushTarget target = PushTargetChoice.of(tree, input, context);
        Optional<ObjectId> before =
                RemoteRepository.of(tree, target.remote(), remotes).at(target.ref());
        StepRecord record = PushRecord.of(tree.repository(), target, before, context);
        PushRecord push = PushRecord.read(record);
        if (!push.isOfBranch() && before.isPresent() && !push.changesNothing()) {
            throw new Refusal("The remote '" + target.remote() + "' has another " + PushTarget.describe(target.ref())
                    + " already (" + Head.shortened(before.get()) + " there, " + Head.shortened(push.pushed())
                    + " here). A tag is not moved; choose another name.");
        }
        return record;
    }

    @Override
    public String carryOut(WorkTree tree, StepRecord record, StepOutput output) throws IOException, Refusal {
        PushRecord push = PushRecord.read(record);
        RemoteRepository remote = remote(tree, push);
        Delivery delivery = new Delivery(tree, remote, push);
        RemoteRefUpdate update = delivery.send(push.target().source(), push.pushed(), push.before(), output);
        return switch (update.getStatus()) {
            case OK ->
                "pushed " + Head.shortened(push.pushed()) + " to the " + push.place()
                        + push.before()
                                .map(before -> "; it was " + Head.shortened(before))
                                .orElse(", which is new there");
            case UP_TO_DATE -> "nothing to push: the " + push.place() + " is at " + Head.shortened(push.pushed());
            default -> throw new Rejection(tree, remote).of(update);
        };
    }

    private RemoteRepository remote(WorkTree tree, PushRecord push) throws Refusal {
        return RemoteRepository.of(tree, push.target().remote(), remotes);
    }

    @Override
    public Progress progress(WorkTree tree, StepRecord record) throws IOException, Refusal {
        PushRecord push = PushRecord.read(record);
        Optional<ObjectId> there = remote(tree, push).at(push.target().ref());
        if (there.equals(Optional.of(push.pushed()))) {
            return Progress.DONE;
        }
        return there.equals(push.before()) ? Progress.UNTOUCHED : Progress.BETWEEN;
    }

    @Override
    public void takeOverLocks(WorkTree tree, StepRecord record) throws IOException, Refusal {
        tracking(tree, PushRecord.read(record)).takeOverLock();
    }

    /** A killed attempt may not have noted here that the remote has it. */
    @Override
    public void complete(WorkTree tree, StepRecord record) throws IOException, Refusal {
        PushRecord push = PushRecord.read(record);
        tracking(tree, push).follow(Optional.of(push.pushed()), (bytes, offset, length) -> {});
    }

    private TrackingRef tracking(WorkTree tree, PushRecord push) throws Refusal {
        return new TrackingRef(tree.repository(), remote(tree, push), push);
    }

    /** What the remote had before is not known yet, and a revert needs it. */
    @Override
    public Optional<String> undoCommand(WorkTree tree, StepInput input, ExecutionContext context) {
        return Optional.empty();
    }

    @Override
    public String undo(WorkTree tree, StepRecord record, StepOutput output) throws IOException, Refusal {
        PushRecord push = PushRecord.read(record);
        if (push.changesNothing()) {
            return "nothing to undo: the " + push.place() + " had " + Head.shortened(push.pushed()) + " before";
        }
        return new PushReversal(tree, remote(tree, push), push, output).run();
    }
}
