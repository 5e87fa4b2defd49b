package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.git.internal.approval.ApprovalSearch.Version;
import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** What is no longer as it was in the commit that brought an approval: in the commits since, and in the work tree. */
final class ChangeSearch {

    private final OpenWorkTree tree;
    private final ProvenObjects reader;
    private final CommitObjects commits;
    private final ConsensusPlace place;
    private final JudgedDocuments judged;
    private final ObjectId head;
    private final List<String> uncommitted;

    /**
     * For one work tree as it is.
     *
     * @param judged what is compared with the approved plan and results
     * @param uncommitted what no commit has, outside of the consensus directory
     */
    ChangeSearch(
            OpenWorkTree tree,
            ProvenObjects reader,
            CommitObjects commits,
            ConsensusPlace place,
            JudgedDocuments judged,
            ObjectId head,
            List<String> uncommitted) {
        this.tree = tree;
        this.reader = reader;
        this.commits = commits;
        this.place = place;
        this.judged = judged;
        this.head = head;
        this.uncommitted = List.copyOf(uncommitted);
    }

    Origin.Changes since(Version approval, Role role, Optional<String> deployed) throws IOException, GitRefusal {
        List<String> documents = new ArrayList<>();
        Set<String> loose = new TreeSet<>();
        Set<String> changed = new HashSet<>();
        String before = approval.path().substring(0, approval.path().lastIndexOf('/') + 1);
        for (String file : role == Role.QA ? List.of(Plan.FILE, TestResults.FILE) : List.of(Plan.FILE)) {
            byte[] now = judged.bytes(file);
            if (!isSame(committed(approval.commit(), before + file), now)) {
                documents.add(file);
                changed.add(before + file);
                changed.add(place.path() + file);
                if (!isSame(committed(head, place.path() + file), now)) {
                    loose.add(place.path() + file);
                }
            }
        }
        List<String> files = new ArrayList<>();
        if (!place.isRoot()) {
            files(approval.commit(), before, files, changed);
            loose.addAll(uncommitted);
        }
        return new Origin.Changes(
                FirstOf.of(documents, each -> each),
                FirstOf.of(files, each -> each),
                changed.isEmpty() ? FirstOf.none() : by(approval.commit(), changed),
                FirstOf.of(loose, path -> PrintableText.of(path, PrintableText.NAME)),
                deployed);
    }

    /** What differs outside of the consensus directory, which may have lain elsewhere. */
    private void files(ObjectId approval, String before, List<String> lines, Set<String> changed) throws IOException {
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(commits.of(approval).tree());
            walk.addTree(commits.of(head).tree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                String path = walk.getPathString();
                boolean was = walk.getFileMode(0) != FileMode.MISSING && !isLeftAlone(path, before);
                boolean is = walk.getFileMode(1) != FileMode.MISSING && !isLeftAlone(path, place.path());
                if (was || is) {
                    lines.add((was && is ? "M " : was ? "D " : "A ") + PrintableText.of(path, PrintableText.NAME));
                    changed.add(path);
                }
            }
        }
        if (!before.equals(place.path())) {
            same(approval, before, lines, changed);
        }
    }

    /** What lay in the consensus directory of then, and is a file like any other now, was never looked at as one. */
    private void same(ObjectId approval, String before, List<String> lines, Set<String> changed) throws IOException {
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(commits.of(approval).tree());
            walk.addTree(commits.of(head).tree());
            walk.setRecursive(true);
            while (walk.next()) {
                String path = walk.getPathString();
                boolean isHere = walk.getFileMode(0) != FileMode.MISSING && walk.getFileMode(1) != FileMode.MISSING;
                if (isHere && isLeftAlone(path, before) && !isLeftAlone(path, place.path()) && changed.add(path)) {
                    lines.add("A " + PrintableText.of(path, PrintableText.NAME));
                }
            }
        }
    }

    private boolean isLeftAlone(String path, String consensus) {
        boolean isHostsWish = tree.ignored().contain(path) && !path.startsWith(place.path());
        return isHostsWish || path.startsWith(consensus);
    }

    /** The commits since that differ from a parent in one of the files. */
    private FirstOf<CommitSummary> by(ObjectId approval, Set<String> paths) throws IOException {
        FirstOf.Counting<CommitSummary> found = new FirstOf.Counting<>();
        Set<ObjectId> earlier = commits.ancestors(approval);
        Set<ObjectId> seen = new LinkedHashSet<>(Set.of(head));
        List<ObjectId> left = new ArrayList<>(seen);
        for (int i = 0; i < left.size(); i++) {
            ObjectId next = left.get(i);
            if (earlier.contains(next)) {
                continue;
            }
            if (touches(next, paths)) {
                found.add(CommitSummary.of(RevCommit.parse(commits.bytes(next))));
            }
            commits.of(next).parents().stream().filter(seen::add).forEach(left::add);
        }
        return found.result();
    }

    private boolean touches(ObjectId commit, Set<String> paths) throws IOException {
        List<ObjectId> parents = commits.of(commit).parents();
        if (parents.isEmpty()) {
            return differ(Optional.empty(), commit, paths);
        }
        for (ObjectId parent : parents) {
            if (differ(Optional.of(commits.of(parent).tree()), commit, paths)) {
                return true;
            }
        }
        return false;
    }

    private boolean differ(Optional<ObjectId> parent, ObjectId commit, Set<String> paths) throws IOException {
        try (TreeWalk walk = new TreeWalk(reader)) {
            if (parent.isPresent()) {
                walk.addTree(parent.get());
            } else {
                walk.addTree(new EmptyTreeIterator());
            }
            walk.addTree(commits.of(commit).tree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                if (paths.contains(walk.getPathString())) {
                    return true;
                }
            }
            return false;
        }
    }

    private Optional<byte[]> committed(ObjectId commit, String path) throws IOException {
        try (TreeWalk walk = TreeWalk.forPath(reader, path, commits.of(commit).tree())) {
            boolean isFile = walk != null
                    && (FileMode.REGULAR_FILE.equals(walk.getRawMode(0))
                            || FileMode.EXECUTABLE_FILE.equals(walk.getRawMode(0)));
            return isFile ? Optional.of(commits.bytes(walk.getObjectId(0), Constants.OBJ_BLOB)) : Optional.empty();
        }
    }

    /** Line ends may be this system's in the work tree; inside a JSON string none can stand. */
    private static boolean isSame(Optional<byte[]> committed, byte[] now) {
        byte[] then = committed.orElse(new byte[0]);
        return Arrays.equals(then, now) || text(then).equals(text(now));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    }
}
