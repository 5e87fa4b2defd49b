package io.github.devopsagent.git.internal.approval;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import io.github.devopsagent.veto.StatusFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** What {@code status.json} says in each commit: whether it is of this epic, and a role approves there. */
final class StatusVersions {

    /** More than any status that is read. */
    private static final long LARGEST = 4L << 20;

    private final ProvenObjects reader;
    private final CommitObjects commits;
    private final StatusFormat format;
    private final String epic;
    private final Map<ObjectId, Optional<Status>> read = new HashMap<>();
    private final Map<ObjectId, Boolean> treesWithEpic = new HashMap<>();

    StatusVersions(ProvenObjects reader, CommitObjects commits, StatusFormat format, String epic) {
        this.reader = reader;
        this.commits = commits;
        this.format = format;
        this.epic = epic;
    }

    /** What a version says of a role. */
    enum Saying {
        APPROVES,
        APPROVES_NOT,
        /** It is the status of another epic, and says nothing about this one's. */
        OTHER_EPIC,
        /** It cannot be read, such as one with the marks of a conflict: nobody knows. */
        UNREADABLE,
        /** It cannot be read either, and whoever repairs it finds the role in it, or may: then it may have brought the role. */
        UNREADABLE_WITH_ROLE,
        /** There is no such file. */
        MISSING
    }

    Saying saying(ObjectId commit, String path, Optional<Role> role) throws IOException {
        try (TreeWalk walk = TreeWalk.forPath(reader, path, commits.of(commit).tree())) {
            return walk == null || walk.isSubtree() ? Saying.MISSING : saying(walk, 0, role);
        }
    }

    private Saying saying(TreeWalk walk, int tree, Optional<Role> role) throws IOException {
        FileMode mode = walk.getFileMode(tree);
        if (!FileMode.REGULAR_FILE.equals(mode) && !FileMode.EXECUTABLE_FILE.equals(mode)) {
            return role.isPresent() ? Saying.UNREADABLE_WITH_ROLE : Saying.UNREADABLE;
        }
        Optional<Status> status = status(walk.getObjectId(tree));
        if (status.isEmpty()) {
            return role.isPresent() && mayName(walk.getObjectId(tree), role.get())
                    ? Saying.UNREADABLE_WITH_ROLE
                    : Saying.UNREADABLE;
        }
        if (!status.get().epicId().equals(epic)) {
            return Saying.OTHER_EPIC;
        }
        return role.filter(each -> !status.get().isApprovedBy(each)).isEmpty() ? Saying.APPROVES : Saying.APPROVES_NOT;
    }

    /** Also as an escape of JSON, or in another encoding, such as UTF-16: whoever converts the file finds the role in it. */
    private boolean mayName(ObjectId blob, Role role) throws IOException {
        ObjectLoader loader = reader.open(blob, Constants.OBJ_BLOB);
        if (loader.getSize() > LARGEST) {
            return true;
        }
        try {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(loader.getBytes()))
                    .toString()
                    .toLowerCase(Locale.ROOT);
            return text.contains(role.label()) || text.contains("\\u") || text.indexOf('\0') >= 0;
        } catch (CharacterCodingException e) {
            return true;
        }
    }

    /** Whether a commit has a status of the epic, wherever it lies. */
    boolean haveEpic(ObjectId commit) throws IOException {
        return treeHasEpic(commits.of(commit).tree());
    }

    /** Most directories are the same in most commits. */
    private boolean treeHasEpic(ObjectId tree) throws IOException {
        Boolean known = treesWithEpic.get(tree);
        if (known == null) {
            known = looksForEpic(tree);
            treesWithEpic.put(tree, known);
        }
        return known;
    }

    private boolean looksForEpic(ObjectId tree) throws IOException {
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            while (walk.next()) {
                boolean isFile = (walk.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
                boolean isFound = walk.isSubtree()
                        ? treeHasEpic(walk.getObjectId(0))
                        : isFile
                                && walk.getNameString().equalsIgnoreCase(Status.FILE)
                                && saying(walk, 0, Optional.empty()) == Saying.APPROVES;
                if (isFound) {
                    return true;
                }
            }
            return false;
        }
    }

    private Optional<Status> status(ObjectId blob) throws IOException {
        Optional<Status> known = read.get(blob);
        if (known == null) {
            ObjectLoader loader = reader.open(blob, Constants.OBJ_BLOB);
            known = loader.getSize() > LARGEST ? Optional.empty() : format.read(loader.getBytes());
            read.put(blob, known);
        }
        return known;
    }

    /**
     * Where the approval of a new file may have come from.
     *
     * @param paths of the parent's files that approve
     * @param areDisputed whether another file that it may have come from does not, or they all are still there, too: a copy
     */
    record Sources(Set<String> paths, boolean areDisputed) {}

    /**
     * Where the approval may have come from, as the file is new in a commit: the parent's files that are gone in the commit
     * or are called as it is, wherever they lie.
     */
    Sources sources(ObjectId parent, ObjectId commit, Optional<Role> role) throws IOException {
        Set<String> approving = new LinkedHashSet<>();
        boolean isMoved = false;
        boolean isRefused = false;
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(commits.of(parent).tree());
            walk.addTree(commits.of(commit).tree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ALL);
            while (walk.next()) {
                boolean isGone = walk.getFileMode(1) == FileMode.MISSING;
                boolean isNamed = walk.getNameString().equalsIgnoreCase(Status.FILE);
                boolean isFile = walk.getFileMode(0) != FileMode.MISSING && walk.getFileMode(0) != FileMode.GITLINK;
                if (!isFile || !(isGone || isNamed)) {
                    continue;
                }
                Saying saying = saying(walk, 0, role);
                if (saying == Saying.APPROVES || saying == Saying.UNREADABLE_WITH_ROLE) {
                    approving.add(walk.getPathString());
                    isMoved |= isGone;
                } else {
                    isRefused |= saying == Saying.APPROVES_NOT || (isGone && isNamed);
                }
            }
        }
        return new Sources(approving, !approving.isEmpty() && (isRefused || !isMoved));
    }
}
