package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.git.internal.repository.ProvenObjects;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTag;

/**
 * Commits as their own bytes say, which their ids prove. A walk of JGit's would believe a commit graph, which is a file
 * beside them that anybody can write. Of replace refs and grafts JGit knows nothing.
 */
final class CommitObjects {

    private final ProvenObjects reader;
    private final Map<ObjectId, ParsedCommit> known = new HashMap<>();
    private final Map<ObjectId, Integer> generations = new HashMap<>();

    /** Of a commit, whether others have it before them. */
    private final Map<ObjectId, Map<ObjectId, Boolean>> descent = new HashMap<>();

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

    /** What a tag leads to, or a tag of a tag; any other object itself. */
    ObjectId peeled(ObjectId id) throws IOException {
        ObjectId peeled = id;
        while (!known.containsKey(peeled)) {
            ObjectLoader found = reader.open(peeled);
            if (found.getType() != Constants.OBJ_TAG) {
                return peeled;
            }
            peeled = RevTag.parse(found.getBytes()).getObject().copy();
        }
        return peeled;
    }

    /** As they were hashed, and signed. */
    byte[] bytes(ObjectId id) throws IOException {
        return bytes(id, Constants.OBJ_COMMIT);
    }

    byte[] bytes(ObjectId id, int type) throws IOException {
        return reader.open(id, type).getBytes();
    }

    /** Those of some commits that have this one before them, or are it; what is nearer to the first commits comes first. */
    List<ObjectId> having(ObjectId earlier, Collection<ObjectId> some) throws IOException {
        Map<Integer, List<ObjectId>> found = new TreeMap<>();
        for (ObjectId each : some) {
            if (has(each, earlier)) {
                found.computeIfAbsent(generation(each), any -> new ArrayList<>())
                        .add(each);
            }
        }
        return found.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Whether a commit has another one before it, or is it. What lies between is looked at once, be it asked of many commits:
     * a repository may have thousands of branches.
     */
    boolean has(ObjectId commit, ObjectId earlier) throws IOException {
        int generation = generation(earlier);
        Map<ObjectId, Boolean> answers = descent.computeIfAbsent(earlier, any -> new HashMap<>(Map.of(earlier, true)));
        Deque<ObjectId> left = new ArrayDeque<>(List.of(commit));
        while (!left.isEmpty()) {
            ObjectId next = left.peek();
            List<ObjectId> open = List.of();
            boolean isFound = false;
            if (!answers.containsKey(next) && generation(next) > generation) {
                List<ObjectId> parents = of(next).parents();
                open = parents.stream()
                        .filter(each -> !answers.containsKey(each))
                        .toList();
                isFound = parents.stream().anyMatch(each -> answers.getOrDefault(each, false));
            }
            if (open.isEmpty()) {
                answers.putIfAbsent(left.pop(), isFound);
            } else {
                open.forEach(left::push);
            }
        }
        return answers.getOrDefault(commit, false);
    }

    /** One more than the highest of the parents', so that no commit has one before it whose number is not lower. */
    private int generation(ObjectId commit) throws IOException {
        Integer known = generations.get(commit);
        return known == null ? countedGeneration(commit) : known;
    }

    private int countedGeneration(ObjectId commit) throws IOException {
        Deque<ObjectId> left = new ArrayDeque<>(List.of(commit));
        while (!left.isEmpty()) {
            List<ObjectId> parents = of(left.peek()).parents();
            List<ObjectId> open = parents.stream()
                    .filter(each -> !generations.containsKey(each))
                    .toList();
            if (open.isEmpty()) {
                int highest = parents.stream().mapToInt(generations::get).max().orElse(0);
                generations.put(left.pop(), highest + 1);
            } else {
                open.forEach(left::push);
            }
        }
        return generations.getOrDefault(commit, 0);
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
