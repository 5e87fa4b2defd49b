package io.github.devopsagent.git.internal.approval;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * Commits as their own bytes say, which their ids prove. A walk of JGit's would believe a commit graph, which is a file
 * beside them that anybody can write. Of replace refs and grafts JGit knows nothing.
 */
final class CommitObjects {

    private final ObjectReader reader;
    private final Map<ObjectId, ParsedCommit> known = new HashMap<>();
    private final Set<ObjectId> trueTrees = new HashSet<>();

    CommitObjects(ObjectReader reader) {
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

    /** JGit does not look whether what lies under an id has it, as git does: anybody can write a file. */
    byte[] bytes(ObjectId id, int type) throws IOException {
        byte[] bytes = reader.open(id, type).getBytes();
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            if (!formatter.idFor(type, bytes).equals(id)) {
                throw new CorruptObjectException(id, "its content is another one; look at it with: git fsck");
            }
        }
        return bytes;
    }

    /** Has the names of all files of a commit proven by its id. */
    void requireTrueTrees(ObjectId commit) throws IOException {
        Deque<ObjectId> left = new ArrayDeque<>(List.of(of(commit).tree()));
        while (!left.isEmpty()) {
            ObjectId tree = left.pop();
            if (trueTrees.add(tree)) {
                CanonicalTreeParser entries = new CanonicalTreeParser();
                entries.reset(bytes(tree, Constants.OBJ_TREE));
                for (; !entries.eof(); entries.next()) {
                    if (FileMode.TREE.equals(entries.getEntryRawMode())) {
                        left.push(entries.getEntryObjectId());
                    }
                }
            }
        }
    }

    /** Whether it is the other one, or stands before it. */
    boolean isAncestor(ObjectId commit, ObjectId descendant) throws IOException {
        return ancestors(descendant).contains(commit);
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
