package io.github.devopsagent.git.internal.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.steprecord.PushTarget;
import io.github.devopsagent.git.internal.steprecord.RunRecord;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;

/**
 * What names and HEAD stood for when a run was checked, or what a git step of the run has made of them since: that was
 * judged, and nothing else is carried out. Branches, tags and HEAD are moved by anybody at any time.
 */
final class ForeseenCommits {

    /** Runs go on beside each other, and those that are over are not told of. */
    private static final int KEPT = 2000;

    private static final String RECORD = "places";

    private static final Pattern DEPLOYMENT = Pattern.compile("deployment_steps/\\d+");

    private static final String ADVICE =
            ", where it was when this run was checked before its first step, or where a git"
                    + " step of this run has left it: a hook or somebody else has moved it, and nobody has judged where it is"
                    + " now. If a script of the plan does so, let a step call git itself before this one, such as: git status";

    /** What is asked about. */
    private record Name(String run, Path workTree, String name) {}

    /** What a name is at; only HEAD can be on a branch. */
    private final Map<Name, Head> places = new LinkedHashMap<>();

    /** What a command of the plan may have moved before a step. */
    private final Set<Name> movedByCommand = new LinkedHashSet<>();

    /** Of which this process knows what an agent before has recorded. */
    private final Set<String> recalled = new LinkedHashSet<>();

    /**
     * Takes over what an agent before, which was killed, has recorded between two git steps. While a step goes on nothing
     * is recorded, since it moves what was.
     */
    synchronized void begins(ExecutionContext context, Scratch scratch) throws IOException {
        if (!isRecorded(context)) {
            return;
        }
        RunRecord record = new RunRecord(scratch, RECORD);
        Optional<List<String>> lines = record.read()
                .map(text -> text.lines().toList())
                .filter(all -> !all.isEmpty() && all.get(0).equals(encoded(context.run())));
        if (recalled.add(context.run()) && lines.isPresent()) {
            places.keySet().removeIf(name -> name.run().equals(context.run()));
            movedByCommand.removeIf(name -> name.run().equals(context.run()));
            lines.get().stream().skip(1).forEach(line -> recall(context.run(), line.split(" ", -1)));
        }
        if (lines.filter(all -> all.size() > 1).isPresent()) {
            record.write(encoded(context.run()));
        }
        forgetOldest();
    }

    /** Records what is known, for an agent that goes on after this one was killed. */
    synchronized void ended(ExecutionContext context, Scratch scratch) throws IOException {
        if (isRecorded(context)) {
            List<String> lines = new ArrayList<>(List.of(encoded(context.run())));
            places.forEach((name, head) -> {
                if (name.run().equals(context.run())) {
                    lines.add(line(name) + " " + head.commit().name()
                            + head.branch().map(branch -> " " + encoded(branch)).orElse(""));
                }
            });
            movedByCommand.stream()
                    .filter(name -> name.run().equals(context.run()))
                    .forEach(name -> lines.add(line(name)));
            new RunRecord(scratch, RECORD).write(String.join("\n", lines));
        }
    }

    /** Before the first deploy step a run starts over, and all is checked again. */
    private static boolean isRecorded(ExecutionContext context) {
        return !context.run().isEmpty() && DEPLOYMENT.matcher(context.step()).matches();
    }

    private static String line(Name name) {
        return encoded(name.workTree().toString()) + " " + encoded(name.name());
    }

    private void recall(String run, String[] words) {
        Name name = new Name(run, Path.of(decoded(words[0])), decoded(words[1]));
        if (words.length == 2) {
            movedByCommand.add(name);
        } else {
            Optional<String> branch = words.length == 3 ? Optional.empty() : Optional.of(decoded(words[3]));
            places.put(name, new Head(ObjectId.fromString(words[2]), branch));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    /** The first time counts, since the run goes on from there. */
    synchronized void foresee(
            ExecutionContext context,
            OpenWorkTree tree,
            String name,
            ResolvedRevision found,
            ForeseenCheckout foreseen) {
        if (!context.run().isEmpty() && !foreseen.mayMove(found)) {
            places.putIfAbsent(new Name(context.run(), tree.root(), name), at(id(found)));
            forgetOldest();
        }
    }

    /** A name that nobody has asked about may stand for anything. */
    synchronized void require(ExecutionContext context, OpenWorkTree tree, String name, ResolvedRevision found)
            throws GitRefusal {
        ObjectId commit = id(found);
        Head foreseen = places.get(new Name(context.run(), tree.root(), name));
        if (foreseen != null && !foreseen.commit().equals(commit)) {
            throw new GitRefusal("'" + PrintableText.of(name, PrintableText.NAME) + "' is at " + Head.shortened(commit)
                    + " now, and was at " + foreseen.shortCommit()
                    + " when this run was checked before its first step: it was moved meanwhile, and nobody has judged"
                    + " where it is now. Try again, or name the commit by its id.");
        }
    }

    /** What a step will find checked out, and uses, unless a command before it can have changed that. */
    synchronized void foreseeHead(
            ExecutionContext context, OpenWorkTree tree, StepInput step, ForeseenCheckout foreseen) throws IOException {
        Optional<Head> now = tree.head();
        if (!context.run().isEmpty() && now.isPresent()) {
            foresee(context, tree, step, Constants.HEAD, now.get(), foreseen);
        }
    }

    /** On a way back, HEAD is taken back first. */
    synchronized void requireHead(ExecutionContext context, OpenWorkTree tree, StepInput step)
            throws IOException, GitRefusal {
        Optional<Head> foreseen = foreseen(context, tree, step, Constants.HEAD);
        Optional<Head> now = tree.head();
        if (foreseen.isPresent() && !foreseen.equals(now)) {
            throw new GitRefusal("HEAD of " + tree.root() + " is at "
                    + now.map(Head::toString).orElse("no commit") + ", and not at " + foreseen.get() + ADVICE);
        }
    }

    /**
     * What a push will send, unless a command before it can have made that. A tag that is not there yet is made by a step
     * that says of what.
     */
    synchronized void foreseePush(
            ExecutionContext context, OpenWorkTree tree, StepInput step, String ref, ForeseenCheckout foreseen)
            throws IOException {
        Ref now = tree.repository().exactRef(ref);
        if (!context.run().isEmpty()) {
            ObjectId id = now == null ? null : now.getObjectId();
            if (id != null) {
                foresee(context, tree, step, ref, at(id), foreseen);
            } else if (foreseen.mayBeMovedByCommand(ref)) {
                movedByCommand.add(beforeStep(context, tree, step, ref));
            }
        }
    }

    /** Where a push will go, unless a command before it can have changed that. */
    synchronized void foreseeRemote(
            ExecutionContext context, OpenWorkTree tree, StepInput step, String remote, ForeseenCheckout foreseen)
            throws IOException {
        if (!context.run().isEmpty()) {
            foresee(context, tree, step, ofRemote(remote), at(settings(tree, remote)), foreseen);
        }
    }

    synchronized void requireRemote(ExecutionContext context, OpenWorkTree tree, StepInput step, String remote)
            throws IOException, GitRefusal {
        Optional<Head> foreseen = foreseen(context, tree, step, ofRemote(remote));
        if (foreseen.isPresent() && !foreseen.get().commit().equals(settings(tree, remote))) {
            throw new GitRefusal("The remote '" + remote + "', or a setting of url.*, is another than when this run was"
                    + " checked before its first step: somebody has changed where the push would go, and nobody has"
                    + " judged that. Try again. If a script of the plan does so, let a step call git itself before this"
                    + " one, such as: git status");
        }
    }

    private static String ofRemote(String name) {
        return "remote " + name;
    }

    /** By a digest, since URLs may have passwords. */
    private static ObjectId settings(OpenWorkTree tree, String remote) throws IOException {
        Config config = tree.repository().getConfig();
        List<String> all = new ArrayList<>();
        for (String name : List.of("url", "pushurl")) {
            all.addAll(List.of(config.getStringList("remote", remote, name)));
            all.add("");
        }
        for (String base : new TreeSet<>(config.getSubsections("url"))) {
            all.add(base);
            all.addAll(List.of(config.getStringList("url", base, "insteadOf")));
            all.addAll(List.of(config.getStringList("url", base, "pushInsteadOf")));
        }
        try (ObjectInserter.Formatter digest = new ObjectInserter.Formatter()) {
            return digest.idFor(Constants.OBJ_BLOB, String.join("\n", all).getBytes(UTF_8));
        }
    }

    private void foresee(
            ExecutionContext context,
            OpenWorkTree tree,
            StepInput step,
            String ref,
            Head now,
            ForeseenCheckout foreseen) {
        places.putIfAbsent(moved(context, tree, ref), now);
        if (foreseen.mayBeMovedByCommand(ref)) {
            movedByCommand.add(beforeStep(context, tree, step, ref));
        }
        forgetOldest();
    }

    /** A git step of the plan moves a branch, or makes a tag, which is what is pushed then. */
    synchronized void makes(ExecutionContext context, OpenWorkTree tree, String ref, ObjectId id) {
        if (!context.run().isEmpty()) {
            places.put(moved(context, tree, ref), at(id));
        }
    }

    /** A git step of the plan leaves this checked out. */
    synchronized void leaves(ExecutionContext context, OpenWorkTree tree, Head head) {
        if (!context.run().isEmpty()) {
            places.put(moved(context, tree, Constants.HEAD), head);
            head.branch().ifPresent(branch -> makes(context, tree, branch, head.commit()));
        }
    }

    /** On a way back, branches are taken back first. */
    synchronized void requirePush(ExecutionContext context, OpenWorkTree tree, StepInput step, String ref)
            throws IOException, GitRefusal {
        Optional<Head> foreseen = foreseen(context, tree, step, ref);
        Ref now = tree.repository().exactRef(ref);
        ObjectId id = now == null ? null : now.getObjectId();
        if (foreseen.isPresent() && id != null && !foreseen.get().commit().equals(id)) {
            throw new GitRefusal("The " + PushTarget.describe(ref) + " is at " + Head.shortened(id) + ", and not at "
                    + foreseen.get().shortCommit() + ADVICE);
        }
    }

    /** Empty if it may be anything. */
    private Optional<Head> foreseen(ExecutionContext context, OpenWorkTree tree, StepInput step, String ref) {
        return movedByCommand.contains(beforeStep(context, tree, step, ref))
                        || !DEPLOYMENT.matcher(context.step()).matches()
                ? Optional.empty()
                : Optional.ofNullable(places.get(moved(context, tree, ref)));
    }

    private void forgetOldest() {
        if (places.size() > KEPT) {
            places.remove(places.keySet().iterator().next());
        }
        if (movedByCommand.size() > KEPT) {
            movedByCommand.remove(movedByCommand.iterator().next());
        }
        if (recalled.size() > KEPT) {
            recalled.remove(recalled.iterator().next());
        }
    }

    private static Name moved(ExecutionContext context, OpenWorkTree tree, String ref) {
        return new Name(context.run(), tree.root(), "moved " + ref);
    }

    private static Name beforeStep(ExecutionContext context, OpenWorkTree tree, StepInput step, String ref) {
        return new Name(context.run(), tree.root(), ref + " before " + step);
    }

    /** For what is no HEAD. */
    private static Head at(ObjectId id) {
        return new Head(id, Optional.empty());
    }

    private static ObjectId id(ResolvedRevision found) {
        return ObjectId.fromString(found.commit().id());
    }
}
