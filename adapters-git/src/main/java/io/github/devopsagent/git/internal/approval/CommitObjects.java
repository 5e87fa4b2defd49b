package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.git.internal.repository.ProvenObjects;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Commits as their own bytes say, which their ids prove. A walk of JGit's would believe a commit graph, which is a file
 * beside them that anybody can write. Of replace refs and grafts JGit knows nothing.
 */
final class CommitObjects {

    private final ProvenObjects reader;
    private final Map<ObjectId, ParsedCommit> known = new HashMap<>();

    CommitObjects(ProvenObjects reader) {
        this.reader = reader;
    }

    /**
     * What stands in a commit.
     *
     * @param parents its parents, in order
     * @param tree its files
     */
    record ParsedCommit(List<ObjectId> parents, ObjectId tree) {}

    ParsedCommit of(ObjectId id) throws IOException {
        ParsedCommit found = known.get(id);
        if (found == null) {
            RevCommit commit = RevCommit.parse(bytes(id));
            found = new ParsedCommit(
                    List.of(commit.getParents()).stream().map(RevCommit::copy).toList(),
                    commit.getTree().copy());
            known.put(id, found);
        }
        return found;
    }

    /** As they were hashed, and signed. */
    byte[] bytes(ObjectId id) throws IOException {
        return bytes(id, Constants.OBJ_COMMIT);
    }

    byte[] bytes(ObjectId id, int type) throws IOException {
        return reader.open(id, type).getBytes();
    }

    /** Those of some commits that have this one before them, the nearest first; the others are what may lie between. */
    Set<ObjectId> descendants(ObjectId commit, Set<ObjectId> wanted, Set<ObjectId> others) throws IOException {
        Map<ObjectId, List<ObjectId>> children = new HashMap<>();
        for (Set<ObjectId> some : List.of(wanted, others)) {
            for (ObjectId child : some) {
                for (ObjectId parent : of(child).parents()) {
                    children.computeIfAbsent(parent, any -> new ArrayList<>()).add(child);
                }
            }
        }
        Set<ObjectId> found = new LinkedHashSet<>();
        Set<ObjectId> seen = new HashSet<>();
        Deque<ObjectId> left = new ArrayDeque<>(List.of(commit));
        while (!left.isEmpty()) {
            ObjectId next = left.poll();
            if (wanted.contains(next)) {
                found.add(next);
            }
            children.getOrDefault(next, List.of()).stream().filter(seen::add).forEach(left::add);
        }
        return found;
    }

    /** The commit, and all before it. */
    Set<ObjectId> ancestors(ObjectId commit) throws IOException {
        Set<ObjectId> seen = new HashSet<>(Set.of(commit));
        Deque<ObjectId> left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            for (ObjectId parent : of(left.pop()).parents()) {
                if (seen.add(parent)) {
                    left.push(parent);
                }
            }
        }
        return seen;
    }
}
