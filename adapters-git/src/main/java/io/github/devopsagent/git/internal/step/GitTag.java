package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.CommitWriter;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.ObjectSigning;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.RefChange;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.repository.RevisionParser;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision;
import io.github.devopsagent.git.internal.steprecord.RecordedStep;
import io.github.devopsagent.git.internal.steprecord.StepRecord;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Makes an annotated tag that names the deployment. The tag's object is made before anything else; the step is only that
 * its name appears, so there is nothing between before and after.
 */
final class GitTag implements GitStep {

    private static final String OBJECT = "object";

    static final Set<String> INPUTS = Set.of(StepVocabulary.NAME, StepVocabulary.MESSAGE, StepVocabulary.REF);

    private final ForeseenCommits foreseenCommits;

    /** @param foreseenCommits is told which tag it makes */
    GitTag(ForeseenCommits foreseenCommits) {
        this.foreseenCommits = foreseenCommits;
    }

    @Override
    public String name() {
        return StepVocabulary.TAG;
    }

    @Override
    public Set<String> inputs() {
        return INPUTS;
    }

    @Override
    public String check(OpenWorkTree tree, StepInput input, ExecutionContext context, ForeseenCheckout foreseen)
            throws IOException, GitRefusal {
        String ref = ref(input, context);
        input.text(StepVocabulary.MESSAGE);
        requireFree(tree, ref);
        target(tree, input);
        ObjectSigning signing = new ObjectSigning(tree);
        if (signing.isOfTags()) {
            signing.requireNoOwnCommand();
        }
        Optional<ResolvedRevision> named = named(tree, input);
        if (named.isPresent()) {
            foreseenCommits.foresee(context, tree, named.get().what(), named.get(), foreseen);
        } else {
            foreseenCommits.foreseeHead(context, tree, input, foreseen);
        }
        return "";
    }

    @Override
    public StepRecord begin(OpenWorkTree tree, StepInput input, ExecutionContext context, StepOutput output)
            throws IOException, GitRefusal {
        String ref = ref(input, context);
        requireFree(tree, ref);
        Optional<ResolvedRevision> named = named(tree, input);
        if (named.isPresent()) {
            foreseenCommits.require(context, tree, named.get().what(), named.get());
        } else {
            foreseenCommits.requireHead(context, tree, input);
        }
        ObjectId target = target(tree, input);
        TagBuilder tag = new TagBuilder();
        tag.setTag(Repository.shortenRefName(ref));
        tag.setObjectId(target, Constants.OBJ_COMMIT);
        tag.setMessage(message(input, context));
        ObjectId object = insert(tree, tag);
        return StepRecord.of(name(), target).with(StepVocabulary.NAME, ref).with(OBJECT, object.name());
    }

    static String defaultName(ExecutionContext context) {
        return "deployments/" + context.environment() + "/" + context.epicId() + "-" + context.deploymentId();
    }

    static String ref(StepInput input, ExecutionContext context) throws GitRefusal {
        Optional<String> given = input.text(StepVocabulary.NAME);
        String name = given.orElse(defaultName(context));
        String ref = name.startsWith(Constants.R_TAGS) ? name : Constants.R_TAGS + name;
        if (!Repository.isValidRefName(ref) || name.startsWith("-")) {
            throw new GitRefusal(
                    "'" + PrintableText.of(name, PrintableText.NAME) + "' cannot be the name of a tag: git allows no"
                            + " spaces, no '..', '~', '^', ':', '?', '*', '[' or '\\', no part that begins with '.' or ends"
                            + " with '.lock', and no '-' at the beginning. "
                            + (given.isPresent() ? "Correct" : "Write") + " 'name' in 'with' of git/tag.");
        }
        requireUnambiguous(ref);
        return ref;
    }

    /** Git allows these, but would no longer be sure what is meant by them. */
    private static void requireUnambiguous(String ref) throws GitRefusal {
        String name = ref.substring(Constants.R_TAGS.length());
        if (name.equals(Constants.HEAD) || name.startsWith(Constants.R_REFS)) {
            throw new GitRefusal(
                    "A tag of the name '" + PrintableText.of(name, PrintableText.NAME) + "' would make other git"
                            + " commands ambiguous; allowed is a name other than HEAD, and none that begins with refs/ but for"
                            + " refs/tags/. Correct 'name' in 'with' of git/tag.");
        }
    }

    private static void requireFree(OpenWorkTree tree, String ref) throws IOException, GitRefusal {
        Repository repository = tree.repository();
        Optional<ObjectId> there = RefChange.current(repository, ref);
        if (there.isPresent()) {
            throw taken(repository, ref, there.get());
        }
        Collection<String> conflicting = repository.getRefDatabase().getConflictingNames(ref);
        if (!conflicting.isEmpty()) {
            throw new GitRefusal("There cannot be a tag " + shown(ref) + " beside " + FirstPaths.of(conflicting)
                    + ", since git keeps one name as a file and the other as a directory. Choose another 'name'.");
        }
    }

    private static GitRefusal taken(Repository repository, String ref, ObjectId there) throws IOException {
        return new GitRefusal("There is a tag " + shown(ref) + " already: " + describe(repository, there)
                + ". A tag is not moved. Choose another 'name', or delete it: git tag -d "
                + ShellWord.quoted(Repository.shortenRefName(ref)));
    }

    private static String shown(String ref) {
        return "'" + PrintableText.of(Repository.shortenRefName(ref), PrintableText.NAME) + "'";
    }

    private static String describe(Repository repository, ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevObject object = walk.parseAny(id);
            RevObject target = walk.peel(object);
            String what = target instanceof RevCommit commit
                    ? CommitSummary.of(commit).toString()
                    : Constants.typeString(target.getType()) + " " + Head.shortened(target);
            return object instanceof RevTag ? "it points to " + what : "it is a lightweight tag of " + what;
        }
    }

    private static ObjectId target(OpenWorkTree tree, StepInput input) throws IOException, GitRefusal {
        Optional<ResolvedRevision> named = named(tree, input);
        if (named.isPresent()) {
            return ObjectId.fromString(named.get().commit().id());
        }
        return tree.head()
                .orElseThrow(() -> GitRefusal.missingNow("The repository " + tree.root()
                        + " has no commit yet, so there is" + " nothing to tag. Commit first, or pull."))
                .commit();
    }

    /** Empty if it is what is checked out. */
    private static Optional<ResolvedRevision> named(OpenWorkTree tree, StepInput input) throws IOException, GitRefusal {
        Optional<String> name = input.text(StepVocabulary.REF).filter(text -> !text.equals(Constants.HEAD));
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new RevisionParser(tree.repository())
                        .checkout(name.get())
                        .getOrElseThrow(GitTag::nothing));
    }

    private static GitRefusal nothing(UnresolvedRevision unresolved) {
        String message = "There is nothing to tag: " + unresolved.sentence();
        return unresolved.why() == UnresolvedRevision.Why.UNKNOWN
                ? GitRefusal.missingNow(message + " Fetch it in an earlier step, or correct 'ref'.")
                : new GitRefusal(message + " Correct 'ref'.");
    }

    private static String message(StepInput input, ExecutionContext context) throws GitRefusal {
        String text = input.text(StepVocabulary.MESSAGE)
                .orElse("Deployment " + context.deploymentId() + " of " + context.epicId() + " to "
                        + context.environment());
        return text.stripTrailing() + "\n\nDeployment: " + context.deploymentId() + "\nEpic: " + context.epicId()
                + "\nEnvironment: " + context.environment() + "\n";
    }

    private static ObjectId insert(OpenWorkTree tree, TagBuilder tag) throws IOException, GitRefusal {
        Repository repository = tree.repository();
        tag.setTagger(new CommitWriter(repository).committer());
        ObjectSigning signing = new ObjectSigning(tree);
        if (signing.isOfTags()) {
            signing.sign(tag, tag.getTagger());
        }
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(tag);
            inserter.flush();
            return id;
        }
    }

    @Override
    public String carryOut(OpenWorkTree tree, RecordedStep step, StepOutput output) throws IOException, GitRefusal {
        StepRecord record = step.record();
        Optional<ObjectId> there = change(tree, record).current();
        if (there.isEmpty()) {
            change(tree, record).create();
        } else if (!there.get().equals(object(record))) {
            throw taken(tree.repository(), record.note(StepVocabulary.NAME), there.get());
        }
        return "tagged " + Head.shortened(record.commit()) + " as "
                + Repository.shortenRefName(record.note(StepVocabulary.NAME));
    }

    @Override
    public void tellMade(OpenWorkTree tree, StepRecord record, ExecutionContext context) throws GitRefusal {
        foreseenCommits.makes(context, tree, record.note(StepVocabulary.NAME), object(record));
    }

    private static ObjectId object(StepRecord record) throws GitRefusal {
        return record.id(OBJECT);
    }

    private static RefChange change(OpenWorkTree tree, StepRecord record) throws GitRefusal {
        return new RefChange(tree.repository(), record.note(StepVocabulary.NAME), object(record), record.killedSince());
    }

    @Override
    public void takeOverLocks(OpenWorkTree tree, StepRecord record) throws IOException, GitRefusal {
        change(tree, record).takeOverLock();
    }

    /** A tag of that name that somebody else made means that there is none of ours. */
    @Override
    public StepProgress progress(OpenWorkTree tree, StepRecord record, StepOutput output)
            throws IOException, GitRefusal {
        return change(tree, record).current().equals(Optional.of(object(record)))
                ? StepProgress.DONE
                : StepProgress.UNTOUCHED;
    }

    /** Unlike git tag -d, it does not mind that there is none. */
    @Override
    public Optional<String> undoCommand(OpenWorkTree tree, StepInput input, ExecutionContext context)
            throws GitRefusal {
        return Optional.of("git -C " + ShellWord.quoted(tree.root().toString()) + " update-ref -d "
                + ShellWord.quoted(ref(input, context)));
    }

    @Override
    public UndoResult undo(OpenWorkTree tree, StepRecord record, StepOutput output) throws IOException, GitRefusal {
        String shown = shown(record.note(StepVocabulary.NAME));
        Optional<ObjectId> there = change(tree, record).current();
        if (there.isEmpty()) {
            return UndoResult.of("there is no tag " + shown + ", so there is nothing to undo");
        }
        if (!there.get().equals(object(record))) {
            throw new GitRefusal("The tag " + shown
                    + " is not the one that this deployment made: somebody replaced it, and"
                    + " now " + describe(tree.repository(), there.get()) + ". It was left as it is. If it must go, run:"
                    + " git -C " + ShellWord.quoted(tree.root().toString()) + " tag -d "
                    + ShellWord.quoted(Repository.shortenRefName(record.note(StepVocabulary.NAME))));
        }
        change(tree, record).delete();
        return UndoResult.of("deleted the tag " + shown + " of " + Head.shortened(record.commit()));
    }
}
