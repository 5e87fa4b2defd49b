package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.remote.FetchChoice;
import io.github.devopsagent.git.internal.remote.FetchedRef;
import io.github.devopsagent.git.internal.remote.RemoteAccess;
import io.github.devopsagent.git.internal.remote.RemoteFetch;
import io.github.devopsagent.git.internal.remote.RemoteRepository;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.RefChange;
import io.github.devopsagent.git.internal.steprecord.RecordedStep;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.Transport;

/**
 * Brings what a remote has: objects, remote-tracking refs, and tags if they are asked for. It moves no branch and no file,
 * so that doing it again after a kill does no harm, and there is nothing to undo.
 */
final class GitFetch implements GitStep {

    /** Followed by a number: the ref on this side, and what it is to be at. */
    private static final String REF = "ref-";

    private static final String COUNT = "refs";

    /** What the result says of branches that are not tracked. */
    private static final String LEFT_OUT = "left-out";

    private final RemoteAccess remotes;

    GitFetch(RemoteAccess remotes) {
        this.remotes = remotes;
    }

    @Override
    public String name() {
        return StepVocabulary.FETCH;
    }

    @Override
    public Set<String> inputs() {
        return Set.of(StepVocabulary.REMOTE, StepVocabulary.REFS, StepVocabulary.TAGS);
    }

    @Override
    public boolean isToBeUndone() {
        return false;
    }

    /** The remote is not asked. */
    @Override
    public String check(OpenWorkTree tree, StepInput input, ExecutionContext context, ForeseenCheckout foreseen)
            throws IOException, GitRefusal {
        choice(input);
        remote(tree, input, (bytes, offset, length) -> {}).requireReachable(Transport.Operation.FETCH);
        return "";
    }

    private static FetchChoice choice(StepInput input) throws GitRefusal {
        List<String> names = input.has(StepVocabulary.REFS) ? input.texts(StepVocabulary.REFS, "main") : List.of();
        return FetchChoice.of(names, input.isTrue(StepVocabulary.TAGS, false));
    }

    private RemoteRepository remote(OpenWorkTree tree, StepInput input, StepOutput output)
            throws IOException, GitRefusal {
        Optional<String> given = input.text(StepVocabulary.REMOTE);
        Set<String> known = tree.repository().getRemoteNames();
        String name = PushTargetChoice.requireKnown(
                known, given.isPresent() ? given.get() : RemoteFetch.usualRemote(tree.repository()));
        return RemoteRepository.toFetchFrom(tree, name, remotes, output);
    }

    @Override
    public StepRecord begin(OpenWorkTree tree, StepInput input, ExecutionContext context, StepOutput output)
            throws IOException, GitRefusal {
        RemoteRepository remote = remote(tree, input, output);
        List<FetchedRef> changed = new ArrayList<>();
        Map<String, ObjectId> there = remote.refs();
        for (FetchedRef ref : choice(input).of(remote, there)) {
            if (!ref.isThere(tree.repository())) {
                changed.add(ref);
            }
        }
        Head head = tree.head()
                .orElseThrow(() -> new GitRefusal("The repository " + tree.root()
                        + " has no commit yet, so there is nothing to go back to. Clone the remote before the run."));
        StepRecord record = StepRecord.of(name(), head.commit())
                .with(StepVocabulary.REMOTE, remote.name())
                .with(COUNT, String.valueOf(changed.size()))
                .with(LEFT_OUT, leftOut(remote.name(), choice(input).leftOut(remote, there)));
        for (int i = 0; i < changed.size(); i++) {
            FetchedRef ref = changed.get(i);
            record = record.with(REF + i, ref.id().name() + " " + ref.source() + " " + ref.name());
        }
        return record;
    }

    private static String leftOut(String remote, List<String> branches) {
        return branches.isEmpty()
                ? ""
                : "; not fetched, since remote." + remote + ".fetch leaves them out: " + FirstPaths.of(branches)
                        + ". Name them in 'refs' if they are needed";
    }

    private static List<FetchedRef> refs(StepRecord record) throws GitRefusal {
        List<FetchedRef> refs = new ArrayList<>();
        for (int i = 0; record.notes().containsKey(REF + i); i++) {
            String[] words = record.note(REF + i).split(" ", 3);
            refs.add(new FetchedRef(words[1], words[2], ObjectId.fromString(words[0])));
        }
        return refs;
    }

    @Override
    public String carryOut(OpenWorkTree tree, RecordedStep step, StepOutput output) throws IOException, GitRefusal {
        StepRecord record = step.record();
        RemoteRepository remote =
                RemoteRepository.toFetchFrom(tree, record.note(StepVocabulary.REMOTE), remotes, output);
        return new RemoteFetch(tree.repository(), remote).of(refs(record)) + record.noteOr(LEFT_OUT, "");
    }

    @Override
    public void takeOverLocks(OpenWorkTree tree, StepRecord record) throws IOException, GitRefusal {
        for (FetchedRef ref : refs(record)) {
            new RefChange(tree.repository(), ref.name(), ref.id(), record.killedSince()).takeOverLock();
        }
    }

    /** What is not there is fetched anew; nothing of it is between before and after. */
    @Override
    public StepProgress progress(OpenWorkTree tree, StepRecord record, StepOutput output)
            throws IOException, GitRefusal {
        for (FetchedRef ref : refs(record)) {
            if (!ref.isThere(tree.repository())) {
                return StepProgress.UNTOUCHED;
            }
        }
        return StepProgress.DONE;
    }

    /** Nothing has to be done, which is a command, too. */
    @Override
    public Optional<String> undoCommand(OpenWorkTree tree, StepInput input, ExecutionContext context) {
        return Optional.of("true");
    }

    @Override
    public UndoResult undo(OpenWorkTree tree, StepRecord record, StepOutput output) {
        return UndoResult.of("nothing to undo: a fetch moves no branch and no file, only refs that tell what the remote"
                + " has, and it has that still");
    }
}
