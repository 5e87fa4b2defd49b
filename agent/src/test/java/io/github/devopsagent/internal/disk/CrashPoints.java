package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the operations of a run at which a crash leaves something of its own. Before a sync there is on the disk what is
 * there before the next operation, so that a crash there is found by the next agent as a crash here would be.
 */
public final class CrashPoints implements FaultyDisk.Watcher {

    /** All that a change of a file, of its owner or of its permissions changes. */
    private static final String ATTRIBUTES = "unix:ino,size,ctime,mode,uid,gid,nlink";

    private final Path root;
    private final FaultyDisk.Watcher next;
    private final List<String> operations = new ArrayList<>();
    private final List<Map<Path, Map<String, Object>>> states = new ArrayList<>();

    private CrashPoints(Path root, FaultyDisk.Watcher next) {
        this.root = root;
        this.next = next;
    }

    /** To watch a run that nothing disturbs; whatever may differ after a crash lies in the directory. */
    public static CrashPoints in(Path root) {
        return in(root, operation -> {});
    }

    /** The same, where somebody else watches as well. */
    public static CrashPoints in(Path root, FaultyDisk.Watcher next) {
        return new CrashPoints(root, next);
    }

    @Override
    public void before(String operation) throws IOException {
        operations.add(operation);
        states.add(state());
        next.before(operation);
    }

    private Map<Path, Map<String, Object>> state() throws IOException {
        Map<Path, Map<String, Object>> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                state.put(file, Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
            }
        }
        return state;
    }

    /** All operations, whether or not a crash leaves something of its own there. */
    public List<String> operations() {
        return List.copyOf(operations);
    }

    /** The numbers of the operations, from this one on, at which it does. The last operation is always among them. */
    public List<Integer> from(int first) {
        return IntStream.range(first, operations.size())
                .filter(n -> !isAsTheNext(n))
                .boxed()
                .toList();
    }

    /** A write that comes to grief is done by half. */
    private boolean isAsTheNext(int n) {
        return n + 1 < operations.size()
                && !operations.get(n + 1).startsWith("write ")
                && states.get(n).equals(states.get(n + 1));
    }
}
