package io.github.devopsagent.internal.secret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Strings of bytes by their beginnings, and what they spell. A node stands for a beginning. */
final class SpellingTrie {

    /** Nothing was read; as a child it says that there is none. */
    static final int ROOT = 0;

    private static final int[] NONE = {};
    private static final int FEWEST_SLOTS = 1 << 10;
    private static final int GOLDEN = 0x9E3779B9;

    /**
     * By node and byte, a hash table: each of its slots is empty, or has an edge and, in the lower half, the child. A map
     * of objects would take most of the time in which a mask is made.
     */
    private long[] children = new long[FEWEST_SLOTS];

    private int edges;
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

    /**
     * Lets a character stand behind a beginning again and again before what follows: zeros before a number, as they are
     * written; whatever the widths, what follows is there once.
     *
     * @param beginning of strings that were added; if none begins like this nothing changes
     * @param repeated may stand there
     * @param most how often
     * @param following what may come after it, where it may come after the beginning
     */
    void repeat(String beginning, char repeated, int most, String following) {
        int first = node(beginning);
        int at = first;
        for (int times = 0; first != ROOT && times < most; times++) {
            int child = child(at, (byte) repeated);
            int next = child == ROOT ? append(at, (byte) repeated) : child;
            following
                    .chars()
                    .filter(each -> child(first, (byte) each) != ROOT && child(next, (byte) each) == ROOT)
                    .forEach(each -> link(next, (byte) each, child(first, (byte) each)));
            at = next;
        }
    }

    private int node(String beginning) {
        int at = ROOT;
        for (int i = 0; i < beginning.length(); i++) {
            at = child(at, (byte) beginning.charAt(i));
            if (at == ROOT) {
                return ROOT;
            }
        }
        return at;
    }

    private int append(int parent, byte each) {
        int child = ended.size();
        ended.add(NONE);
        goesOn.add(false);
        link(parent, each, child);
        return child;
    }

    private void link(int parent, byte each, int child) {
        if (2 * ++edges > children.length) {
            grow();
        }
        put((long) edge(parent, each) << Integer.SIZE | child);
        goesOn.set(parent, true);
    }

    private void grow() {
        long[] before = children;
        children = new long[2 * before.length];
        for (long slot : before) {
            if (slot != 0) {
                put(slot);
            }
        }
    }

    private void put(long slot) {
        children[slotOf((int) (slot >>> Integer.SIZE))] = slot;
    }

    private static int edge(int node, byte each) {
        return (node << Byte.SIZE) | (each & 0xFF);
    }

    /** Where an edge is, or would be. */
    private int slotOf(int edge) {
        int slot = (edge * GOLDEN) >>> Integer.numberOfLeadingZeros(children.length - 1);
        while (children[slot] != 0 && (int) (children[slot] >>> Integer.SIZE) != edge) {
            slot = (slot + 1) & (children.length - 1);
        }
        return slot;
    }

    /** The node after a byte more; {@link #ROOT} if no string goes on like this. */
    int child(int node, byte each) {
        return (int) children[slotOf(edge(node, each))];
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
