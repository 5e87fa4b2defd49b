package io.github.devopsagent.internal.secret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Strings of bytes by their beginnings, and what they spell. A node stands for a beginning. */
final class SpellingTrie {

    /** Nothing was read; as a child it says that there is none. */
    static final int ROOT = 0;

    private static final int[] NONE = {};

    /** By node and byte. */
    private final Map<Integer, Integer> children = new HashMap<>();

    private final List<int[]> ended = new ArrayList<>(List.of(NONE));
    private final List<Boolean> goesOn = new ArrayList<>(List.of(false));

    /**
     * Adds a string.
     *
     * @param string of bytes, written as ISO 8859-1
     * @param symbol what it spells
     */
    void add(String string, int symbol) {
        int at = ROOT;
        for (int i = 0; i < string.length(); i++) {
            int child = child(at, (byte) string.charAt(i));
            at = child == ROOT ? append(at, (byte) string.charAt(i)) : child;
        }
        int[] others = ended.get(at);
        int[] all = Arrays.copyOf(others, others.length + 1);
        all[others.length] = symbol;
        ended.set(at, all);
    }

    private int append(int parent, byte each) {
        int child = ended.size();
        children.put(edge(parent, each), child);
        goesOn.set(parent, true);
        ended.add(NONE);
        goesOn.add(false);
        return child;
    }

    private static int edge(int node, byte each) {
        return (node << Byte.SIZE) | (each & 0xFF);
    }

    /** The node after a byte more; {@link #ROOT} if no string goes on like this. */
    int child(int node, byte each) {
        return children.getOrDefault(edge(node, each), ROOT);
    }

    /** What the strings spell that end here. */
    int[] ended(int node) {
        return ended.get(node);
    }

    /** Whether a string goes on from here. */
    boolean goesOn(int node) {
        return goesOn.get(node);
    }

    void requireFewerNodesThan(int most) {
        if (ended.size() >= most) {
            throw new IllegalStateException("secrets of too many different characters");
        }
    }
}
