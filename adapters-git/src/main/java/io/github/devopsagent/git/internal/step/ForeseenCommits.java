package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.steprecord.PushTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * What names stood for when a run was checked: that was judged, and nothing else is carried out. Branches and tags are moved
 * by anybody at any time.
 */
final class ForeseenCommits {

    /** Runs go on beside each other, and those that are over are not told of. */
    private static final int KEPT = 1000;

    /** A command may make it. */
    private static final ObjectId ANYTHING = ObjectId.zeroId();

    private static final Pattern DEPLOYMENT = Pattern.compile("deployment_steps/\\d+");

    /** What is asked about. */
    private record Name(String run, Path workTree, String name) {}

    private final Map<Name, ObjectId> commits = new LinkedHashMap<>();

    /** The first time counts, since the run goes on from there. */
    synchronized void foresee(
            ExecutionContext context,
            OpenWorkTree tree,
            String name,
            ResolvedRevision found,
            ForeseenCheckout foreseen) {
        if (!context.run().isEmpty() && !foreseen.mayMove(found)) {
            commits.putIfAbsent(new Name(context.run(), tree.root(), name), id(found));
            if (commits.size() > KEPT) {
                commits.remove(commits.keySet().iterator().next());
            }
        }
    }

    /** A name that nobody has asked about may stand for anything. */
    synchronized void require(ExecutionContext context, OpenWorkTree tree, String name, ResolvedRevision found)
            throws GitRefusal {
        ObjectId commit = id(found);
        ObjectId foreseen = commits.get(new Name(context.run(), tree.root(), name));
        if (foreseen != null && !foreseen.equals(commit)) {
            throw new GitRefusal("'" + PrintableText.of(name, PrintableText.NAME) + "' is at " + Head.shortened(commit)
                    + " now, and was at " + Head.shortened(foreseen)
                    + " when this run was checked before its first step: it was moved meanwhile, and nobody has judged"
                    + " where it is now. Try again, or name the commit by its id.");
        }
    }

    /**
     * What a push will send, unless a command before it can have made that. A tag that is not there yet is made by a step
     * that says of what.
     */
    synchronized void foreseePush(ExecutionContext context, OpenWorkTree tree, String ref, ForeseenCheckout foreseen)
            throws IOException {
        Ref now = tree.repository().exactRef(ref);
        if (!context.run().isEmpty() && now != null && now.getObjectId() != null) {
            Name pushed = pushed(context, tree, ref);
            commits.putIfAbsent(pushed, now.getObjectId());
            if (foreseen.byCommand()) {
                commits.put(pushed, ANYTHING);
            }
        }
    }

    /** A git step of the plan moves a branch to a commit, which is what is pushed then. */
    synchronized void makes(ExecutionContext context, OpenWorkTree tree, String branch, ObjectId commit) {
        commits.computeIfPresent(
                pushed(context, tree, branch), (name, before) -> before.equals(ANYTHING) ? before : commit);
    }

    /** On a way back, branches are taken back first. */
    synchronized void requirePush(ExecutionContext context, OpenWorkTree tree, String ref)
            throws IOException, GitRefusal {
        ObjectId foreseen = commits.getOrDefault(pushed(context, tree, ref), ANYTHING);
        Ref now = tree.repository().exactRef(ref);
        boolean isAsForeseen = foreseen.equals(ANYTHING) || now == null || foreseen.equals(now.getObjectId());
        if (!isAsForeseen && DEPLOYMENT.matcher(context.step()).matches()) {
            throw new GitRefusal("The " + PushTarget.describe(ref) + " is at " + Head.shortened(now.getObjectId())
                    + ", and not at " + Head.shortened(foreseen) + ", where it was when this run was checked before its"
                    + " first step, or where a git step of this run has left it: a hook or somebody else has moved it,"
                    + " and nobody has judged where it is now. If a script of the plan does so, let a step call git itself"
                    + " before the push, such as: git status");
        }
    }

    private static Name pushed(ExecutionContext context, OpenWorkTree tree, String ref) {
        return new Name(context.run(), tree.root(), "push " + ref);
    }

    private static ObjectId id(ResolvedRevision found) {
        return ObjectId.fromString(found.commit().id());
    }
}
