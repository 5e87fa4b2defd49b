package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.remote.RemoteAccess;
import io.github.devopsagent.git.internal.remote.RemoteHistory;
import io.github.devopsagent.git.internal.remote.RemoteRepository;
import io.github.devopsagent.git.internal.remote.TrackingRef;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.steprecord.PushRecord;
import io.github.devopsagent.git.internal.steprecord.PushTarget;
import io.github.devopsagent.git.internal.steprecord.RecordedStep;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;

/** Sends one branch or tag to a remote, never by force: only from what the remote had when the step began. */
final class GitPush implements GitStep {

    private final RemoteAccess remotes;
    private final ForeseenCommits foreseenCommits;

    GitPush(RemoteAccess remotes) {
        this(remotes, new ForeseenCommits());
    }

    /** @param foreseenCommits is told what other steps make of branches */
    GitPush(RemoteAccess remotes, ForeseenCommits foreseenCommits) {
        this.remotes = remotes;
        this.foreseenCommits = foreseenCommits;
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
    public String check(OpenWorkTree tree, StepInput input, ExecutionContext context, ForeseenCheckout foreseen)
            throws IOException, GitRefusal {
        if (foreseen.isKnown()) {
            PushTarget target = new PushTargetChoice(tree, foreseen).of(input, context);
            RemoteRepository.of(tree, target.remote(), remotes).requireReachable(Transport.Operation.PUSH);
            foreseenCommits.foreseeRemote(context, tree, input, target.remote(), foreseen);
            foreseenCommits.foreseePush(context, tree, input, target.source(), foreseen);
        }
        if (isOfHead(input)) {
            foreseenCommits.foreseeHead(context, tree, input, foreseen);
        }
        return "";
    }

    @Override
    public StepRecord begin(OpenWorkTree tree, StepInput input, ExecutionContext context, StepOutput output)
            throws IOException, GitRefusal {
        if (isOfHead(input)) {
            foreseenCommits.requireHead(context, tree, input);
        }
        PushTarget target = target(tree, input, context);
        foreseenCommits.requireRemote(context, tree, input, target.remote());
        foreseenCommits.requirePush(context, tree, input, target.source());
        Optional<ObjectId> before =
                RemoteRepository.of(tree, target.remote(), remotes, output).at(target.ref());
        StepRecord record = PushRecord.of(tree.repository(), target, before, context);
        PushRecord push = PushRecord.read(record);
        if (!push.isOfBranch() && before.isPresent() && !push.changesNothing()) {
            throw new GitRefusal("The remote '" + target.remote() + "' has another " + PushTarget.describe(target.ref())
                    + " already (" + Head.shortened(before.get()) + " there, " + Head.shortened(push.pushed())
                    + " here). A tag is not moved; choose another name.");
        }
        return record;
    }

    private static boolean isOfHead(StepInput input) {
        return !input.has(StepVocabulary.PUSHED_BRANCH) && !input.has(StepVocabulary.PUSHED_TAG);
    }

    private static PushTarget target(OpenWorkTree tree, StepInput input, ExecutionContext context)
            throws IOException, GitRefusal {
        try (MemoryObjects objects = new MemoryObjects(tree.repository())) {
            return new PushTargetChoice(tree, ForeseenCheckout.now(tree, objects)).of(input, context);
        }
    }

    @Override
    public String carryOut(OpenWorkTree tree, RecordedStep step, StepOutput output) throws IOException, GitRefusal {
        PushRecord push = PushRecord.read(step.record());
        RemoteRepository remote = remote(tree, push, output);
        RemoteRefUpdate update = send(tree, remote, step, output);
        if (update.getStatus() == RemoteRefUpdate.Status.OK) {
            requireMoved(tree, remote, push);
        }
        return switch (update.getStatus()) {
            case OK ->
                "pushed " + Head.shortened(push.pushed()) + " to the " + push.describeTarget()
                        + push.before()
                                .map(before -> "; it was " + Head.shortened(before))
                                .orElse(", which is new there")
                        + LfsObjects.leftBehind(tree, push.pushed());
            case UP_TO_DATE ->
                "nothing to push: the " + push.describeTarget() + " is at " + Head.shortened(push.pushed());
            default -> {
                // As an earlier attempt had sent it, which was answered late or never.
                if (push.receiver().isPresent() && isThere(remote, push)) {
                    yield "pushed " + Head.shortened(push.pushed()) + " to the " + push.describeTarget()
                            + " in an earlier attempt";
                }
                throw PushRecord.read(step.record()).receiver().isPresent()
                        ? doubtful(
                                tree, push, "The remote '" + remote.name() + "' did not say whether it took the push.")
                        : new PushRejection(tree, remote).of(update);
            }
        };
    }

    private static RemoteRefUpdate send(
            OpenWorkTree tree, RemoteRepository remote, RecordedStep step, StepOutput output)
            throws IOException, GitRefusal {
        PushRecord push = PushRecord.read(step.record());
        try {
            return new RefPush(tree, remote, push)
                    .send(
                            push.target().source(),
                            push.pushed(),
                            push.before(),
                            output,
                            new RecordedReceiver(step, push.receiver(), BeforeHook.of(tree, push)));
        } catch (GitRefusal e) {
            PushRecord left = PushRecord.read(step.record());
            throw isUnderWay(left) ? doubtful(tree, left, e.reason()) : e;
        }
    }

    private static GitRefusal doubtful(OpenWorkTree tree, PushRecord push, String why) {
        return new GitRefusal(why + " " + new PushDoubt(tree, push).text());
    }

    /** Whether the remote may still take what was sent. A receiver of this machine is ended first. */
    private static boolean isUnderWay(PushRecord push) {
        return push.receiver().isPresent()
                && !RemoteRepository.endReceiver(push.receiver().get());
    }

    private static boolean isThere(RemoteRepository remote, PushRecord push) throws GitRefusal {
        return remote.at(push.target().ref()).equals(Optional.of(push.pushed()));
    }

    /** A remote may say that it has accepted a push, and have put it elsewhere, as its hook proc-receive decides. */
    private static void requireMoved(OpenWorkTree tree, RemoteRepository remote, PushRecord push)
            throws IOException, GitRefusal {
        Optional<ObjectId> after = after(remote, push);
        if (after.isEmpty() && push.before().isPresent()) {
            throw new GitRefusal(
                    "The " + push.describeTarget() + " is gone, although the remote said that it accepted the"
                            + " push. A hook there, such as post-receive, may have deleted it, or somebody else; look at what was"
                            + " printed. It was at "
                            + push.before().map(Head::shortened).orElse("none") + " before.");
        }
        if (after.isPresent() && !after.equals(push.before()) && isWithout(tree, remote, push, after.get())) {
            throw new GitRefusal("The " + push.describeTarget() + " is at " + Head.shortened(after.get())
                    + ", which does not have what was pushed, although the remote said that it accepted the push. A hook"
                    + " there, such as post-receive, may have moved it, or somebody else by force; look at what was"
                    + " printed.");
        }
        if (after.equals(push.before())) {
            throw new GitRefusal(
                    "The " + push.describeTarget() + " did not move, although the remote said that it accepted"
                            + " the push: it is "
                            + push.before()
                                    .map(before -> "at " + Head.shortened(before))
                                    .orElse("not there")
                            + ". A hook there, such as proc-receive, may have put what was pushed elsewhere; look at what was"
                            + " printed, and push to where the remote asks for.");
        }
    }

    /** Somebody else may have pushed on top meanwhile. */
    private static boolean isWithout(OpenWorkTree tree, RemoteRepository remote, PushRecord push, ObjectId after)
            throws IOException {
        return push.isOfBranch()
                && !after.equals(push.pushed())
                && RemoteHistory.of(tree, remote, push.target().ref(), after)
                        .has(push.pushed())
                        .equals(Optional.of(false));
    }

    /** Where the remote is after it has accepted a push; what it has said stands if it is silent by now. */
    private static Optional<ObjectId> after(RemoteRepository remote, PushRecord push) {
        try {
            return remote.at(push.target().ref());
        } catch (GitRefusal silent) {
            return Optional.of(push.pushed());
        }
    }

    private RemoteRepository remote(OpenWorkTree tree, PushRecord push, StepOutput output) throws GitRefusal {
        return RemoteRepository.of(tree, push.target().remote(), remotes, output);
    }

    @Override
    public StepProgress progress(OpenWorkTree tree, StepRecord record, StepOutput output)
            throws IOException, GitRefusal {
        PushRecord push = PushRecord.read(record);
        boolean underWay = isUnderWay(push);
        Optional<ObjectId> there = remote(tree, push, output).at(push.target().ref());
        if (there.equals(Optional.of(push.pushed()))) {
            return StepProgress.DONE;
        }
        return there.equals(push.before()) && !underWay ? StepProgress.UNTOUCHED : StepProgress.BETWEEN;
    }

    @Override
    public void takeOverLocks(OpenWorkTree tree, StepRecord record) throws IOException, GitRefusal {
        PushRecord push = PushRecord.read(record);
        // The remote may be gone since, and a push of nothing has moved no ref.
        if (!push.changesNothing()) {
            tracking(tree, push).takeOverLock();
        }
    }

    /** A killed attempt may not have noted here that the remote has it. */
    @Override
    public void complete(OpenWorkTree tree, StepRecord record) throws IOException, GitRefusal {
        PushRecord push = PushRecord.read(record);
        tracking(tree, push).follow(Optional.of(push.pushed()), (bytes, offset, length) -> {});
    }

    private TrackingRef tracking(OpenWorkTree tree, PushRecord push) throws GitRefusal {
        return new TrackingRef(
                tree.repository(), RemoteRepository.of(tree, push.target().remote(), remotes), push);
    }

    /** None: a revert needs what the remote had before, which is not known yet. */
    @Override
    public Optional<String> undoCommand(OpenWorkTree tree, StepInput input, ExecutionContext context) {
        return Optional.empty();
    }

    @Override
    public UndoResult undo(OpenWorkTree tree, StepRecord record, StepOutput output) throws IOException, GitRefusal {
        PushRecord push = PushRecord.read(record);
        if (push.changesNothing()) {
            return UndoResult.of("nothing to undo: the " + push.describeTarget() + " had "
                    + Head.shortened(push.pushed()) + " before");
        }
        boolean underWay = isUnderWay(push);
        return new PushReversal(tree, remote(tree, push, output), push, underWay, output).run();
    }
}
